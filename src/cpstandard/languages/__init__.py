"""The languages in which the validator speaks: English, and one file here for each other one.

``<tag>.po`` holds translations of the English templates (gettext's form); the titles of fields and
codes are those of the standard (``schema/<version>/translations``).
"""

import gettext
import io
from functools import cache
from pathlib import Path

from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import ENGLISH, Words
from cpstandard.core.standard import Standard
from cpstandard.core.translated import titles

FOLDER = Path(__file__).parent


def languages() -> list[str]:
    """Return the tags of all languages, English first."""
    return [ENGLISH.language, *sorted(path.stem for path in FOLDER.glob("*.po"))]


def words(language: str, standard: Standard) -> Words:
    """Return the words of ``language``, with the titles of ``standard``.

    Raises ``UnusableInput`` for a language that is not here.
    """
    if language == ENGLISH.language:
        return ENGLISH
    if language not in languages():
        known = ", ".join(languages())
        raise UnusableInput(f"There is no language {language!r}: use one of {known}.")
    read = catalogue(FOLDER / f"{language}.po")
    wording = standard.wordings.get(language)
    named = titles(standard, wording) if wording else {}
    # The rule for plurals stands in the file, and gettext keeps what it made of it.
    return Words(language, read.gettext, read.ngettext, named, vars(read)["plural"])


@cache
def catalogue(path: Path) -> gettext.GNUTranslations:
    """Return the translations in a file of gettext's; what it lacks stays English."""
    # Takes as long to import as a thousand records to check: only other languages pay for it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - see above
    from babel.messages.pofile import read_po  # noqa: PLC0415 - see above

    made = io.BytesIO()
    with path.open("rb") as source:
        write_mo(made, read_po(source, locale=path.stem))
    made.seek(0)
    return gettext.GNUTranslations(made)
