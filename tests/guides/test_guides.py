"""The guides are followed to the letter, with the wheel, where nothing is installed but what it needs.

The fourth, docs/importers.md, needs tools for tests too: tests/plugins/test_tutorial.py.
"""

import csv
import json
import re

import pytest
import yaml

from fresh_environment import ROOT, Fresh
from registry_place import initiative, package


@pytest.fixture
def fresh(tmp_path):
    return Fresh(tmp_path)


def test_publishing_ends_with_a_file_that_is_clean(fresh):
    said = fresh.follow("docs/publish.md")
    assert "Did you mean “community-pub”?" in said
    assert "“May 2026” → “2026-05”" in said
    made = json.loads((fresh.work / "initiatives.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in made["initiatives"]] == ["inventon-swan", "inventon-jury"]
    assert made["initiatives"][0]["practices"] == ["community-pub"]
    assert made["publisher"]["id"] == "inventon"
    assert (fresh.work / "initiatives.xlsx").is_file()
    assert "<html" in (fresh.work / "report.html").read_text(encoding="utf-8")
    with (fresh.work / "mended.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 3
    own = json.loads((fresh.work / "projects.json").read_text(encoding="utf-8"))["initiatives"]
    assert [each["started"] for each in own] == ["2020-03-20", "2021-04-03"]
    assert own[0]["practices"] == ["community-food"]
    assert own[1]["practices"] == ["participatory-budgeting"]
    assert "Mx Example" not in json.dumps(own)


def test_running_a_directory_ends_with_one_of_two_publishers(fresh):
    said = fresh.follow("docs/directory.md")
    assert "Published 3 initiatives from 2 of 2 sources" in said
    assert "is whole" in said
    for name in ("inventon-swan", "otherton-g1", "otherton-g2"):
        assert (fresh.work / f"site/initiatives/{name}/index.html").is_file()
    home = (fresh.work / "site/index.html").read_text(encoding="utf-8")
    assert "Community power around Inventon (invented)" in home


def test_checking_submissions_goes_as_the_page_says(fresh):
    """The commands and files of docs/ci.md; its recipes for forges are run by tests/ci."""
    page = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    submissions = fresh.work / "submissions"
    submissions.mkdir()
    known = initiative("anytown-1", clusters=["none-such"])
    (submissions / "ours.json").write_text(package("anytown", known))
    [settings] = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    [baselines] = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    fresh.sh("cpstandard validate submissions", code=1)
    write, read = baselines.splitlines()
    fresh.sh(write)
    assert (fresh.work / "known.json").is_file()
    fresh.sh(read)
    (fresh.work / "cpstandard.toml").write_text(settings, encoding="utf-8")
    fresh.sh("cpstandard validate submissions --config cpstandard.toml")
    (submissions / "theirs.json").write_text(package("otherton", {"id": "otherton-1"}))
    fresh.sh(read, code=1)
    recipes = [
        yaml.safe_load(text)
        for text in re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    ]
    [gitlab] = [each["validate"] for each in recipes if "validate" in each]
    lines = [line for line in gitlab["script"] if not line.startswith("pip ")]
    fresh.sh("\n".join(lines), code=1)
    for report in gitlab["artifacts"]["reports"].values():
        assert (fresh.work / report).stat().st_size > 0
