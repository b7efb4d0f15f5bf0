"""Translations into the language that the record is in."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import absent


@check(
    code="translation-in-own-language",
    severity="info",
    message="Translation {number} is in “{language}”, the language of the record itself.",
    since="1.0",
    refs=("translations/*/language", "language"),
    screen=absent("translations"),
)
def translation_in_own_language(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A translation is in the language that the record's own text is said to be in.

    One of the two languages is wrong, and readers are offered a text that they cannot read.

    Correct the language of the translation, of the record or of the package.
    """
    translations = record.get("translations")
    own = record.get("language") or context.header.get("language")
    if not translations or not isinstance(own, str):
        return
    for index, translation in enumerate(translations):
        language = translation["language"]
        if language.casefold() == own.casefold():
            words = {"number": index + 1, "language": language}
            yield Problem(f"/translations/{index}/language", words)
