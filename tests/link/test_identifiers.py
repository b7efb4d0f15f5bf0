"""Records are linked by the identifiers that they share, and only by those."""

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.links import LinkKind
from cpstandard.link.identifiers import link_records


def split(text: str) -> dict[str, str]:
    country, register, number = text.split("-")
    return {"scheme": f"{country}-{register}", "id": number}


def record(id_: str, own: list[str] | None = None, *organisations: tuple[str, list[str]]) -> dict:
    made: dict = {"id": id_}
    if own:
        made["identifiers"] = [split(text) for text in own]
    made["organisations"] = [
        {"name": "An organisation", "roles": [role], "identifiers": [split(text) for text in ids]}
        for role, ids in organisations
    ]
    return made


def test_a_shared_identifier_links_initiatives_in_a_chain() -> None:
    links = link_records(
        [
            record("c", ["GB-CHC-RS2"]),
            record("a", ["GB-CHC-1"]),
            record("b", ["GB-CHC-1", "GB-CHC-rs2"]),
            record("d", ["GB-CHC-3"]),
        ]
    )
    assert [(s.kind, s.ids) for s in links] == [(LinkKind.INITIATIVE, ("a", "b", "c"))]
    assert links[0].evidence == "they share the identifier GB-CHC-1, GB-CHC-RS2"


def test_the_organisation_that_runs_two_initiatives_links_them() -> None:
    links = link_records(
        [record("a", None, ("lead", ["GB-COH-1"])), record("b", None, ("owner", ["GB-COH-1"]))]
    )
    assert [(s.kind, s.ids) for s in links] == [(LinkKind.ORGANISATION, ("a", "b"))]


def test_a_shared_funder_links_nothing() -> None:
    assert (
        link_records(
            [
                record("a", None, ("funder", ["GB-CHC-9"])),
                record("b", None, ("funder", ["GB-CHC-9"])),
            ]
        )
        == []
    )


def test_one_record_that_repeats_an_identifier_is_not_linked_to_itself() -> None:
    assert link_records([record("a", ["GB-CHC-1", "GB-CHC-1"])]) == []


IDS = st.lists(st.sampled_from([f"GB-CHC-{n}" for n in range(6)]), max_size=3)


@given(st.lists(IDS, max_size=8), st.randoms())
def test_order_of_the_records_changes_nothing_and_nobody_is_in_two_sets(owns, random) -> None:
    records = [record(f"r{n}", own) for n, own in enumerate(owns)]
    links = link_records(records)
    shuffled = list(records)
    random.shuffle(shuffled)
    assert link_records(shuffled) == links
    members = [id_ for s in links for id_ in s.ids]
    assert len(members) == len(set(members))
    for s in links:
        assert len(s.ids) > 1
