"""The one reading of a web address: what is unusual in it is refused or made usual, then used.

Every part of the program, and the library that connects, gets the address as it is written here;
so no two of them can understand different hosts by it.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import idna

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.addresses import number_of

PORTS = {"http": 80, "https": 443}
_LOW = 1024
_HIGH = 65_535
_LONGEST = 4000
_LONGEST_NAME = 253
_SHAPE = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<rest>[^#]*)")
_AUTHORITY = re.compile(r"(?:\[(?P<v6>[^\[\]]*)\]|(?P<name>[^:\[\]]*))(?::(?P<port>[0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
# What may stand in a path or query as it is; a lone % is encoded.
_KEPT = "/?:@!$&'()*+,;=-._~%[]|"


class Refused(SourceFailed):
    """An address that is not followed, and why."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its usual form: ``host`` in small ASCII letters, ``rest`` from the path."""

    scheme: str
    host: str
    port: int
    rest: str

    def __str__(self) -> str:
        """Return it as it is asked for."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{shown}{port}{self.rest}"

    @property
    def place(self) -> tuple[str, str, int]:
        """Scheme, host and port: what two addresses of one server share."""
        return self.scheme, self.host, self.port


def read_address(text: str) -> Address:
    """Return the address that ``text`` is; raises ``Refused`` with the reason."""
    if len(text) > _LONGEST:
        raise Refused("its address is longer than any honest one")
    # Programs disagree on these signs: some leave them out, some take \ for /.
    if "\\" in text or any(not c.isprintable() or c.isspace() for c in text):
        raise Refused("its address has a backslash, a blank or a hidden sign in it")
    match = _SHAPE.fullmatch(text.partition("#")[0])
    if match is None:
        raise Refused("its address is none: it has to begin with https:// or http://")
    scheme = match["scheme"].lower()
    if scheme not in PORTS:
        raise Refused(f"its address begins with {scheme}://, and only https and http are followed")
    if "@" in match["authority"]:
        raise Refused("its address has a name or a password before an @")
    host, port = _authority(match["authority"], PORTS[scheme])
    return Address(scheme, host, port, _rest(match["rest"]))


def follow(base: Address, location: str) -> Address:
    """Return the address to which ``base`` leads by ``location``; raises ``Refused``.

    From https to http is refused: what was asked for in safety is not to be brought without.
    """
    if "\\" in location or not location.isprintable():
        raise Refused("it leads to an address with a backslash or a hidden sign in it")
    try:
        joined = urljoin(str(base), location.strip())
    except ValueError as error:
        raise Refused("it leads to an address that is none") from error
    try:
        target = read_address(joined)
    except Refused as error:
        raise Refused(f"it leads on to another address, and {error}") from error
    if base.scheme == "https" and target.scheme == "http":
        raise Refused("it leads from https to http, where anyone on the way can change what comes")
    return target


def _authority(text: str, usual: int) -> tuple[str, int]:
    match = _AUTHORITY.fullmatch(text)
    if match is None:
        raise Refused("its address has a host or a port that is not written as one")
    port = int(match["port"]) if match["port"] else usual
    # The low ports belong to mail, names and shells; a web address with one is a trap.
    if not (port in PORTS.values() or _LOW <= port <= _HIGH):
        raise Refused(f"its address names port {port}, which is none of the web's")
    if match["v6"] is not None:
        number = number_of(match["v6"])
        if number is None or number.version != 6:  # noqa: PLR2004 - IPv6
            raise Refused("its address has a number in brackets that is none")
        return str(number), port
    return _name(match["name"]), port


def _name(text: str) -> str:
    """Return the name of a host as it is asked for: international names in ASCII, no last dot."""
    if "%" in text:
        raise Refused("its address has an encoded sign in the host's name")
    # Wide digits and other dots become usual ones here, so that no number hides behind them.
    name = unicodedata.normalize("NFKC", text).lower()
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise Refused("its address has a host's name that cannot be one") from error
    name = name.removesuffix(".")
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        number = number_of(name)
        if number is None:  # such as 2130706433, 0x7f.1 and 0177.0.0.1
            raise Refused("its address has a number for a host, in a way that hides which")
        return str(number)
    if len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused("its address has a host's name that cannot be one")
    return name


def _rest(text: str) -> str:
    path = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    path = quote(path, safe=_KEPT)
    return path if path.startswith("/") else f"/{path}"
