"""What whoever runs a site made of its look: colours, logo, texts, and templates of their own."""

import linecache
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import jinja2

from cpstandard.core.errors import UnusableInput

OURS = Path(__file__).resolve().parent / "templates"
"""The templates that the site has from us."""

_ALIAS = "cpstandard"
"""What stands before the name of a template of ours, to tell it from the site's own."""


@dataclass(frozen=True)
class Look:
    """``colours`` are those chosen, by scheme and name, ``texts`` those by language and name.

    ``logo`` has the name of a file and its content. ``templates`` is a folder, whose templates take
    the place of ours; files in its ``static/`` are published as they are.
    """

    colours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    logo: tuple[str, bytes] | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    templates: Path | None = None

    @property
    def is_coloured(self) -> bool:
        """Whether any colour is not ours."""
        return any(self.colours.values())

    def text(self, language: str, name: str) -> str:
        """Return a text of the site's own in a language; empty where there is none."""
        return self.texts.get(language, {}).get(name, "")

    def style(self) -> bytes:
        """Return the style sheet of the colours that were chosen."""
        light, dark = (_variables(self.colours.get(scheme, {})) for scheme in ("light", "dark"))
        night = f"@media (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n" if dark else ""
        return ((f":root {{\n{light}}}\n" if light else "") + night).encode()

    def static(self) -> dict[str, bytes]:
        """Return the site's own static files by name, in order."""
        folder = self.templates / "static" if self.templates else None
        if folder is None or not folder.is_dir():
            return {}
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    def loader(self) -> jinja2.BaseLoader:
        """Return what finds templates: first the site's own, then ours."""
        ours = jinja2.FileSystemLoader(OURS)
        if self.templates is None:
            return ours
        own = jinja2.FileSystemLoader(self.templates)
        return jinja2.ChoiceLoader([own, ours, jinja2.PrefixLoader({_ALIAS: ours})])

    def blame(self, error: Exception) -> UnusableInput | None:
        """Return what is wrong in a template of the site's own; ``None`` where it is not in one."""
        folder = self.templates
        if folder is None:
            return None
        if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
            places = [(Path(error.filename), error.lineno)]
        else:
            frames = traceback.extract_tb(error.__traceback__)
            places = [(Path(frame.filename), frame.lineno or 1) for frame in frames]
        own = [(path, line) for path, line in places if path.is_relative_to(folder)]
        if not own:
            return None
        path, line = own[-1]
        source = linecache.getline(str(path), line).strip()
        shown = f" ({source:.80})" if source else ""
        return UnusableInput(f"{path}: line {line}: {error or type(error).__name__}{shown}.")


def _variables(colours: Mapping[str, str]) -> str:
    names = {name: colour for name, colour in colours.items() if colour}
    if "link" in names:  # what a link is under the pointer follows from the ink, which can be read
        names["link_hover"] = names.get("ink", "var(--ink)")
    return "".join(f"  --{name.replace('_', '-')}: {value};\n" for name, value in names.items())
