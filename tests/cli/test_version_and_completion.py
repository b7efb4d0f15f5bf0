"""``cpstandard --version`` says what is here; shells complete commands, options, ids and codes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard import __version__, schema_store
from cpstandard.cli import main
from cpstandard.plugins import load_plugins

PROGRAM = Path(sys.executable).parent / "cpstandard"
SHELLS = ("bash", "zsh", "fish")


def test_the_version_names_software_standards_and_plugins():
    done = CliRunner().invoke(main, ["--version"])
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == f"cpstandard {__version__}"
    for version in schema_store.versions():
        assert any(line.startswith(f"standard {version}") for line in lines)
    assert f"standard {schema_store.LATEST} (the latest)" in done.output
    for provided in load_plugins().importers:
        given = f"[{provided.distribution} {provided.version}]"
        assert f"importer {provided.item.id} {provided.item.version} {given}" in lines


def asked(shell, *words):
    """Return what the program answers to a shell where the last of ``words`` is being typed."""
    env = {**os.environ, "_CPSTANDARD_COMPLETE": f"{shell}_complete"}
    env |= {"COMP_WORDS": " ".join(("cpstandard", *words)), "COMP_CWORD": str(len(words))}
    if shell == "fish":
        env["COMP_CWORD"] = words[-1]
    done = subprocess.run([PROGRAM], env=env, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("val",), "validate"),
        (("validate", "--ann"), "--annotate"),
        (("validate", "--format", "sar"), "sarif"),
        (("import", "360"), "360giving"),
        (("plugins", "--options", "pabu"), "pabulib"),
        (("validate", "--explain", "unknown-c"), "unknown-code"),
        (("validate", "--ignore", "padded"), "padded-text"),
        (("standard", "comp"), "compile"),
    ],
)
def test_each_shell_is_offered_what_fits(shell, words, offered):
    assert offered in asked(shell, *words)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_it_can_read(shell, tmp_path):
    env = {**os.environ, "_CPSTANDARD_COMPLETE": f"{shell}_source"}
    done = subprocess.run([PROGRAM], env=env, capture_output=True, text=True, check=True)
    assert f"{shell}_complete" in done.stdout
    script = tmp_path / "script"
    script.write_text(done.stdout, encoding="utf-8")
    if shell == "bash" or shutil.which(shell):  # bash is everywhere where the tests run
        subprocess.run([shell, "-n", str(script)], check=True)


def test_bash_completes_by_the_line_that_the_page_gives(root):
    page = (root / "docs/cli.md").read_text(encoding="utf-8")
    line = 'eval "$(_CPSTANDARD_COMPLETE=bash_source cpstandard)"'
    assert line in page
    script = f"{line}\nCOMP_WORDS=(cpstandard val)\nCOMP_CWORD=1\n"
    script += '_cpstandard_completion cpstandard\necho "${COMPREPLY[@]}"\n'
    env = {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", script], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["validate"]
