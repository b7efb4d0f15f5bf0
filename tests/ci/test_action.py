"""The GitHub action: its steps are run as GitHub would run them, in a folder of their own."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from anytown import HEADER, named

RECORD = named(1)
# Stands in for Python at the installation: makes the environment, and writes down what pip is told.
PYTHON = """#!/usr/bin/env bash
set -e
if [[ "$1 $2" == "-m venv" ]]; then
  mkdir -p "$3/bin"
  printf '#!/usr/bin/env bash\\nprintf "%%s\\\\n" "$@" > "$RUNNER_TEMP/pip.txt"\\n' > "$3/bin/python"
  printf '#!/usr/bin/env bash\\nexec "{python}" -m cpstandard "$@"\\n' > "$3/bin/cpstandard"
  chmod +x "$3"/bin/*
else
  exec "{python}" "$@"
fi
"""
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


@pytest.fixture
def action(root):
    return yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))


class Runner:
    """A machine of GitHub's: files for outputs and summary, and the inputs of one step."""

    def __init__(self, action, folder: Path):
        self.action, self.folder = action, folder
        self.work, self.temp = folder / "work", folder / "temp"
        self.path = folder / "action"
        for each in (self.work, self.temp, self.path):
            each.mkdir()
        python = folder / "python"
        python.write_text(PYTHON.format(python=sys.executable))
        python.chmod(0o755)
        self.python = str(python)

    def write(self, name, *records):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(r) + "\n" for r in (HEADER, *records)))

    def run(self, **inputs):
        given = {name: each.get("default", "") for name, each in self.action["inputs"].items()}
        given |= {"python": self.python}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        values = {f"inputs.{name}": value for name, value in given.items()}
        values["github.action_path"] = str(self.path)
        (self.folder / "output").write_text("")
        (self.folder / "summary").write_text("")
        for step in self.action["runs"]["steps"]:
            env = {k: EXPRESSION.sub(lambda m: values[m[1]], v) for k, v in step["env"].items()}
            env |= {
                "PATH": "/usr/bin:/bin",
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_OUTPUT": str(self.folder / "output"),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            }
            script = self.folder / "step.sh"
            script.write_text(step["run"], encoding="utf-8")
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                cwd=self.work, env=env, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                break
        return done

    @property
    def outputs(self):
        lines = (self.folder / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self):
        return (self.folder / "summary").read_text(encoding="utf-8")


@pytest.fixture
def runner(action, tmp_path):
    return Runner(action, tmp_path)


def test_the_action_is_one_by_githubs_schema(root, action):
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions",
         str(root / "action.yml")],
        check=True, capture_output=True,
    )  # fmt: skip
    assert {"files", "fail-on", "format", "version"} <= action["inputs"].keys()
    for name, each in (action["inputs"] | action["outputs"]).items():
        assert each["description"], name


def test_the_action_uses_no_other_and_puts_no_input_into_a_script(action):
    for step in action["runs"]["steps"]:
        assert "uses" not in step
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]


def test_every_input_is_used_and_told_in_the_documentation(root, action):
    steps = "".join(value for step in action["runs"]["steps"] for value in step["env"].values())
    page = (root / "docs" / "ci.md").read_text(encoding="utf-8")
    for name in action["inputs"]:
        assert f"inputs.{name} " in steps, name
        assert f"| `{name}` |" in page, name


def test_a_clean_file_passes(runner):
    runner.write("submissions/ours.jsonl", RECORD)
    done = runner.run(files="submissions")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert runner.outputs == {"exit-code": "0", "sarif-file": "cpstandard.sarif"}


def test_findings_are_annotated_summed_up_and_written_as_sarif(runner):
    runner.write("submissions/with space.jsonl", {**RECORD, "scope": "citty"})
    runner.write("submissions/other.jsonl", RECORD)
    done = runner.run(files="\n  submissions/w*.jsonl  \n\nsubmissions/other.jsonl\n")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=submissions/with space.jsonl,line=2,")
    assert "unknown-code" in runner.summary
    assert "other.jsonl" in runner.summary
    assert runner.outputs == {"exit-code": "1", "sarif-file": "cpstandard.sarif"}
    sarif = json.loads((runner.work / "cpstandard.sarif").read_text())
    assert sarif["version"] == "2.1.0"
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["unknown-code"]


def test_a_file_that_cannot_be_read_is_told_once_and_2(runner):
    runner.write("ours.jsonl", RECORD)
    done = runner.run(files="missing.jsonl\nours.jsonl")
    assert done.returncode == 2
    assert done.stderr.count("missing.jsonl") == 1
    assert done.stdout.count("::error::Not everything could be checked") == 1
    assert runner.outputs["exit-code"] == "2"


def test_threshold_configuration_and_baseline(runner):
    runner.write("ours.jsonl", {**RECORD, "practices": ["x-y"]})
    assert runner.run(files="ours.jsonl").returncode == 0
    assert runner.run(files="ours.jsonl", fail_on="warning").returncode == 1
    (runner.work / "strict.toml").write_text('fail_on = "info"')
    assert runner.run(files="ours.jsonl", config="strict.toml").returncode == 1
    (runner.work / "known.json").write_text('{"baseline": 1, "findings": [')
    assert runner.run(files="ours.jsonl", baseline="known.json").returncode == 2


def test_the_language_of_the_messages(runner):
    runner.write("ours.jsonl", {**RECORD, "clusters": ["capacity"]})
    done = runner.run(files="ours.jsonl", language="cy")
    assert done.returncode == 1
    assert "nid yw “capacity” yn un o’r codau" in done.stdout
    assert "Ni ellir cyhoeddi" in runner.summary


def test_summary_and_sarif_can_be_left_out(runner):
    runner.write("ours.jsonl", {**RECORD, "scope": "citty"})
    done = runner.run(files="ours.jsonl", summary="false", sarif_file="")
    assert done.returncode == 1
    assert runner.summary == ""
    assert runner.outputs["sarif-file"] == ""
    assert not (runner.work / "cpstandard.sarif").exists()


def test_a_report_in_words_cannot_give_the_runner_commands(runner):
    runner.write("::add-mask::ours.jsonl", {**RECORD, "scope": "citty"})
    done = runner.run(files="*.jsonl", format="text")
    assert done.returncode == 1
    first, *_, last = done.stdout.splitlines()
    assert re.fullmatch("::stop-commands::[0-9a-f]{32}", first)
    assert last == f"::{first.rpartition(':')[2]}::"


@pytest.mark.parametrize("files", ["", " \n ", "$(touch hit)", "`touch hit`", '"; touch hit; "'])
def test_what_is_in_an_input_is_never_run(runner, files):
    done = runner.run(files=files)
    assert done.returncode == 2
    assert not (runner.work / "hit").exists()


def test_a_file_that_looks_like_an_option_is_a_file(runner):
    runner.write("--help", RECORD)
    assert runner.run(files="--help").returncode == 0
    assert runner.outputs["exit-code"] == "0"


def test_what_is_installed(runner):
    runner.write("ours.jsonl", RECORD)
    runner.run(files="ours.jsonl")
    assert (runner.temp / "pip.txt").read_text().splitlines()[-1] == str(runner.path)
    runner.run(files="ours.jsonl", version="0.1.0")
    assert (runner.temp / "pip.txt").read_text().splitlines()[-1] == "cpstandard==0.1.0"
    done = runner.run(files="ours.jsonl", version="--index-url=x")
    assert done.returncode == 2
    assert done.stdout.startswith("::error::")
