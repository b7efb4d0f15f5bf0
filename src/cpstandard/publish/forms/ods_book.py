"""Writes an OpenDocument spreadsheet row by row: a few XML parts in a zip, always the same bytes.

What is written here is a small and fixed part of the format, so that no library is needed; the
libraries there are hold the whole document in memory.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import IO, BinaryIO
from xml.sax.saxutils import quoteattr

from cpstandard.core.errors import UnusableInput
from cpstandard.publish.forms import ods_xml, zipped

MAX_ROWS = 1_048_576


class OdsSheet:
    """One sheet, kept in a temporary file until all sheets are there."""

    def __init__(self, name: str, columns: str, text: zipped.SpooledText) -> None:
        """Begin the sheet with its ``columns``, as XML."""
        self.name = name
        self._text = text
        self._rows = 0
        named = f'<table:table table:name={quoteattr(name)} table:style-name="sheet">'
        self._text.write(named + columns)

    def add(self, cells: Sequence[str], *, times: int = 1, is_heading: bool = False) -> None:
        """Add a row of cells given as XML; ``times``: the same empty row again and again."""
        self._rows += times
        if self._rows > MAX_ROWS:
            raise UnusableInput(
                f"The sheet {self.name} has no room for more than {MAX_ROWS - 1:,} rows: "
                "write JSON Lines or CSV."
            )
        repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
        inner = "".join(cells) or "<table:table-cell/>"
        row = f"<table:table-row{repeated}>{inner}</table:table-row>"
        before, after = ("<table:table-header-rows>", "</table:table-header-rows>")
        self._text.write(f"{before}{row}{after}" if is_heading else row)

    def copy_to(self, target: IO[bytes]) -> None:
        """Write the whole sheet to ``target``."""
        self._text.write("</table:table>" if self._rows else "<table:table-row/></table:table>")
        self._text.copy_to(target)


class OdsBook:
    """A spreadsheet that is being written."""

    def __init__(self, stack: ExitStack) -> None:
        """Let ``stack`` close the temporary files."""
        self._stack = stack
        self._sheets: list[OdsSheet] = []
        self._widths: set[int] = set()
        self.choices: list[ods_xml.Choice] = []
        self.frozen: list[str] = []
        self.active = ""

    def add_sheet(self, name: str, widths: Sequence[int], styles: Sequence[str]) -> OdsSheet:
        """Add a sheet; ``widths`` in signs and ``styles`` of empty cells, column by column."""
        columns = ods_xml.columns(widths, styles)
        sheet = OdsSheet(name, columns, zipped.SpooledText(self._stack))
        self._widths.update(widths)
        self._sheets.append(sheet)
        return sheet

    def write(self, out: BinaryIO) -> None:
        """Write all sheets to ``out``."""
        active = self.active or self._sheets[0].name
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            # Other programs look for the media type at a fixed place: first, and not compressed.
            archive.writestr(zipped.entry("mimetype", zipfile.ZIP_STORED), ods_xml.MEDIA_TYPE)
            with zipped.opened(archive, zipped.entry("content.xml")) as target:
                target.write(ods_xml.before_tables(self._widths, self.choices).encode())
                for sheet in self._sheets:
                    sheet.copy_to(target)
                target.write(ods_xml.AFTER_TABLES.encode())
            archive.writestr(zipped.entry("styles.xml"), ods_xml.page_styles())
            archive.writestr(zipped.entry("settings.xml"), ods_xml.settings(self.frozen, active))
            archive.writestr(zipped.entry("META-INF/manifest.xml"), ods_xml.manifest())


@contextmanager
def opened_ods(out: BinaryIO) -> Iterator[OdsBook]:
    """Yield a book that is written to ``out`` at the end."""
    with ExitStack() as stack:
        book = OdsBook(stack)
        yield book
        book.write(out)
