"""Writes the copies that ``validate`` can make: the findings marked, or what is certain mended."""

import io
from pathlib import Path, PurePath
from typing import BinaryIO

from cpstandard.amend.annotate import annotate
from cpstandard.amend.fix_csv import fixed_csv
from cpstandard.amend.fix_json import fixed_json
from cpstandard.amend.fix_workbook import fix_workbook
from cpstandard.amend.table_book import write_table_book
from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.fix import Fix
from cpstandard.core.phrase import phrase
from cpstandard.core.report import Report
from cpstandard.documents.delimited import dialect
from cpstandard.documents.zip_guard import opened_zip

MAX_TEXT = 256 << 20
_TODAY = frozenset({mt.XLSX, mt.XLSM})
_TEXTS = frozenset({mt.JSON, mt.JSON_LINES})


def marked(document: Document, report: Report, out: BinaryIO, target: Path) -> int:
    """Write the workbook or tables of ``document`` with the findings marked; return how many."""
    kind = document.media_type
    if kind in _TODAY:
        _check_ending(kind, target)
        with opened_zip(_path(document), document.name) as archive:
            return annotate(archive, report, out)
    if kind in mt.DELIMITED | {mt.ZIP}:
        _check_ending(mt.XLSX, target)
        return _annotate_tables(document, report, out)
    if kind in mt.WORKBOOKS:
        raise UnusableInput(
            phrase(
                "{name} is {kind}: save it as XLSX to have it marked.",
                name=document.name,
                kind=mt.WORDS[kind],
            )
        )
    raise UnusableInput(
        phrase(
            "{name} is {kind}: only tables can be marked.", name=document.name, kind=mt.WORDS[kind]
        )
    )


def _annotate_tables(document: Document, report: Report, out: BinaryIO) -> int:
    made = io.BytesIO()
    tables = list(document.tables())
    if not tables:
        raise UnusableInput(
            phrase("{name} holds no tables: only tables can be marked.", name=document.name)
        )
    titles = write_table_book(tables, document.name, made)
    with opened_zip(made, document.name) as archive:
        return annotate(archive, report, out, titles)


def _check_ending(kind: str, target: Path) -> None:
    """Refuse a name by which Excel would not open the copy."""
    ending = ".xlsm" if kind == mt.XLSM else ".xlsx"
    if target.suffix.lower() != ending:
        raise UnusableInput(
            phrase(
                "{target} will be {kind}: let its name end in {ending}.",
                target=target,
                kind=mt.WORDS[kind],
                ending=ending,
            )
        )


def mended(document: Document, wanted: list[Fix], out: BinaryIO, target: Path) -> list[Fix]:
    """Write ``document`` with what is ``wanted`` corrected; return what was."""
    kind, name = document.media_type, document.name
    if kind in _TODAY:
        _check_ending(kind, target)
        with opened_zip(_path(document), name) as archive:
            return fix_workbook(archive, name, wanted, out)
    if kind in mt.DELIMITED | _TEXTS:
        path = _path(document)
        if path.stat().st_size > MAX_TEXT:
            raise UnusableInput(
                phrase(
                    "{name} is larger than {size} MB: split it to mend it.",
                    name=name,
                    size=MAX_TEXT >> 20,
                )
            )
        if kind in _TEXTS:
            data, done = fixed_json(path.read_bytes(), name, wanted)
        else:
            encoding, delimiter = dialect(path, name)
            data, done = fixed_csv(
                path.read_bytes(), encoding.codec, encoding.errors, delimiter, wanted
            )
        out.write(data)
        return done
    advice = phrase("give JSON, JSON Lines, CSV or XLSX")
    if kind in mt.WORKBOOKS:
        advice = phrase("save it as XLSX")
    raise UnusableInput(
        phrase(
            "{name} is {kind}: {advice} to have it corrected.",
            name=name,
            kind=mt.WORDS.get(kind, kind),
            advice=advice,
        )
    )


def _path(document: Document) -> Path:
    # Only a single file on this machine comes here, see ``check``.
    return Path(str(PurePath(document.name)))
