"""Looks at the machine: Python, encodings, the reader of workbooks, and programs beside us."""

import io
import locale
import platform
import shutil
import sys
from collections.abc import Iterator

import xlsxwriter

from cpstandard.cli.doctor.model import Line
from cpstandard.core.errors import CpstandardError
from cpstandard.documents import open_stream

OLDEST = (3, 11)
_PROGRAMS = {
    "java": (("java",), "build --engine spark, which needs Java 17 or newer"),
    "browser": (
        ("chromium", "chromium-browser", "google-chrome"),
        "the tests of the pages, if you work on cpstandard",
    ),
    "libreoffice": (
        ("soffice", "libreoffice"),
        "the tests of workbooks, if you work on cpstandard",
    ),
}
_SIGNS = "ŵ ŷ £ € \u2013"


def python() -> Iterator[Line]:
    """Yield lines about Python, the platform, and how text is written."""
    version = platform.python_version()
    old = sys.version_info < OLDEST
    yield Line(
        topic="machine",
        name="python",
        state="wrong" if old else "ok",
        message=f"{platform.python_implementation()} {version} at {sys.prefix}",
        remedy="use Python 3.11 or newer" if old else "",
    )
    here = f"{platform.system()} {platform.machine()}"
    posix = sys.platform != "win32"
    yield Line(
        topic="machine",
        name="platform",
        state="ok" if posix else "wrong",
        message=here,
        remedy="" if posix else "use Linux or macOS, or Linux within Windows (WSL)",
    )
    yield _encoding()


def _encoding() -> Line:
    of = {"stdout": sys.stdout.encoding or "ascii", "file names": sys.getfilesystemencoding()}
    told = ", ".join(f"{name} {encoding}" for name, encoding in of.items())
    told = f"{told}, locale {locale.setlocale(locale.LC_CTYPE)}"
    lost = [name for name, encoding in of.items() if not _can_write(encoding)]
    if not lost:
        return Line(topic="machine", name="encoding", state="ok", message=told)
    return Line(
        topic="machine",
        name="encoding",
        state="note",
        message=f"{told}: {' and '.join(lost)} cannot hold every letter",
        remedy="export PYTHONUTF8=1, or a locale such as C.UTF-8",
    )


def _can_write(encoding: str) -> bool:
    try:
        return bool(_SIGNS.encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False


def workbooks() -> Iterator[Line]:
    """Read a small workbook as one of a stranger is read: in a process with limits of its own."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, _SIGNS)
    file.seek(0)
    try:
        read = [
            list(row) for table in open_stream(file, "doctor.xlsx").tables() for row in table.rows()
        ]
    except (CpstandardError, OSError) as error:
        read, why = [], str(error)
    else:
        why = f"{_SIGNS} came back as {read}"
    if read != [[_SIGNS]]:
        yield Line(
            topic="machine",
            name="workbooks",
            state="wrong",
            message=f"a workbook could not be read in a process of its own: {why}",
            remedy="allow this user to start processes and to write into the folder of TMPDIR",
        )
        return
    message = "one was read in a process with limits of its own"
    yield Line(topic="machine", name="workbooks", state="ok", message=message)


def programs() -> Iterator[Line]:
    """Yield a line for each program that something optional calls."""
    for name, (commands, purpose) in _PROGRAMS.items():
        found = next(filter(None, map(shutil.which, commands)), None)
        yield Line(
            topic="programs",
            name=name,
            state="ok" if found else "note",
            message=f"{found or 'not here'}: only for {purpose}",
        )
