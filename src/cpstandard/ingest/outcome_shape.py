"""Says what is wrong with an outcome of an importer that is none."""

import json
from collections.abc import Iterator

from cpstandard.core.importer import Imported, Skipped
from cpstandard.core.row import Row


def mistake_in(outcome: object) -> str:
    """Return what is wrong with ``outcome``, in a few words; empty where it is one.

    Whether the record is what the standard says, the validator tells.
    """
    return next(_mistakes(outcome), "")


def _mistakes(outcome: object) -> Iterator[str]:
    if not isinstance(outcome, Imported | Skipped):
        yield f"it yielded {_shown(outcome)}, which is neither Imported nor Skipped"
    elif not isinstance(outcome.rows, tuple) or not all(isinstance(r, Row) for r in outcome.rows):
        yield f"rows is {_shown(outcome.rows)}, not a tuple of Row"
    elif isinstance(outcome, Skipped):
        if not _is_text(outcome.reason):
            yield f"it skipped a row for the reason {_shown(outcome.reason)}"
    elif not _is_text(outcome.local_id):
        yield f"local_id is {_shown(outcome.local_id)}, not the text of an id"
    elif not isinstance(outcome.record, dict):
        yield f"the record is {_shown(outcome.record)}, not an object"
    else:
        yield from _beyond_json(outcome)


def _beyond_json(outcome: Imported) -> Iterator[str]:
    try:
        json.dumps(outcome.record, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        yield f"the record {_shown(outcome.local_id)} holds what JSON cannot: {error}"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _shown(value: object) -> str:
    return f"{value!r:.80}"
