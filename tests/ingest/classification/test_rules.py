"""Rules as data: what a phrase stands for, when a rule counts, and what is said of a wrong file."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cpstandard import schema_store
from cpstandard.core.errors import UnusableInput
from cpstandard.ingest.classification import (
    Candidate,
    Classifier,
    built_in,
    classify,
    derivations,
    read_rules,
)
from cpstandard.ingest.classification.phrases import PhraseIndex, parse_phrase, plural
from cpstandard.ingest.classification.words import words

RULE = """
- rule: pub-named
  practice: community-pub
  reason: the name says that it is a pub
  phrases: ["community (pub|inn)"]
  weight: {name: 0.9, text: 0.5}
"""


def rules(folder: Path, text: str, lists: str = "") -> Classifier:
    (folder / "some.yaml").write_text(text, encoding="utf-8")
    if lists:
        (folder / "lists.yaml").write_text(lists, encoding="utf-8")
    return Classifier(read_rules(folder))


def practices(found: list[Candidate]) -> list[str]:
    return [candidate.practice for candidate in found]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The Men's Shed", "the mens shed"),
        ("MEN’S-SHED (Aln)", "mens shed . aln ."),
        ("Caffè Café", "caffe cafe"),
        ("Beer & Co-operative Centers", "beer and co operative centres"),
        ("Cooperative, C.I.C. now", "co operative . cic now"),
        ("Y.M.C.A", "ymca"),
        ("a.b c", "a . b c"),
        ("A.\tB\nC", "a . b c"),
        ("", ""),
    ],
)
def test_words(text: str, plain: str) -> None:
    assert " ".join(words(text)[1:-1]) == plain


@pytest.mark.parametrize(
    ("phrase", "found", "not_found"),
    [
        ("(village|parish) hall", ["the parish halls of"], ["village, hall", "hall village"]),
        ("[community] pub", ["a community pub", "pubs"], ["public"]),
        ("a ... b", ["a b", "a x y z b", "a x bs"], ["a w x y z b", "a x. b", "a"]),
        ("^ hall", ["Hall of X"], ["the hall"]),
        ("hall $", ["The Hall", "hall of the hall"], ["hall of"]),
        ("city [trust|fund]", ["cities", "city funds"], ["citys"]),
        ("co-op", ["the coops", "Co-op"], ["cop"]),
        ("x (y z|y)", ["x y", "x y z"], ["x z"]),
    ],
)
def test_what_a_phrase_stands_for(phrase: str, found: list[str], not_found: list[str]) -> None:
    index = PhraseIndex([phrase])
    assert [text for text in found if not index.find(words(text))] == []
    assert [text for text in not_found if index.find(words(text))] == []


WORDS = st.sampled_from(["hall", "halls", "of", "city", "cities", "a", "the"])
CHOICES = st.lists(st.lists(WORDS, min_size=1, max_size=2).map(" ".join), min_size=1, max_size=3)
PARTS = st.lists(
    st.sampled_from(["...", "[{}]", "({})", "({})"]).flatmap(
        lambda form: CHOICES.map(lambda choice: form.format("|".join(choice)))
    ),
    min_size=1,
    max_size=3,
)


def spelt_out(phrase: str) -> set[tuple[str, ...]]:
    """Return every row of words for which a phrase stands, * for a word of any kind."""
    rows = {()}
    for choice in parse_phrase(phrase):
        rows = {(*row, *more) for row in rows for more in choice}
    rows = {row for row in rows if row and row[0] != "*"}
    return rows | {(*row[:-1], plural(row[-1])) for row in rows if row[-1] != "*"}


@settings(deadline=None)
@given(
    phrases=st.lists(PARTS.map(" ".join), min_size=1, max_size=4, unique=True),
    text=st.lists(WORDS | st.sampled_from(["x", "."]), max_size=9),
)
def test_all_phrases_are_found_in_any_text_and_nothing_else(phrases, text) -> None:
    """Held against looking for each row of words at each place."""
    try:
        rows = {number: spelt_out(phrase) for number, phrase in enumerate(phrases)}
    except ValueError:
        assume(False)  # a phrase of gaps and of what may be missing
    text = words(" ".join(text))
    expected = {
        (number, start, start + len(row))
        for number, all_rows in rows.items()
        for row in all_rows
        for start in range(len(text) - len(row) + 1)
        if all(
            word == wanted or (wanted == "*" and word not in (".", "$"))
            for word, wanted in zip(text[start:], row, strict=False)
        )
    }
    found = PhraseIndex(phrases).find(text)
    assert {(hit.phrase, hit.start, hit.end) for hit in found} == expected


def test_plurals() -> None:
    assert [plural(word) for word in ("hall", "city", "bus", "church", "play")] == [
        "halls",
        "cities",
        "buses",
        "churches",
        "plays",
    ]


@pytest.mark.parametrize("phrase", ["", "(a|b", "... hall", "a)", "[]", "a.b", "()"])
def test_a_phrase_that_cannot_be_read(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"it |holds|bracket"):
        parse_phrase(phrase)


def test_a_match_in_the_name_weighs_more(tmp_path: Path) -> None:
    classifier = rules(tmp_path, RULE)
    assert classifier.classify("Swan Community Pubs Ltd") == [
        Candidate(
            "community-pub", "pub-named", "community pubs", 0.9, "the name says that it is a pub"
        )
    ]
    found = classifier.classify("The Swan", "WE RUN A COMMUNITY INN.")[0]
    assert (found.confidence, found.where) == (0.5, "text")
    assert classifier.classify("Community. Pub", "a communitypub, community public") == []


def test_exceptions_needs_unless_and_codes(tmp_path: Path) -> None:
    classifier = rules(
        tmp_path,
        RULE.rstrip()
        + """
  exceptions: [against community pub]
  unless: {name: ["@drink"]}
  needs: {text: [residents]}
  codes: {sic: ["56302"]}
""",
        "drink: [brewery]",
    )
    pub = {"sic": {"56302", "1"}}
    assert classifier.classify("Community Pub", "of residents", codes=pub)
    assert not classifier.classify("Community Pub", "of residents", codes={"sic": ["1"]})
    assert not classifier.classify("Community Pub", "of residents")
    assert not classifier.classify("Community Pub", "of the brewer", codes=pub)
    assert not classifier.classify("Community Pub Brewery", "of residents", codes=pub)
    assert not classifier.classify("Against Community Pubs", "of residents", codes=pub)
    both = "Against Community Pubs: a Community Pub"
    assert classifier.classify(both, "of residents", codes=pub)[0].matched == "community pub"


def test_purposes_meet_needs_and_count_alone_only_with_a_weight(tmp_path: Path) -> None:
    classifier = rules(tmp_path, RULE.rstrip() + "\n  needs: {text: [residents]}\n")
    said = "A community pub. For the residents"
    assert classifier.classify("Community Pub", purposes=said)[0].where == "name"
    assert classifier.classify("The Swan", "Beer", purposes=said) == []
    weighed = RULE.replace("text: 0.5", "purposes: 0.4") + "  unless: {text: [brewery]}\n"
    classifier = rules(tmp_path, weighed)
    found = classifier.classify("The Swan", "A community inn", purposes=said)[0]
    assert (found.matched, found.confidence, found.where) == ("community pub", 0.4, "purposes")
    assert "in the purposes" in derivations([found])[0]["rule"]
    assert not classifier.classify("The Swan", purposes=f"{said} or brewery")
    # They say nothing against the name.
    assert classifier.classify("Community Pub", purposes=f"{said} or brewery")


def test_codes_alone(tmp_path: Path) -> None:
    classifier = rules(
        tmp_path,
        "- {rule: by-code, practice: community-energy, reason: the register says so,"
        ' codes: {sic: ["35110"]}, weight: {codes: 0.3}}',
    )
    assert classifier.classify("Any Name", codes={"sic": ["35110"]}) == [
        Candidate("community-energy", "by-code", "sic 35110", 0.3, "the register says so", "codes")
    ]
    assert classifier.classify("Any Name") == []


def test_one_code_of_each_scheme(tmp_path: Path) -> None:
    classifier = rules(
        tmp_path,
        "- {rule: by-codes, practice: community-energy, reason: the register says so,"
        ' codes: {sic: ["1", "2"], form: [a]}, weight: {codes: 0.3}}',
    )
    found = classifier.classify("Any Name", codes={"sic": ["2", "3"], "form": ["a"]})
    assert [candidate.matched for candidate in found] == ["form a, sic 2"]
    assert classifier.classify("Any Name", codes={"sic": ["2"]}) == []
    assert classifier.classify("Any Name", codes={"sic": ["2"], "form": ["b"]}) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            RULE.replace("weight", "wieght"),
            "some.yaml, rule pub-named: weight: Field required; wie",
        ),
        (RULE.replace("0.9", "9"), "some.yaml, rule pub-named: weight/name: Input should be less"),
        (RULE.replace("(pub|inn)", "(pub"), "some.yaml, rule pub-named, phrases: 'community (pub'"),
        (RULE.replace('"community (pub|inn)"', '"@pubs"'), "rule pub-named, phrases: @pubs is no"),
        (RULE + RULE, "some.yaml, rule pub-named: its id occurs twice."),
        ("- pub", "some.yaml, rule 1: keys with values were expected."),
        ("a: 1", "some.yaml: a list of rules was expected."),
        ("- [", "some.yaml: while parsing"),
        ("- {practice: a}", "some.yaml, rule 1: rule: Field required"),
    ],
)
def test_a_mistake_is_named_by_file_rule_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnusableInput) as raised:
        rules(tmp_path, text)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_built_in_rules_name_practices_of_the_codelist() -> None:
    known = set(schema_store.standard().codelists["practice"].codes)
    assert {rule.practice for rule in built_in()} - known == set()


def test_provenance_says_which_rule_matched_what() -> None:
    found = derivations(classify("INVENTON VILLAGE HALL"))
    assert found == [
        {
            "field": "practices",
            "rule": "village-hall: the name says that it is the hall of a village; rule "
            "village-hall-named matched 'village hall' in the name",
            "confidence": 0.95,
        }
    ]


def test_the_same_row_gives_the_same_answer_whatever_its_case() -> None:
    name, text = "Inventon Community Centre", "A community business with a community bus"
    assert classify(name, text) == classify(name.upper(), text.upper()) == classify(name, text)


def test_a_long_hostile_text_is_soon_done() -> None:
    assert classify("x" * 1_000_000, "community " * 1_000_000) == []
