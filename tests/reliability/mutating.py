"""Damages files as disks, mail, people and attackers do; the same draws give the same bytes."""

import copy
import io
import json
import random
import zipfile
from collections.abc import Iterator
from typing import Any

WORDS = (
    b"null", b"NaN", b"1e999", b"-0", b"9" * 400, b'""', b"[]", b"{}", b"[" * 300, b'{"a":' * 200,
    b'"\\ud800"', b"\\u0000", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xc3", b"\r", b"\n\n",
    b'"', b",", b";", b"\t", b"&lol;", b"<!DOCTYPE a>", b"=1+1", b"!!python/object:os.system {}",
    b"&a [*a]", b"<<: *a", b"? :", b"- - -", b"%YAML 9.9\n---", b"2026-99-99", b"1_0:59:59",
    b"__proto__", b"../../x", b"PK\5\6", b"PK\1\2", b"(a+)+$", b"(?<!a)", b"\\1", b"{1000}", b"*+?",
    "\u202e".encode(), "\u0130".encode(), "\U0001f3e0".encode(),
)  # fmt: skip


JUNK = [
    None, "", 0, -1, 1e300, True, False, "x" * 5000, [], {}, [None], [[]], ["a"], {"a": {"b": [1]}},
    "\0", "<p>", "=1+1", "  ", "2020-02-30", "9999-99-99", "http://[", "é" * 400, 10**20, "NaN", -0.0,
    [1, 2], {"title": 3}, "180° 0' 0\" N", "INFINITY",
]  # fmt: skip
_INSIDE = 0.6
_DAY = (2026, 1, 1, 0, 0, 0)


def changed(data: bytes, draw: random.Random) -> bytes:
    """Return ``data`` damaged: its bytes, or, of a zip and of JSON, what stands in it."""
    if draw.random() < _INSIDE:
        is_zip = zipfile.is_zipfile(io.BytesIO(data))
        try:
            if is_zip:
                return _one_member_damaged(data, draw)
            before, line, after = _a_part_of_json(data, draw)
            return before + as_json(spoilt(json.loads(line), draw)) + after
        except Exception:  # noqa: BLE001 - it is no JSON, or was damaged before, in any way
            return damaged(data, draw)
    return damaged(data, draw)


def _a_part_of_json(data: bytes, draw: random.Random) -> tuple[bytes, bytes, bytes]:
    """Return what stands before one line of JSON Lines, the line, and the rest; or all of JSON."""
    lines = data.splitlines(keepends=True)
    whole = [number for number, line in enumerate(lines) if line.rstrip().endswith(b"}")]
    if not (len(whole) > 1 and all(lines[number].startswith(b"{") for number in whole)):
        return b"", data, b""
    chosen = draw.choice(whole)
    return b"".join(lines[:chosen]), lines[chosen], b"\n" + b"".join(lines[chosen + 1 :])


def _one_member_damaged(data: bytes, draw: random.Random) -> bytes:
    """Return the zip packed anew, so that no checksum tells of what was done to one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = draw.choice(names)
        for name in names:
            content = old.read(name)
            content = damaged(content, draw) if name == chosen else content
            new.writestr(zipfile.ZipInfo(name, _DAY), content, draw.choice([0, 8]))
    return out.getvalue()


def spoilt(value: Any, draw: random.Random, depth: int = 0) -> Any:
    """Return ``value`` with one to six values below ``depth`` replaced or taken away."""
    value = copy.deepcopy(value)
    for _ in range(draw.randint(1, 6)):
        places = [place for place in _places(value) if len(place) > max(depth - 1, 0)]
        if not places:
            break
        *above, last = draw.choice(places)
        target = value
        for key in above:
            target = target[key]
        if draw.random() < 0.15 and isinstance(target, dict):
            del target[last]
        else:
            target[last] = copy.deepcopy(draw.choice(JUNK))
    return value


def as_json(value: Any) -> bytes:
    """Return ``value`` as JSON; 1e400 is JSON, and infinite in Python."""
    return json.dumps(value).replace('"INFINITY"', "1e400").encode()


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    if isinstance(value, dict):
        for key in value:
            yield from _places(value[key], (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, (*at, index))


def damaged(data: bytes, draw: random.Random) -> bytes:
    """Return ``data`` with one to eight faults."""
    found = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        if not found:
            break
        at = draw.randrange(len(found))
        length = draw.choice([1, 2, 8, 64, 700])
        kind = draw.choice(["flip", "set", "cut", "double", "insert", "zero", "word", "move"])
        if kind == "flip":
            found[at] ^= 1 << draw.randrange(8)
        elif kind == "set":
            found[at] = draw.choice(b'\0\xff"{}[],\n\r<&')
        elif kind == "cut":
            del found[at : at + length]
        elif kind == "double":
            found[at:at] = found[at : at + length]
        elif kind == "insert":
            found[at:at] = draw.randbytes(length)
        elif kind == "zero":
            found[at : at + length] = bytes(min(length, len(found) - at))
        elif kind == "word":
            found[at : at + draw.choice([0, 0, 1, 8])] = draw.choice(WORDS)
        else:
            to = draw.randrange(len(found))
            found[to:to] = found[at : at + length]
    return bytes(found)
