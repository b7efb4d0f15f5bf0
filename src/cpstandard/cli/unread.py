"""What lies in a folder beside the files that are checked: told, so that nobody takes it for read.

A file named on the command line is read whatever it is called; of a folder those are whose ending
says that they may hold a package.
"""

from pathlib import PurePath
from typing import NamedTuple

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import counted, phrase
from cpstandard.validate.shown import shown_text

CODE = "unread-file"
MOST = 1_000
"""Files of one folder that are told by name."""

_SHEETS = {".numbers", ".gsheet", ".fods", ".sxc", ".dbf", ".mdb", ".accdb", ".et", ".wk4"}
_WRITING = {".docx", ".doc", ".odt", ".rtf", ".pdf", ".pages", ".html", ".htm", ".pptx", ".odp"}
_DATA = {".xml", ".yaml", ".yml", ".geojson", ".jsonld", ".parquet", ".sqlite", ".sqlite3", ".db"}
_TEXT = {".txt", ".tab"}
_PACKED = {".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz"}
_ADVICE = (
    (_SHEETS, phrase("save it as XLSX or CSV")),
    (_WRITING, phrase("if a table in it holds initiatives, save that as XLSX or CSV")),
    (_DATA, phrase("if it holds initiatives, save them as JSON or CSV")),
    (_TEXT, phrase("if it is a table, let its name end in .csv")),
    (_PACKED, phrase("unpack it, or pack it anew as a .zip")),
)
_LINK = phrase("it is a link; name what it leads to")
_OTHER = phrase("no form of a package has a name like that")


class Unread(NamedTuple):
    """A file in ``folder`` that is not read; ``more`` files, where they are too many to name."""

    folder: str
    file: str
    is_link: bool = False
    more: int = 0

    @property
    def rank(self) -> tuple[bool, bool]:
        """Order what may hold initiatives before what does not, and what is counted last."""
        ending = PurePath(self.file).suffix.lower()
        return self.more > 0, not any(ending in endings for endings, _ in _ADVICE)

    @property
    def sentence(self) -> str:
        """Say that it was not read, and what to do."""
        if self.more:
            return counted(
                self.more,
                "{count} more file was not read.",
                "{count} more files were not read.",
            )
        ending = PurePath(self.file).suffix.lower()
        advice = next((words for endings, words in _ADVICE if ending in endings), _OTHER)
        return phrase(
            "{name} was not read: {advice}.",
            name=shown_text(PurePath(self.file).name),
            advice=_LINK if self.is_link else advice,
        )

    @property
    def finding(self) -> Finding:
        """Return the finding that tells of it."""
        where = Location(self.file)
        return Finding(CODE, Severity.INFO, self.sentence, where, count=self.more or 1)
