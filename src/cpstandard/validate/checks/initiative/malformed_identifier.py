"""Numbers of registers that the register could not have given."""

import re
from collections.abc import Iterator, Mapping

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.identifier import scheme_and_number
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record

_COMPANY_WIDTH = 8

# How the numbers of a register look, as a pattern and in words.
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "GB-CHC": (re.compile(r"\d{6,7}(?:-\d{1,3})?"), phrase("six or seven digits")),
    "GB-COH": (
        re.compile(r"\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z]|[A-Z]{2}\d{4}[A-Z]{2}|R\d{7}"),
        phrase("eight characters, such as 01234567 or SC123456"),
    ),
    "GB-SC": (re.compile(r"SC\d{6}"), phrase("SC and six digits")),
    "GB-NIC": (re.compile(r"\d{6}"), phrase("six digits")),
    "GB-MPR": (
        re.compile(r"[A-Z]{0,2}\d{1,6}[A-Z]{0,4}"),
        phrase("a number, often with letters behind it"),
    ),
    "GB-EDU": (re.compile(r"\d{6}"), phrase("six digits")),
    "GB-UKPRN": (re.compile(r"\d{8}"), phrase("eight digits")),
    "US-EIN": (re.compile(r"\d{2}-?\d{7}"), phrase("nine digits")),
}


@check(
    code="malformed-identifier",
    severity="warning",
    message="{identifier} is not a number of that register: those are {form}.",
    refs=("identifiers", "organisations/*/identifiers"),
)
def malformed_identifier(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """An identifier does not have the form of the numbers of its register.

    A number that does not exist joins the organisation to nothing, or to another one. Spreadsheets
    drop the noughts in front of company numbers.

    Look the number up in the register, and write it with all its noughts.
    """
    for index, identifier in enumerate(record.get("identifiers", ())):
        yield from _judge(identifier, f"/identifiers/{index}")
    for number, organisation in enumerate(record.get("organisations", ())):
        for index, identifier in enumerate(organisation.get("identifiers", ())):
            yield from _judge(identifier, f"/organisations/{number}/identifiers/{index}")


def _judge(identifier: str | Mapping[str, str], pointer: str) -> Iterator[Problem]:
    scheme, number = scheme_and_number(identifier)
    form = _FORMS.get(scheme)
    if form is None or form[0].fullmatch(number):
        return
    mended = _mended(scheme, number)
    sure = mended if mended and form[0].fullmatch(mended) else None
    words = {"identifier": f"{scheme}-{number}", "form": form[1]}
    if isinstance(identifier, str):
        yield Problem(pointer, words, identifier, f"{scheme}-{sure}" if sure else None)
    else:
        yield Problem(f"{pointer}/id", words, number, sure)


def _mended(scheme: str, number: str) -> str | None:
    """Return the one number that was meant, noughts put back; the caller proves its form."""
    plain = re.sub(r"[\s./]", "", number).upper()
    if scheme == "GB-COH":
        digits = plain.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        letters = plain[: len(plain) - len(digits)]
        return letters + digits.zfill(_COMPANY_WIDTH - len(letters))
    if scheme == "GB-SC":
        return "SC" + plain.removeprefix("SC").zfill(6)
    if scheme == "GB-NIC":
        return plain.removeprefix("NIC")
    return plain
