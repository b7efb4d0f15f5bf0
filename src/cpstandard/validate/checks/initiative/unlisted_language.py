"""Language tags that no language has."""

from collections.abc import Iterator
from functools import cache

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import every

# Most records need no more than these, so most runs need not load the whole list.
_NEAREST = frozenset({"en", "cy", "ga", "gd"})
# What people write for a language whose tag is another one, most often its country.
_MEANT = {"eng": "en", "cym": "cy", "wel": "cy", "gb": "en", "dk": "da", "jp": "ja", "cn": "zh"}


@check(
    code="unlisted-language",
    severity="warning",
    message="“{language}” is not the tag of a language.",
    since="1.0",
    refs=("language", "translations/*/language", "otherNames/*/language", "sources/*/language"),
    bears_gaps=True,
    screen=every(["language-tag"], {"enum": sorted(_NEAREST)}),
)
def unlisted_language(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A language tag begins with letters that ISO 639 gives to no language.

    Software that reads aloud or translates takes the text for another language, or for none.

    Use the language's tag, such as en, cy or pt-BR. It is not the code of a country: English is en.
    """
    for found in context.values(record, "language-tag"):
        first, _, rest = found.value.partition("-")
        if first not in _NEAREST and first not in _languages():
            meant = _MEANT.get(first)
            sure = "-".join(filter(None, (meant, rest))) if meant else None
            yield Problem(found.pointer, {"language": found.value}, found.value, sure)


@cache
def _languages() -> frozenset[str]:
    import pycountry  # noqa: PLC0415 - takes as long as a thousand records

    found = {language.alpha_3 for language in pycountry.languages}
    found |= {getattr(language, "alpha_2", "") for language in pycountry.languages}
    return frozenset(found - {""})
