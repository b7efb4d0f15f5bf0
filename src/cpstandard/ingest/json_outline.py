"""Where the parts of a JSON package stand in its text, found without reading them."""

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

from cpstandard.core.finding import Finding
from cpstandard.core.phrase import phrase
from cpstandard.ingest.json_commas import with_commas_right
from cpstandard.ingest.json_outline_faults import comma_slip
from cpstandard.ingest.json_text import read_key, skip_space, value_end

LIST = "initiatives"


@dataclass(slots=True)
class Outline:
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
        if key in self.header or (key == LIST and self.records_at is not None):
            self.repeated.setdefault(key, (self.keys[key], key_at))
        self.keys.setdefault(key, key_at)
        if key == LIST and self.text[value : value + 1] == "[":
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


def read_on(text: str, name: str, start: int) -> Outline | None:
    """Return the outline of a text in which nothing but commas is wrong; ``None`` of any other."""
    found = with_commas_right(text)
    if found is None:
        return None
    right, slips = found
    outline = Outline(right)
    outline.slips = [(slip.at, comma_slip(name, right, slip)) for slip in slips]
    try:
        outline.read(start)
    except ValueError:
        return None
    return outline
