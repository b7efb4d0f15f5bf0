"""What is written in one cell comes back as it was."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.cell_text import (
    escape_control,
    escape_formula,
    join_list,
    split_list,
    unescape_control,
    unescape_formula,
    unescape_noncharacters,
)

texts = st.text(st.sampled_from("=+-@＝'\t\r\n _x0041;\\a\x00é"), max_size=12)
RUNS = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


@given(texts)
def test_formula_escape_is_reversible_and_complete(text):
    escaped = escape_formula(text)
    assert unescape_formula(escaped) == text
    if RUNS.match(escaped):
        assert re.fullmatch(r"-[0-9]+(\.[0-9]+)?", escaped)


@given(texts)
def test_control_escape_is_reversible(text):
    escaped = escape_control(text)
    assert "\x00" not in escaped
    assert unescape_control(escaped) == text


def test_of_every_sign_there_is_it_is_known_whether_it_is_escaped():
    signs = [chr(code) for code in range(sys.maxunicode + 1)]
    controls = {chr(code) for code in range(0x20)} - set("\t\n\r")
    controls |= set("\x7f\ufeff\ufffe\uffff")
    assert {sign for sign in signs if escape_control(f"a{sign}") != f"a{sign}"} == controls
    assert {sign for sign in signs if escape_formula(f"{sign}1") != f"{sign}1"} == set(
        "=+@\t\r＝＋－＠"
    ), "and -1 is a number"
    assert {sign for sign in signs if escape_formula(f"{sign}a") != f"{sign}a"} == set(
        "=+-@\t\r＝＋－＠"
    )


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("a\x0bb", "a_x000B_b"),
        ("_x0041_", "_x005F_x0041_"),
        ("_xyz", "_xyz"),
        ("\x00\uffff", "_x0000__xFFFF_"),
        ("tab\tline\n", "tab\tline\n"),
    ],
)
def test_control_signs_are_written_as_workbooks_have_them(text, coded):
    assert escape_control(text) == coded
    assert unescape_control(coded) == text
    assert unescape_control(coded.lower()) == text.lower()


def test_what_the_reader_of_workbooks_leaves():
    assert unescape_noncharacters("a_xFFFE_b_xFFFF__x0041_") == "a\ufffeb\uffff_x0041_"


@given(st.lists(texts.map(str.strip).filter(bool), max_size=5))
def test_lists_are_reversible(items):
    assert split_list(join_list(items)) == items


@pytest.mark.parametrize("text", ["-1", "-3.5", "plain", "1+1", "a=b", "'quoted'"])
def test_harmless_text_stays(text):
    assert escape_formula(text) == text


def test_a_hand_made_list():
    assert split_list(r"C:\temp; b;; c ;") == [r"C:\temp", "b", "c"]
    assert split_list(r"a\\b") == [r"a\b"]


@pytest.mark.reliability("R14")
def test_every_payload_of_the_corpus_is_escaped(shared, record_property):
    lines = [
        line
        for path in sorted((shared / "data/corpora/csv-injection").rglob("*"))
        if path.is_file() and path.suffix in (".csv", ".txt")
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    record_property("figure", f"none of {len(lines):,} payloads runs, each comes back")
    for line in lines:
        escaped = escape_formula(line)
        assert unescape_formula(escaped) == line
        assert not RUNS.match(escaped) or re.fullmatch(r"-[0-9]+(\.[0-9]+)?", escaped)
