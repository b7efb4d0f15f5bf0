"""The manifest finds whatever was done to an edition's files, and calls it by its name."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.publish import manifest as module
from cpstandard.publish.edition_files import Written
from cpstandard.publish.manifest import (
    MANIFEST,
    Kind,
    damage_of,
    is_path_of_a_site,
    manifest_text,
    read_manifest,
    skim_manifest,
)

FILES = {"index.html": b"<p>home</p>", "data/a.csv": b"id\r\n", "data/deep/b.json": b"{}"}


def facts(content):
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def entry(path):
    """Return what a manifest is told of a file."""
    return Written(path, hashlib.sha256(FILES[path]).hexdigest(), len(FILES[path]))


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / MANIFEST).write_bytes(manifest_text("inputs", map(entry, FILES)))
    return folder


def damage(site):
    return [(each.path, each.kind, each.message) for each in damage_of(site)]


def test_a_whole_site(site):
    assert damage(site) == []
    assert read_manifest(site) == json.loads((site / MANIFEST).read_bytes())
    assert read_manifest(site)["inputs"] == "inputs"


def test_the_manifest_is_the_same_whatever_the_order_of_its_files():
    listed = [entry(path) for path in FILES]
    turned = listed[::-1]
    assert manifest_text("i", listed) == manifest_text("i", turned)
    assert manifest_text("i", listed) != manifest_text("j", listed)
    assert list(json.loads(manifest_text("i", turned))["files"]) == sorted(FILES)
    assert json.loads(manifest_text("i", listed))["files"] == {
        path: facts(content) for path, content in FILES.items()
    }


@pytest.mark.parametrize("paths", [list(FILES), []], ids=["files", "none"])
def test_a_manifest_is_written_as_the_standard_library_would(paths):
    text = manifest_text("i", map(entry, paths))
    assert text.decode() == json.dumps(json.loads(text), indent=1, sort_keys=True)


def test_an_edition_of_no_files(tmp_path):
    (tmp_path / MANIFEST).write_bytes(manifest_text("i", []))
    assert damage(tmp_path) == []
    assert read_manifest(tmp_path)["files"] == {}


def test_a_changed_byte_and_an_end_cut_off(site):
    (site / "index.html").write_bytes(b"<p>hime</p>")
    (site / "data/a.csv").write_bytes(b"id" * 600)
    assert damage(site) == [
        ("data/a.csv", Kind.CHANGED, "it has 1,200 bytes and not 4"),
        ("index.html", Kind.CHANGED, "it has other bytes than were published"),
    ]


def test_a_file_too_few_and_one_too_many(site):
    (site / "data/deep/b.json").unlink()
    (site / "data/deep/c.json").write_bytes(b"{}")
    assert damage(site) == [
        ("data/deep/c.json", Kind.EXTRA, "it is no part of the edition"),
        ("data/deep/b.json", Kind.MISSING, "it is gone"),
    ]


def test_a_link_in_place_of_a_file_is_not_followed(site, tmp_path):
    kept = tmp_path / "kept.html"
    (site / "index.html").rename(kept)
    (site / "index.html").symlink_to(kept)
    (site / "folder").symlink_to(tmp_path)
    said = "it is a link, to {}; an edition has none"
    assert damage(site) == [
        ("folder", Kind.LINK, said.format(tmp_path)),
        ("index.html", Kind.LINK, said.format(kept)),
    ]


def test_what_is_neither_a_file_nor_a_folder(site):
    os.mkfifo(site / "pipe")
    assert damage(site) == [("pipe", Kind.EXTRA, "it is neither a file nor a folder")]


def broken(*_, **__):
    raise PermissionError(13, "Permission denied")


def test_what_cannot_be_read(site, monkeypatch):
    monkeypatch.setattr(module, "digest_of", broken)
    said = "it cannot be read (Permission denied)"
    assert damage(site) == [(path, Kind.UNREADABLE, said) for path in sorted(FILES)]


def test_a_folder_that_cannot_be_read(site, monkeypatch):
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda f: broken() if Path(f).name == "deep" else real(f))
    assert damage(site) == [
        ("data/deep/", Kind.UNREADABLE, "the folder cannot be read (Permission denied)"),
        ("data/deep/b.json", Kind.MISSING, "it is gone"),
    ]
    monkeypatch.setattr(os, "scandir", broken)
    assert damage(site)[0][0] == "."


@given(
    paths=st.lists(
        st.text(min_size=1).filter(is_path_of_a_site) | st.just("data/é\n"), unique=True
    ),
    inputs=st.text(max_size=99),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_to_skim_a_manifest_gives_what_it_says_of_one_folder(site, paths, inputs):
    paths += [f"data/{path}" for path in paths]
    listed = [Written(path, "0" * 64, 3) for path in dict.fromkeys(paths)]
    (site / MANIFEST).write_bytes(manifest_text(inputs, listed))
    whole = read_manifest(site)
    files = {path: each for path, each in whole["files"].items() if path.startswith("data/")}
    assert skim_manifest(site, "data/") == {"inputs": inputs, "files": files}


def test_no_manifest(site):
    (site / MANIFEST).unlink()
    assert damage(site) == [
        (MANIFEST, Kind.MANIFEST, "it cannot be read (No such file or directory)")
    ]
    assert read_manifest(site) is None
    assert skim_manifest(site, "data/") is None


def signed(held):
    """Return a manifest of ``held`` with a digest that fits, as whoever can write files can."""
    text = json.dumps({**held, "digest": "?"}, indent=1, sort_keys=True)
    digest = hashlib.sha256(text.replace(' "digest": "?",\n', "").encode()).hexdigest()
    return text.replace("?", digest).encode()


def signed_as_before(held):
    """Return a manifest as version 0.1 wrote it, with a digest of its values."""
    digest = hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()
    return json.dumps({**held, "digest": digest}, indent=1, sort_keys=True).encode()


OURS, FITS = "it is no manifest of ours", "its own digest does not fit"
SOUND = {"inputs": "i", "files": {"a/b": facts(b"x")}}


def listing(path, facts_of_it=None):
    return signed({"inputs": "i", "files": {path: facts_of_it or facts(b"x")}})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", OURS),
        (b"{}", OURS),
        (signed({"inputs": "i", "files": {}, "more": 1}), OURS),
        (signed({"inputs": "i", "files": []}), OURS),
        (signed(SOUND).replace(b'"i"', b'"j"'), FITS),
        (signed(SOUND).replace(b": ", b":"), FITS),
        (signed(SOUND) + b"\n", FITS),
        (signed_as_before(SOUND).replace(b'"i"', b'"j"'), FITS),
        (signed_as_before(SOUND) + b"\n", FITS),
        (listing("../a"), OURS),
        (listing("a/../b"), OURS),
        (listing("a/./b"), OURS),
        (listing("/a"), OURS),
        (listing("a//b"), OURS),
        (listing("a", [1]), OURS),
        (listing("a", {"sha256": "0" * 64, "bytes": "1"}), OURS),
        (listing("a", {"sha256": "0" * 63, "bytes": 1}), OURS),
        (listing("a", {"sha256": "0" * 64 + "\n", "bytes": 1}), OURS),
        (listing("a", {"bytes": 1}), OURS),
    ],
)
def test_a_manifest_that_was_changed(site, text, why):
    (site / MANIFEST).write_bytes(text)
    assert damage(site) == [(MANIFEST, Kind.MANIFEST, f"it was changed: {why}")]
    assert read_manifest(site) is None
    if why != OURS or b'"a/' in text:
        assert skim_manifest(site, "a/") is None


@pytest.mark.parametrize("form", [signed, signed_as_before])
def test_one_that_is_signed_as_ours_is_taken_for_ours(site, form):
    (site / MANIFEST).write_bytes(form(SOUND))
    assert read_manifest(site)["files"] == SOUND["files"]
    assert skim_manifest(site, "a/")["files"] == SOUND["files"]
    assert skim_manifest(site, "b/")["files"] == {}


def test_every_byte_of_a_manifest_counts(site):
    text = (site / MANIFEST).read_bytes()
    for place in range(len(text)):
        (site / MANIFEST).write_bytes(text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :])
        assert read_manifest(site) is None, place
        assert skim_manifest(site, "data/") is None, place
    (site / MANIFEST).write_bytes(text)
    assert read_manifest(site)


def test_anybody_can_work_out_the_digest_with_what_a_system_has(site):
    shown = subprocess.run(
        ["/bin/sh", "-c", 'sed 2d "$0" | sha256sum', str(site / MANIFEST)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert shown.split()[0] == json.loads((site / MANIFEST).read_bytes())["digest"]
