"""What a forge, a citation tool and a newcomer look for is there, valid, and says what is so."""

import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def held_to(schema: str, *files: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def loaded(path: Path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_forms_are_as_github_wants_them():
    assert len(TEMPLATES) == 4
    held_to("vendor.github-issue-forms", *TEMPLATES)
    held_to("vendor.github-issue-config", ROOT / ".github/ISSUE_TEMPLATE/config.yml")
    held_to("vendor.github-workflows", *WORKFLOWS)
    held_to("vendor.github-actions", ROOT / "action.yml")


def test_the_citation_is_one_and_names_this_version():
    held_to("vendor.citation-file-format", ROOT / "CITATION.cff")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = loaded(ROOT / "CITATION.cff")
    assert told["version"] == project["version"]
    assert told["license"] == project["license"]
    assert told["keywords"] == project["keywords"]


def test_a_practice_is_proposed_for_one_of_the_clusters_that_there_are():
    form = loaded(ROOT / ".github/ISSUE_TEMPLATE/propose-a-practice.yml")
    [options] = [
        part["attributes"]["options"] for part in form["body"] if part.get("id") == "cluster"
    ]
    with (ROOT / "schema/1.0/codelists/cluster.csv").open(encoding="utf-8", newline="") as file:
        assert options == [row["Title"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_no_more_than_it_has_to_and_ends(path):
    workflow = loaded(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        assert job["timeout-minutes"] <= 120
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), step["name"]
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert len(re.findall(r"uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", text, re.MULTILINE)) == len(
        used
    )


def test_the_workflow_tests_the_oldest_python_that_is_promised():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    jobs = loaded(ROOT / ".github/workflows/checks.yml")["jobs"]
    oldest = project["requires-python"].removeprefix(">=")
    assert oldest in jobs["tests"]["strategy"]["matrix"]["python"]


@pytest.mark.parametrize("name", ["SECURITY.md", "CODE_OF_CONDUCT.md", "GOVERNANCE.md"])
def test_no_page_names_a_person_or_a_mailbox(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"[\w.]+@[\w.]+|https?://", text) == []
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")
