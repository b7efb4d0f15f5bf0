"""Explains codes, and knows a misspelt one."""

import textwrap
from collections.abc import Mapping

from cpstandard.validate.catalogue import all_codes, known
from cpstandard.validate.codes import CodeEntry

__all__ = ["explain", "known", "known_codes"]

known_codes = all_codes


def explain(code: str, codes: Mapping[str, CodeEntry]) -> str:
    """Return what ``code`` means; raises ``UnusableInput`` for one that there is not."""
    entry = codes[known(code, codes)]
    paragraphs = {"What": entry.what, "Why": entry.why, "Mend": entry.mend}
    words = [f"{entry.code} ({entry.severity}, {entry.scope})"]
    for head, text in paragraphs.items():
        words.append(textwrap.fill(text, 88, initial_indent=f"{head}:  ", subsequent_indent="  "))
    return "\n\n".join(words)
