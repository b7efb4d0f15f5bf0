"""The codes of a list in words, for a sentence about a value that is none of them."""

from collections.abc import Sequence

from cpstandard.core.codelist import Codelist
from cpstandard.core.phrase import joined, phrase, titled

_MOST = 12
_SEVERAL = 2
_LONGEST = 180  # letters, so that a finding has room for all that is begun


def listed_codes(codelist: Codelist, near: Sequence[str]) -> str:
    """Return which codes of an open list to choose from: those ``near``, where several are."""
    shown = phrase(
        "choose from cpstandard standard show --codelist {codelist}; your own, where none fits, "
        "is in small letters joined by hyphens",
        codelist=codelist.name,
    )
    if len(near) < _SEVERAL:
        return shown
    these = joined(near[:_SEVERAL], "{before} or {last}")
    return phrase("perhaps {these}; {choose}", these=these, choose=shown)


def known_codes(codes: Sequence[str], codelist: Codelist | None, value: object) -> str:
    """Return the first of ``codes``, with their titles where ``value`` looks like a title."""
    is_titled = codelist is not None and isinstance(value, str) and not _is_like_code(value)
    said: list[str] = []
    length = 0
    for code in codes[:_MOST]:
        each = _with_title(code, codelist) if codelist and is_titled else code
        length += len(each) + len(", ")
        if length > _LONGEST:
            break
        said.append(each)
    more = ["…"] if len(said) < len(codes) else []
    return joined([*said, *more], "{before}, {last}")


def _is_like_code(value: str) -> bool:
    return value == value.lower() and not any(sign.isspace() for sign in value.strip())


def _with_title(code: str, codelist: Codelist) -> str:
    title = codelist.title(code)
    if title.casefold() == code.replace("-", " "):
        return code
    return phrase("{code} ({title})", code=code, title=titled(title, f"codelist:{codelist.name}"))
