"""Explains codes, and knows a misspelt one."""

import textwrap
from collections.abc import Iterable, Mapping

from cpstandard.core.errors import UnusableInput
from cpstandard.validate.catalogue import all_codes
from cpstandard.validate.codes import CodeEntry
from cpstandard.validate.nearest import nearest

known_codes = all_codes


def explain(code: str, codes: Mapping[str, CodeEntry]) -> str:
    """Return what ``code`` means; raises ``UnusableInput`` for one that there is not."""
    entry = codes[known(code, codes)]
    paragraphs = {"What": entry.what, "Why": entry.why, "Mend": entry.mend}
    words = [f"{entry.code} ({entry.severity}, {entry.scope})"]
    for head, text in paragraphs.items():
        words.append(textwrap.fill(text, 88, initial_indent=f"{head}:  ", subsequent_indent="  "))
    return "\n\n".join(words)


def known(code: str, codes: Iterable[str]) -> str:
    """Return ``code`` if there is one; raises ``UnusableInput`` with the nearest one if not."""
    codes = list(codes)
    if code in codes:
        return code
    near = nearest(code, codes)
    hint = f"Did you mean {near}?" if near else "See them all with: cpstandard checks"
    raise UnusableInput(f"There is no code {code!r}. {hint}")
