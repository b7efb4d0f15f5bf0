"""What the envelope of a publisher's file says of all its records holds for each of them."""

import json
import re
from typing import Any

import pytest

from registry_place import Place, initiative, package

CLAIM = {"claim": "Invented.", "direction": "positive", "sources": ["s1"]}


def with_envelope(*initiatives: Any, **said: Any) -> str:
    return json.dumps({**json.loads(package("example-town", *initiatives)), **said})


def records(place: Place) -> dict[str, dict[str, Any]]:
    path = place.site / "data" / "initiatives.json"
    published = json.loads(path.read_text(encoding="utf-8"))["initiatives"]
    return {record["id"]: record for record in published}


def page(place: Place, record_id: str) -> str:
    return (place.site / "initiatives" / record_id / "index.html").read_text(encoding="utf-8")


def test_the_language_of_the_package_is_that_of_records_that_name_none(place: Place) -> None:
    swan = initiative("example-town-swan", evidence=[CLAIM])
    heron = initiative("example-town-heron", language="ga")
    place.publisher("example-town", with_envelope(swan, heron, language="cy"))
    assert place.build().exit_code == 0
    found = records(place)
    assert found["example-town-swan"]["language"] == "cy"
    assert found["example-town-heron"]["language"] == "ga"
    shown = page(place, "example-town-swan")
    assert found["example-town-swan"]["provenance"]["assertedBy"] == "person"
    assert "<dd>example-town, which lists it in its own data.</dd>" in shown
    assert '<h1 lang="cy">' in shown
    assert re.search(r'<div class="description"[^>]* lang="cy"', shown)
    assert '<p class="said" lang="cy">Invented.' in shown
    listed = (place.site / "initiatives" / "index.html").read_text(encoding="utf-8")
    assert 'lang="cy">The example-town-swan' in listed


def test_the_file_s_own_licence_is_that_of_its_records(place: Place) -> None:
    own = initiative("example-town-heron", provenance={"licence": "OGL-UK-3.0"})
    content = with_envelope(initiative("example-town-swan"), own, licence="CC0-1.0")
    place.publisher("example-town", content)
    assert place.build().exit_code == 0
    found = records(place)
    assert found["example-town-swan"]["provenance"]["licence"] == "CC0-1.0"
    assert found["example-town-heron"]["provenance"]["licence"] == "OGL-UK-3.0"
    (remark,) = place.status("example-town")["sources"][0]["remarks"]
    assert "licence as CC0-1.0, the registry\u2019s entry as CC-BY-4.0" in remark
    assert remark in (place.site / "status" / "index.html").read_text(encoding="utf-8")


def test_the_same_licence_in_other_letters_is_no_difference(place: Place) -> None:
    content = with_envelope(initiative("example-town-swan"), licence="cc-by-4.0")
    place.publisher("example-town", content)
    assert "its licence" not in place.build().stderr
    assert place.status("example-town")["sources"][0]["remarks"] == []


@pytest.mark.parametrize("said", [{"language": "Welsh", "licence": "ask us"}, {"licence": ["x"]}])
def test_a_slip_in_the_envelope_refuses_no_record(place: Place, said: dict[str, Any]) -> None:
    place.publisher("example-town", with_envelope(initiative("example-town-swan"), **said))
    assert place.build().exit_code == 0
    (record,) = records(place).values()
    assert "language" not in record
    assert record["provenance"]["licence"] == "CC-BY-4.0"
