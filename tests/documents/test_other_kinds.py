"""A document of another kind is called by its name, with what to do, whatever is named on it."""

import io
import zipfile
from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.package import open_package
from cpstandard.schema_store import standard


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "called"),
    [
        ("a.docx", zipped(**{"word/document.xml": "<a/>"}), "a Word document"),
        ("a.odt", zipped(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument text"),
        ("a.numbers", zipped(**{"Index/Document.iwa": "x"}), "Numbers, Pages or Keynote"),
        ("a.pdf", b"%PDF-1.7 x", "a PDF"),
    ],
)
def test_it_is_refused_in_one_line_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, called: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnusableInput) as caught:
        open_package(open_document(path, name=name), standard)
    assert called in str(caught.value)
    assert "save that as XLSX or CSV" in str(caught.value)
    assert "\n" not in str(caught.value)
