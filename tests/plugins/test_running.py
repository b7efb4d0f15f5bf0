"""Running an importer: options, failures, wrong documents."""

from pathlib import Path

import pytest

from cpstandard.core.errors import SourceFailed, UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.plugins import load_plugins


class Breaks:
    id = "breaks"
    title = "Breaks"
    version = "3"
    register = Register("", "", "", "")
    media_types = ()
    Options = ImporterOptions

    def recognises(self, document):
        return False

    def read(self, document, options):
        row = Row({"a": 1}, Location(file=document.name, row=2))
        row.take("a")
        yield Imported("1", {"name": "one"}, (row,))
        yield Skipped("no reason", (Row({"b": 1}, Location(file=document.name, row=3)),))
        raise KeyError("a\nname")


def _document(tmp_path: Path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text)
    return open_document(path, name=name)


def test_a_plugin_that_breaks_fails_its_source_alone(tmp_path: Path) -> None:
    document = _document(tmp_path, "list.csv", "a,b\n1,2\n")
    report = new_report(Breaks(), document)
    records = run_importer(Breaks(), document, ImporterOptions(), report, "inv-breaks")
    assert next(records).local_id == "1"
    with pytest.raises(SourceFailed) as caught:
        list(records)
    said = str(caught.value)
    assert "\n" not in said
    for part in ("breaks 3 of inv-breaks", "list.csv row 3", "KeyError", "test_running.py:"):
        assert part in said
    assert (report.rows, report.records, report.skipped) == (2, 1, {"no reason": 1})


class BreaksAtOnce(Breaks):
    def read(self, document, options):
        yield from map(self._made, [Row({"a": 1}, Location(file=document.name, row=2))])

    def _made(self, row):
        raise KeyError("a")


class BreaksOnTheNext(Breaks):
    def read(self, document, options):
        for number in (2, 3):
            row = Row({"a": 1}, Location(file=document.name, row=number))
            if number == 3:
                raise KeyError("a")
            yield Imported("1", {"name": "one"}, (row,))


class BreaksOnNoRow(Breaks):
    def read(self, document, options):
        raise KeyError("a")


@pytest.mark.parametrize(
    ("importer", "where"),
    [
        (BreaksAtOnce(), "broke on list.csv, at list.csv row 2 (KeyError"),
        (BreaksOnTheNext(), "broke on list.csv, at list.csv row 3 (KeyError"),
        (Breaks(), "broke on list.csv, after list.csv row 3 (KeyError"),
        (BreaksOnNoRow(), "broke on list.csv, before it made anything of its first row (KeyError"),
    ],
)
def test_the_row_at_which_a_plugin_breaks_is_named(tmp_path: Path, importer, where: str) -> None:
    document = _document(tmp_path, "list.csv", "a,b\n1,2\n")
    report = new_report(importer, document)
    with pytest.raises(SourceFailed) as caught:
        list(run_importer(importer, document, ImporterOptions(), report, "inv-breaks"))
    assert where in str(caught.value)


RECORD = {
    "name": "A",
    "clusters": {"value": "collaboration"},
    "scope": {"value": "city"},
    "sources": {"title": {"value": "list"}},
}


def _table(changes: dict, **more) -> dict:
    return {"id": "A", "record": {**RECORD, **changes}, **more}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"record": RECORD, "id": "A", "lookup": {}}, "did you mean 'lookups'"),
        ({"record": RECORD}, "'id' is needed"),
        ({"record": RECORD, "id": False}, "id: YAML reads yes and no"),
        (
            _table({"nmae": "A"}),
            "record/nmae: the standard has no 'nmae' here; did you mean 'name'",
        ),
        (_table({"places": {"nam": "A"}}), "record/places/0/nam: the standard has no 'nam'"),
        (_table({"places": {"name": "A"}}), "record/places/0: country is needed"),
        (_table({"places": "A"}), "record/places/0: give its fields: name, country"),
        (_table({"name": ["A", "B"]}), "record/name: one value is wanted"),
        (_table({"name": {"form": "A"}}), "record/name/form: 'form' is not known here"),
        (_table({"name": {"from": "A", "value": "B"}}), "give exactly one of from, value"),
        (
            _table({"name": {"from": "A", "lookup": "x"}}, lookups={"y": {}}),
            "there is no lookup 'x'",
        ),
        (_table({"clusters": {"value": "colaboration"}}), "did you mean 'collaboration'"),
        (
            _table({"practices": {"from": "A", "lookup": {"x": "Not kebab"}}}),
            "'Not kebab' is not a code",
        ),
        (_table({}, filter={"column": "A"}), "filter/0: give exactly one of is"),
        (
            {"id": "A", "record": {"name": "A", "sources": {"title": "A"}}},
            "give clusters or practices",
        ),
    ],
)
def test_a_mistake_in_a_mapping_is_named(raw: dict, said: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        parse_options(load_plugins().importer("table").item, raw)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            _table({"name": "Nmae"}),
            "record/name: list.csv has no column 'Nmae'; did you mean 'Name'",
        ),
        (_table({}, filter={"column": "B", "is": 1}), "filter/0/column"),
        (_table({}, withhold=["A"]), "the column 'A' is withheld"),
        (_table({}, sheet="Other"), "no sheet 'Other'"),
        (_table({}, header_row=9), "no headings in row 9"),
    ],
)
def test_a_mapping_that_does_not_fit_the_document_is_refused(tmp_path, options, said) -> None:
    document = _document(tmp_path, "list.csv", "A,Name\n1,x\n")
    importer = load_plugins().importer("table").item
    with pytest.raises(UnusableInput) as caught:
        list(importer.read(document, parse_options(importer, options)))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("importer_id", "name", "text", "said"),
    [
        (
            "360giving",
            "x.json",
            '{"cases": []}',
            "a list 'grants' was expected, found an object with cases",
        ),
        ("360giving", "x.json", '[{"id": 1}]', "found a list"),
        ("360giving", "x.json", '{"grants": [1]}', "/grants/0 should be an object, but it is 1"),
        ("360giving", "x.csv", "a,b\n1,2\n", "lacks the headings Identifier"),
        ("participedia", "x.json", '[{"id": 1}]', "holds no cases of Participedia"),
        ("participedia", "x.json", '{"a": 1}', "holds no cases of Participedia"),
        ("cpstandard", "x.json", '{"a": 1}', "x.json"),
        ("cpstandard", "x.json", "[1]", "x.json"),
    ],
)
def test_a_wrong_document_is_named(tmp_path: Path, importer_id, name, text, said) -> None:
    document = _document(tmp_path, name, text)
    importer = load_plugins().importer(importer_id).item
    with pytest.raises(UnusableInput) as caught:
        list(importer.read(document, importer.Options()))
    assert said in str(caught.value)
    assert not importer.recognises(document)


def test_a_package_of_the_standard_keeps_its_ids(root: Path) -> None:
    importer = load_plugins().importer("cpstandard").item
    document = open_document(root / "schema/0.1/examples/full.json")
    report = new_report(importer, document)
    records = list(run_importer(importer, document, importer.Options(), report))
    assert records
    assert all(made.local_id == made.record["id"] for made in records)
    assert importer.recognises(document)
    assert report.unread == {}


def test_a_package_that_breaks_off_is_refused_at_its_end(tmp_path: Path, root: Path) -> None:
    text = (root / "schema/0.1/examples/full.json").read_text().rstrip()
    document = _document(
        tmp_path, "package.json", text.removesuffix("}").rstrip().removesuffix("]")
    )
    importer = load_plugins().importer("cpstandard").item
    outcomes = importer.read(document, importer.Options())
    assert next(outcomes).record["id"]
    with pytest.raises(UnusableInput, match="package"):
        list(outcomes)


def test_records_without_an_id_are_skipped_and_counted(tmp_path: Path) -> None:
    text = (
        '{"standardVersion": "0.1", "publisher": {"id": "p", "name": "P"}, "licence": "CC0-1.0",'
        ' "initiatives": [{"name": "no id"}, 5, {"id": "p-1", "name": "one"}]}'
    )
    document = _document(tmp_path, "package.json", text)
    importer = load_plugins().importer("cpstandard").item
    report = new_report(importer, document)
    made = list(run_importer(importer, document, importer.Options(), report))
    assert [outcome.local_id for outcome in made] == ["p-1"]
    assert report.skipped == {"it has no id": 1, "it cannot be read": 1}
