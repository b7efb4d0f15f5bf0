"""Subjects that were kept are those that were taken from the records, and give the same links."""

import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.link.kept import from_json, to_json
from cpstandard.link.linking import link_subjects
from cpstandard.link.subject import subjects_of
from link.making import body, place, record

NAMES = ("The Cairnbulg Haven Ltd", "Cairnbulg Haven", "Haven 2", "Y Tŷ t/a Ropewalk CIC", "–", "")
NUMBERS = ("GB-CHC-1", "GB-COH-IP12345R", "GB-MPR-12345R", "GB-VAT-1")
SITES = ("https://www.example.org/", "example.org/a", "facebook.com/a", "nothing")

bodies = st.builds(
    body,
    st.sampled_from(NAMES),
    st.sampled_from(NUMBERS),
    role=st.sampled_from(("lead", "host", "funder")),
    website=st.sampled_from(SITES),
)


@st.composite
def initiatives(draw: st.DrawFn, id_: str = "p-a") -> dict[str, Any]:
    """Return an invented record in which any part that linking looks at may be there."""
    more = {
        "website": draw(st.sampled_from(SITES)),
        "identifiers": draw(st.lists(st.just({"scheme": "GB-CHC", "id": "7"}), max_size=1)),
        "organisations": draw(st.lists(bodies, max_size=3)),
        "places": [
            {**place(name), "areaCodes": [{"scheme": "GB-GSS", "code": "E1"}]}
            for name in draw(st.lists(st.sampled_from(("Cairnbulg, AB43 8XX", "UK")), max_size=2))
        ],
        "relations": draw(st.lists(st.just({"initiative": "q-b"}), max_size=1)),
        "otherNames": draw(st.lists(st.just({"name": "Ropewalk"}), max_size=1)),
        "provenance": {"register": "A register", "registerRecordId": draw(st.sampled_from("01"))},
    }
    kept = {name: value for name, value in more.items() if draw(st.booleans())}
    return record(id_, draw(st.sampled_from(NAMES)), **kept)


@given(initiatives())
def test_what_is_kept_is_what_was_taken(each: dict[str, Any]) -> None:
    subjects = subjects_of(each)
    kept = json.loads(json.dumps(to_json(subjects)))
    assert from_json(kept) == subjects
    # The order of what a record lists is no news to linking.
    turned = dict(reversed(each.items()))
    turned["places"] = each.get("places", [])[::-1]
    assert to_json(subjects_of(turned)) == kept


@given(st.data())
def test_kept_subjects_give_the_links_that_the_records_give(data: st.DataObject) -> None:
    records = [data.draw(initiatives(f"{p}-{n}")) for p in "pqr" for n in range(2)]
    owners = {each["id"]: each["id"][0] for each in records}
    kept = [from_json(to_json(subjects_of(each))) for each in records]
    random.Random(7).shuffle(kept)
    assert link_subjects(kept, owners) == link_subjects(map(subjects_of, records), owners)
