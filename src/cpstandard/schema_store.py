"""Finds the standard's files, compiles them, and gives each version ready for use."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from cpstandard.core.codelist import Code, Codelist
from cpstandard.core.errors import UnusableInput
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


@cache
def standard(version: str = LATEST) -> Standard:
    """Return one version of the standard, from its compiled files.

    Raises ``UnusableInput`` for a version that is not here.
    """
    if version not in versions():
        known = ", ".join(versions())
        raise UnusableInput(f"Standard version {version!r} is not known here; known: {known}.")
    folder = schema_folder() / version
    compiled = folder / "compiled"
    return Standard(
        version,
        _read_json(compiled / "package.json"),
        _read_json(compiled / "initiative.json"),
        read_codelists(folder / "codelists"),
    )


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
    folder = schema_folder() / version
    documents = {name: _read_json(folder / name) for name in ("package.json", "initiative.json")}
    codelists = read_codelists(folder / "codelists")
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
