"""Runs an importer over a document and keeps account of every row."""

import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError
from rapidfuzz import process

from cpstandard.core.document import Document
from cpstandard.core.errors import CpstandardError, SourceFailed, WrongOptions
from cpstandard.core.importer import (
    Imported,
    Importer,
    ImporterOptions,
    ImportReport,
    OptionMistakes,
)
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.ingest.outcome_shape import mistake_in


def parse_options(importer: Importer, raw: Mapping[str, Any]) -> ImporterOptions:
    """Return ``raw`` as the importer's options.

    Raises ``WrongOptions`` naming each key that is wrong, with the nearest one that exists, and
    ``SourceFailed`` where the importer's own code breaks on them.
    """
    try:
        return importer.Options.model_validate(dict(raw))
    except ValidationError as error:
        known = [field.alias or name for name, field in importer.Options.model_fields.items()]
        mistakes = [found for entry in error.errors() for found in _mistakes(dict(entry), known)]
        raise WrongOptions(f"Options of importer {importer.id}", mistakes) from None
    except Exception as error:
        raise SourceFailed(
            f"{called(importer, '')} broke on its options ({_sentence(error)}). Tell whoever "
            "makes it."
        ) from error


def _mistakes(entry: dict[str, Any], known: list[str]) -> Sequence[tuple[str, str]]:
    where = "/".join(str(part) for part in entry["loc"])
    raised = entry.get("ctx", {}).get("error")
    if isinstance(raised, OptionMistakes):
        return raised.mistakes
    if entry["type"] == "extra_forbidden":
        name = str(entry["loc"][-1])
        best = process.extractOne(name, known, score_cutoff=60) if len(entry["loc"]) == 1 else None
        hint = f"; did you mean {best[0]!r}?" if best else f"; known: {', '.join(known)}"
        return [("", f"{where!r} is not an option{hint}")]
    if entry["type"] == "missing":
        return [("", f"{where!r} is needed")]
    return [(where, str(entry["msg"]).removeprefix("Value error, ").rstrip("."))]


def run_importer(
    importer: Importer,
    document: Document,
    options: ImporterOptions,
    report: ImportReport,
    distribution: str = "",
) -> Iterator[Imported]:
    """Yield the records that ``importer`` makes of ``document``; ``report`` is filled on the way.

    ``report`` is complete when the last record has been read. Failures of ours pass through;
    anything else that the importer raises becomes ``SourceFailed``, which names the importer, its
    ``distribution``, the line of its code and the row in hand, or the last that went well. So
    does an outcome that is none.
    """
    last: Row | None = None
    try:
        for outcome in importer.read(document, options):
            if mistake := mistake_in(outcome):
                raise SourceFailed(  # noqa: TRY301 - told where all that goes wrong is told
                    _failure(importer, distribution, document, _after(last), mistake)
                )
            report.count(outcome)
            last = outcome.rows[-1] if outcome.rows else last
            if isinstance(outcome, Imported):
                yield outcome
    except (CpstandardError, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # it may even call sys.exit
        frame = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{_sentence(error)}, at {PurePath(frame.filename).name}:{frame.lineno}"
        row = _row_in_hand(error, last)
        where = f"at {_place(row)}" if row is not None else _after(last)
        raise SourceFailed(_failure(importer, distribution, document, where, what)) from error


def new_report(importer: Importer, document: Document) -> ImportReport:
    """Return an empty report for one run."""
    return ImportReport(importer=f"{importer.id} {importer.version}", document=document.name)


def called(importer: Importer, distribution: str) -> str:
    """Return what an importer is called in a failure of its own."""
    made_by = f" of {distribution}" if distribution else ""
    return f"The importer {importer.id} {importer.version}{made_by}"


def _row_in_hand(error: BaseException, last: Row | None) -> Row | None:
    """Return the row at which the code that broke was at work: one that a function there holds.

    It may still hold a row that is done with, so that only one below the ``last`` is believed.
    """
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    held = (value for frame in reversed(frames[1:]) for value in frame.f_locals.values())
    # What strangers hold is asked for nothing that their code would answer.
    rows = (value for value in held if type(value) is Row and type(value.location) is Location)
    return next((row for row in rows if last is None or _is_below(row, last)), None)


def _is_below(row: Row, last: Row) -> bool:
    one, other = row.location, last.location
    same = (one.file, one.sheet) == (other.file, other.sheet)
    return same and (one.row or one.line or 0) > (other.row or other.line or 0)


def _after(last: Row | None) -> str:
    return f"after {_place(last)}" if last else "before it made anything of its first row"


def _place(row: Row) -> str:
    return f"{row.location}{row.location.pointer}"


def _failure(
    importer: Importer, distribution: str, document: Document, where: str, what: str
) -> str:
    who = called(importer, distribution)
    return f"{who} broke on {document.name}, {where} ({what}). Tell whoever makes it."


def _sentence(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
