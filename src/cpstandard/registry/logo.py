"""The logo that ``site.yaml`` names: a picture of ours, with nothing in it that acts."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from cpstandard.core.errors import UnusableInput

_LARGEST = 200_000
_SIGNS = {
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".webp": b"RIFF",
}
"""How the bytes of each kind of picture begin."""
_ACTING = frozenset(
    "script foreignobject iframe object embed a audio video handler "  # noqa: SIM905 - a list of words
    "animate animatemotion animatetransform set".split()
)
"""Elements of SVG that act, or hold what does; a logo needs none of them."""
_ELSEWHERE = re.compile(
    r"url\s*\(\s*['\"]?(?!#)|@import|expression\s*\(|javascript:", re.IGNORECASE
)


def read_logo(folder: Path, name: str) -> tuple[str, bytes]:
    """Return the name under which the logo is published, and its content.

    Raises ``UnusableInput`` for what is no picture below the registry's ``folder``, and for an SVG
    that holds a script, an event, or anything from elsewhere.
    """
    root = folder.resolve()
    where = f"{folder / 'site.yaml'}: logo: {name!r:.80}"
    try:
        path = (root / name).resolve()
        inside = path.is_relative_to(root)
        size = path.stat().st_size if inside else 0
        content = path.read_bytes() if inside and path.is_file() and size <= _LARGEST else b""
    except (OSError, ValueError) as error:
        raise UnusableInput(f"{where} cannot be read; give a file below {folder}.") from error
    if not inside:
        raise UnusableInput(f"{where} leads out of the registry; put the file inside.")
    if size > _LARGEST:
        raise UnusableInput(f"{where} has {size:,} bytes; make it at most {_LARGEST:,}.")
    kind = path.suffix.lower()
    if kind == ".svg":
        _check(content, where)
    elif kind not in _SIGNS:
        raise UnusableInput(f"{where} has to be a file in SVG, PNG, JPEG or WebP.")
    elif not content.startswith(_SIGNS[kind]):
        raise UnusableInput(f"{where} is no {kind[1:].upper()} file, whatever its name says.")
    return f"logo{kind}", content


def _check(content: bytes, where: str) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnusableInput(f"{where} has a DOCTYPE; take it out, as it can stand for anything.")
    try:
        root = ET.fromstring(content)  # noqa: S314 - without a DOCTYPE it has no entities of its own
    except (ET.ParseError, ValueError) as error:
        raise UnusableInput(f"{where} cannot be read as SVG: {error}.") from error
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise UnusableInput(f"{where} is no SVG: its first element is {root.tag!r:.60}.")
    for element in root.iter():
        found = _acting(element)
        if found:
            raise UnusableInput(f"{where} holds {found}; take it out, or give a PNG.")


def _acting(element: ET.Element) -> str:
    """Return in words what of an element acts or comes from elsewhere; empty for a picture."""
    tag = str(element.tag).rpartition("}")[2].lower()
    if tag in _ACTING:
        return f"the element {tag}"
    if tag == "style" and _ELSEWHERE.search(element.text or ""):
        return "a style that loads something"
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2].lower()
        if plain.startswith("on"):
            return f"the event {plain}"
        if plain in ("href", "src") and not value.strip().startswith(("#", "data:image/")):
            return f"a link to elsewhere ({plain})"
        if _ELSEWHERE.search(value):
            return f"something from elsewhere ({plain})"
    return ""
