"""Reference data of a registry completes the places of registers, and only of those."""

import json
from pathlib import Path

import pytest

from registry_place import AREAS, REFERENCE, Place, initiative, package

ENTRY = """\
name: Example Town
licence: OGL-UK-3.0
sources:
  - id: halls
    path: data/example-town/halls.csv
    importer: table
    options:
      id: Ref
      record:
        name: Name
        clusters: {value: capacity-and-assets}
        places: {name: Area, country: {value: GB}, areaCodes: {scheme: {value: GSS}, code: Code}}
        sources: {title: {value: A list of halls (invented)}}
"""


@pytest.fixture
def halls(place: Place) -> Place:
    place.publisher("other-town", package("other-town", initiative("other-town-swan", places=[
        {"name": "Newborough", "country": "GB"}])))  # fmt: skip
    (place.registry / "gb" / "example-town.yaml").write_text(ENTRY, encoding="utf-8")
    data = place.registry / "data" / "example-town"
    data.mkdir(parents=True)
    (data / "halls.csv").write_text(
        "Ref,Name,Area,Code\n1,Hall one (invented),The Vale,E07900001\n2,Hall two (invented),"
        "Newborough,\n",
        encoding="utf-8",
    )
    place.areas()
    return place


def places(place: Place) -> dict[str, dict[str, object]]:
    path = place.site / "data" / "initiatives.json"
    records = json.loads(path.read_text(encoding="utf-8"))["initiatives"]
    return {record["id"]: record["places"][0] for record in records}


def test_the_places_of_registers_are_completed_and_what_publishers_say_is_not(halls: Place) -> None:
    result = halls.build()
    assert result.exit_code == 0, result.output
    found = places(halls)
    assert found["example-town-1"]["areaCodes"] == [
        {"scheme": "GSS", "code": "E07900001"},
        {"scheme": "GSS", "code": "E06900001"},
    ]
    assert found["example-town-2"]["subdivision"] == "GB-ENG"
    assert found["other-town-swan"] == {"name": "Newborough", "country": "GB"}


def test_new_reference_data_changes_what_was_made_before(halls: Place) -> None:
    halls.build()
    text = AREAS.replace("E06900001", "E06900009").replace("North", "North East")
    (halls.registry / "data" / "areas.csv").write_text(text, encoding="utf-8")
    assert halls.build().exit_code == 0
    assert places(halls)["example-town-2"]["region"] == "North East"


@pytest.mark.parametrize(
    ("content", "says"),
    [("Number,Name\n1,Newborough\n", "has no column 'Code', 'Today'"), (None, "areas.csv")],
)
def test_reference_data_that_cannot_be_read_stops_nothing_and_is_told(
    halls: Place, content: str | None, says: str
) -> None:
    path = halls.registry / "data" / "areas.csv"
    path.write_text(content, encoding="utf-8") if content else path.unlink()
    result = halls.build()
    assert result.exit_code == 1
    (line,) = [line for line in result.stderr.splitlines() if "reference/areas" in line]
    assert says in line
    assert "Published 3 initiatives" in result.stderr
    assert "subdivision" not in places(halls)["example-town-2"]


def test_what_was_never_fetched_is_left_out_offline(halls: Place) -> None:
    entry = REFERENCE.replace("path: data/areas.csv", "url: https://example.org/areas.csv")
    (halls.registry / "reference" / "areas.yaml").write_text(entry, encoding="utf-8")
    result = halls.build()
    assert result.exit_code == 0, result.output
    assert "subdivision" not in places(halls)["example-town-2"]


def test_a_mistake_in_the_entry_is_named(halls: Place) -> None:
    entry = REFERENCE.replace("columns: {code: Code,", "columns: {cod: Code,")
    (halls.registry / "reference" / "areas.yaml").write_text(entry, encoding="utf-8")
    result = halls.check()
    assert result.exit_code == 2
    assert "columns" in result.stderr
    assert "areas.yaml" in result.stderr


def test_the_real_list_knows_former_codes_and_names(halls: Place, shared: Path) -> None:
    table = shared / "data/registers/geo/drkane-geo-lookups/la_all_codes.csv"
    entry = halls.registry / "reference" / "areas.yaml"
    ours = Path(__file__).parents[2] / "registry" / "reference" / "local-authorities.yaml"
    kept = [
        "path: data/areas.csv" if line.startswith("url:") else line
        for line in ours.read_text("utf-8").splitlines()
    ]
    entry.write_text("\n".join(kept), encoding="utf-8")
    (halls.registry / "data" / "areas.csv").write_bytes(table.read_bytes())
    rows = (
        "1,One (invented),Poole,E06000029\n2,Two (invented),Cardiff,\n3,Three (invented),Bristol,"
    )
    (halls.registry / "data/example-town/halls.csv").write_text(f"Ref,Name,Area,Code\n{rows}\n")
    result = halls.build()
    assert result.exit_code == 0, result.output
    found = places(halls)
    assert found["example-town-1"]["areaCodes"][-1]["code"] == "E06000058"  # type: ignore[index]
    assert found["example-town-2"]["areaCodes"][0]["code"] == "W06000015"  # type: ignore[index]
    assert found["example-town-3"]["region"] == "South West"
