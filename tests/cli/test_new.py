"""``cpstandard new``; that what it writes works, tests/plugins/test_tutorial.py shows."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main


def run(folder: Path, *arguments: str):
    return CliRunner().invoke(main, ["new", *arguments, "--into", str(folder)])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("importer", "Bury Gardens"), "lower-case-words"),
        (("importer", "../gardens"), "lower-case-words"),
        (("importer", "a" * 60), "lower-case-words"),
        (("importer", "table"), "There is an importer 'table' already"),
        (("importer", "bury-gardens", "--title", 'Gardens of "Bury"'), "without quotes"),
        (("importer", "bury-gardens", "--title", "Gardens\nof Bury"), "on one line"),
        (("check", "padded-text"), "There is a check 'padded-text' already"),
    ],
)
def test_a_name_that_cannot_be_is_one_line(tmp_path: Path, arguments, said: str) -> None:
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_register_has_a_name_of_its_own(tmp_path: Path) -> None:
    result = run(tmp_path, "importer", "bury-gardens", "--title", "Bury’s gardens & yards")
    assert result.exit_code == 0, result.output
    folder = tmp_path / "cpstandard-bury-gardens"
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# Bury’s gardens & yards")
    importer = folder / "src/cpstandard_bury_gardens/importer.py"
    assert 'name="Bury’s gardens & yards"' in importer.read_text(encoding="utf-8")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    assert run(tmp_path, "importer", "bury-gardens").exit_code == 0
    again = run(tmp_path, "importer", "bury-gardens")
    assert again.exit_code == 2
    assert "is there already" in again.stderr


@pytest.mark.parametrize("kind", ["importer", "check"])
@pytest.mark.parametrize("name", ["bury-gardens", "360-things", "class"])
def test_what_is_written_is_whole_and_python(tmp_path: Path, kind: str, name: str) -> None:
    result = run(tmp_path, kind, name)
    assert result.exit_code == 0, result.output
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"pyproject.toml", "README.md"} <= {path.name for path in files}
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "<<" not in text, path
        assert str(path.relative_to(tmp_path / f"cpstandard-{name}")) in result.stderr
        if path.suffix == ".py":
            compile(text, str(path), "exec")


def test_the_next_steps_begin_with_what_works_as_it_is(tmp_path: Path) -> None:
    said = run(tmp_path, "importer", "bury-gardens").stderr
    steps = said[said.index("Next:") :]
    assert 0 < steps.index("python -m pytest") < steps.index("--preview")
    assert steps.index("make it yours") < steps.index("--write-expected")
    assert steps.count("--write-expected") == 1
