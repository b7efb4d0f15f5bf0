"""How the numbers of registers look, by the register's prefix in org-id.guide."""

import re
from collections.abc import Callable
from typing import NamedTuple

from cpstandard.core.phrase import phrase


class Form(NamedTuple):
    """The form of a register's numbers, as a pattern and in words; ``adds_up`` proves it."""

    pattern: re.Pattern[str]
    words: str
    adds_up: Callable[[str], bool] | None = None

    def fits(self, number: str) -> bool:
        """Return whether the register could have given ``number``."""
        sound = self.pattern.fullmatch(number) is not None
        return sound and (self.adds_up is None or self.adds_up(number))


# The letters that begin the numbers of companies, of Companies House's list of them.
_COMPANIES = (
    "AC|BR|CE|CN|CS|CU|ES|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|RC|RS|"
    "SA|SC|SE|SF|SG|SI|SL|SO|SP|SR|SZ|ZC"
)
# Crockford's thirty-two signs, which leave out the letters that look like others.
_ROR_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"


def _lei_adds_up(number: str) -> bool:
    """Return whether ISO 7064, MOD 97-10, comes out, as ISO 17442 asks of an LEI."""
    return int("".join(str(int(sign, 36)) for sign in number)) % 97 == 1


def _ror_adds_up(number: str) -> bool:
    """Return whether the last two digits are ISO 7064, MOD 97-10, of the seven signs before."""
    total = 0
    for sign in number[:7]:
        total = total * 32 + _ROR_SIGNS.index(sign)
    return 98 - total * 100 % 97 == int(number[7:])


def _vat_adds_up(number: str) -> bool:
    """Return whether the last two digits are those of HM Revenue's rule, the old or the new one."""
    weighed = sum(
        int(digit) * weight for digit, weight in zip(number, range(8, 1, -1), strict=False)
    )
    rest = (weighed + int(number[7:9])) % 97
    return rest in (0, 97 - 55)


_THREE_LETTERS = Form(re.compile(r"[A-Z]{3}"), phrase("three capital letters"))
_SIX_DIGITS = Form(re.compile(r"\d{6}"), phrase("six digits"))

FORMS: dict[str, Form] = {
    "GB-CHC": Form(re.compile(r"\d{6,7}(?:-\d{1,3})?"), phrase("six or seven digits")),
    "GB-COH": Form(
        re.compile(rf"\d{{8}}|(?:{_COMPANIES})(?:\d{{6}}|\d{{5}}[A-Z]|\d{{4}}[A-Z]{{2}})|R\d{{7}}"),
        phrase("eight characters, such as 01234567 or SC123456"),
    ),
    "GB-SC": Form(re.compile(r"SC\d{6}"), phrase("SC and six digits")),
    "GB-NIC": _SIX_DIGITS,
    "GB-MPR": Form(
        re.compile(r"[A-Z]{0,2}\d{1,6}[A-Z]{0,4}"), phrase("a number, often with letters behind it")
    ),
    "GB-EDU": _SIX_DIGITS,
    "GB-GOR": Form(re.compile(r"[A-Z]{1,3}\d{1,6}"), phrase("letters and digits, such as D1198")),
    "GB-LAE": _THREE_LETTERS,
    "GB-LANI": _THREE_LETTERS,
    "GB-LAS": _THREE_LETTERS,
    "GB-PLA": _THREE_LETTERS,
    "GB-SHPE": Form(
        re.compile(r"[A-Z]{0,3}\d{4,5}"), phrase("four digits, often with letters in front")
    ),
    "GB-UKPRN": Form(re.compile(r"1\d{7}"), phrase("eight digits, of which the first is 1")),
    "GB-VAT": Form(
        re.compile(r"\d{9}(?:\d{3})?"),
        phrase("nine digits, of which the last two prove the others"),
        _vat_adds_up,
    ),
    "IE-CHY": Form(re.compile(r"\d{1,8}"), phrase("up to eight digits")),
    "IE-CRO": Form(re.compile(r"\d{1,6}"), phrase("up to six digits")),
    "US-EIN": Form(re.compile(r"\d{2}-?\d{7}"), phrase("nine digits")),
    "XI-GRID": Form(
        re.compile(r"grid\.\d+\.[0-9a-f]+"), phrase("grid and two parts, with full stops")
    ),
    "XI-LEI": Form(
        re.compile(r"[A-Z0-9]{18}\d{2}"),
        phrase("twenty letters and digits, of which the last two prove the others"),
        _lei_adds_up,
    ),
    "XI-ROR": Form(
        re.compile(rf"0[{_ROR_SIGNS}]{{6}}\d{{2}}"),
        phrase("0, six signs in small letters and two digits that prove them"),
        _ror_adds_up,
    ),
    "XI-WIKIDATA": Form(re.compile(r"Q[1-9]\d*"), phrase("Q and a number")),
}

BRITISH = frozenset(
    {
        "GB-CASC", "GB-CCSCUST", "GB-CHC", "GB-COA", "GB-COE", "GB-COH", "GB-EDU", "GB-GOR",
        "GB-GOV", "GB-GOVUK", "GB-HESA", "GB-IRN", "GB-LAE", "GB-LANI", "GB-LAS", "GB-MPR",
        "GB-NHS", "GB-NIC", "GB-PLA", "GB-REV", "GB-SC", "GB-SCOTEDU", "GB-SHPE", "GB-SRS",
        "GB-UKPRN", "GB-VAT", "GB-WALEDU",
    }
)  # fmt: skip
"""The registers of the United Kingdom in org-id.guide, and HM Revenue's of value added tax."""


def official_number(scheme: str, raw: object) -> str:
    """Return a register's number as the register writes it; empty where it can be none of its.

    What a spreadsheet did to it is put right: lost noughts, spaces, small letters, ``1126147.0``.
    A register whose numbers have no known form gives ``raw`` without the spaces around it. The
    charity that is first among those of one number (``1126147-0``) has the number alone.
    """
    number = _DECIMALS.sub("", str(raw).strip())
    form = FORMS.get(scheme)
    if form is None:
        return number
    if scheme == "GB-CHC":
        number = number.removesuffix("-0").removesuffix("/0")
    found = number if form.fits(number) else meant_number(scheme, number) or ""
    # "n/a" with the noughts put in would be NA000000, a number that nobody was given.
    return found if re.search("[1-9]", found) else ""


def meant_number(scheme: str, number: str) -> str | None:
    """Return the one number that was meant, signs and noughts put right, if there is one."""
    form = FORMS.get(scheme)
    mended = _mended(scheme, number)
    return mended if form and mended != number and form.fits(mended) else None


def _mended(scheme: str, number: str) -> str:
    whole = _DECIMALS.sub("", number.strip())
    if scheme == "GB-CHC":
        whole = re.sub(r"(?<=\d{6})\s*/\s*(?=\d{1,3}$)", "-", whole)
    plain = re.sub(r"[\s./]", "", whole).upper()
    if scheme == "GB-COH":
        digits = plain.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        letters = plain[: len(plain) - len(digits)]
        return letters + digits.zfill(8 - len(letters))
    if scheme == "GB-SC":
        return "SC" + plain.removeprefix("SC").zfill(6)
    if scheme == "GB-VAT":
        return plain.removeprefix("GB").replace("-", "")
    if scheme in ("XI-ROR", "XI-GRID", "XI-WIKIDATA"):
        last = number.strip().rstrip("/").rsplit("/", 1)[-1]
        return last.upper() if scheme == "XI-WIKIDATA" else last.casefold()
    return plain.removeprefix(_PREFIXES.get(scheme, " "))


_DECIMALS = re.compile(r"(?<=\d)\.0+$")  # what a spreadsheet makes of a number
_PREFIXES = {"GB-NIC": "NIC", "IE-CHY": "CHY"}
