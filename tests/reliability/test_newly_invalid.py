"""R30: what a release makes invalid in the packages of honest publishers is listed."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from registry_place import initiative, package

pytestmark = pytest.mark.reliability("R30")
SCRIPT = "scripts/newly_invalid.py"
STRICT = "src/cpstandard/validate/checks/initiative/padded_text.py"


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Anybody", "-c", "user.email=anybody@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def project(root, tmp_path_factory):
    """A copy of the project under version control, as it was released: the tag ``released``."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("src", "schema", "plugins", "scripts"):
        unwanted = shutil.ignore_patterns("__pycache__", "*.egg-info", "tests")
        shutil.copytree(root / name, folder / name, ignore=unwanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        git(folder, "init", "-q")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "As released")
        git(folder, "tag", "released")
    return folder


def compared(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, (done.stdout + done.stderr).splitlines()


@pytest.fixture
def honest(tmp_path):
    one = initiative("anytown-1", name=" The Swan (invented)")
    (tmp_path / "padded.json").write_text(package("anytown", one, initiative("anytown-2")))
    (tmp_path / "clean.json").write_text(package("othertown", initiative("othertown-1")))
    faulty = package("town", initiative("town-1", clusters=["none-such"]))
    (tmp_path / "faulty.json").write_text(faulty)
    return [str(tmp_path / name) for name in ("padded.json", "clean.json", "faulty.json")]


def test_a_release_that_changes_nothing_makes_nothing_invalid(project, honest):
    code, lines = compared(project, "--software", "released", *honest)
    assert (code, lines) == (0, ["0 newly invalid, in 0 of 3 files."])


def test_a_check_made_stricter_is_listed_with_file_record_and_place(
    project, honest, record_property
):
    check = project / STRICT
    released = check.read_text("utf-8")
    stricter = released.replace('severity="warning"', 'severity="error"')
    assert stricter != released
    check.write_text(stricter, "utf-8")
    try:
        code, lines = compared(project, "--software", "released", *honest)
    finally:
        check.write_text(released, "utf-8")
    assert code == 1, lines
    [found, total] = lines
    assert found.startswith(f"{honest[0]}: padded-text anytown-1 /name: ")
    assert total == "1 newly invalid, in 1 of 3 files."
    record_property("figure", "a check made an error: the 1 of 3 honest files it breaks is named")


def test_the_software_of_the_release_is_what_is_asked_and_no_trace_is_left(project, honest):
    """A mistake in the old code shows, so the old code it is; the copy of it is taken away."""
    git(project, "checkout", "-q", "-b", "broken")
    check = project / STRICT
    check.write_text("raise RuntimeError('the old one')\n")
    git(project, "commit", "-qam", "Broken")
    git(project, "checkout", "-q", "released")
    code, lines = compared(project, "--software", "broken", honest[1])
    assert code == 2
    assert "the old one" in lines[-1]
    listed = subprocess.run(
        ["git", "worktree", "list"], cwd=project, capture_output=True, check=True
    )
    assert len(listed.stdout.splitlines()) == 1


def test_what_cannot_be_compared_is_told_in_words(project, honest, tmp_path):
    code, lines = compared(project, "--software", "no-such-tag", honest[0])
    assert code == 2
    assert "no-such-tag" in lines[0]
    code, lines = compared(project, "--software", "released", str(tmp_path / "gone.json"))
    assert code == 2
    assert "gone.json" in lines[0]


def test_no_package_of_the_old_standard_is_invalid_under_the_new_one(root, record_property):
    old = [
        root / "tests/normalise/founding-0.1.json",
        *(root / "schema/0.1/examples").glob("*.json"),
    ]
    code, lines = compared(root, "--standard", "1.0", *map(str, sorted(old)))
    assert (code, lines) == (0, [f"0 newly invalid, in 0 of {len(old)} files."])
    record_property("figure", f"{len(old)} packages of 0.1, the founding collection among them: 0")


def test_a_fault_that_stands_twice_where_it_stood_once_is_new_once(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "scripts"))
    import newly_invalid

    fault = newly_invalid.Fault("missing-field", "r-1", "/sources", "words")
    once = Counter({("missing-field", "r-1", "/sources"): 1})
    assert list(newly_invalid.newly_invalid([fault, fault], Counter())) == [fault, fault]
    assert list(newly_invalid.newly_invalid([fault, fault], once)) == [fault]
