"""What the registry says of the look of its site, ready for the pages."""

import hashlib

from cpstandard.publish.look import Look
from cpstandard.registry import Registry
from cpstandard.registry.logo import read_logo
from cpstandard.registry.look import templates_of


def look_of(registry: Registry) -> Look:
    """Return the look of the registry's site."""
    site, folder = registry.site, registry.folder
    return Look(
        colours=site.colours.chosen(),
        logo=read_logo(folder, site.logo) if site.logo else None,
        texts={
            tag: {name: text for name, text in texts.model_dump().items() if text}
            for tag, texts in site.texts.items()
        },
        templates=templates_of(folder, site.templates) if site.templates else None,
    )


def look_key(look: Look) -> list[str]:
    """Return what tells whether the site looks as it did: digests of its own files, by name."""
    folder = look.templates
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder else []
    parts = [(path.relative_to(folder or path).as_posix(), path.read_bytes()) for path in files]
    parts += [look.logo] if look.logo else []
    return [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in parts]
