"""What is counted over what many records have alike is what a count record by record would give."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.core.links import LinkKind, LinkSet
from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.evidence import benefit_table, claims_by_practice, claims_of, kind_table
from cpstandard.publish.maps import draw_map
from cpstandard.publish.projection import WORLD

Remake = Callable[[list[dict[str, Any]]], Directory]

AREAS = [{"scheme": "GSS", "code": code} for code in ("E07000001", "W06000001")]
PLACES = [
    {"name": "Invented", "country": "GB", "areaCodes": AREAS[:1]},
    {"name": "Invented", "country": "GB", "areaCodes": AREAS, "latitude": 51.5, "longitude": -2.5},
    {"name": "Elsewhere", "country": "FR"},
]
BODIES = [{"name": name, "roles": ["host"]} for name in ("Body", "Body", "Other")]
CLAIMS = [
    {"claim": "Invented.", "direction": "positive", "benefit": "health", "kind": "story"},
    {"claim": "Invented.", "direction": "mixed", "basis": "forecast"},
    {"claim": "Invented.", "direction": "none", "benefit": "health", "basis": "result"},
]
PRACTICES = ["citizens-assembly", "community-pub", "time-bank"]


def some(of: list[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(of), max_size=3)


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "practices": st.lists(st.sampled_from(PRACTICES), min_size=1, unique=True),
            "places": some(PLACES),
            "organisations": some(BODIES),
            "evidence": some(CLAIMS),
        }
    ),
    min_size=3,
    max_size=8,
)


def contents_of(parts: list[dict[str, Any]], remake: Remake) -> Contents:
    """Contents of invented records, of which the first three are held to be of one initiative."""
    records = [
        {"id": f"example-{n}", "name": f"Invented {n}", "scope": "nation", "sources": [], **part}
        for n, part in enumerate(parts)
    ]
    link = LinkSet(LinkKind.INITIATIVE, ("example-0", "example-1", "example-2"), ())
    return Contents(replace(remake(records), links=[link]))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=RECORDS)
def test_what_is_counted_of_many_alike_is_what_each_record_gives(
    parts: list[dict[str, Any]], remake: Remake
) -> None:
    contents = contents_of(parts, remake)
    entries, tallies = contents.entries, contents.tallies
    assert tallies.places == Counter(entry.brief.places for entry in entries)
    assert tallies.at_work == Counter((e.practices, e.brief.places) for e in entries)
    pages = [body for entry in entries for body in {each.page for each in entry.bodies}]
    assert +tallies.bodies == Counter(pages)
    practising = {code: [e for e in entries if code in e.practices] for code in PRACTICES}
    counts = {code: contents.initiatives(found) for code, found in practising.items()}
    assert +contents.by_practices(entries) == +Counter(counts)
    assert tallies.world == draw_map(entries, WORLD, by_country=True)
    assert tallies.world.shown + tallies.world.missing == len(entries)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=RECORDS)
def test_initiatives_are_grouped_by_all_that_each_has(
    parts: list[dict[str, Any]], remake: Remake
) -> None:
    contents = contents_of(parts, remake)
    terms: list[tuple[dict[Any, Any], Callable[[Any], Any]]] = [
        (contents.by_benefit, lambda e: e.benefits),
        (contents.by_country, lambda e: e.countries),
        (contents.by_practice, lambda e: e.practices),
        (contents.by_area(), lambda e: {a for p in e.places for a in p.areas}),
    ]
    for groups, of in terms:
        expected = defaultdict(list)
        for entry in contents.entries:
            for term in of(entry):
                expected[term].append(entry)
        assert groups == expected
        assert list(groups) == sorted(groups)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=RECORDS)
def test_claims_are_counted_each_once(parts: list[dict[str, Any]], remake: Remake) -> None:
    contents = contents_of(parts, remake)
    codelists = contents.directory.standard.codelists
    told = [each for entry in contents.entries for each in claims_of(entry)]
    claims = [claim for entry in contents.entries for claim in entry.claims]
    assert [each.about for each in told] == claims
    table = benefit_table(contents.entries, codelists["benefit"])
    assert sum(row.total for row in table) == len(claims)
    foreseen = sum(claim.basis == "forecast" for claim in claims)
    assert sum(row.foreseen for row in table) == foreseen
    kinds = kind_table(told, codelists["evidenceKind"])
    assert sum(sum(row.counts) for row in kinds) == len(claims)
    by_practice = claims_by_practice(contents.entries)
    for code in PRACTICES:
        mine = [c for e in contents.entries if code in e.practices for c in e.claims]
        counted = Counter(
            {
                (benefit, direction): count
                for benefit, row in by_practice.get(code, {}).items()
                for direction, count in row.items()
            }
        )
        assert counted == Counter((c.benefit or "", c.direction) for c in mine)
