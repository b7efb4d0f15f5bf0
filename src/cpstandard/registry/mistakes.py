"""What is wrong in a registry's file, in words that its author understands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from cpstandard.core.importer import OptionMistakes
from cpstandard.registry.strict_yaml import line_of

# What a value that does not match a pattern has to be, by key: nobody should have to read patterns.
ASKS = {
    "website": "has to be a web address that begins with https:// or http://, without spaces",
    "url": "has to be a web address that begins with https:// or http://, without spaces",
    "issues": "has to be a web address that begins with https:// or http://, without spaces",
    "base_url": "has to be a web address that begins with https:// or http://, without spaces",
    "texts": "has to be the tag of a language, such as en or cy",
    "languages": "has to be the tag of a language, such as en or cy",
    "contact": "has to be one e-mail address, such as data@example.org",
    "licence": "has to be an SPDX id without spaces, such as CC-BY-4.0, or the licence's address, "
    "which begins with https://",
    "parameter": "has to be what stands before = in the address, such as page",
    "scheme": "has to be a register's prefix from org-id.guide, such as GB-CHC",
    "fewer_since": "has to be a day, year first, such as 2026-01-31",
    "records": "has to be the id of a record, such as example-town-swan; copy it from its page",
    "decided": "has to be a day in full, year first, such as 2025-11-30",
    "since": "has to be a date, year first, such as 2025-11 or 2025-11-30",
    "date": "has to be a day, year first, such as 2026-01-31",
    "publisher": "has to be the id of a publisher: words in small letters joined by hyphens",
    "id": "has to be words or numbers in small letters joined by hyphens, such as our-list",
    "importer": "has to be the id of an importer; see  cpstandard plugins",
}


COLOURS = ("paper", "raised", "sunk", "ink", "quiet", "link", "accent", "accent_ink")
ASKS |= dict.fromkeys(COLOURS, 'has to be a colour in quotes, such as "#17324d"')


def mistakes_of(
    path: Path, text: bytes, model: type[BaseModel], error: ValidationError
) -> Iterator[str]:
    """Yield each mistake in the file ``path``: file, line, key, what is wrong, the remedy."""
    for mistake in error.errors():
        steps = [str(part) for part in mistake["loc"]]
        raised = mistake.get("ctx", {}).get("error")
        if isinstance(raised, OptionMistakes):
            for below, said in raised.mistakes:
                yield f"{_place(path, text, [*steps, *below.split('/')])}: {said}."
            continue
        place = _place(path, text, steps)
        message = mistake["msg"].removeprefix("Value error, ")
        if mistake["type"] == "extra_forbidden":
            message = f"nobody knows this key{_did_you_mean(model, mistake['loc'])}"
        elif mistake["type"] == "missing":
            message = "is missing; add it"
        elif mistake["type"] == "string_pattern_mismatch":
            message = f"{mistake['input']!r:.80} {_asked(mistake['loc'])}"
        elif mistake["type"] == "string_too_short" and not mistake["input"]:
            message = "is empty; write it"
        elif mistake["type"] in ("string_type", "bool_type"):
            message = f"{message}, but it reads as {mistake['input']!r}; put it in quotes"
        yield f"{place}: {message}."


def _place(path: Path, text: bytes, steps: list[str]) -> str:
    line = line_of(text, "/".join(steps)) if steps else None
    where = f"{path}: line {line}" if line else f"{path}"
    return f"{where}: {'.'.join(steps) or 'the whole file'}"


def _asked(location: tuple[int | str, ...]) -> str:
    named = [part for part in location if isinstance(part, str)]  # an item of a list has no name
    return ASKS.get(named[-1] if named else "", "is not written as it has to be")


def _did_you_mean(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake needs it

    names = set(_keys(model.model_json_schema()))
    found = process.extractOne(str(location[-1]), sorted(names), score_cutoff=70)
    return f"; did you mean {found[0]}?" if found else "; remove it"


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from _keys(part)
