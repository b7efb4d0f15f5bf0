"""Turns a template and its values into a page of the site. Text is escaped, always."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from cpstandard.publish import addresses, formats
from cpstandard.publish.contents import Contents
from cpstandard.publish.countries import country_name, language_name
from cpstandard.publish.directory import Directory
from cpstandard.publish.messages import MESSAGES

TEMPLATES = Path(__file__).resolve().parent / "templates"

File = tuple[str, bytes]
"""A path from the site's root, and what is in it."""


class Renderer:
    """Makes pages of one directory: ``page`` is called by every module in ``pages/``."""

    def __init__(self, directory: Directory) -> None:
        """Sort out the contents and get the templates ready."""
        self.directory = directory
        self.contents = Contents(directory)
        self._environment = _environment(directory)

    def page(self, address: str, template: str, **values: Any) -> File:
        """Return the page at ``address``; ``template`` needs its own ``values``."""
        path = addresses.page_path(address)
        canonical = f"{self.directory.base_url.rstrip('/')}/{address}"
        text = self._environment.get_template(template).render(
            page=path,
            canonical=canonical if self.directory.base_url else "",
            **values,
        )
        return path, text.encode("utf-8", "replace")

    def title(self, codelist: str, code: str) -> str:
        """Return the title of a code."""
        return self.directory.standard.codelists[codelist].title(code)


def json_file(path: str, value: Any) -> File:
    """Return a JSON file with one line at its end; keys keep the order they were given in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return path, f"{text}\n".encode("utf-8", "replace")


def _environment(directory: Directory) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = ("day", "moment", "money", "size", "number", "host", "shorten")
    environment.filters.update({name: getattr(formats, name) for name in names})
    environment.filters["country"] = country_name
    environment.filters["language"] = language_name
    environment.filters["linked_data"] = linked_data
    environment.tests["web"] = formats.is_web
    codelists = directory.standard.codelists
    environment.globals.update(
        directory=directory,
        codelists=codelists,
        term=lambda codelist, code: codelists[codelist].title(code),
        to=_to,
        text=MESSAGES,
        documented={entry.code for entry in directory.findings},
        span=formats.span,
        country_address=addresses.country_address,
        region_address=addresses.region_address,
        licence_address=formats.licence_address,
        register_address=formats.register_address,
        mail_address=formats.mail_address,
    )
    return environment


def linked_data(value: Mapping[str, Any]) -> Markup:
    """Return JSON that is safe inside a ``script`` element: no character can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  every character that HTML knows was replaced above


@pass_context
def _to(context: Context, target: str) -> str:
    """Return how the page that is being made points to ``target``."""
    page = context["page"]
    if isinstance(page, jinja2.Undefined):
        raise TypeError("import this template's macros with context")
    base = context["directory"].base_url
    if page == "404.html" and base:
        # A page that is shown for any missing address cannot know how deep that address lies.
        return f"{base.rstrip('/')}/{addresses.relative('', target)}"
    return addresses.relative(page, target)
