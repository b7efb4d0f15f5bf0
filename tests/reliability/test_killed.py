"""R17: a build that is killed at any moment leaves the site whole, and the next needs no hand."""

import os
from pathlib import Path

import pytest

from reliability.killing import kill_builds

pytestmark = pytest.mark.reliability("R17")

# A thousand take a quarter of an hour or more: make reliability asks for them.
KILLS = 1_000 if os.environ.get("CPSTANDARD_EVERY_POINT") else 50


def test_a_build_that_is_killed_leaves_the_site_whole(tmp_path: Path, record_property) -> None:
    # Pages take long to make and are written as everything else: python -m reliability.killing
    # kills builds of whole sites.
    killed = kill_builds(tmp_path, KILLS, 20_261_125, "--data-only")
    record_property("figure", killed.figure())
    assert killed.switched < killed.kills, "all came after the new site was there"
    assert killed.recovered
