"""The pages of one version of the standard: parts, fields, codelists, guides, files."""

import csv
import io
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from cpstandard.core.phrase import say
from cpstandard.core.standard import Field, walk_fields
from cpstandard.publish.field_views import FieldView, Part, read_fields
from cpstandard.publish.guides import INDEX, read_guides, read_notes, target
from cpstandard.publish.markdown import Prose, render_prose
from cpstandard.publish.real_examples import examples
from cpstandard.publish.reference_input import VersionInput
from cpstandard.publish.renderer import Output, Renderer, Rendering

_NEEDS = "docs/needs.csv"


class VersionPages:
    """Makes the pages of one version; other pages ask it where a field is described."""

    def __init__(self, renderer: Renderer, version: VersionInput) -> None:
        """Read the version's fields and guides."""
        self.renderer = renderer
        self.version = version
        self.number = version.standard.version
        self.base = f"standard/{self.number}/"
        self.fields = read_fields(version.standard)
        self.guides = read_guides(version.files, self.base)
        self.needs = _needs(version)

    def render(self, *, is_latest: bool) -> Iterator[Output]:
        """Yield every page and file of the version; examples are cut for the latest alone."""
        self._shared: dict[str, Any] = {
            "version": self.number,
            "base": self.base,
            "is_latest": is_latest,
            "latest": self.renderer.directory.standard.version,
            "linked_data": "context.jsonld" in self.version.files,
            "wordings": self._wordings(),
            "need_titles": {row["Need"]: row["Title"] for row in self.needs},
        }
        # Cutting takes longer than all the rest of planning: it is left to whoever makes a page.
        self._examples = cache(self._cut) if is_latest else dict
        files = self._files()
        yield self._page("", "version.html", fields=self.fields, guides=self.guides, files=files)
        yield from self._field_pages()
        yield from self._codelists()
        yield from self._guides()
        for path in files:
            yield f"{self.base}{path}", self.version.files[path]

    def prose(self, address: str, text: str, folder: str) -> Prose:
        """Return a text as the page at ``address`` shows it.

        Its links lead to pages: ``folder`` is where its file would be on the site.
        """

        def link(written: str) -> str:
            found = target(written, folder)
            return self.renderer.link(address, found) if found else written

        def address_of(code: str) -> str | None:
            found = self.fields.address_of(code)
            if not found and code in self.version.standard.codelists:
                found = f"{self.base}codelists/{code}/"
            return self.renderer.link(address, found) if found else None

        return render_prose(text, link, address_of)

    def _page(self, inner: str, template: str, **values: Any) -> Rendering:
        return self.renderer.page(
            f"{self.base}{inner}", f"standard/{template}", **self._shared, **values
        )

    def _field_pages(self) -> Iterator[Output]:
        yield self._page("initiative/", "fields.html", fields=self.fields)
        for part in self.fields.parts:
            address = f"{self.base}initiative/{part.slug}/"
            told = partial(self._told, part)
            yield self.renderer.page_later(address, "standard/part.html", told)
        envelope = Part(
            "package",
            say("The package"),
            self.version.standard.package["description"],
            self.fields.envelope,
        )
        yield self._page("package/", "part.html", part=envelope, prefix="package.", examples={})

    def _told(self, part: Part) -> dict[str, Any]:
        views: tuple[FieldView, ...] = (*part.fields, *([part.top] if part.top else []))
        examples_of = self._examples()
        found = {view.path: examples_of.get(view.field.path) for view in views}
        return {**self._shared, "part": part, "examples": found, "prefix": ""}

    def _cut(self) -> dict[tuple[str, ...], Any]:
        paths = [field.path for field in self.version.standard.fields()]
        return examples(self.renderer.contents.entries, paths)

    def _codelists(self) -> Iterator[Output]:
        users: dict[str, list[Any]] = {}
        for field in walk_fields(self.version.standard.initiative):
            if field.codelist:
                users.setdefault(field.codelist, []).append(field)
        lists = list(self.version.standard.codelists.values())
        is_open = {name: any(field.is_open for field in found) for name, found in users.items()}
        titles = {name: sorted({f.title for f in found}) for name, found in users.items()}
        yield self._page("codelists/", "codelists.html", lists=lists, is_open=is_open, users=titles)
        for codelist in lists:
            used = users.get(codelist.name, [])
            yield self._page(
                f"codelists/{codelist.name}/",
                "codelist.html",
                codelist=codelist,
                is_open=is_open.get(codelist.name, False),
                users=[(field, self._address(field)) for field in used],
                columns=_mappings(codelist),
            )

    def _guides(self) -> Iterator[Output]:
        steps = [
            ("standard/", say("Standard")),
            (self.base, say("Version {version}", version=self.number)),
        ]
        index = self.version.files.get(INDEX)
        if index:
            address = f"{self.base}guides/"
            prose = self.prose(address, index.decode("utf-8"), f"{self.base}docs/")
            yield self.renderer.page(address, "standard/prose.html", prose=prose, steps=steps)
        inner = [*steps, (f"{self.base}guides/", say("Guides"))] if index else steps
        notes = read_notes(self.version.files, self.base)
        for guide in (*self.guides, *notes):
            folder = f"{self.base}{guide.path.rpartition('/')[0]}/"
            prose = self.prose(guide.address, guide.text, folder)
            trail = steps if guide in notes else inner
            yield self.renderer.page(guide.address, "standard/prose.html", prose=prose, steps=trail)
        if self.needs:
            known = self.renderer.contents.by_id
            rows = [
                (row, self.fields.address_of(row["Field"]), known.get(row["Record"]))
                for row in self.needs
            ]
            yield self._page("needs/", "needs.html", rows=rows)

    def _address(self, field: Field) -> str | None:
        return self.fields.address_of(".".join(name for name in field.path if name != "*"))

    def _wordings(self) -> dict[str, Any]:
        return {tag: w for tag, w in sorted(self.version.wordings.items()) if tag != "en"}

    def _files(self) -> list[str]:
        return [path for path in self.version.files if not path.endswith(".md")]


def _mappings(codelist: Any) -> list[str]:
    """Return the further columns of a codelist that map its codes to others' vocabularies."""
    columns = dict.fromkeys(name for code in codelist for name in code.extra)
    return [name for name in columns if name != "Cluster"]


def _needs(version: VersionInput) -> list[dict[str, str]]:
    text = version.files.get(_NEEDS, b"").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))
