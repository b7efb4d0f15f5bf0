"""Writes the few forms of YAML that a draft needs."""

import json
import re

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_ ]*")
_SPECIAL = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_LONGEST = 60


def quoted(text: str) -> str:
    """Return ``text`` as YAML reads it back."""
    special = text.casefold() in _SPECIAL or text != text.strip()
    return text if _PLAIN.fullmatch(text) and not special else json.dumps(text, ensure_ascii=False)


def remark(text: str) -> str:
    """Return ``text`` as a comment behind a line: one line, without signs that end one."""
    line = " ".join(text.split())
    return f"  # {''.join(sign for sign in line if sign.isprintable())}"


def shown(text: str) -> str:
    """Return a value from the table as a comment shows it."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")
