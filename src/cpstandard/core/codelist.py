"""A codelist: the codes a field may take, with their meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Code:
    """One code; ``extra`` holds the list's further columns, such as a practice's cluster."""

    code: str
    title: str
    description: str
    deprecated: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Codelist:
    """A named list of codes in the order in which they are to be shown.

    ``translated`` has the code of each title in another language, case-folded.
    """

    name: str
    codes: dict[str, Code]
    translated: dict[str, str] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def title(self, code: str) -> str:
        """Return the code's title; a code the list lacks is spelt out in words."""
        known = self.codes.get(code)
        return known.title if known else code.replace("-", " ").capitalize()

    def by_title(self) -> dict[str, str]:
        """Return code by case-folded title in any language, for people who type the title."""
        return {**self.translated, **{entry.title.casefold(): entry.code for entry in self}}
