"""Reads a package as JSON Lines: the envelope on the first line, then an initiative a line."""

from collections.abc import Iterable, Iterator, Sequence

import jiter

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location, Locator
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource, Record, SourceRecord, chosen
from cpstandard.ingest.json_fault import JsonFault
from cpstandard.ingest.json_text import (
    JsonPlace,
    holds_infinity,
    last_values,
    parse,
)
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

    return _package(document, number, header, place)


def _without_header(document: Document, number: int, finding: Finding) -> PackageSource:
    def locate(pointer: str) -> Location:
        return Location(document.name, pointer, line=number, column=1)

    package = _package(document, number, {}, locate)
    package.findings.append(finding)
    package.whole = False
    return package


def _package(document: Document, number: int, header: Record, locate: Locator) -> PackageSource:
    """Return the package whose envelope is line ``number``."""

    def unproved() -> Iterator[SourceRecord]:
        return records_of(document.name, document.lines(), after=number)

    def records() -> Iterator[SourceRecord]:
        return map(_proved, unproved())

    def pick(positions: Sequence[int]) -> Iterator[SourceRecord]:
        return map(_proved, chosen(unproved(), positions))

    return PackageSource(
        document.name,
        FORM,
        header,
        locate,
        records,
        pick=pick,
        unproved=unproved,
        prove=_proved,
    )


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

    Their places count from the first of the lines that are given. They are unproved, see
    ``PackageSource``: to look for infinite numbers takes half as long as to parse.
    """
    for number, raw in enumerate(lines, start=1):
        if number <= after or not raw or raw.isspace():
            continue
        place = JsonPlace(name, raw, number)
        try:
            data = jiter.from_json(
                raw, catch_duplicate_keys=True, allow_inf_nan=False, cache_mode="keys"
            )
        except ValueError:
            yield _faulty(raw, place, number)
            continue
        if type(data) is dict and len(raw) <= MAX_RECORD:
            yield SourceRecord(data, place)
        else:
            yield _unfit(raw, place, number)


def _proved(source: SourceRecord) -> SourceRecord:
    place = source.locate
    assert isinstance(place, JsonPlace)
    raw = place.text if isinstance(place.text, bytes) else place.text.encode()
    if source.data is not None and holds_infinity(source.data, raw):
        return _faulty(raw, place, place.line)
    return source


def _faulty(raw: bytes, place: JsonPlace, number: int) -> SourceRecord:
    """Return the line as a record without data, with the finding that says why."""
    try:
        parse(raw)
    except JsonFault as fault:
        findings = [fault.finding(place.file, number)]
        return SourceRecord(None, place, findings, last_values(fault, raw))
    return SourceRecord(None, place)


def _unfit(raw: bytes, place: JsonPlace, number: int) -> SourceRecord:
    where = Location(place.file, line=number, column=1)
    if len(raw) > MAX_RECORD:
        message = phrase("This line is longer than 10 MB, which no record of an initiative needs.")
        finding = Finding("record-too-large", Severity.ERROR, message, where)
        return SourceRecord(None, place, [finding])
    message = phrase(
        "This line is not an initiative: each line after the first has to be one JSON object."
    )
    return SourceRecord(None, place, [Finding("not-an-object", Severity.ERROR, message, where)])
