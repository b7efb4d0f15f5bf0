"""Tells which suggestions are no guesses: they lose nothing, and no other reading is possible.

This is the one place that decides it. A misspelling, a sum with its sign of currency, a year of two
digits, the name of a part of a country for the country: all those stay suggestions. So does an id,
which others may refer to as it is.
"""

import re
from collections.abc import Iterable, Iterator

from cpstandard.core.codelist import Codelist
from cpstandard.core.finding import Finding
from cpstandard.core.fix import Fix
from cpstandard.core.location import Location, split_pointer
from cpstandard.core.phrase import phrase
from cpstandard.core.standard import Standard, node_at
from cpstandard.core.texts import BLANKS
from cpstandard.core.written_date import written_date
from cpstandard.validate.date_order import columns_asked_about, tells_order

_LONGEST = 200  # a longer value is cut short in its finding
_CODES = frozenset({"unknown-code", "unlisted-code"})
_DATES = frozenset({"invalid-partial-date", "invalid-full-date"})
_CASELESS = frozenset(
    {
        "invalid-country-code",
        "invalid-currency-code",
        "invalid-identifier-scheme",
        "invalid-area-scheme",
        "invalid-area-code",
        "invalid-subdivision-code",
        "invalid-language-tag",
        "invalid-licence",
    }
)
# Others may refer to a record by an id as it is, so that is never changed.
_NAMES = frozenset({"invalid-initiative-id", "invalid-kebab-id"})
# ISO 3166-1 keeps the first for the country that has the second, so it is no other's.
_ONE_COUNTRY = frozenset({("UK", "GB")})
_ONE_CURRENCY = frozenset({("€", "EUR")})
# Beginning with www. or ending as only names of hosts do, it can be no name of a file.
_HOST = re.compile(
    r"(?:www(?:\.[a-z0-9-]+)+\.[a-z]{2,}"
    r"|(?:[a-z0-9-]+\.)+(?:org|com|net|uk|coop|eu|ie|wales|cymru|scot))(?:[/?#][^\s,;|<>]*)?",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s_:-]+")
_SERIAL = re.compile(r"\d{5}")

TRIMMED, CASE, TITLE, DATE, TYPE, READ, ADDRESS, SIGN = (
    phrase("spaces around it"),
    phrase("the code is written in another way"),
    phrase("the title stood for its code"),
    phrase("the date has one reading"),
    phrase("text stood for a number, or a number for text"),
    phrase("it can only mean this, and was read so"),
    phrase("an address without its beginning"),
    phrase("the sign has one reading here"),
)


def fixes(findings: Iterable[Finding], standard: Standard) -> Iterator[Fix]:
    """Yield the fix of each finding that has one, in order; each place is mended once.

    A finding about a stretch of cells has a fix for each of them. A date that tells how others of
    its column are meant, which are asked about, stays as it is: in another form it would no longer
    tell.
    """
    mended: set[tuple[object, ...]] = set()
    found = list(findings)
    asked = columns_asked_about(found)
    for finding in found:
        reason = None if tells_order(finding, asked) else reading(finding, standard)
        for where in finding.location.each() if reason else ():
            place = (where.sheet, where.cell, where.line, where.column, repr(finding.value))
            if reason and place not in mended:
                mended.add(place)
                yield Fix(finding.code, where, finding.value, finding.suggestion, reason)


def trims(padded: Iterable[tuple[Location, str]]) -> Iterator[Fix]:
    """Yield a fix for each cell with spaces around its text: no finding, for they are not read."""
    for where, text in padded:
        yield Fix("padded-text", where, text, text.strip(), TRIMMED)


def reading(finding: Finding, standard: Standard) -> str | None:
    """Return why the suggestion of ``finding`` is the only reading, or ``None`` where it is not."""
    value, meant = finding.value, finding.suggestion
    reason = SIGN if finding.certain else _of_kind(finding.code, value, meant)
    if reason:
        return reason
    if not isinstance(value, str) or not isinstance(meant, str) or len(value) >= _LONGEST:
        return None
    if finding.code in _CODES:
        return _of_code(value, meant, _codelist(finding, standard))
    if finding.code == "padded-text":
        return TRIMMED if value.strip(BLANKS) == meant else None
    if not finding.code.startswith("invalid-") or finding.code in _NAMES:
        return None
    return TRIMMED if value.strip() == meant else _of_form(finding.code, value, meant)


def _of_kind(code: str, value: object, meant: object) -> str | None:
    if code == "read-as" and meant is not None:
        return READ
    if code == "unlisted-country" and (value, meant) in _ONE_COUNTRY:
        return CASE
    if code == "invalid-currency-code" and (value, meant) in _ONE_CURRENCY:
        return SIGN
    if (
        code == "invalid-web-address"
        and meant == f"https://{value}"
        and _HOST.fullmatch(str(value))
    ):
        return ADDRESS
    if code == "licence-unknown" and _folded(str(value)) == _folded(str(meant)):
        return CASE
    return TYPE if code == "wrong-type" and _is_retyped(value, meant) else None


def _of_form(code: str, value: str, meant: str) -> str | None:
    # A number may be a count of days or a slip; a time of day would be lost; a century is a guess.
    is_sure = written_date(value.strip()) == meant and not _SERIAL.fullmatch(value.strip())
    if code in _DATES and is_sure and ":" not in value:
        return DATE
    return CASE if code in _CASELESS and _folded(value) == _folded(meant) else None


def _of_code(value: str, meant: str, codelist: Codelist | None) -> str | None:
    if value.strip() == meant:
        return TRIMMED
    if _joined(value) == _joined(meant):
        return CASE
    titles = codelist.by_title() if codelist else {}
    return TITLE if titles.get(value.strip().casefold()) == meant else None


def _codelist(finding: Finding, standard: Standard) -> Codelist | None:
    tokens = split_pointer(finding.location.pointer)
    for schema in (standard.initiative, standard.envelope):
        node = node_at(schema, tokens)
        node = node.get("items", node) if node else {}
        if "codelist" in node:
            return standard.codelists.get(str(node["codelist"]))
    return None


def _is_retyped(value: object, meant: object) -> bool:
    kinds = (str, int, float)
    if isinstance(value, bool) or isinstance(meant, bool):
        return False
    if not isinstance(value, kinds) or not isinstance(meant, kinds):
        return False
    # "1,000" and "£5" are no numbers as they stand, and 01 is not 1.
    return type(value) is not type(meant) and str(value).strip() == str(meant)


def _joined(text: str) -> str:
    """Return a code without what joins its words: a timebank is a time-bank."""
    return _folded(text).replace("-", "")


def _folded(text: str) -> str:
    return _SEPARATORS.sub("-", text.strip().casefold())
