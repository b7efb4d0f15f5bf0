"""The reference of the standard: what it is, its versions, its extensions and its changes."""

from collections.abc import Iterator

from cpstandard.core.phrase import say
from cpstandard.core.standard import walk_fields
from cpstandard.publish.field_views import Reference, read_fields
from cpstandard.publish.pages.standard_version import VersionPages
from cpstandard.publish.reference_input import ExtensionInput, VersionInput
from cpstandard.publish.renderer import Output, Renderer


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield everything below ``standard/``; nothing where no version was given."""
    reference = renderer.directory.reference
    if not reference.versions:
        return
    pages = [VersionPages(renderer, version) for version in reference.versions]
    latest = pages[-1]
    yield renderer.page(
        "standard/",
        "standard/index.html",
        versions=[each.number for each in reversed(pages)],
        latest=latest,
        smallest=_smallest(latest.version),
    )
    for each in pages:
        yield from each.render(is_latest=each is latest)
    yield from _extensions(renderer, latest)
    if reference.changes:
        address = "standard/changes/"
        prose = latest.prose(address, reference.changes, "standard/")
        yield renderer.page(
            address, "standard/prose.html", prose=prose, steps=[("standard/", say("Standard"))]
        )


def _extensions(renderer: Renderer, latest: VersionPages) -> Iterator[Output]:
    found = renderer.directory.reference.extensions
    if not found:
        return
    yield renderer.page("standard/extensions/", "standard/extensions.html", extensions=found)
    for extension in found:
        base = f"standard/extensions/{extension.id}/"
        text = extension.files.get("docs.md", b"").decode("utf-8")
        yield renderer.page(
            base,
            "standard/extension.html",
            extension=extension,
            prose=latest.prose(base, text, base),
            views=_added(extension, latest.fields),
            codelists_added=[
                extension.standard.codelists[name]
                for name in sorted(extension.standard.codelists)
                if name not in latest.version.standard.codelists
            ],
            files=[path for path in extension.files if not path.endswith(".md")],
            base=base,
            version=latest.number,
        )
        for path, content in extension.files.items():
            if not path.endswith(".md"):
                yield f"{base}{path}", content


def _added(extension: ExtensionInput, core: Reference) -> list[object]:
    """Return the fields that an extension adds, as the reference shows fields."""
    whole = read_fields(extension.standard)
    known = set(core.pages)
    order = [
        ".".join(name for name in field.path if name != "*")
        for field in walk_fields(extension.standard.initiative)
    ]
    views = {
        view.path: view
        for part in whole.parts
        for view in (*part.fields, *([part.top] if part.top else []))
    }
    return [views[path] for path in order if path not in known]


def _smallest(version: VersionInput) -> str:
    """Return the version's smallest example as it stands in its file."""
    return version.files.get("examples/smallest.json", b"").decode("utf-8").rstrip()
