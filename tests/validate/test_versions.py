"""Two versions in one file, fields and codes of another version, and what is on its way out."""

import copy
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from cpstandard.core.codelist import Code, Codelist
from cpstandard.core.finding import Severity
from cpstandard.documents import open_stream
from cpstandard.ingest.package import open_package
from cpstandard.schema_store import extensions, standard, versions
from cpstandard.validate.validator import Settings, validate


def found(report):
    return [(f.code, f.location.pointer) for f in report.findings()]


@pytest.fixture
def invented():
    """A version 1.1 (invented) in which two fields and two codes are on their way out."""
    core = standard("1.0")
    initiative, package = copy.deepcopy(core.initiative), copy.deepcopy(core.package)
    package["properties"]["standardVersion"]["const"] = "1.1"
    package["properties"]["title"]["deprecated"] = True
    fields = initiative["properties"]
    fields["website"] |= {"deprecated": True, "replacedBy": "links"}
    fields["places"]["items"]["properties"]["region"]["deprecated"] = True
    fields["mood"] = {"title": "Mood", "description": "How it feels.", "type": "string"}
    fields["scope"]["enum"] += ["galaxy"]
    scope, practice = core.codelists["scope"], core.codelists["practice"]
    lists = {
        "scope": {
            **scope.codes,
            "galaxy": Code("galaxy", "Galaxy", "All stars."),
            "town": replace(scope.codes["town"], deprecated="1.1: city"),
        },
        "practice": {
            **practice.codes,
            "star-gazing": Code("star-gazing", "Star gazing", "At night."),
            "community-pub": replace(practice.codes["community-pub"], deprecated="1.1"),
        },
    }
    changed = {name: Codelist(name, codes) for name, codes in lists.items()}
    return replace(
        core,
        version="1.1",
        package=package,
        initiative=initiative,
        codelists={**core.codelists, **changed},
    )


@pytest.fixture
def report_with(package_of, today, invented):
    """Validate where the invented version is known beside the real ones."""

    def standard_for(version, names=()):
        return invented if version == "1.1" else standard(version, names)

    def make(records, header):
        settings = Settings(versions=(*versions(), "1.1"), extensions=tuple(extensions()))
        return validate(package_of(records, header), standard_for, [], settings, today)

    return make


def test_deprecated_fields_and_codes_name_what_takes_their_place(report_with, record, header):
    places = [{"name": "A", "country": "GB"}, {"name": "B", "country": "GB", "region": "Wales"}]
    more = {"website": "https://example.org", "scope": "town", "practices": ["community-pub"]}
    report = report_with(
        [record, {**record, **more, "places": places}],
        {**header, "standardVersion": "1.1", "title": "Ours"},
    )
    assert sorted(found(report)) == [
        ("deprecated-code", "/practices/0"),
        ("deprecated-code", "/scope"),
        ("deprecated-field", "/places/1/region"),
        ("deprecated-field", "/title"),
        ("deprecated-field", "/website"),
    ]
    by_pointer = {f.location.pointer: f for f in report.findings()}
    assert by_pointer["/scope"].suggestion == "city"
    assert "since version 1.1: use “City” (city) instead." in by_pointer["/scope"].message
    assert by_pointer["/practices/0"].message.endswith("since version 1.1.")
    assert by_pointer["/website"].message == "Website is no longer to be used: use “Links” instead."
    assert by_pointer["/places/1/region"].message == ("Nation or region is no longer to be used.")
    assert {f.severity for f in report.findings()} == {Severity.WARNING}
    assert report.records_with_errors == 0


def test_real_versions_have_nothing_on_its_way_out():
    for version in versions():
        whole = standard(version)
        assert not [code for each in whole.codelists.values() for code in each if code.deprecated]
        assert not [field for field in whole.fields() if field.schema.get("deprecated")]


def test_a_field_and_codes_of_a_newer_version(report_with, record, header):
    spoilt = {**record, "mood": "calm", "scope": "galaxy"}
    report = report_with([spoilt, {**record, "practices": ["star-gazing"]}], header)
    assert sorted(found(report)) == [
        ("code-of-newer-version", "/practices/0"),
        ("code-of-newer-version", "/scope"),
        ("field-of-newer-version", "/mood"),
    ]
    by_pointer = {f.location.pointer: f for f in report.findings()}
    assert by_pointer["/mood"].message == (
        "The initiative has a field “mood”, which version 1.1 of the standard has, but not "
        "version 1.0, which the package names."
    )
    # An open list takes any code, so this one is no error.
    assert by_pointer["/practices/0"].severity is Severity.WARNING
    assert by_pointer["/scope"].severity is Severity.ERROR
    assert report.records_with_errors == 1


def test_older_versions_are_looked_through_one_by_one(report_with, record, header):
    report = report_with(
        [{**record, "mood": "calm", "milestones": []}], {**header, "standardVersion": "0.1"}
    )
    assert sorted(found(report)) == [
        ("field-of-newer-version", "/milestones"),
        ("field-of-newer-version", "/mood"),
    ]
    said = {f.location.pointer: f.parameters["version"] for f in report.findings()}
    assert said == {"/milestones": "1.0", "/mood": "1.1"}


def report_on_file(name, data):
    source = open_package(open_stream(io.BytesIO(data), name), standard)
    settings = Settings(versions=tuple(versions()), extensions=tuple(extensions()))
    return validate(source, standard, [], settings, date(2026, 11, 22))


def test_two_packages_written_one_behind_the_other(header, record):
    old = {**header, "standardVersion": "0.1"}
    lines = [header, record, old, {**record, "id": "anytown-other"}]
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    report = report_on_file("both.jsonl", data)
    (finding,) = report.findings()
    assert (finding.code, finding.location.line) == ("mixed-versions", 3)
    assert "“0.1”" in finding.message
    assert report.records == 3


def test_a_table_that_names_two_versions():
    headings = (
        "Initiative id,Name,Scope,Clusters,Source 1: Source id,Source 1: Source title,"
        "Package: Standard version,Package: Publisher id,Package: Publisher name,Package: Licence"
    )
    rows = [
        headings,
        "anytown-a,A,city,collaboration,s1,Ours,1.0,anytown,Anytown,CC-BY-4.0",
        "anytown-b,B,city,collaboration,s1,Ours,0.1,,,",
    ]
    report = report_on_file("both.csv", "\n".join(rows).encode())
    (finding,) = report.findings()
    assert (finding.code, finding.location.row) == ("mixed-versions", 3)
    assert report.standard_version == "1.0"


def test_an_extension_that_cannot_be_used_leaves_the_others(report_on, record, header):
    offer = {"shareOffers": [{"opened": "2014"}]}
    declared = {**header, "extensions": ["weather", "community-shares"]}
    report = report_on([{**record, **offer}], declared)
    assert found(report) == [("unknown-extension", "/extensions/0")]
    assert "known: community-shares, place-indicators." in next(report.findings()).message


def test_an_undeclared_extension_is_an_error_that_names_it(report_on, record, header):
    report = report_on([{**record, "shareOffers": [{"opened": "2014"}]}], header)
    (finding,) = report.findings()
    assert (finding.code, finding.severity) == ("undeclared-extension", Severity.ERROR)
    assert "of the extension community-shares, which" in finding.message
