"""Email addresses and telephone numbers in text that will be published."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text

_EMAIL = re.compile(r"(?<![\w.+-])([\w.+'-]{1,64})@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
# Mailboxes of an office, which whoever holds it reads.
_ROLES = frozenset(
    {
        "info", "contact", "hello", "enquiries", "enquiry", "admin", "office",
        "mail", "data", "support", "help", "bookings", "booking", "media",
        "press", "team", "hub", "community", "membership", "volunteer", "volunteering",
        "volunteers", "general", "reception", "secretary", "clerk", "treasurer", "chair",
        "trustees",
    }
)  # fmt: skip
# 01, 02 and 07 numbers at home and from abroad; 03, 08 and 09 belong to organisations.
_PHONE = re.compile(
    r"(?<![\w£$€.,/#:@-])(?!\d{1,2}[.-]\d{1,2}[.-]\d{4})"
    r"(?:(?:\+|00)44[\s.-]?(?:\(0\)[\s.-]?)?|\(?0)(?=[127])(?:\d[\s.()-]{0,2}){9,10}(?!\d)"
)
_ABROAD = re.compile(r"(?<![\w.,/#:@+])\+(?!44)[1-9]\d{0,2}(?:[\s.()-]{0,2}\d){7,12}(?!\d)")
_QUICK = re.compile(r"0(?:044|[127][\d\s().-]{8})")
_BOOK = re.compile(r"ISBN|ISSN", re.IGNORECASE)
# Numbers and ids of registers, in which digits are no telephone.
_IDS = frozenset({"identifier", "registerRecordId", "importer"})


@check(
    code="personal-data",
    severity="warning",
    message="{field} seems to hold {kind}: “{sample}”.",
    screen=no_text(rf"@|{_QUICK.pattern}|\+[0-9]"),
)
def personal_data(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text seems to hold a person's email address or telephone number.

    What is published cannot be called back, and people may not have agreed to it.

    Take it out. Give a web page or the mailbox of an office instead, such as info@example.org.
    """
    texts = context.texts(record)
    if not (texts.holds_any("@", "+") or _QUICK.search(texts.joined)):
        return
    for prose in texts.prose:
        if prose.field not in _IDS:
            for kind, sample in _found(prose.text):
                # Reports are published too: enough to find it by, not enough to use it.
                masked = f"{sample[:3]}…{sample[-3:]}"
                words = {"field": prose.title, "kind": kind, "sample": masked}
                yield Problem(prose.pointer, words, masked)


def _found(text: str) -> Iterator[tuple[str, str]]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            if match[1].casefold() not in _ROLES:
                yield phrase("an email address"), match[0]
    abroad = "+" in text
    if not (abroad or _QUICK.search(text)):
        return
    for pattern in (_PHONE, _ABROAD) if abroad else (_PHONE,):
        for match in pattern.finditer(text):
            if not _BOOK.search(text, max(0, match.start() - 12), match.start()):
                yield phrase("a telephone number"), match[0].strip()
