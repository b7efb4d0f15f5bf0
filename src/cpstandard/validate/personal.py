"""Finds what belongs to one person in a text: how to reach them, where they live, who they are.

Made for the United Kingdom. That somebody is named is no fault by itself (founders, authors and
mayors are): a name counts where readers are told to get in touch with the person.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cpstandard.core.phrase import phrase
from cpstandard.core.screen import SPACES

# Mailboxes of an office, which whoever holds it reads.
_ROLES_TEXT = """
info information contact contactus hello enquiries enquiry enquire admin administration
office mail email post data support help helpdesk bookings booking media press news comms
team hub community membership members volunteer volunteering volunteers general reception
secretary clerk treasurer chair trustees trust events hire shares share investors jobs
recruitment sales shop library museum centre hall staff service services customer care
feedback complaints privacy dpo webmaster noreply no reply manager council parish consult
consultation engagement participation democracy elections planning grants
"""
_ROLES = frozenset(_ROLES_TEXT.split())
_AT = ("@", "at)", "at]")
_EMAIL = re.compile(
    r"(?<![\w.+-])([\w.+'-]{1,64})\s?(?:@|[\[(]\s?at[\])])\s?"
    r"((?:[\w-]{1,63}(?:\.|\s?[\[(]\s?dot[\])]\s?)){1,8}[A-Za-z]{2,24})\b"
)
# 01, 02 and 07 numbers at home and from abroad; 03, 08 and 09 belong to organisations.
_PHONE = re.compile(
    r"(?<![\w£$€/#@-])(?<!\d[.,:])(?!\d{1,2}[.-]\d{1,2}[.-]\d{4})"
    r"(?:(?:\+|00)44[\s.-]?(?:\(0\)[\s.-]?)?|\(?0)(?=[127])(?:\d[\s.()-]{0,2}){9,10}(?!\d)"
)
_ABROAD = re.compile(r"(?<![\w.,/#:@+])\+(?!44)[1-9]\d{0,2}(?:[\s.()-]{0,2}\d){7,12}(?!\d)")
_DIAL = re.compile(rf"0(?:044|[127])[0-9{SPACES}().-]{{8}}")
_BOOK = re.compile(r"ISBN|ISSN", re.IGNORECASE)
_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?:[\s-]?[0-9]{2}){3}[\s-]?[A-D]\b"
)
# Texts are looked through as bytes: capitals made small, so that a start is sought once; and
# for the end of a National Insurance number with all digits as 0 and its last letter as A.
_SMALL = bytes(range(256)).lower()
_OUTLINE = bytes.maketrans(b"123456789BCD-", b"000000000AAA ")
_ENDS = (b"00A", b"00 A")

_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_STREET = (
    r"\d{1,4}[A-Za-z]?,?\s(?:[A-Z][\w'-]+\s){1,3}(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|"
    r"Drive|Dr|Way|Crescent|Gardens|Terrace|Grove|Place|Court|Row|Hill|Walk|Mews|Square)\b"
)
_FORENAMES_TEXT = """
Aaron Abdul Adam Adrian Ahmed Aisha Alan Alex Alexander Ali Alice Alison Amanda Amy Andrea
Andrew Andy Angela Anita Ann Anna Anne Anthony Antony Barbara Barry Ben Benjamin Bethan
Bob Brenda Brian Bronwen Bryan Carol Caroline Carys Catherine Cathy Charlotte Chris
Christine Christopher Claire Clare Clive Colin Craig Dafydd Daniel Dave David Dawn Deborah
Debbie Denise Dennis Derek Diana Diane Donna Doreen Dorothy Ed Edward Eileen Elaine
Elizabeth Ella Ellen Emily Emma Eric Fatima Fiona Frances Frank Gareth Gary Gavin Gemma
Geoff Geoffrey George Gill Gillian Glenys Gordon Graham Greg Gwen Hannah Harry Hazel
Heather Helen Henry Howard Hugh Huw Ian Imran Irene Jack Jackie Jacqueline James Jane
Janet Janice Jason Jean Jeff Jennifer Jenny Jeremy Jessica Jill Jim Jo Joan Joanna Joanne
Joe John Jon Jonathan Joseph Josh Joyce Judith Judy Julia Julian Julie June Karen Kate
Katherine Kathleen Kathryn Katie Keith Kelly Ken Kenneth Kevin Kim Laura Lauren Lee Leslie
Lewis Linda Lindsay Lisa Liz Louise Lucy Luke Lynn Lynne Maggie Malcolm Margaret Maria
Marie Marion Mark Martin Mary Matt Matthew Maureen Megan Mel Michael Michelle Mick Mike
Mohammed Muhammad Nadia Nancy Natalie Neil Nicola Nicholas Nick Nigel Nicky Norma Norman
Olivia Owen Pam Pamela Pat Patricia Patrick Paul Paula Pauline Peter Phil Philip Phillip
Priya Rachel Raj Ray Raymond Rebecca Rhian Rhys Richard Rita Rob Robert Robin Roger Ron
Ronald Rosemary Ross Roy Russell Ruth Ryan Sally Sam Samantha Sandra Sara Sarah Sean
Sharon Sheila Shirley Sian Simon Sophie Stella Stephanie Stephen Steve Steven Stuart Sue
Susan Suzanne Sylvia Terry Theresa Thomas Tim Tina Tom Tony Tracey Tracy Trevor Valerie
Vera Veronica Vicky Wayne Wendy William Yasmin Yvonne Zoe
"""
_FORENAMES = "|".join(_FORENAMES_TEXT.split())
_NO_PERSON = (
    "Hall|House|Street|Road|Lane|Park|Centre|Center|Church|Trust|School|College|Court|Gardens?|"
    "Foundation|Library|Baths|Mill|Works|Museum|Square|Place|Ltd|Limited|CIC|Community|Society|"
    "Group|Project|University|Institute|Memorial|Building|Theatre|Cinema|Arms|Inn|Farm|Council"
)


class _Kind(NamedTuple):
    """One kind of private data: ``rest`` has to follow one of ``starts``, quick to find."""

    words: str
    starts: tuple[bytes, ...]
    rest: re.Pattern[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    """Return the kinds, whose long patterns are compiled for the first text that needs them."""
    return (
        _Kind(
            phrase("a person to get in touch with"),
            (b"contact", b"ask for", b"speak to", b"key"),
            re.compile(
                r"(?:\s?holders?|s (?:are |is )?(?:kept )?(?:with|from)"
                r"|\s(?:person|name|us|via|is|our\s\w+|the\s\w+))?[\s:,-]{1,3}"
                r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev)\.?\s(?:[A-Z]\.?\s)?[A-Z][\w'-]+"
                rf"|(?:{_FORENAMES})(?:\s[A-Z]\.?)?\s(?!(?:{_NO_PERSON})\b)[A-Z][\w'-]+)"
                rf"(?!\s(?:{_NO_PERSON})\b)"
            ),
        ),
        _Kind(
            phrase("the address of a home"),
            (b"liv", b"resid", b"home", b"private address"),
            re.compile(
                r"(?:(?<=[Ll]iv)(?:es?|ing) at|(?<=[Rr]esid)(?:es|ent|ing) at|(?<=[trsy] home)"
                r"|(?<=[Hh]ome) ?(?:address|:)|(?<=address))"
                rf"[^.;]{{0,60}}?(?:{_POSTCODE}|{_STREET})"
            ),
        ),
        _Kind(
            phrase("the address of a home"),
            (b"flat ", b"apartment "),
            re.compile(rf"[0-9]{{1,4}}[A-Za-z]?,[^.;]{{0,60}}?{_POSTCODE}"),
        ),
        _Kind(
            phrase("a date of birth"),
            (b"of birth", b"dob", b"he was born"),
            re.compile(
                r"(?:\s(?:on|is|was))?(?:\sthe)?[\s:]{0,3}(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?[\s./-]"
                r"(?:of\s)?(?:\d{1,2}|[A-Z][a-z]{2,8})[\s./-]\d{2,4})"
            ),
        ),
        _Kind(
            phrase("an NHS number"),
            (b"nhs n",),
            re.compile(r"\D{1,18}\d{3}[\s-]?\d{3}[\s-]?\d{4}\b"),
        ),
        _Kind(
            phrase("a bank account"),
            (b"sort code",),
            re.compile(r"\D{0,12}\d{2}[\s-]?\d{2}[\s-]?\d{2}\b"),
        ),
    )


SUSPECT = (
    rf"@|\+[0-9]|{_DIAL.pattern}|[0-9][0-9][{SPACES}-]?[0-9][0-9][ -]?[A-D]|(?i:at[\])])"
    r"|(?i:contact|ask for|speak to|of birth|dob|he was born|nhs n|sort code|private address)"
    rf"|(?i:key(?:s |[{SPACES}]?holder|[{SPACES}](?:person|name|us|via|is)[{SPACES}:,-]))"
    rf"|(?i:key)(?:[{SPACES}](?:our|the)[{SPACES}]|[{SPACES}:,-]{{1,3}}[A-Z])"
    r"|[Ll]iv(?:es?|ing) at|[Rr]esid(?:es|ent|ing) at"
    r"|[trsy] home|[Hh]ome ?(?:address|:)|(?i:flat|apartment) [0-9]"
)
"""What every text matches in which something is found, and most others do not."""


def may_hold(joined: str) -> bool:
    """Return whether a record's text is worth a closer look: quick, and never a wrong no."""
    if "+" in joined or _DIAL.search(joined) or any(sign in joined for sign in _AT):
        return True
    # Searched for in the whole at once: few records have anything in them.
    return next(_private(joined), None) is not None


def found(text: str) -> Iterator[tuple[str, str]]:
    """Yield a kind, in words, and the words of the text for each thing that is a person's own."""
    if any(sign in text for sign in _AT):
        for match in _EMAIL.finditer(text):
            if not _is_office(match[1], match[2]):
                yield phrase("an email address"), match[0]
    yield from _telephones(text)
    yield from _private(text)


def _is_office(box: str, host: str) -> bool:
    parts = re.split(r"[._+-]", box.casefold())
    own = re.split(r"\W", host.casefold(), maxsplit=1)[0]
    return not _ROLES.isdisjoint(parts) or "".join(parts) == own


def _telephones(text: str) -> Iterator[tuple[str, str]]:
    abroad = "+" in text
    if not (abroad or _DIAL.search(text)):
        return
    for pattern in (_PHONE, _ABROAD) if abroad else (_PHONE,):
        for match in pattern.finditer(text):
            if not _BOOK.search(text, max(0, match.start() - 12), match.start()):
                yield phrase("a telephone number"), match[0].strip()


def _private(text: str) -> Iterator[tuple[str, str]]:
    plain = text.encode("ascii", "replace")  # a byte for a character, whichever it is
    small = plain.translate(_SMALL)
    for kind in _kinds():
        for start in kind.starts:
            at = small.find(start)
            while at >= 0:
                match = kind.rest.match(text, at + len(start))
                if match:
                    yield kind.words, text[at : match.end()].strip()
                at = small.find(start, at + len(start))
    outline = plain.translate(_OUTLINE)
    if any(end in outline for end in _ENDS):
        for match in _INSURANCE.finditer(text):
            yield phrase("a National Insurance number"), match[0]
