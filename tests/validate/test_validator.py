"""A whole run: what is counted, what is not run, and who stops whom."""

import pytest

from anytown import HEADER, named
from cpstandard.core.check import Check, Problem, check
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Severity
from cpstandard.core.report import NotRun
from cpstandard.schema_store import standard, versions
from cpstandard.validate.briefs import briefs
from cpstandard.validate.catalogue import builtin_checks
from cpstandard.validate.likenesses import Likenesses
from cpstandard.validate.structure import Structure
from cpstandard.validate.validator import Settings, validate


def make(function, code="made-up", scope="initiative", severity="warning", message="It is {what}."):
    function.__doc__ = "What.\n\nWhy.\n\nMend."
    return check(code=code, severity=severity, message=message, scope=scope)(function)


def test_a_sound_package_has_no_findings(report_on):
    report = report_on([named(1), named(2)])
    assert report.groups == {}
    assert report.not_run == []
    assert (report.records, report.records_with_errors) == (2, 0)
    assert (report.standard_version, report.engine) == ("1.0", "fast")


def test_checks_are_not_run_on_records_with_broken_structure(report_on):
    seen = []

    def look(record, _context):
        seen.append(record["id"])
        return ()

    report = report_on([named(1), named(2, name=""), named(3)], checks=[make(look)])
    assert seen == ["anytown-1", "anytown-3"]
    assert report.not_run == [NotRun("made-up", "The structure of these records has mistakes.", 1)]
    assert report.records_with_errors == 1


def test_the_first_round_tells_of_a_country_and_an_id_whatever_else_is_wrong(report_on):
    records = [
        named(1, name="", places=[{"name": "Anytown", "country": "UK"}]),
        {**named(2, scope="galaxy"), "id": "elsewhere-2"},
        named(3, id="Town Gardens", places=[{"name": "Anytown", "country": "Ruritania"}]),
        named(4, places="Anytown, UK"),
    ]
    report = report_on(records)
    found = {(f.code, f.location.pointer): f for f in report.findings()}
    assert found["unlisted-country", "/places/0/country"].suggestion == "GB"
    assert found["id-prefix", "/id"].suggestion == "anytown-elsewhere-2"
    assert found["invalid-initiative-id", "/id"].suggestion == "anytown-town-gardens"
    assert sorted(code for code, _pointer in found) == [
        "empty-value", "id-prefix", "invalid-country-code", "invalid-initiative-id",
        "unknown-code", "unlisted-country", "wrong-type",
    ]  # fmt: skip
    left = {entry.code: entry.records for entry in report.not_run}
    # A check is not run in full where what it looks at has a fault; on the rest of a record it is.
    assert left["id-prefix"] == 1
    assert left["unlisted-country"] == 2
    assert "padded-text" not in left


def test_the_first_round_tells_of_what_is_doubtful_beside_what_is_wrong(report_on):
    record = named(
        1,
        name="  Town Gardens",
        scope="galaxy",
        practices=["pub-club", "Not a code"],
        ended="1999-02-30",
        started="2001",
        evidence=[{"claim": "All is well.", "direction": "positive", "sources": ["s9"]}],
    )
    report = report_on([record], {"standardVersion": "1.0", "licence": "Mine",
                                  "publisher": {"id": "Any Town", "name": "Any Town"}})  # fmt: skip
    assert sorted((f.code, f.location.pointer) for f in report.findings()) == [
        ("end-before-start", "/ended"),
        ("id-prefix", "/id"),
        ("impossible-date", "/ended"),
        ("invalid-kebab-id", "/publisher/id"),
        ("licence-unknown", "/licence"),
        ("padded-text", "/name"),
        ("unknown-code", "/practices/1"),
        ("unknown-code", "/scope"),
        ("unknown-source", "/evidence/0/sources/0"),
        ("unlisted-code", "/practices/0"),
    ]
    # The ids are held against what the publisher's id is to become.
    assert report.of("id-prefix")[0].examples[0].suggestion == "any-town-anytown-1"


@pytest.mark.parametrize(
    "fields",
    [
        {"sources": [{"id": "S 1", "title": "Ours"}], "started": "2001"},
        {"sources": [{"title": "Ours"}]},
        {"sources": "Ours"},
        {"evidence": [{"claim": "Well.", "direction": "positive", "sources": "s1"}]},
        {"evidence": [{"claim": "Well.", "direction": "positive", "sorces": ["s1"]}]},
        {"clusters": ["collaboration", "no-such"], "practices": ["community-pub"]},
        {"status": {"code": "soon", "asOf": "2020"}, "started": "2999"},
    ],
)
def test_a_gap_that_a_fault_leaves_is_no_mistake_of_its_own(report_on, fields):
    claim = {"claim": "All is well.", "direction": "positive", "sources": ["s1"]}
    report = report_on([named(1, **{"evidence": [claim], **fields})])
    assert {finding.severity for finding in report.findings()} == {Severity.ERROR}
    assert len(report.groups) == 1


def test_a_check_that_relies_on_a_sound_structure_is_not_blamed(report_on):
    def rely(record, _context):
        yield Problem("/scope", {"what": record["name"].upper()})

    rely.__doc__ = "What.\n\nWhy.\n\nMend."
    bold = check(code="bold", severity="warning", message="It is {what}.", bears_gaps=True)(rely)
    report = report_on([named(1, name=3), named(2, name="")], checks=[bold])
    assert report.codes() == ["empty-value", "wrong-type"]
    assert [(entry.code, entry.records) for entry in report.not_run] == [("bold", 2)]


def test_what_is_said_of_an_item_after_one_with_a_fault_has_its_own_number(report_on):
    funding = [{"amount": 0, "currency": "GBP"}, "a lot", {"amount": 0, "currency": "GBP"}]
    report = report_on([named(1, funding=funding)])
    (finding,) = report.of("amount-is-zero")[0].examples
    assert finding.location.pointer == "/funding/0/amount"


@pytest.mark.parametrize("header", [{"aggregate": True}, {"publisher": {"name": "Any Town"}}])
def test_no_prefix_is_suggested_that_is_not_known(report_on, header):
    head = {"standardVersion": "1.0", "licence": "CC-BY-4.0", **header}
    report = report_on([named(1, id="Town Gardens")], header=head)
    assert report.of("invalid-initiative-id")[0].examples[0].suggestion == "town-gardens"


def test_a_check_that_raises_stops_nobody(report_on):
    def break_down(record, _context):
        yield Problem("/name", {"what": "odd"})
        raise KeyError(record["id"])

    def look(record, _context):
        yield Problem("/id", {"what": record["id"]})

    checks = [make(break_down, "a-breaks"), make(look, "b-looks")]
    report = report_on([named(1), named(2)], checks=checks)
    assert {code: group.count for (code, _), group in report.groups.items()} == {
        "a-breaks": 2,
        "check-failed": 2,
        "b-looks": 2,
    }
    failed = report.of("check-failed")[0].examples[0]
    assert failed.parameters == {"check": "a-breaks", "error": "KeyError"}
    assert failed.record_id == "anytown-1"
    assert report.of("b-looks")[0].examples[1].message == "It is anytown-2."


def test_a_check_over_the_package_that_raises_stops_nobody(report_on):
    def break_down(_package, _context):
        raise RuntimeError

    def look(package, _context):
        yield Problem("/licence", {"what": package.count})

    checks = [make(break_down, "a-breaks", "package"), make(look, "b-looks", "package")]
    report = report_on([named(1), named(2)], checks=checks)
    assert report.codes() == ["b-looks", "check-failed"]
    assert report.of("b-looks")[0].examples[0].message == "It is 2."
    assert report.of("b-looks")[0].examples[0].location.line == 1


def test_a_check_over_the_dataset_is_said_to_be_not_run(report_on):
    report = report_on([named(1)], checks=[make(lambda _d, _c: (), scope="dataset")])
    assert [entry.code for entry in report.not_run] == ["made-up"]
    assert "build" in report.not_run[0].reason


def test_ignore_and_severity(report_on):
    records = [named(1, funding=[{"amount": 0, "currency": "GBP"}], practices=["made-up"])]
    report = report_on(
        records,
        ignore=frozenset({"amount-is-zero"}),
        severities={"unlisted-code": Severity.ERROR},
    )
    assert report.codes() == ["unlisted-code"]
    assert report.of("unlisted-code")[0].severity is Severity.ERROR
    assert report.records_with_errors == 1


def test_counts_are_exact_and_examples_are_capped(report_on):
    report = report_on([named(n, name="") for n in range(50)], limit=3)
    group = report.of("empty-value")[0]
    assert (group.count, len(group.examples)) == (50, 3)
    assert [finding.location.line for finding in group.examples] == [2, 3, 4]


def test_the_caller_sees_which_records_are_sound(validation_of):
    records = [
        named(1),
        named(2, name=""),
        named(3, started="2012", ended="2011"),
        named(4, practices=["made-up"]),
    ]
    checked = list(validation_of(records))
    assert [c.sound for c in checked] == [True, False, False, True]
    assert [len(c.findings) for c in checked] == [0, 1, 1, 1]


def test_an_unknown_version_is_one_finding(report_on, header):
    report = report_on([named(1), {"id": 5}], {**header, "standardVersion": "7.3"})
    assert report.codes() == ["unknown-version"]
    message = report.of("unknown-version")[0].examples[0].message
    assert "7.3" in message
    assert "0.1" in message
    assert {entry.code for entry in report.not_run} == {c.code for c in builtin_checks()}
    assert report.records == 2


def test_a_broken_header_does_not_hide_the_records(report_on):
    report = report_on([named(1, name="")], {"standardVersion": "1.0"})
    assert report.of("missing-field")[0].count == 2
    assert report.of("empty-value")[0].count == 1
    not_run = {entry.code: entry.reason for entry in report.not_run}
    assert "package" in not_run["licence-unknown"]
    assert "duplicate-id" not in not_run


def test_package_findings_say_where_each_record_is(report_on):
    report = report_on([named(1), named(2), named(1, name="Other")])
    finding = report.of("duplicate-id")[0].examples[0]
    assert (finding.location.line, finding.record_id) == (4, "anytown-1")
    assert finding.location.pointer == "/id"
    assert finding.message.endswith("the first is “Initiative 1” at package.jsonl:2:1.")


def test_spaces_that_are_said_can_be_seen(report_on):
    report = report_on([named(1, name=" \u00a0Swan\n")])
    (finding,) = report.of("padded-text")[0].examples
    assert finding.message == "“␣[U+00A0]Swan⏎” has spaces or line ends around it."
    assert finding.suggestion == "Swan"


def test_of_a_long_padded_text_both_ends_are_said(report_on):
    report = report_on([named(1, name=f"{' ' * 90}The first {'x' * 100} last")])
    (finding,) = report.of("padded-text")[0].examples
    assert "“␣␣␣␣␣␣␣␣…The first xx" in finding.message
    assert "xx last” has" in finding.message


def test_unsound_records_do_not_shift_the_briefs(package_of):
    records = [named(1), {"id": "broken"}, named(2), named(1)]
    likenesses = Likenesses()
    for position in (0, 2, 3):
        likenesses.add(position, records[position])
    assert likenesses.positions() == [0, 3]
    found = briefs(package_of(records).chosen(likenesses.positions()), lambda data: data)
    assert [(brief.id, brief.locate("").line) for brief in found] == [
        ("anytown-1", 2),
        ("anytown-1", 5),
    ]


def test_the_order_of_findings_is_that_of_the_file(report_on):
    first = report_on([named(1, name="", scope="x", foo=1)]).to_dict()
    assert first == report_on([named(1, foo=1, scope="x", name="")]).to_dict()


def test_long_and_odd_values_are_cut_and_cleaned(report_on):
    report = report_on([named(1, scope="x\x1b[31m\u202e" + "y" * 1000)])
    finding = report.of("unknown-code")[0].examples[0]
    assert finding.message.isprintable()
    assert len(finding.message) < 500
    assert len(finding.value) < 300


@pytest.mark.parametrize("value", [10**30, 10**400, True, 1.5, None, [], {}, ["x", 1]])
def test_any_value_anywhere_is_a_finding(report_on, value):
    for field in ("id", "name", "clusters", "places", "status", "started", "sources"):
        report = report_on([named(1, **{field: value})])
        assert report.records_with_errors == 1, field


@pytest.mark.reliability("R05")
def test_hostile_lists_take_linear_time(report_on):
    topics = [f"t{n}" for n in range(20_000)]
    report = report_on([named(1, topics=[*topics, "t1"])])
    assert report.of("repeated-value")[0].count == 1
    many = {f"field {n}": n for n in range(2_000)}
    assert report_on([named(1, **many)]).of("unknown-field")[0].count == 2_000


def test_a_fault_is_found_once_for_each_cause(record):
    from cpstandard.schema_store import standard

    version = standard()
    structure = Structure(version.initiative, version.codelists, "The initiative")
    broken = {**record, "places": [{"name": "A", "precision": "area", "longitude": 1}]}
    codes = [(fault.code, fault.path) for fault in structure.faults(broken)]
    assert codes == [("missing-companion", ("places", 0)), ("missing-field", ("places", 0))]


def test_checks_come_sorted_and_once():
    codes = [item.code for item in builtin_checks()]
    assert len(codes) == len(set(codes)) >= 30
    assert all(isinstance(item, Check) for item in builtin_checks())


def test_a_percentage_as_a_fraction_in_the_field_of_an_extension(report_on):
    header = {**HEADER, "extensions": ["community-shares"]}
    offers = [{"interestRate": 0.03}]
    report = report_on([named(1, shareOffers=offers)], header=header)
    found = report.of("percentage-as-fraction")[0].examples[0]
    assert (found.location.pointer, found.suggestion) == ("/shareOffers/0/interestRate", 3)


def test_a_field_called_like_what_holds_it_goes_by_its_own_name(report_on):
    report = report_on([named(1, status={"asOf": "2025"})])
    assert report.of("missing-field")[0].examples[0].message == "Status has no “code”."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Hydref 2019", "2019-10"),
        ("Spring 2018", "2018"),
        ("13/4/85", "1985-04-13"),
        ("13/4/21", "2021-04-13"),
    ],
)
def test_a_date_that_is_only_likely_is_suggested(report_on, written, meant):
    (finding,) = report_on([named(1, started=written)]).findings()
    assert (finding.code, finding.suggestion) == ("invalid-partial-date", meant)


def test_a_package_that_changes_while_it_is_checked_is_told_so(package_of, today):
    package = package_of([named(1), named(1)])
    package.pick = lambda _positions: package_of([{"other": 1}, {"other": 2}]).records()
    settings = Settings(versions=tuple(versions()))
    with pytest.raises(UnusableInput, match="was changed while it was checked"):
        validate(package, standard, builtin_checks(), settings, today)
