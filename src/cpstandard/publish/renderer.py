"""Turns a template and its values into a page of the site. Text is escaped, always."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from cpstandard.core.phrase import ENGLISH, Words, counted, say, spoken
from cpstandard.publish import addresses, formats
from cpstandard.publish.contents import Contents
from cpstandard.publish.countries import country_said, language_said, own_name
from cpstandard.publish.directory import Directory
from cpstandard.publish.messages import MESSAGES
from cpstandard.publish.worded import let_speak

TEMPLATES = Path(__file__).resolve().parent / "templates"

File = tuple[str, bytes]
"""A path from the site's root, and what is in it."""


class Renderer:
    """Makes pages of one directory in one language: every module in ``pages/`` calls ``page``.

    Pages of the first language are at their addresses, those of others below ``cy/`` and the like.
    """

    def __init__(self, directory: Directory, words: Words | None = None) -> None:
        """Sort out the contents and get the templates ready; ``words`` are the language's."""
        self.words = words or directory.languages[0]
        self.is_first = self.words.language == directory.languages[0].language
        self.directory = directory
        self.contents = Contents(directory, self.words.language)
        self.prefix = "" if self.is_first else f"{self.words.language}/"
        self._environment = _environment(directory, self.words, self.prefix)

    def page(self, address: str, template: str, **values: Any) -> File:
        """Return the page at ``address``; ``template`` needs its own ``values``."""
        path = f"{self.prefix}{addresses.page_path(address)}"
        base = self.directory.base_url.rstrip("/")
        text = self._environment.get_template(template).render(
            page=path,
            address=address,
            canonical=f"{base}/{self.prefix}{address}" if base else "",
            **values,
        )
        return path, text.encode("utf-8", "replace")

    def link(self, page: str, target: str) -> str:
        """Return how the page at the address ``page`` points to ``target``, in its language."""
        path = f"{self.prefix}{addresses.page_path(page)}"
        return addresses.relative(path, addresses.localised(target, self.prefix))

    def title(self, codelist: str, code: str) -> str:
        """Return the title of a code."""
        return self.directory.standard.codelists[codelist].title(code)


def json_file(path: str, value: Any) -> File:
    """Return a JSON file with one line at its end; keys keep the order they were given in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return path, f"{text}\n".encode("utf-8", "replace")


def _environment(directory: Directory, words: Words, prefix: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = ("day", "moment", "money", "size", "number", "host", "shorten")
    environment.filters.update({name: getattr(formats, name) for name in names})
    environment.filters["country"] = country_said
    environment.filters["language"] = language_said
    environment.filters["own_name"] = own_name
    environment.filters["linked_data"] = linked_data
    environment.tests["web"] = formats.is_web
    codelists = directory.standard.codelists
    environment.globals.update(
        directory=directory,
        codelists=codelists,
        term=lambda codelist, code: codelists[codelist].title(code),
        to=_to,
        in_language=_in_language,
        language_prefix=prefix,
        site_base=f"{directory.base_url.rstrip('/')}/" if directory.base_url else "",
        language=words.language,
        say=say,
        counted=lambda *words: str(spoken(counted(*words))),
        other_languages=_other_languages(directory, words),
        text={kind: {k: words.of(v) for k, v in said.items()} for kind, said in MESSAGES.items()},
        documented={entry.code for entry in directory.findings},
        span=formats.span,
        country_address=addresses.country_address,
        region_address=addresses.region_address,
        licence_address=formats.licence_address,
        register_address=formats.register_address,
        mail_address=formats.mail_address,
    )
    if words.language != ENGLISH.language:
        environment.finalize = words.of
        let_speak(environment, words)
    return environment


def _other_languages(directory: Directory, words: Words) -> list[tuple[str, str]]:
    """Return the tag of every other language of the site, with the prefix of its pages."""
    first = directory.languages[0].language
    tags = [each.language for each in directory.languages if each.language != words.language]
    return [(tag, "" if tag == first else f"{tag}/") for tag in tags]


def linked_data(value: Mapping[str, Any]) -> Markup:
    """Return JSON that is safe inside a ``script`` element: no character can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  every character that HTML knows was replaced above


@pass_context
def _in_language(context: Context, address: str, prefix: str) -> str:
    """Return where the page ``address`` is in the language whose pages lie below ``prefix``."""
    return addresses.relative(context["page"], f"{prefix}{address}")


@pass_context
def _to(context: Context, target: str) -> str:
    """Return how the page that is being made points to ``target``."""
    page = context["page"]
    if isinstance(page, jinja2.Undefined):
        raise TypeError("import this template's macros with context")
    base = context["directory"].base_url
    target = addresses.localised(target, context["language_prefix"])
    if page == "404.html" and base:
        # A page that is shown for any missing address cannot know how deep that address lies.
        return f"{base.rstrip('/')}/{addresses.relative('', target)}"
    return addresses.relative(page, target)
