# ruff: noqa: INP001  a script that is run by its path
"""Brings the files of translations up to the words in the software, and says what is missing.

Usage: ``python scripts/translations.py`` adds what is new to ``src/cpstandard/languages/*.po`` with
an empty translation, and takes out what is no longer said.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from cpstandard.core.phrase import Phrase
from cpstandard.languages import FOLDER
from cpstandard.publish.renderer import TEMPLATES
from cpstandard.publish.template_text import messages_in
from cpstandard.validate.catalogue import all_codes, builtin_checks
from cpstandard.validate.patterns import PATTERNS

SOURCE = FOLDER.parent
SPOKEN = {"phrase": slice(1), "say": slice(1), "counted": slice(1, None), "joined": slice(1, None)}
"""The functions whose text is translated, with where their templates stand."""
PAGES = {"say": None, "counted": (2, 3)}
"""The same for templates of pages, as gettext's tools write it."""
HEAD = """\
# What cpstandard says, in Welsh. A draft: no native reader has agreed to it yet.
# Titles of fields and codes are not here but in schema/<version>/translations.
# After a change of the English run: python scripts/translations.py"""


class Said(NamedTuple):
    """One text that can be said: in the singular and plural, where it has both, and by whom."""

    template: str
    many: str
    place: str


def said() -> Iterator[Said]:
    """Yield everything that can be said, documentation of codes first; some of it repeatedly."""
    for entry in all_codes(builtin_checks()).values():
        texts = {"message": entry.message, "what": entry.what, "why": entry.why, "mend": entry.mend}
        for name, text in texts.items():
            if text:
                template = text.template if isinstance(text, Phrase) else text
                yield Said(template, "", f"{entry.code}: {name}")
    for name, each in PATTERNS.items():
        yield Said(each.asks, "", f"invalid-{name}: asks")
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".html"}:
            yield from _in_file(path)
        if path.is_relative_to(TEMPLATES) and path.suffix == ".html":
            yield from _in_template(path)


def _in_template(path: Path) -> Iterator[Said]:
    """Yield what a template says as text, for which it has no sign."""
    for message in messages_in(path.read_text(encoding="utf-8")):
        yield Said(message.one, message.many, path.relative_to(SOURCE).as_posix())


def _in_file(path: Path) -> Iterator[Said]:
    place = path.relative_to(SOURCE).as_posix()
    if path.suffix == ".html":
        with path.open("rb") as data:
            for _line, found, _comments, _context in extract("jinja2", data, PAGES):
                one, many = found if isinstance(found, tuple) else (found, "")
                yield Said(one, many, place)
        return
    for templates in _calls(path):
        texts = [each.value for each in templates if isinstance(each, ast.Constant)]
        if texts:
            yield Said(texts[0], "".join(texts[1:]), place)


def _calls(path: Path) -> Iterator[list[ast.expr]]:
    """Yield the templates of each call, in f-strings too, which gettext's own tools pass over."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and called in SPOKEN:
            yield node.args[SPOKEN[called]]


def unread() -> Iterator[str]:
    """Yield the places where a text is translated that nobody can find, for it is no literal."""
    for path in sorted(SOURCE.rglob("*.py")):
        for templates in _calls(path):
            if path.name != "phrase.py" and not all(isinstance(x, ast.Constant) for x in templates):
                yield f"{path.relative_to(SOURCE).as_posix()}:{ast.unparse(templates[0])}"


def read(path: Path) -> Catalog:
    """Return the translations in one file."""
    with path.open("rb") as source:
        return read_po(source, locale=path.stem)


def renewed(old: Catalog) -> Catalog:
    """Return the translations of ``old``, with gaps for what is new, in the order of ``said``."""
    new = Catalog(locale=old.locale, header_comment=HEAD, fuzzy=False)
    for template, many, place in said():
        key = (template, many) if many else template
        before = old.get(template)
        new.add(key, before.string if before else None, auto_comments=[place])
    return new


def main() -> None:
    """Renew every file."""
    for path in sorted(FOLDER.glob("*.po")):
        catalogue = renewed(read(path))
        made = io.BytesIO()
        write_po(made, catalogue, width=100, omit_header=False)
        lines = made.getvalue().decode().splitlines(keepends=True)
        dates = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Project-Id-Version")
        path.write_text("".join(x for x in lines if not any(d in x for d in dates)), "utf-8")
        gaps = [m.id for m in catalogue if m.id and not all(_strings(m.string))]
        sys.stdout.write(f"{path}: {len(catalogue)} texts, {len(gaps)} without translation\n")


def _strings(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string,)


if __name__ == "__main__":
    main()
