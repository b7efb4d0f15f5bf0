"""R24: whatever a plugin of another distribution does, it does to its own sources alone.

Each misbehaviour is an invented distribution. Beside its source stands an honest one; what is
published of that one is the same, byte for byte, as where the bad plugin is not installed at all.
"""

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from registry_place import Place, initiative, package

pytestmark = pytest.mark.reliability("R24")

PLUGIN = """
import os, sys, time
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.hookspecs import hookimpl

def row(number, **data):
    return Row(data or {"name": "x"}, Location(file="x.csv", row=number))

def made(number=1, **more):
    record = {
        "name": "Invented", "clusters": ["collaboration"], "scope": "city",
        "sources": [{"id": "s", "title": "An invented list"}],
    }
    return Imported(f"n{number}", {**record, **more}, (row(number),))

class Options(ImporterOptions):
    pass

class Bad:
    id = "bad"
    title = "Bad"
    version = "1.0"
    register = Register("An invented register", "", "CC0-1.0", "")
    media_types = ()
    Options = Options
    def recognises(self, document): return False
    def read(self, document, options):
        @READ@

@hookimpl
def cpstandard_importers():
    return [Bad()]
"""

READING = {
    "raises": ("yield made(); raise RuntimeError('oh\\nno')", "RuntimeError: oh no"),
    "calls sys.exit": ("yield made(); sys.exit(0)", "SystemExit"),
    "raises no Exception": ("raise BaseException('odd')", "BaseException: odd"),
    "leaves the process": ("yield made(); os._exit(0)", "ended with exit code 0 before it was"),
    "kills the process": ("yield made(); os.kill(os.getpid(), 9)", "ended with signal 9"),
    "never ends": ("yield made()\n        while True: pass", "was not done after 3 seconds"),
    "never begins": ("time.sleep(600); yield made()", "was not done after 3 seconds"),
    "never ends its rows": (
        "while True: yield Skipped('no reason', (row(1),))",
        "was not done after 3 seconds",
    ),
    "takes all memory": ("x = bytearray(1 << 40); yield made()", "MemoryError"),
    "calls itself without end": ("yield from self.read(document, options)", "RecursionError"),
    "yields garbage": ("yield made(); yield 5", "it yielded 5, which is neither"),
    "yields a generator": ("yield (made() for _ in range(3))", "which is neither Imported"),
    "returns nothing": ("return None", "not iterable"),
    "gives a record that is a list": (
        "yield Imported('1', [1], (row(1),))",
        "the record is [1], not an object",
    ),
    "gives an id that is a number": ("yield Imported(1, {}, (row(1),))", "local_id is 1"),
    "gives rows that are none": ("yield Imported('1', {}, ['row'])", "not a tuple of Row"),
    "skips for no reason": ("yield Skipped(None, (row(1),))", "for the reason None"),
    "gives what JSON cannot hold": ("yield made(started=time)", "holds what JSON cannot"),
    "gives not a number": ("yield made(started=float('nan'))", "holds what JSON cannot"),
    "gives half a letter": ("yield made(name='\\ud800')", "holds what JSON cannot"),
    "gives what has no end": (
        "x = []; x.append(x); yield made(topics=x)",
        "holds what JSON cannot",
    ),
    "gives a version that is none": (
        "yield Imported('1', {'name': 'x'}, (row(1),), version='9.9')",
        "9.9",
    ),
    "gives an old record that is none": (
        "yield Imported('1', {'name': 'x', 'places': 5}, (row(1),), version='0.1')",
        "'pointer': '/places'",
    ),
    "changes the interpreter": (
        "import json; json.dumps = lambda *a, **k: 'x'; os.chdir('/'); yield made()",
        "broke on",
    ),
    "gives records that break the standard": (
        "yield made(name=''); yield made(2, clusters=['nonsense'], places=5)",
        "have errors",
    ),
}
HARMLESS = {
    "writes on stdout": "print('{\"standardVersion\": 1'); os.write(1, b'x'); yield made()",
    "changes what it is given": (
        "yield made(); document.name = 'other'; document.path = None; options.__dict__.clear()"
    ),
    "gives an id of another publisher": "yield made(id='good-town-swan')",
    "gives the same id twice": "yield made(); yield made()",
}
LOADING = {
    "raises on import": ("import nothing_of_that_name", "nothing_of_that_name"),
    "leaves on import": ("import sys; sys.exit(0)", "SystemExit"),
    "never ends its import": ("while True: pass", "not loaded after 1 seconds"),
    "claims another's id": (PLUGIN.replace('"bad"', '"cpstandard"'), "already given by cpstandard"),
    "misspells a hook": (PLUGIN.replace("_importers", "_importer"), "cpstandard_importer"),
    "gives importers without end": (
        PLUGIN.replace("return [Bad()]", "return (Bad() for _ in iter(int, 1))"),
        "already given by inv-bad",
    ),
    "says a register that is none": (
        PLUGIN.replace('Register("An invented register", "", "CC0-1.0", "")', "'me'"),
        "register must be a Register",
    ),
    "has a version that is a number": (PLUGIN.replace('version = "1.0"', "version = 1"), "text"),
}

BAD_ENTRY = """\
name: Bad Town
licence: CC0-1.0
sources:
  - id: list
    path: data/bad-town/list.csv
    importer: bad
    deadline: {seconds}
"""
PATIENT = 60
"""Seconds for what ends: as many as a busy machine may need."""
ENDLESS = re.compile(r"after ([0-9]+) seconds")
"""In the words of what never ends: how long it is waited for."""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Install an invented distribution, here and in the processes that are started from here."""
    folder = tmp_path / "installed"

    def put(code: str, seconds: int = PATIENT) -> None:
        info = folder / "inv_bad-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / "inv_bad.py").write_text(code, encoding="utf-8")
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: inv-bad\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[cpstandard]\nbad = inv_bad\n")
        monkeypatch.setattr("cpstandard.plugins._SECONDS", seconds)
        monkeypatch.syspath_prepend(folder)
        monkeypatch.setenv("PYTHONPATH", str(folder))
        sys.modules.pop("inv_bad", None)

    yield put
    sys.modules.pop("inv_bad", None)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is published of the honest publisher where the bad plugin is not installed at all."""
    place = with_honest_publishers(tmp_path_factory.mktemp("alone"))
    assert built(place).exit_code == 1
    return published(place)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return with_honest_publishers(tmp_path)


def with_honest_publishers(folder: Path) -> Place:
    """Return a registry of two: one alone has all the data there is, which its page would say."""
    place = Place(folder)
    for name in ("good-town", "old-town"):
        place.publisher(name, package(name, initiative(f"{name}-swan")))
    return place


def published(place: Place) -> dict[str, bytes]:
    """Return what is published of the honest publisher, and of all records together."""
    folders = ("initiatives/good-town-swan", "publishers/good-town")
    files = [p for name in folders for p in sorted((place.site / name).rglob("*")) if p.is_file()]
    assert len(files) >= 2
    return {str(path.relative_to(place.site)): path.read_bytes() for path in files}


def waited(said: str) -> int:
    endless = ENDLESS.search(said)
    return int(endless[1]) if endless else PATIENT


def built(place: Place, seconds: int = PATIENT):
    (place.registry / "data/bad-town").mkdir(parents=True, exist_ok=True)
    (place.registry / "data/bad-town/list.csv").write_text("name,kind\nx,y\n")
    (place.registry / "gb/bad-town.yaml").write_text(BAD_ENTRY.format(seconds=seconds))
    return place.build()


@pytest.mark.parametrize(("code", "said"), READING.values(), ids=READING)
def test_what_breaks_while_reading_fails_its_source_alone(
    place, install, alone, code, said
) -> None:
    install(PLUGIN.replace("@READ@", code))
    result = built(place, waited(said))
    assert result.exit_code == 1, result.output
    assert published(place) == alone
    status = place.status("bad-town")["sources"][0]
    assert said in f"{status['reason']} {status['errors']}"
    assert "\n" not in status["reason"]
    if status["state"] == "failed" and said != "9.9":
        assert "The importer bad 1.0 of inv-bad" in status["reason"]
    assert place.pages() == {"good-town-swan", "old-town-swan"}


@pytest.mark.parametrize("code", HARMLESS.values(), ids=HARMLESS)
def test_what_is_done_to_its_own_process_is_done_to_nobody_else(
    place, install, alone, code
) -> None:
    install(PLUGIN.replace("@READ@", code))
    result = built(place)
    assert result.stdout == ""
    assert published(place) == alone
    assert place.status("bad-town")["sources"][0]["state"] in ("published", "nothing-shown")


@pytest.mark.parametrize(("code", "said"), LOADING.values(), ids=LOADING)
def test_what_breaks_while_loading_is_named_and_left_out(place, install, alone, code, said) -> None:
    install(code.replace("@READ@", "yield made()"), waited(said))
    result = built(place)
    assert result.exit_code == 1
    assert published(place) == alone
    told = [line for line in result.stderr.splitlines() if " of inv-bad: " in line]
    assert [line for line in told if said in line], result.stderr


def test_what_is_written_on_stdout_while_loading_is_no_data(install, tmp_path: Path) -> None:
    install("print('hello')\n" + PLUGIN.replace("@READ@", "print('there'); yield made()"))
    (tmp_path / "list.csv").write_text("name,kind\nx,y\n")
    arguments = ["import", "bad", str(tmp_path / "list.csv"), "-o", "-"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("{")
    assert "hello" not in result.stdout
    assert "there" not in result.output
