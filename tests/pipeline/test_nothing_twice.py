"""What did not change is not made again, and what was damaged is."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from registry_place import Place, initiative, package


@pytest.fixture
def stages(place: Place) -> Path:
    """The stages of a workspace in which two publishers were built, with the data alone."""
    for name in ("one-town", "two-town"):
        place.publisher(name, package(name, initiative(f"{name}-a"), initiative(f"{name}-b")))
    assert place.build("--data-only").exit_code == 0
    return place.folder / "workspace" / "stages"


def made(stages: Path) -> dict[str, int]:
    """Return when each output was made."""
    found = {f"{p.parent.name}/{p.name}": p.stat().st_mtime_ns for p in stages.glob("*/*")}
    assert {name.split("/")[0] for name in found} >= {"ingest", "validate", "downloads", "pieces"}
    return found


def test_a_change_of_one_source_makes_the_other_s_outputs_anew_nowhere(
    place: Place, stages: Path
) -> None:
    before = made(stages)
    changed = initiative("two-town-a", name="Another name (invented)")
    place.publisher("two-town", package("two-town", changed))
    assert place.build("--data-only").exit_code == 0
    after = made(stages)
    all_, kept = (
        Counter(name.split("/")[0] for name in names)
        for names in (before, [name for name in before if after.get(name) == before[name]])
    )
    # Downloads are of each publisher and of all together; the others of one source each.
    assert kept["downloads"] == all_["downloads"] // 3 > 4
    for stage in ("ingest", "validate", "survey", "pieces"):
        assert kept[stage] == all_[stage] // 2 >= 1, stage
    assert kept["link"] == 0
    again = place.build("--data-only")
    assert "Nothing changed" in again.stderr
    assert made(stages) == after


def test_downloads_after_a_change_are_those_of_a_build_from_nothing(
    place: Place, stages: Path
) -> None:
    changed = initiative("two-town-a", name="Another name (invented)")
    place.publisher("two-town", package("two-town", changed))
    assert place.build("--data-only").exit_code == 0
    after = downloads(place)
    assert {path.rpartition(".")[2] for path in after} >= {
        "csv",
        "json",
        "ods",
        "parquet",
        "sqlite",
        "xlsx",
    }
    shutil.rmtree(stages.parent)
    place.site.unlink()
    assert place.build("--data-only").exit_code == 0
    assert downloads(place) == after


def downloads(place: Place) -> dict[str, bytes]:
    found = (place.site / "data").rglob("initiatives.*")
    return {path.relative_to(place.site).as_posix(): path.read_bytes() for path in found}


def test_a_damaged_output_is_made_again_and_the_site_is_the_same(
    place: Place, stages: Path
) -> None:
    before = (place.site / "data" / "initiatives.json").read_bytes()
    for content in stages.glob("*/*/content"):
        text = content.read_bytes()
        content.unlink()  # the site may share the file, and is not to be damaged
        content.write_bytes(text[: len(text) // 2])
    summary = next(stages.glob("ingest/*/summary.json"))
    summary.write_text(summary.read_text().replace("records", "rec0rds"))
    (place.site / "status.json").unlink()
    assert place.build("--data-only").exit_code == 0
    assert (place.site / "data" / "initiatives.json").read_bytes() == before
    assert json.loads(before)["initiatives"]


def test_data_only_has_what_a_whole_site_has_but_for_the_pages(place: Place, stages: Path) -> None:
    alone = {p: p.read_bytes() for p in (place.site / "data").rglob("*.*") if p.is_file()}
    assert len(alone) > 10
    assert not list(place.site.rglob("*.html"))
    assert place.status("one-town")["recordsOut"] == 2
    assert place.build().exit_code == 0
    assert (place.site / "index.html").is_file()
    assert {p: p.read_bytes() for p in alone} == alone
