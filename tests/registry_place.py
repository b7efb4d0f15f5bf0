"""A registry, its workspace and its site in a temporary folder, with invented publishers."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cpstandard.cli import main

NOW = "2026-01-31T06:00:00Z"

ENTRY = """\
name: {name}
licence: CC-BY-4.0
sources:
  - id: initiatives
    path: {path}
    importer: cpstandard
"""
FETCHED = """\
name: {name}
licence: CC-BY-4.0
sources:
  - id: initiatives
    url: {url}
    importer: {importer}
"""
REFERENCE = """\
title: Areas (invented)
path: data/areas.csv
licence: OGL-UK-3.0
columns: {code: Code, name: Name, current_code: Today, current_name: Name today, region: Region}
"""
AREAS = """\
Code,Name,Today,Name today,Region
E07900001,Oldham Vale,E06900001,Newborough,North
E06900001,Newborough,E06900001,Newborough,North
"""


def initiative(id_: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "name": f"The {id_} (invented)",
        "description": "An invented initiative that stands in a test.",
        "clusters": ["capacity-and-assets"],
        "places": [{"name": "Example Town", "country": "GB"}],
        "sources": [{"id": "s1", "title": "An invented page", "url": "https://example.org/"}],
        **more,
    }


def package(publisher: str, *initiatives: Any, version: str = "1.0") -> str:
    return json.dumps(
        {
            "standardVersion": version,
            "publisher": {"id": publisher, "name": publisher},
            "licence": "CC-BY-4.0",
            "initiatives": list(initiatives),
        }
    )


class Place:
    """A registry, a workspace and a site in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.registry = folder / "registry"
        self.site = folder / "site"

    def publisher(self, id_: str, content: str | None, entry: str = "") -> Path:
        path = self.registry / "data" / id_ / "initiatives.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_text(content, encoding="utf-8")
        entry_path = self.registry / "gb" / f"{id_}.yaml"
        entry_path.parent.mkdir(parents=True, exist_ok=True)
        text = ENTRY.format(name=id_, path=f"data/{id_}/initiatives.json") + entry
        entry_path.write_text(text, encoding="utf-8")
        return path

    def fetched(
        self, id_: str, url: str, importer: str = "cpstandard", *, name: str = "", more: str = ""
    ) -> None:
        """List a publisher whose source is fetched from ``url``; ``more`` goes on with its entry."""
        path = self.registry / "gb" / f"{id_}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = FETCHED.format(name=name or id_, url=url, importer=importer) + more
        path.write_text(text, encoding="utf-8")

    def areas(self) -> None:
        """Give the registry reference data: an invented area, and one that became part of it."""
        for path, text in {"reference/areas.yaml": REFERENCE, "data/areas.csv": AREAS}.items():
            target = self.registry / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def build(self, *options: str) -> Result:
        return CliRunner().invoke(
            main,
            [
                "build", "--registry", str(self.registry), "--out", str(self.site),
                "--workspace", str(self.folder / "workspace"), "--now", NOW, *options,
            ],
        )  # fmt: skip

    def status(self, publisher: str) -> dict[str, Any]:
        status = json.loads((self.site / "status.json").read_text(encoding="utf-8"))
        found: dict[str, Any] = status["publishers"][publisher]
        return found

    def pages(self) -> set[str]:
        folder = self.site / "initiatives"
        return {p.parent.name for p in folder.glob("*/index.html")}

    def check(self) -> Result:
        return CliRunner().invoke(main, ["registry", "check", "--registry", str(self.registry)])
