"""Explains codes, and knows a misspelt one."""

import textwrap
from collections.abc import Mapping
from dataclasses import replace

from cpstandard.core.phrase import Phrase, literal, phrase, say, spoken
from cpstandard.core.telling import level
from cpstandard.validate.catalogue import all_codes, known
from cpstandard.validate.codes import CodeEntry

__all__ = ["explain", "known", "known_codes", "spoken_codes", "stage"]

known_codes = all_codes


def spoken_codes(codes: Mapping[str, CodeEntry]) -> dict[str, CodeEntry]:
    """Return what the codes mean in the language that is spoken here."""
    return {
        code: replace(entry, what=heard(entry.what), why=heard(entry.why), mend=heard(entry.mend))
        for code, entry in codes.items()
    }


_STAGES = {
    "intake": phrase("intake"),
    "structure": phrase("structure"),
    "codelist": phrase("codelist"),
    "initiative": phrase("initiative"),
    "package": phrase("package"),
    "dataset": phrase("dataset"),
    "software": phrase("software"),
}


def stage(scope: str) -> str:
    """Return at which stage a code is found, in the language that is spoken here."""
    return str(spoken(_STAGES.get(scope, scope)))


def heard(text: str) -> str:
    """Return a text of a code's documentation in the language that is spoken here."""
    return str(spoken(text if isinstance(text, Phrase) else literal(text)))


def explain(code: str, codes: Mapping[str, CodeEntry]) -> str:
    """Return what ``code`` means; raises ``UnusableInput`` for one that there is not."""
    entry = spoken_codes(codes)[known(code, codes)]
    paragraphs = {say("What"): entry.what, say("Why"): entry.why, say("Mend"): entry.mend}
    words = [f"{entry.code} ({level(entry.severity)}, {stage(entry.scope)})"]
    for head, text in paragraphs.items():
        words.append(textwrap.fill(text, 88, initial_indent=f"{head}:  ", subsequent_indent="  "))
    return "\n\n".join(words)
