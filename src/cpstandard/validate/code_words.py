"""The codes of a list in words, for a sentence about a value that is none of them."""

from collections.abc import Sequence

from cpstandard.core.codelist import Codelist
from cpstandard.core.phrase import joined, phrase, titled

_MOST = 12
_LONGEST = 180  # letters, so that a finding has room for all that is begun


def asked_code(codelist: Codelist) -> str:
    """Return what a field with an open list asks for, as the end of “must be …”."""
    return phrase(
        "a code of its list (cpstandard standard show --codelist {codelist} shows them), or one of "
        "your own in small letters joined by hyphens",
        codelist=codelist.name,
    )


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
