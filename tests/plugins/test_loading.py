"""The loader: every plugin in its own try, and every failure with its distribution's name."""

import sys
import tomllib
from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.plugins import load_plugins

ROOT = Path(__file__).resolve().parents[2]

GOOD = """
from cpstandard.core.importer import ImporterOptions, Register
from cpstandard.hookspecs import hookimpl

class Invented:
    id = "{id}"
    title = "Invented"
    version = "1"
    register = Register("Invented", "", "", "")
    media_types = ()
    Options = ImporterOptions
    def recognises(self, document): return False
    def read(self, document, options): return iter(())

@hookimpl
def cpstandard_importers():
    return [Invented()]
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Install an invented distribution with one plugin module."""
    monkeypatch.syspath_prepend(tmp_path)

    def put(distribution: str, code: str, entry: str = "") -> None:
        module = distribution.replace("-", "_")
        (tmp_path / f"{module}.py").write_text(code)
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n"
        )
        point = f"[cpstandard]\n{entry or distribution} = {module}\n"
        (info / "entry_points.txt").write_text(point)
        sys.modules.pop(module, None)

    return put


def test_bundled_and_built_in_plugins_load_without_failure() -> None:
    loaded = load_plugins()
    assert loaded.failures == ()
    ids = [provided.item.id for provided in loaded.importers]
    assert ids == sorted(ids)
    assert {"360giving", "cpstandard", "participedia", "table"} <= set(ids)
    codes = [provided.item.code for provided in loaded.checks]
    assert codes == sorted(codes)
    assert codes


def test_a_plugin_from_outside_is_known_by_its_distribution(install) -> None:
    install("inv-good", GOOD.format(id="invented"))
    provided = load_plugins().importer("invented")
    assert (provided.distribution, provided.version) == ("inv-good", "1.0")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_of_that_name", "nothing_of_that_name"),
        ("raise SystemExit(3)", "SystemExit"),
        ("class Bad(BaseException): pass\nraise Bad('odd')", "odd"),
        ("def f(:", "SyntaxError"),
        (
            GOOD.format(id="x").replace("def cpstandard_importers", "def cpstandard_importer"),
            "cpstandard_importer",
        ),
        (
            GOOD.format(id="x").replace("cpstandard_importers()", "cpstandard_importers(nothing)"),
            "nothing",
        ),
        (GOOD.format(id="x").replace("[Invented()]", "1 / 0"), "ZeroDivisionError"),
        (GOOD.format(id="x").replace("[Invented()]", "[Invented]"), "not a class"),
        (GOOD.format(id="x").replace("    title = ", "    name = "), "title"),
        (GOOD.format(id="Not Kebab"), "kebab"),
        (
            GOOD.format(id="x").replace("Options = ImporterOptions", "Options = dict"),
            "ImporterOptions",
        ),
        ("x = 1", "no hook"),
    ],
)
def test_a_broken_plugin_never_stops_the_others(install, code: str, said: str) -> None:
    install("inv-bad", code)
    install("inv-good", GOOD.format(id="invented"))
    loaded = load_plugins()
    assert [failure.distribution for failure in loaded.failures] == ["inv-bad"]
    assert said in str(loaded.failures[0])
    assert "\n" not in str(loaded.failures[0])
    assert loaded.importer("invented")
    assert loaded.importer("table")


def test_keyboard_interrupt_is_not_swallowed(install) -> None:
    install("inv-bad", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_plugins()


def test_two_importers_of_one_id_keep_the_first(install) -> None:
    install("b-second", GOOD.format(id="invented"))
    install("a-first", GOOD.format(id="invented"))
    install("a-thief", GOOD.format(id="table"))
    loaded = load_plugins()
    assert loaded.importer("invented").distribution == "a-first"
    assert loaded.importer("table").distribution == "cpstandard"
    assert {failure.distribution for failure in loaded.failures} == {"b-second", "a-thief"}
    assert "a-first" in str(loaded.failures[-1]) or "a-first" in str(loaded.failures[0])


def test_a_bundled_plugin_that_is_also_installed_alone_is_no_failure(
    install, tmp_path: Path
) -> None:
    install("cpstandard-table", "")
    info = tmp_path / "cpstandard_table-1.0.dist-info"
    (info / "entry_points.txt").write_text("[cpstandard]\ntable = cpstandard_table\n")
    (tmp_path / "cpstandard_table.py").unlink()
    loaded = load_plugins()
    assert loaded.failures == ()
    assert loaded.importer("table").distribution == "cpstandard"


def test_plugins_can_be_left_out() -> None:
    loaded = load_plugins(block=["table"])
    with pytest.raises(UnusableInput, match="no importer 'table'"):
        loaded.importer("table")


def test_an_unknown_importer_gets_the_nearest_name() -> None:
    with pytest.raises(UnusableInput, match="did you mean 'participedia'"):
        load_plugins().importer("particpedia")


def test_each_load_has_its_own_manager() -> None:
    assert load_plugins().manager is not load_plugins().manager


def test_the_root_bundles_exactly_the_plugins() -> None:
    root = tomllib.loads((ROOT / "pyproject.toml").read_text())
    points, packages, needs = {}, {"src/cpstandard"}, set()
    for path in sorted(ROOT.glob("plugins/*/pyproject.toml")):
        own = tomllib.loads(path.read_text())
        assert own["project"]["name"] == path.parent.name
        points.update(own["project"]["entry-points"]["cpstandard"])
        for package in own["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
            assert (path.parent / package).is_dir()
            packages.add(str((path.parent / package).relative_to(ROOT)))
        needs |= {need for need in own["project"]["dependencies"] if need != "cpstandard"}
    assert root["project"]["entry-points"]["cpstandard"] == points
    assert set(root["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == packages
    names = {package.rpartition("/")[2] for package in packages} - {"cpstandard"}
    tool = root["tool"]
    [alone] = [
        contract["source_modules"]
        for contract in tool["importlinter"]["contracts"]
        if "only reads what it is given" in contract["name"]
    ]
    # A plugin that a list forgets is not sorted, or may reach for the network.
    assert names == set(alone)
    assert names == set(tool["importlinter"]["root_packages"]) - {"cpstandard"}
    assert names == set(tool["ruff"]["lint"]["isort"]["known-first-party"]) - {"cpstandard"}
    assert needs <= set(root["project"]["dependencies"])
