"""Reads a package that is one JSON document, without ever holding all its records as objects."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location, split_pointer
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource, SourceRecord
from cpstandard.ingest.json_commas import with_commas_right
from cpstandard.ingest.json_fault import JsonFault
from cpstandard.ingest.json_outline_faults import (
    comma_slip,
    line_column,
    repeated_key,
    trailing_commas,
)
from cpstandard.ingest.json_text import (
    JsonPlace,
    find,
    last_values,
    parse,
    read_key,
    skip_space,
    value_end,
)
from cpstandard.ingest.not_a_package import empty_source, not_a_package, wrong_top
from cpstandard.ingest.package_jsonl import MAX_RECORD

FORM = "json"
_LIST = "initiatives"
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
    outline = _Outline(text)
    try:
        outline.read(start)
    except ValueError as error:
        if mended := _read_on(text, name, start):
            return _package(name, mended)
        outline.faults.append(_fault_at_end(outline, name, error.args[0]))
    return _package(name, outline)


def _read_on(text: str, name: str, start: int) -> "_Outline | None":
    """Return the outline of a text in which nothing but commas is wrong; ``None`` of any other."""
    found = with_commas_right(text)
    if found is None:
        return None
    right, slips = found
    outline = _Outline(right)
    outline.slips = [(slip.at, comma_slip(name, right, slip)) for slip in slips]
    try:
        outline.read(start)
    except ValueError:
        return None
    return outline


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


@dataclass(slots=True)
class _Outline:
    """Where the parts of the top object stand: the envelope's values and the records' spans.

    ``spans`` holds a start and an end for each record, ``lines`` its first line and that line's
    start, so that no record's place needs a look at the file before it. ``slips`` are the commas
    that were put right to read on, with their positions.
    """

    text: str
    header: dict[str, tuple[int, int]] = field(default_factory=dict)
    spans: "array[int]" = field(default_factory=lambda: array("q"))
    lines: "array[int]" = field(default_factory=lambda: array("q"))
    faults: list[Finding] = field(default_factory=list)
    slips: list[tuple[int, Finding]] = field(default_factory=list)
    commas: list[int] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, tuple[int, int]] = field(default_factory=dict)
    records_at: int | None = None
    at: int = 0

    def read(self, start: int) -> None:
        """Walk through the object at ``start``; ``ValueError`` where the text breaks."""
        text = self.text
        self.at = skip_space(text, start + 1)
        while text[self.at : self.at + 1] != "}":
            key_at = self.at
            key, self.at = read_key(text, self.at)
            self._member(key, key_at)
            self._comma("}")
        self.at = skip_space(text, self.at + 1)
        if self.at != len(text):
            raise ValueError("there is something after its end")

    def outside(self) -> list[Finding]:
        """Return what is said of the commas that no record holds."""
        spans = self.spans
        # The spans are in order, so an odd number of ends before it says that it is within one.
        return [found for at, found in self.slips if bisect_right(spans, at) % 2 == 0]

    def inside(self, start: int, end: int) -> list[Finding]:
        """Return what is said of the commas within one record."""
        return [found for at, found in self.slips if start <= at < end]

    def _member(self, key: str, key_at: int) -> None:
        value = self.at
        if key in self.header or (key == _LIST and self.records_at is not None):
            self.repeated.setdefault(key, (self.keys[key], key_at))
        self.keys.setdefault(key, key_at)
        if key == _LIST and self.text[value : value + 1] == "[":
            self.records_at = value
            self._records()
        else:
            self.at = value_end(self.text, value)
            self.header[key] = (value, self.at)

    def _records(self) -> None:
        text = self.text
        # Only the first list counts where the key is repeated, which is an error anyway.
        keep = not self.spans
        line, line_start, seen = 1, 0, 0
        self.at = skip_space(text, self.at + 1)
        while text[self.at : self.at + 1] != "]":
            start = self.at
            self.at = value_end(text, start)
            if keep:
                breaks = text.count("\n", seen, start)
                if breaks:
                    line += breaks
                    line_start = text.rfind("\n", seen, start) + 1
                seen = start
                self.spans.extend((start, self.at))
                self.lines.extend((line, line_start))
            self._comma("]")
        self.at += 1

    def _comma(self, closing: str) -> None:
        self.at = skip_space(self.text, self.at)
        sign = self.text[self.at : self.at + 1]
        if sign == ",":
            comma, self.at = self.at, skip_space(self.text, self.at + 1)
            if self.text[self.at : self.at + 1] == closing:
                self.commas.append(comma)  # all that follows can be read, so it is told as well
        elif sign != closing:
            raise ValueError(phrase("a comma or a closing bracket is missing"))


def _fault_at_end(outline: _Outline, name: str, words: str) -> Finding:
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


def _package(name: str, outline: _Outline) -> PackageSource:
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
        header.pop(_LIST, None)

    def locate(pointer: str) -> Location:
        return _locate_header(name, outline, pointer)

    def records() -> Iterator[SourceRecord]:
        return _records(name, outline)

    whole = not outline.faults
    return PackageSource(name, FORM, header, locate, records, findings, whole)


def _locate_header(name: str, outline: _Outline, pointer: str) -> Location:
    tokens = split_pointer(pointer)
    at = 0
    if tokens and tokens[0] in outline.header:
        rest = pointer[1:].partition("/")[2]
        at = find(outline.text, f"/{rest}" if rest else "", outline.header[tokens[0]][0])
    elif tokens == [_LIST] and outline.records_at is not None:
        at = outline.records_at
    line, column = line_column(outline.text, at)
    return Location(name, pointer, line=line, column=column)


def _records(name: str, outline: _Outline) -> Iterator[SourceRecord]:
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
