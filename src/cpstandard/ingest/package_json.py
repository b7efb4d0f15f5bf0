"""Reads a package that is one JSON document, without ever holding all its records as objects."""

from collections.abc import Iterator
from itertools import islice

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location, split_pointer
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource, SourceRecord
from cpstandard.ingest.json_fault import JsonFault
from cpstandard.ingest.json_outline import LIST, Outline, read_on
from cpstandard.ingest.json_outline_faults import line_column, repeated_key, trailing_commas
from cpstandard.ingest.json_text import (
    JsonPlace,
    find,
    last_values,
    parse,
    skip_space,
)
from cpstandard.ingest.not_a_package import empty_source, not_a_package, wrong_top
from cpstandard.ingest.package_jsonl import MAX_RECORD

FORM = "json"
_MOST_TOLD = 1000
"""Faults of one envelope that are told: each place takes a look through the whole text."""


def read_package_json(document: Document) -> PackageSource:
    """Open a JSON package: the envelope and the spans of its records are found at once.

    Raises ``UnusableInput`` where the text is not UTF-8. Where the text breaks off, the records
    before the break are given and one finding says where it is.
    """
    text = _utf8(document)
    name = document.name
    start = skip_space(text, 0)
    if text[start : start + 1] != "{":
        return _no_object(name, text)
    outline = Outline(text)
    try:
        outline.read(start)
    except ValueError as error:
        if mended := read_on(text, name, start):
            return _package(name, mended)
        outline.faults.append(_fault_at_end(outline, name, error.args[0]))
    return _package(name, outline)


def _utf8(document: Document) -> str:
    data = document.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        raise UnusableInput(
            phrase(
                "{name}:{line}:{column} is not UTF-8, as JSON has to be: save it as UTF-8.",
                name=document.name,
                line=before.count("\n") + 1,
                column=len(before) - before.rfind("\n"),
            )
        ) from error


def _no_object(name: str, text: str) -> PackageSource:
    try:
        value = parse(text.encode())
    except JsonFault as fault:
        return empty_source(name, FORM, [fault.finding(name)])
    found, advice = wrong_top(value) or (phrase("it is not an object"), "")
    return not_a_package(name, FORM, found, advice)


def _fault_at_end(outline: Outline, name: str, words: str) -> Finding:
    """Return the finding for the place where the outline broke off, named by the strict parser."""
    text, at = outline.text, outline.at
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    try:
        parse(text[at : at + MAX_RECORD].encode("utf-8", "replace"))
    except JsonFault as fault:
        if "after its end" not in fault.message:
            return fault.finding(name, line, column)
    message = phrase("This is not valid JSON: {words}.", words=words)
    place = Location(name, line=line, column=column)
    return Finding("invalid-json", Severity.ERROR, message, place, parameters={"reason": message})


def _package(name: str, outline: Outline) -> PackageSource:
    findings = [*trailing_commas(name, outline.text, outline.commas), *outline.faults]
    findings += outline.outside()
    if not outline.faults:  # a file that broke off has one thing to mend first
        repeated = islice(outline.repeated.items(), _MOST_TOLD)
        findings += [repeated_key(name, outline.text, *pair) for pair in repeated]
    header = {}
    for key, (start, end) in outline.header.items():
        try:
            header[key] = parse(outline.text[start:end].encode("utf-8", "replace"))
        except JsonFault as fault:
            if len(findings) < _MOST_TOLD:
                findings.append(fault.finding(name, *line_column(outline.text, start)))
    wrong = None if outline.records_at is not None or outline.faults else wrong_top(header)
    if wrong:
        # Where the text itself is at fault, that is what has to be mended first.
        return empty_source(name, FORM, findings) if findings else not_a_package(name, FORM, *wrong)
    if outline.records_at is None and not outline.faults:
        message = phrase("The package has no list of “initiatives”: add one, empty if need be.")
        findings.append(
            Finding("no-initiatives", Severity.ERROR, message, Location(name, line=1, column=1))
        )
        header.pop(LIST, None)

    def locate(pointer: str) -> Location:
        return _locate_header(name, outline, pointer)

    def records() -> Iterator[SourceRecord]:
        return _records(name, outline)

    whole = not outline.faults
    return PackageSource(name, FORM, header, locate, records, findings, whole)


def _locate_header(name: str, outline: Outline, pointer: str) -> Location:
    tokens = split_pointer(pointer)
    at = 0
    if tokens and tokens[0] in outline.header:
        rest = pointer[1:].partition("/")[2]
        at = find(outline.text, f"/{rest}" if rest else "", outline.header[tokens[0]][0])
    elif tokens == [LIST] and outline.records_at is not None:
        at = outline.records_at
    line, column = line_column(outline.text, at)
    return Location(name, pointer, line=line, column=column)


def _records(name: str, outline: Outline) -> Iterator[SourceRecord]:
    text, spans, lines = outline.text, outline.spans, outline.lines
    for at in range(0, len(spans), 2):
        start, end = spans[at], spans[at + 1]
        line, column = lines[at], start - lines[at + 1] + 1
        place = JsonPlace(name, text, line, start=start, column=column)
        if end - start > MAX_RECORD:
            message = phrase("This record is larger than 10 MB, which no initiative needs.")
            where = Location(name, line=line, column=column)
            finding = Finding("record-too-large", Severity.ERROR, message, where)
            yield SourceRecord(None, place, [finding])
            continue
        raw = text[start:end].encode("utf-8", "replace")
        try:
            data = parse(raw)
        except JsonFault as fault:
            findings = [fault.finding(name, line, column)]
            findings += outline.inside(start, end)
            yield SourceRecord(None, place, findings, last_values(fault, raw))
            continue
        if isinstance(data, dict) and (findings := outline.inside(start, end)):
            yield SourceRecord(None, place, findings, data)
        elif isinstance(data, dict):
            yield SourceRecord(data, place)
        else:
            message = phrase(
                "This is not an initiative: each item of “initiatives” has to be an object."
            )
            where = Location(name, line=line, column=column)
            yield SourceRecord(
                None, place, [Finding("not-an-object", Severity.ERROR, message, where)]
            )
