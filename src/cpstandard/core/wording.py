"""The words in which one language speaks of the standard: its codes, its fields, its template."""

from collections.abc import Iterable
from dataclasses import dataclass

_PACKAGE = "package."


@dataclass(frozen=True, slots=True)
class Word:
    """One title; ``is_draft`` where no native reader has agreed to it yet."""

    title: str
    description: str = ""
    is_draft: bool = True


@dataclass(frozen=True)
class Wording:
    """One language's words; ``language`` is a BCP 47 tag.

    ``words`` has them by kind (``codelist:<name>``, ``field`` or ``text``) and key.
    """

    language: str
    words: dict[tuple[str, str], Word]

    def code(self, codelist: str, code: str) -> Word | None:
        """Return the word for a code of a codelist, if there is one."""
        return self.words.get((f"codelist:{codelist}", code))

    def field(self, path: Iterable[str], *, of_package: bool = False) -> Word | None:
        """Return the word for the field at ``path``, in which ``*`` stands for a list's items.

        ``of_package``: the field is one of the envelope's.
        """
        key = ".".join(path).replace(".*", "[]")
        return self.words.get(("field", _PACKAGE + key if of_package else key))

    def text(self, key: str) -> str | None:
        """Return a text of the template, if there is one."""
        word = self.words.get(("text", key))
        return word.title if word else None
