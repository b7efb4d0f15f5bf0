"""Tells numbers of hosts on the public internet from all others, so that nothing inside is reached.

``ipaddress.is_global`` is not enough: it lets 6to4, NAT64, Teredo and site-local numbers pass,
behind which private hosts can stand. Source: the IANA registries of special-purpose addresses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Number = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SPECIAL: dict[str, tuple[str, ...]] = {
    "this host": ("0.0.0.0/8", "::/128"),
    "loopback": ("127.0.0.0/8", "::1/128"),
    "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
    "shared by a carrier": ("100.64.0.0/10",),
    "link-local": ("169.254.0.0/16", "fe80::/10"),
    "site-local": ("fec0::/10",),
    "of protocols": ("192.0.0.0/24", "2001::/23", "5f00::/16"),
    "documentation": (
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20",
    ),
    "benchmarking": ("198.18.0.0/15", "2001:2::/48"),
    "a relay": ("192.52.193.0/24", "192.88.99.0/24"),
    "a sink": ("192.31.196.0/24", "192.175.48.0/24", "2620:4f:8000::/48", "100::/63"),
    "multicast": ("224.0.0.0/4", "ff00::/8"),
    "reserved": ("240.0.0.0/4", "3ffe::/16"),
    "of a cloud's own services": ("168.63.129.16/32",),
    "another number in disguise": (
        "::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48",
        "2001::/32", "2002::/16",
    ),
}  # fmt: skip
_RANGES = [
    (ip_network(text), kind)
    for kind, texts in _SPECIAL.items()
    for text in sorted(texts, key=lambda text: -ip_network(text).prefixlen)
]
_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is given out today; what lies outside is special, whatever it becomes."""
# A tunnel's numbers look public, and hold the number of a host inside (RFC 5214).
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})

OWN = tuple(
    ip_network(text)
    for text in (
        "127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7",
    )
)  # fmt: skip
"""What "private" means where somebody allows it: loopback and the private ranges."""
# Where clouds answer with keys; no permission reaches it by accident.
_KEYS = (ip_network("fd00:ec2::254/128"),)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which hosts that are not public may be reached all the same; by default none."""

    networks: tuple[Network, ...] = ()

    def refusal(self, text: str) -> str:
        """Return why ``text`` may not be reached, such as "loopback"; empty where it may."""
        kind = special(text)
        if kind and any(_within(text, network) for network in self.networks):
            return "of a cloud's own services" if any(_within(text, k) for k in _KEYS) else ""
        return kind


def allowed(texts: Iterable[str]) -> Allowed:
    """Return what may be reached; "all" stands for loopback and the private ranges.

    Raises ``ValueError`` for what is neither that nor a number or network.
    """
    networks: list[Network] = []
    for text in texts:
        networks += OWN if text == "all" else [ip_network(text, strict=False)]
    return Allowed(tuple(networks))


def special(text: str) -> str:
    """Return what kind of special number ``text`` is, such as "loopback"; empty for a public one.

    What is no number at all, or has a scope (``fe80::1%eth0``), is "not a number".
    """
    number = number_of(text)
    if number is None:
        return "not a number"
    for network, kind in _RANGES:
        if number in network:
            return kind
    if isinstance(number, IPv6Address):
        if number not in _UNICAST:
            return "reserved"
        if (int(number) >> 32) & 0xFFFFFFFF in _ISATAP:
            return "another number in disguise"
    return ""


def number_of(text: str) -> Number | None:
    """Return the number that ``text`` is, in the one way of writing it; else ``None``."""
    try:
        number = ip_address(text)
    except ValueError:
        return None
    return None if "%" in text else number


def _within(text: str, network: Network) -> bool:
    number = number_of(text)
    return number is not None and number in network
