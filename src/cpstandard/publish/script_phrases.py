"""Phrases with a number that a script fills in, which cannot ask what a language does with it."""

from collections.abc import Callable

from cpstandard.core.phrase import Phrase, spoken

# A number for each of the forms that languages have for numbers, by its name in the CLDR.
_FORMS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 6, "other": 10}


def in_every_form(key: str, phrase_for: Callable[[int], Phrase]) -> dict[str, str]:
    """Return the phrase for a number in every form, by ``key.form``, with ``{n}`` for the number.

    ``phrase_for`` gives the phrase for a number, which stands first among its digits.
    """
    return {
        f"{key}.{form}": str(spoken(phrase_for(number))).replace(str(number), "{n}", 1)
        for form, number in _FORMS.items()
    }
