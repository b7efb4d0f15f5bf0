"""What stands in one column: how much, how varied, and what kind of values."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cpstandard.core.registers import official_number
from cpstandard.ingest.country import country_code
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.web_address import web_address_in
from cpstandard_table.conversion import number_of, yes_or_no

NULLS = frozenset(
    {
        *("na", "n/a", "null", "none", "nil", "nan", "#n/a", "undefined"),
        *("-", "–", "—", "unknown", "not known", "n/k", "tbc", "tba"),  # noqa: RUF001 - dashes
        *("not applicable", "inconnu", "unbekannt", "anhysbys"),
    }
)
_FORMATS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%m/%Y", "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S", "%Y%m%d", "%d/%m/%y", "%d-%b-%y",
)  # fmt: skip
_MOST = 0.8  # so much of a column has to be of a kind
_PERSONAL = re.compile(r"(mailto:)?[^\s@]+@[^\s@]+\.\w+|(\+|0)(?:[ ()-]{0,2}\d){8,14}")
_TITLES = re.compile(r"(Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Cllr|Councillor)\b\.? .+", re.IGNORECASE)
_PATTERNS = {
    "postcode": re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE),
    "gss": re.compile(r"[EWSNKJLM]\d{8}"),
    "org-id": re.compile(r"[A-Z]{2,3}-[A-Z0-9_]+-\S+"),
    "point": re.compile(r"\(?-?\d{1,2}\.\d+\s*[,; ]\s*-?\d{1,3}\.\d+\)?"),
}


@dataclass(frozen=True, eq=False)
class Profile:
    """A column by its heading, with a text for every row that was looked at, empty for none."""

    heading: str
    cells: Sequence[str]

    @cached_property
    def texts(self) -> list[str]:
        """The texts that are filled in."""
        return [text for text in self.cells if text]

    @property
    def rows(self) -> int:
        """How many rows were looked at."""
        return len(self.cells)

    @cached_property
    def counts(self) -> Counter[str]:
        """Each text and how often it stands there."""
        return Counter(self.texts)

    @property
    def distinct(self) -> int:
        """How many different texts there are."""
        return len(self.counts)

    @property
    def is_key(self) -> bool:
        """Whether it is filled in for every row, and never the same."""
        return 0 < self.rows == self.distinct

    @property
    def is_full(self) -> bool:
        """Whether it is filled in for every row."""
        return len(self.texts) == self.rows

    @property
    def constant(self) -> str:
        """The text that stands in every row; empty where there is none."""
        same = self.distinct == 1 and self.is_full and self.rows > 1
        return self.texts[0] if same else ""

    @cached_property
    def length(self) -> float:
        """How long a text is, on the average."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    def mostly(self, fits: Callable[[str], object], share: float = _MOST) -> bool:
        """Return whether most texts fit, each counted as often as it stands there."""
        good = sum(n for text, n in self.counts.items() if fits(text))
        return bool(self.texts) and good >= share * len(self.texts)

    def looks(self, kind: str) -> bool:
        """Return whether most texts are of a kind that a pattern knows."""
        return self.mostly(_PATTERNS[kind].fullmatch)

    @cached_property
    def is_address(self) -> bool:
        """Whether these are web addresses."""
        return self.mostly(web_address_in, 0.6)

    @cached_property
    def is_yes_or_no(self) -> bool:
        """Whether these are yes and no."""
        return self.distinct <= 4 and self.mostly(lambda text: yes_or_no(text) is not None)  # noqa: PLR2004 - spellings

    @cached_property
    def is_number(self) -> bool:
        """Whether these are numbers or sums of money."""
        return self.mostly(lambda text: number_of(text, {}) is not None)

    @cached_property
    def is_country(self) -> bool:
        """Whether these are countries."""
        return self.mostly(country_code)

    @cached_property
    def is_personal(self) -> bool:
        """Whether these are ways to reach people, or names with a title before them."""
        named = self.mostly(_TITLES.fullmatch, 0.5)
        return named or self.mostly(_PERSONAL.fullmatch, 0.5)

    def between(self, low: float, high: float) -> bool:
        """Return whether most are numbers within bounds, and some have decimals or are distinct."""
        return self.mostly(lambda text: _within(text, low, high))

    def is_official(self, scheme: str) -> bool:
        """Return whether most could be numbers of a register, a few of them at the least."""
        return self.mostly(lambda text: official_number(scheme, text), 0.6)

    @cached_property
    def is_date(self) -> bool:
        """Whether most are dates."""
        return self._read(*self.date_formats) > 0.5 * len(self.texts)

    @cached_property
    def date_formats(self) -> list[str]:
        """The format that most are written in, and those that the others need; ISO needs none.

        All have the day before the month, or all have it behind, as more of them can be read.
        """
        month_first = self._read("%m/%d/%Y") > self._read("%d/%m/%Y")
        other = "%d/%m" if month_first else "%m/%d"
        agreeing = [form for form in _FORMATS if not form.startswith(other)]
        best = max(("", *agreeing), key=self._read)
        formats = [best] if best else []
        for form in agreeing:
            if self._read(*formats, form) > self._read(*formats):
                formats.append(form)
        return formats

    @property
    def is_doubtful_date(self) -> bool:
        """Whether day and month might be the other way round."""
        other = {"%d/%m/%Y": "%m/%d/%Y"}.get(next(iter(self.date_formats), ""))
        return other is not None and self._read(other) == len(self.texts)

    def _read(self, *forms: str) -> int:
        formats = [form for form in forms if form]
        return sum(n for text, n in self.counts.items() if partial_date(text, formats))


def _within(text: str, low: float, high: float) -> bool:
    number = number_of(text, {})
    return number is not None and low <= number <= high
