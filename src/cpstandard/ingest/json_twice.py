"""Where a key first stands that an object holds twice."""

import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs leave it out

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', re.DOTALL)
_COLON = re.compile(r"[ \t\r\n]*:")


def first_of_two(text: str, key: str) -> int | None:
    """Return the position of ``key`` in the first object of ``text`` that holds it twice.

    ``text`` has to be JSON as far as the second one; ``None`` where there is no such object.
    """
    inside: list[int | None] = []  # where the key stands in each object that is open
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in ("{", "["):
            inside.append(None)
        elif sign in ("}", "]"):
            if inside:
                inside.pop()
        elif inside and _COLON.match(text, token.end()) and _is(text, token.start(), key):
            if inside[-1] is not None:
                return inside[-1]
            inside[-1] = token.start()
    return None


def _is(text: str, at: int, key: str) -> bool:
    try:
        return bool(scanstring(text, at + 1)[0] == key)
    except ValueError:
        return False
