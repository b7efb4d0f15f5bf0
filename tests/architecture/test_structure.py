"""The tree keeps its shape: layers, sizes, docs in step with code."""

import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import click
import pytest
import yaml

from cpstandard.cli import main

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for folder in ("src", "plugins", "tests", "benchmarks", "scripts")
    for path in (ROOT / folder).rglob("*.py")
)


def walk(
    command: click.Command, path: tuple[str, ...] = ()
) -> "list[tuple[tuple[str, ...], click.Command]]":
    found = [(path, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found += walk(inner, (*path, name))
    return found


COMMANDS = [(" ".join(path), command) for path, command in walk(main) if path]


def test_layers_are_kept() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
            "--no-cache",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_is_over_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_has_help_with_an_example_and_every_option_has_help(
    name: str, command: click.Command
) -> None:
    assert command.help, name
    shown = f"{command.help} {command.epilog}"
    assert f"cpstandard {name.split(maxsplit=1)[0]}" in shown, f"{name}: no example"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}: no help"


def test_the_readme_names_every_command_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"cpstandard ([a-z]+)", text)) - {"does"}
    assert named == {name.split()[0] for name, _ in COMMANDS}


def _dependencies(project: dict) -> list[str]:
    """Return what is installed, extras included; an extra that takes in another is none."""
    listed = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    return [each for each in listed if not each.startswith(f"{project['name']}[")]


def test_contributing_gives_the_reason_for_every_dependency() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    names = [re.split(r"[\[<>=]", dependency)[0] for dependency in _dependencies(project)]
    assert [name for name in names if f"| {name} |" not in text] == []


def test_constraints_pin_every_dependency_and_name_no_address() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {
        line.split("==")[0].lower().replace("_", "-") for line in text.splitlines() if "==" in line
    }
    wanted = {re.split(r"[\[<>=]", each)[0].lower() for each in _dependencies(project)}
    assert wanted - pinned == set()
    assert "://" not in text


def test_the_maps_of_the_tree_name_only_what_is_there() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "schema/README.md"):
        folder = (ROOT / document).parent
        text = (ROOT / document).read_text(encoding="utf-8")
        for name in re.findall(
            r"`((?:src|schema|plugins|registry|tests|benchmarks|0\.1)/[\w./-]*)`", text
        ):
            assert (folder / name).exists() or (ROOT / name).exists(), f"{document}: {name}"


def test_every_registry_entry_is_read_by_an_importer_that_is_there() -> None:
    from cpstandard.plugins import load_plugins
    from cpstandard.registry import read_registry

    known = {provided.item.id for provided in load_plugins().importers}
    registry = read_registry(ROOT / "registry")
    for publisher in registry.publishers:
        entry = yaml.safe_load(publisher.file.read_text(encoding="utf-8"))
        assert {source["importer"] for source in entry["sources"]} <= known
