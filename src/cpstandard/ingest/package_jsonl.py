"""Reads a package as JSON Lines: the envelope on the first line, then an initiative a line."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import jiter

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource, SourceRecord, chosen
from cpstandard.ingest.json_text import JsonFault, JsonPlace, holds_infinity, parse
from cpstandard.ingest.not_a_package import not_a_package, wrong_top

FORM = "jsonl"
MAX_RECORD = 10 << 20
_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_package_jsonl(document: Document) -> PackageSource:
    """Open a JSON Lines package; its records stream, whatever its length."""
    number, raw = _first_line(document)
    place = JsonPlace(document.name, raw, number)
    try:
        header = parse(raw)
    except JsonFault as fault:
        return _without_header(document, number, fault.finding(document.name, number))
    wrong = wrong_top(header)
    if wrong:
        found, _advice = wrong
        advice = phrase(
            "The first line has to be the envelope: an object with standardVersion, "
            "publisher and licence; each further line is one initiative."
        )
        return not_a_package(
            document.name, FORM, phrase("on its first line, {found}", found=found), advice
        )

    def records() -> Iterator[SourceRecord]:
        return records_of(document.name, document.lines(), after=number)

    def pick(positions: Sequence[int]) -> Iterator[SourceRecord]:
        for at, raw in chosen(_written(document.lines(), number), positions):
            yield _record(document.name, at, raw)

    return PackageSource(document.name, FORM, header, place, records, pick=pick)


def _without_header(document: Document, number: int, finding: Finding) -> PackageSource:
    def locate(pointer: str) -> Location:
        return Location(document.name, pointer, line=number, column=1)

    def records() -> Iterator[SourceRecord]:
        return records_of(document.name, document.lines(), after=number)

    return PackageSource(document.name, FORM, {}, locate, records, [finding], whole=False)


def _first_line(document: Document) -> tuple[int, bytes]:
    for number, line in enumerate(document.lines(), start=1):
        raw = line.removeprefix(_UTF8_MARK) if number == 1 else line
        if raw.startswith(_WIDE_MARKS):
            raise UnusableInput(
                phrase("{name} is in UTF-16: save it as UTF-8.", name=document.name)
            )
        if raw.strip():
            return number, raw
    raise UnusableInput(phrase("{name} is empty.", name=document.name))


def records_of(name: str, lines: Iterable[bytes], *, after: int = 0) -> Iterator[SourceRecord]:
    """Yield the records of a file's ``lines``, a line each, without the first ``after`` lines.

    Their places count from the first of the lines that are given.
    """
    for number, raw in _written(lines, after):
        yield _record(name, number, raw)


def _written(lines: Iterable[bytes], after: int) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold something, with their numbers."""
    for number, raw in enumerate(lines, start=1):
        if raw and number > after and not raw.isspace():
            yield number, raw


def _record(name: str, number: int, raw: bytes) -> SourceRecord:
    place = JsonPlace(name, raw, number)
    try:
        data = jiter.from_json(
            raw, catch_duplicate_keys=True, allow_inf_nan=False, cache_mode="keys"
        )
    except ValueError:
        return _faulty(raw, place, number)
    if type(data) is not dict or len(raw) > MAX_RECORD or holds_infinity(data, raw):
        return _unfit(data, raw, place, number)
    return SourceRecord(data, place)


def _faulty(raw: bytes, place: JsonPlace, number: int) -> SourceRecord:
    """Return the line as a record without data, with the finding that says why."""
    try:
        parse(raw)
    except JsonFault as fault:
        return SourceRecord(None, place, [fault.finding(place.file, number)])
    return SourceRecord(None, place)


def _unfit(data: Any, raw: bytes, place: JsonPlace, number: int) -> SourceRecord:
    where = Location(place.file, line=number, column=1)
    if len(raw) > MAX_RECORD:
        message = phrase("This line is longer than 10 MB, which no record of an initiative needs.")
        finding = Finding("record-too-large", Severity.ERROR, message, where)
        return SourceRecord(None, place, [finding])
    if isinstance(data, dict):
        return _faulty(raw, place, number)
    message = phrase(
        "This line is not an initiative: each line after the first has to be one JSON object."
    )
    return SourceRecord(None, place, [Finding("not-an-object", Severity.ERROR, message, where)])
