"""Cleans the free text of registers: broken encodings, contact details, excessive length."""

import re

_EMAIL = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+\d{1,3}[ -]?(?:\(0\)[ -]?)?|0)(?:\d[ -]?){8,10}\d(?![\w/])")
_SENTENCE_END = re.compile(r"[.!?…]['\"\u2019\u201d)\]]?(?=\s|$)")
# Characters that registers get wrong most: pound, quotation marks, dashes, ellipsis, accents.
_OFTEN = "\xa3\u2019\u2018\u201c\u2013\u2014\u2026\xa0\xe9\xe8"
_BROKEN = {right.encode().decode("cp1252"): right for right in _OFTEN}


def mend_mojibake(text: str) -> str:
    """Return ``text`` with UTF-8 that was once read as Windows-1252 put right; else unchanged."""
    if text.isascii() or not any(mark in text for mark in ("Â", "Ã", "â€")):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        # Only part of the text is broken: mend what is certain.
        for broken, right in _BROKEN.items():
            text = text.replace(broken, right)
        return text


def without_contacts(text: str) -> tuple[str, int]:
    """Return ``text`` without e-mail addresses and telephone numbers, and how many there were."""
    # Most texts lack the signs that an address or a number cannot do without.
    emails = phones = 0
    if "@" in text:
        text, emails = _EMAIL.subn("[e-mail address withheld]", text)
    if "0" in text or "+" in text:
        text, phones = _PHONE.subn("[telephone number withheld]", text)
    return text, emails + phones


def cut(text: str, limit: int) -> str:
    """Return ``text`` at most ``limit`` characters long, ending with a sentence, else a word."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] > limit // 3:
        return head[: ends[-1]]
    return text[: limit - 2].rpartition(" ")[0].rstrip(" ,;:") + " …"
