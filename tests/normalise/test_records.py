"""Global ids, provenance, tidiness, versions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, Register
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.normalise import global_id, normalise, tidy
from cpstandard.normalise.migrations import Step, migrate


class Invented:
    id = "invented"
    version = "2.0"
    register = Register("Invented register", "Nobody", "", "https://register.example")


class Page:
    name = "list.csv"
    url = "https://register.example/list.csv"
    retrieved_at = "2026-01-02T03:04:05Z"


def run(*outcomes: Imported):
    return list(
        normalise(
            outcomes,
            publisher_id="inventon",
            importer=Invented(),
            document=Page(),
            licence="CC-BY-4.0",
            version="1.0",
        )
    )


def test_an_imported_record_gets_its_id_and_provenance() -> None:
    row = Row({}, Location(file="list.csv", row=7))
    made = run(
        Imported(
            "A 1", {"name": " Pub ", "topics": [], "provenance": {"assertedBy": "rule"}}, (row,)
        )
    )
    assert made[0].data == {
        "id": "inventon-a-1",
        "name": "Pub",
        "provenance": {
            "assertedBy": "rule",
            "register": "Invented register",
            "registerRecordId": "A 1",
            "registerUrl": "https://register.example/list.csv",
            "retrievedAt": "2026-01-02T03:04:05Z",
            "importer": "invented 2.0",
            "licence": "CC-BY-4.0",
        },
    }
    assert made[0].locate("/name") == Location(file="list.csv", row=7, pointer="/name")


def test_what_the_record_says_of_itself_stands() -> None:
    record = {
        "id": "other-1",
        "name": "x",
        "provenance": {"assertedBy": "person", "licence": "ODC-By-1.0"},
    }
    [made] = run(Imported("other-1", record, ()))
    assert made.data["id"] == "other-1"
    assert made.data["provenance"]["licence"] == "ODC-By-1.0"
    assert record["provenance"] == {"assertedBy": "person", "licence": "ODC-By-1.0"}


@given(
    st.text(),
    st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda t: len(t) <= 60),
)
def test_every_local_id_gives_a_valid_id(local: str, publisher: str) -> None:
    import re

    made = global_id(publisher, local)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", made)
    assert len(made) <= 120
    assert made.startswith(f"{publisher}-")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_tidying_twice_is_tidying_once(value) -> None:
    once = tidy(value)
    assert json.dumps(tidy(once)) == json.dumps(once)


def test_zero_and_false_are_values() -> None:
    assert tidy({"a": 0, "b": False, "c": "", "d": [None, " "], "e": {"f": {}}}) == {
        "a": 0,
        "b": False,
    }


def test_steps_lead_from_version_to_version() -> None:
    steps = {
        "0.1": Step("0.2", lambda record: {**record, "two": True}),
        "0.2": Step("1.0", lambda record: {**record, "one": True}),
    }
    assert migrate({}, "0.1", "1.0", steps) == {"two": True, "one": True}
    with pytest.raises(UnusableInput, match="no migration starts"):
        migrate({}, "0.1", "9.9", steps)


def test_a_record_of_an_older_version_is_moved_up_whatever_it_holds() -> None:
    record = {"name": "x", "identifiers": ["GB-CHC-1", "wrong"], "places": "nowhere"}
    [made] = run(Imported("1", record, (), "0.1"))
    assert made.data["identifiers"] == [{"scheme": "GB-CHC", "id": "1"}, "wrong"]
    assert made.data["places"] == "nowhere"
    with pytest.raises(UnusableInput, match=r"'7\.3' cannot be brought to '1\.0'"):
        run(Imported("1", record, (), "7.3"))
