"""Twenty publishers, five of them hostile on a bad day: the site holds each one's last good copy."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from raw_server import Behave, drips, hangs, head, raw_server, sends
from registry_place import Place, initiative, package

pytestmark = pytest.mark.reliability("R11")

DEADLINE = 8
PUBLISHERS = [f"town-{number:02}" for number in range(20)]
# Spread among the others, so that an order of any kind would let somebody wait.
HOSTILE: dict[str, tuple[Behave, str]] = {
    "town-00": (hangs, "took longer than 8 s"),
    "town-05": (drips(head(200, "Content-Length: 99999"), b" ", 0.2), "took longer than 8 s"),
    "town-10": (drips(b"HTTP/1.1 200 OK\r\nX-A: ", b"a", 0.2), "took longer than 8 s"),
    "town-15": (sends(200, b"<!doctype html><title>Sorry</title>"), "a web page"),
    "town-19": (sends(500), "answered 500"),
}
ENTRY = """\
name: {name} (invented)
licence: CC-BY-4.0
sources:
  - {{id: initiatives, url: "{url}", importer: cpstandard, deadline: {deadline}}}
"""


def test_the_site_holds_the_last_good_copy_of_each_that_failed(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    place = Place(tmp_path)
    (place.registry / "gb").mkdir(parents=True)
    with raw_server() as server:
        for name in PUBLISHERS:
            url = f"{server.base}/{name}.json"
            text = ENTRY.format(name=name, url=url, deadline=DEADLINE)
            (place.registry / "gb" / f"{name}.yaml").write_text(text, encoding="utf-8")
            document = package(name, initiative(f"{name}-swan"))
            server.behaviours[f"/{name}.json"] = sends(200, document.encode())
        first = place.build("--online", "--allow-private")
        assert first.exit_code == 0, first.stderr
        for name, (behave, _) in HOSTILE.items():
            server.behaviours[f"/{name}.json"] = behave
        for name in set(PUBLISHERS) - set(HOSTILE):
            document = package(name, initiative(f"{name}-swan"), initiative(f"{name}-heron"))
            server.behaviours[f"/{name}.json"] = sends(200, document.encode())
        server.most_at_once = 0
        started = time.monotonic()
        second = place.build("--online", "--allow-private")
        took = time.monotonic() - started
        hanging = sum("took longer" in words for _, words in HOSTILE.values())
        assert server.most_at_once >= hanging, "one waited for another"
    assert second.exit_code == 1
    told = second.stderr.splitlines()
    for name, (_, words) in HOSTILE.items():
        (line,) = [each for each in told if f" {name}/" in each]
        assert words in line
        assert "Shown is the last good copy" in line
        assert place.status(name)["sources"][0]["state"] == "stale"
    honest = sorted(set(PUBLISHERS) - set(HOSTILE))
    assert all(place.status(name)["sources"][0]["state"] == "published" for name in honest)
    expected = {f"{name}-swan" for name in PUBLISHERS} | {f"{name}-heron" for name in honest}
    assert place.pages() == expected
    figure = f"20 publishers, 5 hostile: built in {took:.1f} s with deadlines of {DEADLINE} s"
    record_property("figure", figure)
