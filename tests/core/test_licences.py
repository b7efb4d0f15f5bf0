"""What licences allow: told by id or address, and never taken for open where nothing is known."""

import csv

import jsonschema
import pytest

from cpstandard.core.licences import Treatment, licence_of
from cpstandard.schema_store import licences, schema_folder
from cpstandard.validate.licences import CLOSED_LICENCES, LICENCE_ADDRESSES, OPEN_LICENCES

ROW = {
    "type": "object",
    "required": ["Code", "Title", "Description", "Address", "Treatment", "Statement"],
    "properties": {
        "Code": {"pattern": r"^[A-Za-z0-9][A-Za-z0-9.+-]*$"},
        "Title": {"minLength": 3, "maxLength": 60},
        "Description": {"pattern": r"^You may .*\.$"},
        "Address": {"pattern": r"^https://\S+$"},
        "Treatment": {"enum": [str(each) for each in Treatment]},
        "Statement": {"pattern": r"\{publisher\}.*\.$"},
        **{
            name: {"enum": ["yes", "no"]}
            for name in ("Open", "Attribution", "Share alike", "Non-commercial", "No derivatives")
        },
    },
}


def test_the_lists_are_written_as_they_should_be() -> None:
    with (schema_folder() / "licences" / "licence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    validator = jsonschema.Draft202012Validator(ROW)
    assert [error.message for row in rows for error in validator.iter_errors(row)] == []
    assert len({row["Code"].casefold() for row in rows}) == len(rows)
    assert {each.code for each in licences().treatments} == {str(each) for each in Treatment}


def test_the_validator_holds_the_same_licences_for_open() -> None:
    assert {each.code for each in licences() if each.is_open} == set(OPEN_LICENCES)
    assert {each.code for each in licences() if not each.is_open} == set(CLOSED_LICENCES)
    unknown_to_the_check = [
        each.address
        for each in licences()
        if each.is_open and not each.address.startswith(LICENCE_ADDRESSES)
    ]
    # Addresses that the check, which knows beginnings alone, warns of; the site knows better.
    assert unknown_to_the_check == [
        "https://creativecommons.org/licenses/publicdomain/",
        "https://open.canada.ca/en/open-government-licence-canada",
        "https://opensource.org/license/mit",
    ]


def test_a_licence_is_treated_as_its_terms_demand() -> None:
    for each in licences():
        if each.no_derivatives:
            assert each.treatment is Treatment.NEVER
        elif each.non_commercial:
            assert each.treatment is Treatment.NON_COMMERCIAL
        elif each.share_alike:
            assert each.treatment is Treatment.APART
        else:
            assert each.treatment is Treatment.TOGETHER
        assert each.is_open is not (each.no_derivatives or each.non_commercial)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by/4.0", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.en", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/legalcode", "CC-BY-NC-SA-3.0"),
        ("https://spdx.org/licenses/OGL-UK-3.0.html", "OGL-UK-3.0"),
        ("https://spdx.org/licenses/OGL-UK-3.0", "OGL-UK-3.0"),
        (
            "http://nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            "OGL-UK-3.0",
        ),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0"),
    ],
)
def test_a_licence_is_told_by_its_id_or_address(said: str, code: str) -> None:
    found = licences().find(said)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "said",
    [
        "",
        "CC-BY",
        "LicenseRef-own",
        "https://creativecommons.org/licenses/by/4.0.example/",
        "https://example.org/?https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org.example/licenses/by/4.0/",
    ],
)
def test_what_is_not_known_is_not_open_and_stands_apart(said: str) -> None:
    assert licences().find(said) is None
    assert "not known here as an open licence" in licences().refusal(said, non_commercial_site=True)
    assert licences().group(said) == said


def test_only_a_site_that_is_not_commercial_shows_what_forbids_commerce() -> None:
    refusal = licences().refusal("CC-BY-NC-SA-3.0", non_commercial_site=False)
    assert "non_commercial" in refusal
    assert licences().refusal("CC-BY-NC-SA-3.0", non_commercial_site=True) == ""
    assert licences().group("CC-BY-NC-SA-3.0") == "CC-BY-NC-SA-3.0"
    assert licences().refusal("CC-BY-ND-4.0", non_commercial_site=True) != ""


def test_publishers_are_named_in_the_words_of_the_licence_or_their_own() -> None:
    known = licences()
    named = known.statement("Borough of {title} (invented)", "OGL-UK-3.0")
    assert named == (
        "Borough of {title} (invented): contains public sector information licensed under the "
        "Open Government Licence v3.0 "
        "(https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/)."
    )
    assert known.statement("A", "CC-BY-4.0", "Name us so.") == "Name us so."
    assert known.statement("A", "LicenseRef-own") == "Data of A, under LicenseRef-own."


def test_a_record_s_own_licence_goes_before_its_package_s() -> None:
    assert licence_of({"provenance": {"licence": "OGL-UK-3.0"}}, "CC0-1.0") == "OGL-UK-3.0"
    assert licence_of({"provenance": {}}, "CC0-1.0") == "CC0-1.0"
    assert licence_of({}, "CC0-1.0") == "CC0-1.0"
