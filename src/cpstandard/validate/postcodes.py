"""Postcodes of the United Kingdom: which there can be, and what a mistyped one was meant to be."""

import re

# The 124 areas, of which each has its one or two letters.
_AREAS_TEXT = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT
DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA
LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE
SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV
YO ZE BX XX
"""
_AREAS = frozenset(_AREAS_TEXT.split())
_FORM = re.compile(r"([A-Z]{1,2})([0-9][A-Z0-9]?) ?([0-9][ABD-HJLNP-UW-Z]{2})")
_ATTEMPT = re.compile(r"([A-Z]{1,2}?)([0-9OIL][A-Z0-9]?) ?([0-9OIL])([A-Z015]{2})")
# S021 was meant as SO21.
_LETTER_O = re.compile(r"^([SCYP])0(?=[0-9])")
_TO_DIGIT = str.maketrans("OIL", "011")
_TO_LETTER = str.maketrans("015", "OIS")


def is_postcode(text: str) -> bool:
    """Return whether ``text``, in capitals, has the form of a postcode of an area that exists."""
    match = _FORM.fullmatch(text)
    return bool(match and match[1] in _AREAS) or text == "GIR 0AA"


def looks_like_postcode(text: str) -> bool:
    """Return whether ``text`` was meant as a postcode, whether or not it is one."""
    # Tow Law is a town: a real digit has to be there.
    return any(map(str.isdigit, text)) and _ATTEMPT.fullmatch(_read(text)) is not None


def meant_postcode(text: str) -> str | None:
    """Return the postcode that ``text`` was meant to be, letters and digits set right, if any."""
    match = _ATTEMPT.fullmatch(_read(text))
    if match is None:
        return None
    outward = match[1] + match[2][0].translate(_TO_DIGIT) + match[2][1:]
    mended = f"{outward} {match[3].translate(_TO_DIGIT)}{match[4].translate(_TO_LETTER)}"
    return mended if is_postcode(mended) else None


def _read(text: str) -> str:
    return _LETTER_O.sub(r"\1O", text.strip().upper())
