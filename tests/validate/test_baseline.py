"""A baseline knows a finding by what it is about, and each of them once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.validate.baseline import Baseline, entry_for, read_baseline

words = st.text(max_size=8)
values = st.one_of(st.none(), words, st.integers(), st.floats(), st.booleans(), st.lists(words))
findings = st.builds(
    Finding,
    code=st.sampled_from(["unknown-code", "missing-field", "padded-text"]),
    severity=st.sampled_from(Severity),
    message=words,
    location=st.builds(Location, file=words, pointer=words, line=st.integers(1, 99)),
    record_id=st.one_of(st.none(), words),
    value=values,
    parameters=st.dictionaries(st.sampled_from(["field", "cell", "row"]), words),
)


def learnt(found):
    baseline = Baseline()
    assert all(baseline.learn(finding) for finding in found)
    return baseline


@given(st.lists(findings, max_size=8), st.randoms())
def test_what_was_written_is_known_in_any_order_and_nothing_is_left(found, random):
    text = learnt(found).to_text()
    shuffled = random.sample(found, len(found))
    assert learnt(shuffled).to_text() == text
    baseline = read_baseline(text, "known.json")
    assert baseline.to_text() == text
    assert len(baseline) == len(found)
    assert all(baseline.knows(finding) for finding in shuffled)
    assert not any(baseline.knows(finding) for finding in found)
    assert baseline.stale({finding.location.file for finding in found}) == 0


@given(st.lists(findings, min_size=1, max_size=8))
def test_what_is_not_met_is_stale(found):
    baseline = read_baseline(learnt(found).to_text(), "known.json")
    files = {finding.location.file for finding in found}
    assert baseline.stale(files) == len(found)
    assert baseline.stale(files, {finding.code for finding in found}) == 0
    assert baseline.stale({"another/file.json"}) == 0


@given(findings, st.builds(Location, file=words, line=st.integers(1, 9), cell=words, sheet=words))
def test_the_place_in_the_file_does_not_matter_within_a_record(finding, place):
    finding = replace(finding, record_id="anytown-1")
    moved = replace(finding, location=place.at(finding.location.pointer), message="Other words.")
    assert learnt([finding]).to_text().count("anytown-1") == 1
    assert entry_for(moved).identity == entry_for(finding).identity
    other = replace(finding, value="\0another value")
    assert entry_for(other).identity != entry_for(finding).identity
