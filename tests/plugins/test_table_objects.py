"""The importer ``table`` and the objects inside objects that 1.0 has."""

from pathlib import Path
from typing import Any

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.plugins import load_plugins

OPTIONS: dict[str, Any] = {
    "id": "no",
    "record": {
        "name": "name",
        "clusters": {"value": "capacity-and-assets"},
        "scope": {"value": "town"},
        "identifiers": [
            {"scheme": {"value": "GB-CHC"}, "id": "charity"},
            {"scheme": {"value": "GB-COH"}, "id": {"from": "company", "pad": 8}},
        ],
        "places": {
            "name": "town",
            "country": {"value": "GB"},
            "areaCodes": {"scheme": {"value": "GSS"}, "code": "area", "asOf": {"value": "2021"}},
        },
        "otherNames": {"name": {"from": "aka"}, "kind": {"value": "former"}},
        "sources": {"title": {"value": "Invented list"}},
    },
}


def read(folder: Path, text: str, options: dict[str, Any] = OPTIONS) -> list[dict[str, Any]]:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    importer, document = load_plugins().importer("table").item, open_document(path)
    parsed = parse_options(importer, options)
    return [
        made.record
        for made in run_importer(importer, document, parsed, new_report(importer, document))
    ]


def test_numbers_names_and_codes_become_objects(tmp_path: Path) -> None:
    text = "no,name,charity,company,town,area,aka\n1,A,1234567,42,Inventon,E08000999,The Old A\n"
    (record,) = read(tmp_path, text)
    assert record["identifiers"] == [
        {"scheme": "GB-CHC", "id": "1234567"},
        {"scheme": "GB-COH", "id": "00000042"},
    ]
    assert record["places"][0]["areaCodes"] == [
        {"scheme": "GSS", "code": "E08000999", "asOf": "2021"}
    ]
    assert record["otherNames"] == [{"name": "The Old A", "kind": "former"}]


def test_an_object_of_constants_alone_is_left_out_at_every_depth(tmp_path: Path) -> None:
    text = "no,name,charity,company,town,area,aka\n1,A,,,,,\n2,B,,7,Inventon,,\n"
    first, second = read(tmp_path, text)
    assert not {"identifiers", "places", "otherNames"} & first.keys()
    assert second["identifiers"] == [{"scheme": "GB-COH", "id": "00000007"}]
    assert second["places"] == [{"name": "Inventon", "country": "GB"}]


def test_a_mapping_of_0_1_is_told_what_the_fields_are_now(tmp_path: Path) -> None:
    record = {**OPTIONS["record"], "identifiers": {"from": "charity", "prefix": "GB-CHC-"}}
    with pytest.raises(UnusableInput, match="give its fields: scheme, id, uri"):
        read(tmp_path, "no\n1\n", {**OPTIONS, "record": record})
