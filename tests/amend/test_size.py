"""A sheet too large to be marked is refused with a clear line."""

import io
import zipfile

import pytest

from cpstandard.amend import book
from cpstandard.core.errors import UnusableInput

LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def test_a_sheet_above_the_limit(monkeypatch):
    monkeypatch.setattr(book, "MAX_PART", 2 << 20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        link = '<Relationship Id="a" Type="x/officeDocument" Target="w.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{LINKS}">{link}</Relationships>')
        archive.writestr("w.xml", f'<workbook xmlns="{book.MAIN}"/>')
        archive.writestr("big.xml", b" " * (3 << 20))
    with zipfile.ZipFile(out) as archive, pytest.raises(UnusableInput) as raised:
        book.Book(archive, "ours.xlsx").part("big.xml")
    assert str(raised.value).startswith("ours.xlsx has a sheet of more than 2 MB")
