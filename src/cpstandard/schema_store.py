"""Finds the standard's files, compiles them, and gives each version ready for use."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from cpstandard.core.codelist import Code, Codelist
from cpstandard.core.errors import UnusableInput
from cpstandard.core.extension import Extension, changes, merge_patch
from cpstandard.core.licences import Licences
from cpstandard.core.standard import Schema, Standard
from cpstandard.core.wording import Word, Wording

LATEST = "1.0"


def schema_folder() -> Path:
    """Return the folder of the standard: the checkout's if there is one, else the packaged."""
    here = Path(__file__).resolve().parent
    for candidate in (here.parents[1] / "schema", here / "schema"):
        if (candidate / LATEST / "initiative.json").is_file():
            return candidate
    raise UnusableInput("The standard's files are missing: install cpstandard again.")


def versions() -> list[str]:
    """Return the versions that are here, oldest first."""
    found = [p.name for p in schema_folder().iterdir() if (p / "initiative.json").is_file()]
    return sorted(found, key=lambda name: [int(part) for part in name.split(".")])


def standard(version: str = LATEST, extensions: Iterable[str] = ()) -> Standard:
    """Return one version of the standard, with the fields of ``extensions`` (ids) added.

    Raises ``UnusableInput`` for a version or an extension that is not here, and for an extension
    that is not for this version.
    """
    return _standard(version, tuple(sorted(set(extensions))))


@cache
def _standard(version: str, extensions: tuple[str, ...]) -> Standard:
    if version not in versions():
        known = ", ".join(versions())
        raise UnusableInput(f"Standard version {version!r} is not known here; known: {known}.")
    folder = schema_folder() / version
    codelists = read_codelists(folder / "codelists")
    if extensions:
        chosen = [_extension_for(version, each) for each in extensions]
        for each in chosen:
            codelists = _joined(codelists, each)
        made = _compiled(version, _patched(version, chosen), codelists)
        package, initiative = made["package.json"], made["initiative.json"]
    else:
        package = _read_json(folder / "compiled" / "package.json")
        initiative = _read_json(folder / "compiled" / "initiative.json")
    words = wordings(version)
    codelists = {name: _with_titles(each, words) for name, each in codelists.items()}
    return Standard(version, package, initiative, codelists, extensions, words, licences())


def _with_titles(codelist: Codelist, words: Mapping[str, Wording]) -> Codelist:
    translated = {
        word.title.casefold(): code
        for wording in words.values()
        for code in codelist.codes
        if (word := wording.code(codelist.name, code))
    }
    return replace(codelist, translated=translated)


@cache
def extensions() -> dict[str, Extension]:
    """Return the extensions that are here, by id."""
    found = {}
    for path in sorted((schema_folder() / "extensions").glob("*/extension.json")):
        about = _read_json(path)
        found[about["id"]] = Extension(
            about["id"],
            about["title"],
            about["description"],
            about["version"],
            tuple(about["standardVersions"]),
            _read_json(path.with_name("patch.json")),
            read_codelists(path.parent / "codelists"),
        )
    return found


def extensions_of(version: str) -> list[str]:
    """Return the ids of the extensions that can be used with ``version``."""
    return [name for name, each in extensions().items() if version in each.standard_versions]


def _extension_for(version: str, name: str) -> Extension:
    found = extensions().get(name)
    if found is None:
        known = ", ".join(extensions())
        raise UnusableInput(f"Extension {name!r} is not known here; known: {known}.")
    if version not in found.standard_versions:
        those = ", ".join(found.standard_versions)
        raise UnusableInput(f"Extension {name!r} is for standard {those}, not for {version}.")
    return found


def _patched(version: str, chosen: Sequence[Extension]) -> dict[str, Schema]:
    documents = _documents(version)
    for each in chosen:
        core = documents["initiative.json"]
        refused = sorted(changes(core, each.patch))
        if refused:
            raise UnusableInput(
                f"Extension {each.id!r} changes {refused[0]}, which is not its own: an extension "
                "may only add fields."
            )
        documents["initiative.json"] = merge_patch(core, each.patch)
    return documents


def _joined(codelists: dict[str, Codelist], each: Extension) -> dict[str, Codelist]:
    taken = sorted(set(codelists) & set(each.codelists))
    if taken:
        raise UnusableInput(f"Extension {each.id!r} has a codelist {taken[0]!r}, which exists.")
    return {**codelists, **each.codelists}


def read_codelists(folder: Path) -> dict[str, Codelist]:
    """Return every codelist in ``folder`` by name; the name is the file's stem."""
    return {path.stem: _read_codelist(path) for path in sorted(folder.glob("*.csv"))}


@cache
def wordings(version: str = LATEST) -> dict[str, Wording]:
    """Return the translations of one version by language tag; empty where it has none.

    ``en`` holds the English of those texts alone that stand nowhere else.
    """
    folder = schema_folder() / version / "translations"
    return {path.stem: _read_wording(path) for path in sorted(folder.glob("*.csv"))}


@cache
def licences() -> Licences:
    """Return the licences that are known; they belong to no one version."""
    found = read_codelists(schema_folder() / "licences")
    return Licences(found["licence"], found["treatment"])


def context(version: str = LATEST) -> Schema:
    """Return the JSON-LD context of one version, the value of its ``@context``.

    Raises ``UnusableInput`` for a version that has none.
    """
    path = schema_folder() / version / "context.jsonld"
    if not path.is_file():
        raise UnusableInput(f"Standard version {version} has no JSON-LD context; migrate to 1.0.")
    found: Schema = _read_json(path)["@context"]
    return found


def compile_version(version: str) -> dict[str, Schema]:
    """Return ``package.json`` and ``initiative.json`` with nothing left to look up."""
    codelists = read_codelists(schema_folder() / version / "codelists")
    return _compiled(version, _documents(version), codelists)


def _documents(version: str) -> dict[str, Schema]:
    folder = schema_folder() / version
    return {name: _read_json(folder / name) for name in ("package.json", "initiative.json")}


def _compiled(
    version: str, documents: dict[str, Schema], codelists: dict[str, Codelist]
) -> dict[str, Schema]:
    compiled = {}
    for name, document in documents.items():
        whole = _compile(document, document, documents, codelists)
        whole.pop("$defs", None)
        whole["$id"] = document["$id"].replace(f"/{version}/", f"/{version}/compiled/")
        compiled[name] = whole
    return compiled


def _compile(
    node: Any, root: Schema, documents: dict[str, Schema], codelists: dict[str, Codelist]
) -> Any:
    if isinstance(node, list):
        return [_compile(part, root, documents, codelists) for part in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        file, _, fragment = node["$ref"].partition("#")
        target_root = documents[file] if file else root
        target: Any = target_root
        for token in fragment.split("/")[1:]:
            target = target[token]
        base = {k: v for k, v in target.items() if k not in ("$defs", "$schema", "$id")}
        merged = _compile(base, target_root, documents, codelists)
        # The place of use may say more exactly what the shared part is for.
        return {**merged, **{k: v for k, v in node.items() if k != "$ref"}}
    result = {k: _compile(v, root, documents, codelists) for k, v in node.items() if k != "$defs"}
    if isinstance(node.get("codelist"), str) and not node.get("openCodelist"):
        result["enum"] = list(codelists[node["codelist"]].codes)
    return result


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _read_codelist(path: Path) -> Codelist:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    codes = {}
    for row in rows:
        extra = {k: v for k, v in row.items() if k not in _COLUMNS}
        codes[row["Code"]] = Code(
            row["Code"], row["Title"], row["Description"], row["Deprecated"], extra
        )
    return Codelist(path.stem, codes)


def _read_wording(path: Path) -> Wording:
    with path.open(encoding="utf-8", newline="") as handle:
        words = {
            (row["Kind"], row["Key"]): Word(
                row["Title"], row["Description"], row["Status"] == "draft"
            )
            for row in csv.DictReader(handle)
        }
    return Wording(path.stem, words)


_COLUMNS = ("Code", "Title", "Description", "Deprecated")
