"""No address, name or redirect leads to a host that is not public (R12)."""

import itertools
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.address import Refused
from cpstandard.fetch.addresses import allowed, special
from cpstandard.fetch.client import Limits, Manners
from cpstandard.fetch.guard import Gate, Resolve, resolve
from cpstandard.fetch.watchdog import Watchdog
from cpstandard.fetch.web import Wanted, WebStore
from raw_server import RawServer, raw_server, sends

pytestmark = pytest.mark.reliability("R12")

SPECIAL = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.254",
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.0.10",
    "192.0.0.170",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:1::1",
    "2001:2::1",
    "2001:3::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2620:4f:8000::1",
    "3ffe::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%1",
    "fe80::1%lo",
    "febf::1",
    "fec0::1",
    "feff::1",
    "ff02::1",
    "ff0e::1",
    "2a00::5efe:10.0.0.1",
    "2a00::200:5efe:127.0.0.1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "126.255.255.255",
    "128.0.0.1",
    "169.253.1.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "192.167.1.1",
    "198.17.1.1",
    "198.20.0.1",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2003::1",
    "2606:4700:4700::1111",
    "2a00:1450:4009::200e",
    "2c0f:fb50::1",
]
# Ways to write this machine; each is tried with the port of a server that counts who connects.
FORMS = """
http://127.0.0.1:{port}/ http://127.0.0.1.:{port}/ http://127.1:{port}/ http://127.0.1:{port}/
http://2130706433:{port}/ http://017700000001:{port}/ http://0x7f000001:{port}/ http://0x7F.1:{port}/
http://0177.0.0.1:{port}/ http://0x7f.0.0.1:{port}/ http://127.0.0.01:{port}/ http://127.0.0.1%00:{port}/
http://127.0.0.0x1:{port}/ http://0:{port}/ http://0.0.0.0:{port}/ http://[::1]:{port}/
http://[::]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/ http://[::ffff:127.0.0.1]:{port}/
http://[::ffff:7f00:1]:{port}/ http://[::127.0.0.1]:{port}/ http://[::1%25lo]:{port}/
http://[::1%lo]:{port}/ http://[64:ff9b::7f00:1]:{port}/ http://[2002:7f00:1::]:{port}/
http://localhost:{port}/ http://LOCALHOST:{port}/ http://localhost.:{port}/ http://ｌocalhost:{port}/
http://１２７.0.0.1:{port}/ http://127。0。0。1:{port}/ http://①②⑦.0.0.1:{port}/ http://127.0.0.①:{port}/
http://user@127.0.0.1:{port}/ http://example.org@127.0.0.1:{port}/ http://127.0.0.1:{port}@example.org/
http://example.org:80@127.0.0.1:{port}/ http://127.0.0.1:{port}#@example.org/
http://127.0.0.1:{port}?@example.org/ http://127.0.0.1:{port}\\@example.org/
http://example.org\\@127.0.0.1:{port}/ http:\\\\127.0.0.1:{port}/ http:/127.0.0.1:{port}/
http:127.0.0.1:{port}/ http:///127.0.0.1:{port}/ //127.0.0.1:{port}/ HTTP://127.0.0.1:{port}/
http://127.0.0.1\t:{port}/
http://127.0.0.1\u200b:{port}/ http://127.0.0\u00ad.1:{port}/ http://127%2e0%2e0%2e1:{port}/
http://%6c%6f%63%61%6c%68%6f%73%74:{port}/ http://127.0.0.1:{port}:80/ http://127.0.0.1:+{port}/
http://127.0.0.1:0x50/ http://127.0.0.1:{port}０/ http://127.0.0.1:22/ http://127.0.0.1:99999/
http://127.0.0.1:000{port}/ http://xn--/ http://xn--localhost-:{port}/ http://a..b:{port}/ http://-:{port}/
http://*:{port}/ http://[127.0.0.1]:{port}/ http://[::1:{port}/ http://::1:{port}/ http://:{port}/
ftp://127.0.0.1:{port}/ file:///etc/passwd file://127.0.0.1/etc/passwd gopher://127.0.0.1:{port}/_x
dict://127.0.0.1:{port}/ data:text/plain,x javascript:alert(1) jar:http://127.0.0.1:{port}/!/
unix:///var/run/docker.sock http+unix://%2fvar%2frun/ ws://127.0.0.1:{port}/ blob:http://127.0.0.1:{port}/
"""
BROKEN = (
    "http://127.0.0.1\n:{port}/",
    "http://127.0.0.1\r\nHost: x:{port}/",
    " http://127.0.0.1:{port}/",
)


def forms() -> list[str]:
    # Not split(): some hold signs that it would take for a blank.
    return [form for form in FORMS.replace("\n", " ").split(" ") if form] + [*BROKEN]


class Names:
    """A resolver that gives the answers it was told, in turn; the last one again and again."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


@pytest.fixture
def inside() -> Iterator[RawServer]:
    """What is not to be reached."""
    with raw_server() as server:
        server.behaviours["/"] = sends(200, b"SECRET")
        server.behaviours["/secret"] = sends(200, b"SECRET")
        yield server


def refused(
    url: str, folder: Path, *may: str, names: Resolve = resolve, seconds: float = 10
) -> str:
    """Fetch ``url`` and return why it was not."""
    limits = Limits(pause=0.01, deadline=seconds)
    manners = Manners(allowed(may), resolve=names)
    store = WebStore(folder, online=True, now="2026", limits=limits, manners=manners)
    with pytest.raises(SourceFailed) as caught:
        store.retrieve(Wanted(url))
    return str(caught.value)


def test_every_special_number_is_known_for_one_and_no_public_one_is(
    record_property: Callable[[str, object], None],
) -> None:
    assert [number for number in SPECIAL if not special(number)] == []
    assert [number for number in PUBLIC if special(number)] == []
    record_property("figure", f"{len(SPECIAL)} of {len(SPECIAL)} special numbers refused")


def test_no_way_of_writing_an_address_reaches_a_host_that_is_not_public(
    inside: RawServer, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    tried = forms()
    assert len(tried) > 80
    for form in tried:
        refused(form.format(port=inside.port), tmp_path)
    assert inside.connections == 0
    record_property("figure", f"0 connections by {len(tried)} ways of writing an address")


def test_no_answer_of_a_resolver_reaches_one(inside: RawServer, tmp_path: Path) -> None:
    for answer in (["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:127.0.0.1"], ["fe80::1%1"]):
        url = f"http://swan.example:{inside.port}/secret"
        why = refused(url, tmp_path, names=Names(answer))
        assert "its host swan.example has a number that is not public" in why
    assert inside.connections == 0


def test_a_name_that_changes_its_number_is_looked_up_once(
    inside: RawServer, tmp_path: Path
) -> None:
    with raw_server("127.0.0.2") as outside:
        # 127.0.0.2 stands for a public host here, which tests cannot reach.
        names = Names(["127.0.0.2"], ["127.0.0.1"])
        outside.behaviours["/x"] = sends(200, b"{}")
        manners = Manners(allowed(["127.0.0.2"]), resolve=names)
        store = WebStore(tmp_path, online=True, now="2026", manners=manners)
        got = store.retrieve(Wanted(f"http://swan.example:{outside.port}/x"))
        assert got.path.read_bytes() == b"{}"
        assert names.asked == ["swan.example"]
        assert b"\r\nHost: swan.example:" in outside.requests[0]
        # Whom it names the next time, at a redirect or a further try, is checked anew.
        for answer in (sends(302, b"", f"Location: http://swan.example:{inside.port}/secret"),
                       sends(503, b"")):  # fmt: skip
            outside.behaviours["/y"] = answer
            names = Names(["127.0.0.2"], ["127.0.0.1"])
            url = f"http://swan.example:{outside.port}/y"
            assert "not public (loopback)" in refused(url, tmp_path, "127.0.0.2", names=names)
            assert len(names.asked) == 2
    assert inside.connections == 0


def test_no_redirect_reaches_one(
    inside: RawServer, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    tried = [form for form in forms() if form.isprintable()]
    tried += [f"http://{n}/" for n in SPECIAL if ":" not in n and n != "127.0.0.2"]
    tried += [f"http://[{number}]/" for number in SPECIAL if ":" in number]
    with raw_server("127.0.0.2") as outside:
        for number, form in enumerate(tried):
            target = form.format(port=inside.port).encode().decode("latin-1")
            status = (301, 302, 303, 307, 308)[number % 5]
            outside.behaviours[f"/{number}"] = sends(status, b"", f"Location: {target}")
            refused(f"{outside.base}/{number}", tmp_path, "127.0.0.2")
        asked = len(outside.requests)
    assert asked >= len(tried)
    assert inside.connections == 0
    record_property("figure", f"0 connections by {len(tried)} redirects")


def test_what_may_be_reached_may_only_where_it_is_named(inside: RawServer, tmp_path: Path) -> None:
    assert "not public" in refused(f"{inside.base}/secret", tmp_path, "10.0.0.0/8", "::1")
    assert inside.connections == 0
    for may in ("all", "127.0.0.1", "127.0.0.0/8"):
        manners = Manners(allowed([may]))
        store = WebStore(tmp_path, online=True, now="2026", manners=manners)
        assert store.retrieve(Wanted(f"{inside.base}/secret")).path.read_bytes() == b"SECRET"


@pytest.mark.parametrize(
    "number", ["169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fe80::1"]
)
def test_where_clouds_keep_their_keys_no_permission_for_private_hosts_leads(number: str) -> None:
    assert allowed(["all"]).refusal(number)


def test_a_public_host_leads_to_no_private_one_whatever_is_allowed(inside: RawServer) -> None:
    with Watchdog(10) as watchdog:
        gate = Gate(allowed(["all"]), resolve, watchdog, 5, 1000, public_seen=True)
        with pytest.raises(Refused, match="loopback"):
            gate.connect("127.0.0.1", inside.port)
        assert inside.connections == 0


def test_who_is_at_the_other_end_is_looked_at(
    inside: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As where something between here and there sends a connection elsewhere.
    connect = socket.socket.connect
    monkeypatch.setattr(
        socket.socket, "connect", lambda self, _: connect(self, ("127.0.0.1", inside.port))
    )
    with Watchdog(10) as watchdog:
        gate = Gate(allowed(["127.0.0.2"]), resolve, watchdog, 5, 1000)
        with pytest.raises(Refused, match="connected to another host"):
            gate.connect("127.0.0.2", inside.port)
    assert inside.requests == []


def test_no_proxy_or_password_is_taken_from_the_surroundings(
    inside: RawServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, ending in itertools.product(("http", "https", "all"), ("_proxy", "_PROXY")):
        monkeypatch.setenv(f"{name}{ending}".upper() if ending.isupper() else f"{name}{ending}",
                           inside.base)  # fmt: skip
    (tmp_path / "netrc").write_text("machine 127.0.0.2 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with raw_server("127.0.0.2") as outside:
        outside.behaviours["/x"] = sends(200, b"{}")
        manners = Manners(allowed(["127.0.0.2"]))
        store = WebStore(tmp_path / "s", online=True, now="2026", manners=manners)
        store.retrieve(Wanted(f"{outside.base}/x"))
        assert b"uthorization" not in outside.requests[0]
    assert inside.connections == 0
