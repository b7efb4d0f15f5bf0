"""Each way in which a zip can harm is refused in a line, and what is our own fault is not hidden."""

import errno
import io
import struct
import zipfile
import zlib

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import zip_guard
from cpstandard.documents.zip_guard import check_markup, check_sizes, opened_zip


def zipped(members, **how):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return zipfile.ZipFile(out)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "_rels/.rels", "A/SHEET.XML"])
@pytest.mark.parametrize(
    "text", ["<!DOCTYPE a>", "<!doctype a>", "<?xml version='1.0'?>\n <!ENTITY a 'b'>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_declared_document_type_is_refused(name, text, encoding):
    archive = zipped([("first.xml", "<a/>"), (name, text.encode(encoding)), ("last.xml", "<a/>")])
    with pytest.raises(UnusableInput) as told:
        check_markup(archive, "book.xlsx")
    assert str(told.value) == (
        "book.xlsx has a document type declaration inside, which no spreadsheet program writes: "
        "save it again from a spreadsheet program."
    )


def test_one_far_down_the_prologue_is_found():
    before = "<!--" + " " * ((64 << 10) - 30) + "-->"
    with pytest.raises(UnusableInput):
        check_markup(zipped([("a.xml", before + "<!ENTITY a 'b'>")]), "book.xlsx")


def test_what_is_no_markup_may_say_doctype():
    harmless = [("a.png", "<!DOCTYPE"), ("b.xml", "<a>DOCTYPE ENTITY</a>")]
    check_markup(zipped(harmless), "book.xlsx")
    with pytest.raises(UnusableInput):
        check_markup(zipped([*harmless, ("c.xml", "<!DOCTYPE a>")]), "book.xlsx")


class LZMAError(Exception):
    """The same name as that of a module which not every Python has."""


@pytest.mark.parametrize(
    "error",
    [
        zipfile.BadZipFile(),
        zlib.error(),
        struct.error(),
        EOFError(),
        ValueError(),
        KeyError(),
        OverflowError(),
        NotImplementedError(),
        LZMAError(),
        OSError(errno.EINVAL, "seek"),
    ],
    ids=repr,
)
def test_damage_is_one_line(error):
    with (
        pytest.raises(UnusableInput, match=r"^a\.zip is a zip or workbook that is damaged") as told,
        opened_zip(zipped([("a", "b")]).fp, "a.zip"),
    ):
        raise error
    assert told.value.__cause__ is error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), ZeroDivisionError()], ids=repr)
def test_what_is_no_damage_is_not_called_so(error):
    with pytest.raises(type(error)), opened_zip(zipped([("a", "b")]).fp, "a.zip"):
        raise error


def test_what_is_refused_inside_stays_as_it_was_said():
    with (
        pytest.raises(UnusableInput, match=r"^so it is$"),
        opened_zip(zipped([("a", "b")]).fp, "a.zip"),
    ):
        raise UnusableInput("so it is")


def refused(archive):
    with pytest.raises(UnusableInput) as told:
        check_sizes(archive, "a.zip")
    return str(told.value)


def test_as_many_files_as_are_read_and_one_more(monkeypatch):
    monkeypatch.setattr(zip_guard, "MAX_MEMBERS", 2)
    check_sizes(zipped([("a", ""), ("b", "")]), "a.zip")
    said = refused(zipped([("a", ""), ("b", ""), ("c", "")]))
    assert said == "a.zip holds 3 files; at most 2 are read: split it."


def test_two_of_one_name():
    with pytest.warns(UserWarning, match="Duplicate"):
        archive = zipped([("a", "1"), ("a", "2")])
    assert refused(archive) == (
        "a.zip holds two files of the same name, of which only one can be meant: make it again from "
        "its source."
    )


def test_as_large_as_is_read_and_one_more(monkeypatch):
    monkeypatch.setattr(zip_guard, "MAX_TOTAL", 5 << 20)
    part = bytes(1 << 20)
    check_sizes(zipped([(str(n), part) for n in range(5)]), "a.zip")
    said = refused(zipped([*((str(n), part) for n in range(5)), ("x", b"1")]))
    assert said == "a.zip would unpack to 5 MB: split it."


def test_a_password():
    archive = zipped([("a", "b")])
    archive.infolist()[0].flag_bits |= 1
    assert refused(archive) == "a.zip is protected by a password: save it without one."


def sized(file_size, compress_size):
    archive = zipped([("a", "b")])
    info = archive.infolist()[0]
    info.file_size, info.compress_size = file_size, compress_size
    return archive


@pytest.mark.parametrize(
    ("file_size", "compress_size", "swollen"),
    [
        ((32 << 20) + 250, (32 << 20) // 250, True),
        (250 << 18, 1 << 18, False),  # as much as an honest file may
        ((250 << 18) + 1, 1 << 18, True),
        (32 << 20, 1, False),  # small enough to be no harm
        ((32 << 20) + 1, 0, True),
    ],
)
def test_what_grows_as_no_honest_file_does(file_size, compress_size, swollen):
    archive = sized(file_size, compress_size)
    if swollen:
        assert refused(archive) == (
            "a.zip would unpack to more than 250 times its size, as no honest file does: make it "
            "again from its source."
        )
    else:
        check_sizes(archive, "a.zip")
