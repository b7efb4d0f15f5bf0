"""Patterns that a mapping may hold. A mapping comes from strangers, so they run in linear time.

RE2 has no back-references and no look-around, which is why no pattern can make it go back and try
again: the time that a text takes grows with its length and with nothing else.
"""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator

_LONGEST = 500
_MOST = 1000  # matches of one text


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> Any:
    """Return ``pattern`` ready for use; raises ``ValueError`` saying what is wrong with it."""
    # Few mappings have a pattern, and the library takes its time to load.
    import re2  # noqa: PLC0415 - see above

    if len(pattern) > _LONGEST:
        raise ValueError(f"a pattern of more than {_LONGEST} signs is too long")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0] if error.args else error
        said = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        raise ValueError(
            f"{pattern!r} is no pattern that runs in linear time (RE2's): {said}"
        ) from None


def _compiles(pattern: str) -> str:
    compile_pattern(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
"""A pattern as the author of a mapping writes it."""


def is_match(pattern: str, text: str) -> bool:
    """Return whether ``pattern`` stands anywhere in ``text``."""
    return compile_pattern(pattern).search(text) is not None


def matches_of(pattern: str, text: str) -> list[str]:
    """Return what the first group of ``pattern``, or all of it, found in ``text``, in order."""
    found: list[str] = []
    compiled = compile_pattern(pattern)
    for match in compiled.finditer(text):
        part = match.group(1 if compiled.groups else 0)
        if part and part.strip():
            found.append(part.strip())
        if len(found) == _MOST:
            break
    return found
