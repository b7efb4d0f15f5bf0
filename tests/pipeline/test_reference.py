"""What the site is given of the standard: every version, every extension, every finding."""

from pathlib import Path

from cpstandard.pipeline.reference import finding_entries, reference
from cpstandard.plugins import load_plugins
from cpstandard.reference_files import read_files
from cpstandard.schema_store import LATEST, extensions, versions


def test_files_are_read_as_they_are_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name, content in (("b/c.csv", b"\xef\xbb\xbfa\r\n"), ("a.json", b"{}"), (".b/x", b"x")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "b" / ".hidden").write_bytes(b"x")
    found = read_files(tmp_path)
    assert list(found.items()) == [("a.json", b"{}"), ("b/c.csv", b"\xef\xbb\xbfa\r\n")]
    assert read_files(tmp_path / "nowhere") == {}


def test_every_version_and_extension_is_there() -> None:
    found = reference()
    assert [each.standard.version for each in found.versions] == versions()
    assert found.versions[-1].standard.version == LATEST
    assert all("initiative.json" in each.files for each in found.versions)
    assert [each.id for each in found.extensions] == sorted(extensions())
    assert all("docs.md" in each.files for each in found.extensions)


def test_every_finding_explains_itself() -> None:
    entries = finding_entries(load_plugins())
    codes = [entry.code for entry in entries]
    assert codes == sorted(set(codes))
    assert all(entry.what and entry.why and entry.mend for entry in entries)
