"""The media types that the stages tell apart, by the names under which IANA or custom has them."""

from typing import Final

from cpstandard.core.phrase import phrase

JSON: Final = "application/json"
JSON_LINES: Final = "application/jsonl"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
PABULIB: Final = "text/x-pabulib"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM: Final = "application/vnd.ms-excel.sheet.macroenabled.12"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
XLS: Final = "application/vnd.ms-excel"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
ZIP: Final = "application/zip"
GZIP: Final = "application/gzip"
FOLDER: Final = "inode/directory"
HTML: Final = "text/html"
XML: Final = "application/xml"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Final = "application/vnd.oasis.opendocument.text"
IWORK: Final = "application/x-iwork"
TEXT: Final = "text/plain"
BINARY: Final = "application/octet-stream"

WORKBOOKS: Final = frozenset({XLSX, XLSM, XLSB, XLS, ODS})
DELIMITED: Final = frozenset({CSV, TSV})
NO_TEXT: Final = WORKBOOKS | {ZIP, GZIP, PDF, DOCX, ODT, IWORK, BINARY}
CONTAINERS: Final = frozenset({ZIP, FOLDER})

WORDS: Final[dict[str, str]] = {
    JSON: "JSON",
    JSON_LINES: "JSON Lines",
    CSV: phrase("a CSV file"),
    TSV: phrase("a tab-separated file"),
    PABULIB: phrase("a .pb file of Pabulib"),
    XLSX: phrase("an Excel workbook"),
    XLSM: phrase("an Excel workbook with macros"),
    XLSB: phrase("a binary Excel workbook"),
    XLS: phrase("an old Excel workbook"),
    ODS: phrase("an OpenDocument spreadsheet"),
    ZIP: phrase("a zip archive"),
    GZIP: phrase("a gzip archive"),
    FOLDER: phrase("a folder"),
    HTML: phrase("a web page (HTML)"),
    XML: "XML",
    PDF: phrase("a PDF"),
    DOCX: phrase("a Word document"),
    ODT: phrase("an OpenDocument text"),
    IWORK: phrase("a document of Numbers, Pages or Keynote"),
    TEXT: phrase("plain text"),
    BINARY: phrase("a binary file of a kind not known here"),
}
"""What a person calls each, for messages."""
