"""The tutorial is followed to the letter in a new environment with our wheel.

All commands of docs/importers.md are run there in turn, but for the one that serves the site and
never ends.
"""

from pathlib import Path

import pytest

from fresh_environment import Fresh


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    return Fresh(tmp_path_factory.mktemp("tutorial"), tools=["hatchling", "pytest"])


def test_the_tutorial_ends_with_a_published_register(fresh: Fresh) -> None:
    everything = fresh.follow("docs/importers.md")
    assert "[cpstandard-inventon-growing 0.1.0]" in fresh.sh("cpstandard plugins")
    assert "6 rows read, 4 used, 2 skipped; 3 records made." in everything
    assert "7946" not in everything
    assert "SWAN COMMUNITY PUB LIMITED: community-pub\n" in everything
    assert "INVENTON COMMUNITY ORCHARD: community-food, community-nature\n" in everything
    assert "INVENTON DONKEY SANCTUARY: no rule takes it" in everything
    assert "Published 3 initiatives from 1 of 1 source" in everything
    page = fresh.work / "site/initiatives/inventon-g-001/index.html"
    assert "Station Road Allotments" in page.read_text(encoding="utf-8")
    orchard = fresh.work / "site/initiatives/inventon-g-002/index.html"
    assert "Cider since 2023." in orchard.read_text(encoding="utf-8")
    assert "Read by nobody" not in everything
    where = fresh.sh("python -c 'import cpstandard; print(cpstandard.__file__)'")
    assert Path(where.strip()).is_relative_to(fresh.environment)


def test_a_new_check_installs_and_is_asked(fresh: Fresh) -> None:
    fresh.sh("cpstandard new check short-words")
    fresh.sh("pip install --quiet --editable cpstandard-short-words")
    assert "2 passed" in fresh.sh("python -m pytest -q cpstandard-short-words")
    assert "short-words" in fresh.sh("cpstandard checks")
    assert "Say in two or three sentences" in fresh.sh("cpstandard validate --explain short-words")
