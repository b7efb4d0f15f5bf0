"""Turns a template and its values into a page of the site. Text is escaped, always."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Any

import jinja2
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from cpstandard.core.phrase import ENGLISH, Words, counted, say, speaking, spoken
from cpstandard.core.standard import Standard
from cpstandard.publish import addresses, formats
from cpstandard.publish.compiled import SYNTAX, Compiled, brought_in
from cpstandard.publish.contents import Contents
from cpstandard.publish.countries import country_said, language_said, own_name
from cpstandard.publish.directory import Directory
from cpstandard.publish.look import OURS
from cpstandard.publish.messages import MESSAGES
from cpstandard.publish.page_data import dataset_data, page_data
from cpstandard.publish.reference_input import Reference
from cpstandard.publish.rendering import File, Inputs, Output, Rendering
from cpstandard.publish.worded import let_speak

__all__ = [
    "TEMPLATES",
    "Common",
    "File",
    "Output",
    "Renderer",
    "Rendering",
    "json_bytes",
    "json_file",
    "linked_data",
]

TEMPLATES = OURS


@dataclass(frozen=True, slots=True)
class Common:
    """What templates know as ``directory``: what is the same on every page.

    Whatever else a page shows is a value of its own, so that a page is made anew when what it shows
    has changed, and only then.
    """

    title: str
    base_url: str
    contact: str
    issues: str
    standard: Standard
    reference: Reference


class Renderer:
    """Makes pages of one directory in one language; each module in ``pages/`` says what they show.

    ``page`` takes values that are at hand, ``page_from`` works them out only if the page has to be
    made. A page is made anew when a value, the template or what is ``common`` changed.
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
        self._digest_of = lru_cache(None)(self._template_digest)

    def page(self, address: str, template: str, **values: Any) -> Rendering:
        """Return the page at ``address``; ``template`` needs its own ``values``."""
        return self.page_from(address, template, lambda: values, lambda **given: given)

    def page_from(
        self,
        address: str,
        template: str,
        shows: Callable[[], Mapping[str, Any]],
        values: Callable[..., Mapping[str, Any]],
    ) -> Rendering:
        """Return a page whose values cost something.

        ``shows`` gives what the page is made of, cheaply: entries, neighbours, numbers, texts.
        ``values`` is called with it, where the page has to be made, and uses nothing else of the
        directory's contents: what it used beside that could change unseen.
        """

        def make(inputs: Any) -> bytes:
            with speaking(self.words):
                return self._render(path, address, template, values(**inputs))

        def shown() -> Inputs:
            with speaking(self.words):
                return shows()

        path = f"{self.prefix}{addresses.page_path(address)}"
        return Rendering(path, self._digest_of(template), shown, make)

    def file_from(
        self, path: str, shows: Callable[[], Inputs], make: Callable[[Any], bytes]
    ) -> Rendering:
        """Return a file that no template makes; ``make`` gets what ``shows`` gave."""
        return Rendering(path, self.common, shows, make)

    @cached_property
    def common(self) -> str:
        """A digest of all that is the same for every page in this language."""
        directory = self.directory
        said = [
            directory.made_by,
            self.words.language,
            [each.language for each in directory.languages],
            directory.title,
            directory.base_url,
            directory.contact,
            directory.issues,
            asdict(replace(directory.look, logo=None, templates=None)),
            directory.look.logo is not None,
            directory.standard.version,
            [version.standard.version for version in directory.reference.versions],
            [entry.code for entry in directory.findings],
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def _template_digest(self, template: str) -> str:
        """Return a digest of what is common and of a template with all that it brings in."""
        with self._blaming():
            return self._digest_with_parts(template)

    @contextmanager
    def _blaming(self) -> Iterator[None]:
        """Say in one line what is wrong in a template of the site's own; ours are to be sound."""
        try:
            yield
        except Exception as error:
            blamed = self.directory.look.blame(error)
            if blamed is None:
                raise
            raise blamed from error

    def _digest_with_parts(self, template: str) -> str:
        total = hashlib.sha256(self.common.encode())
        seen: set[str] = set()
        wanted = [(template, "")]
        while wanted:
            name, by = wanted.pop()
            if name in seen:
                continue
            seen.add(name)
            text, file = self._source(name, by)
            total.update(f"{name}\n{len(text)}\n{text}".encode())
            # One whose name is only known when the page is made may be any of them.
            named = brought_in(text, name, file)
            more = (self._environment.list_templates() if n is None else [n] for n in named)
            wanted += sorted({(each, name) for group in more for each in group}, reverse=True)
        return total.hexdigest()

    def _source(self, name: str, by: str) -> tuple[str, str | None]:
        """Return the text and the file of a template that the template ``by`` asks for."""
        loader = self._environment.loader
        assert loader is not None
        try:
            return loader.get_source(self._environment, name)[:2]
        except jinja2.TemplateNotFound as error:
            if not by:
                raise
            text, file, _ = loader.get_source(self._environment, by)
            line = text[: max(text.find(name), 0)].count("\n") + 1
            said = f"there is no template {name}"
            raise jinja2.TemplateSyntaxError(said, line, by, file) from error

    def _render(self, path: str, address: str, template: str, values: Mapping[str, Any]) -> bytes:
        base = self.directory.base_url.rstrip("/")
        with self._blaming():
            text = self._environment.get_template(template).render(
                page=path,
                address=address,
                canonical=f"{base}/{self.prefix}{address}" if base else "",
                **values,
            )
        return text.encode("utf-8", "replace")

    def link(self, page: str, target: str) -> str:
        """Return how the page at the address ``page`` points to ``target``, in its language."""
        path = f"{self.prefix}{addresses.page_path(page)}"
        return addresses.relative(path, addresses.localised(target, self.prefix))

    def title(self, codelist: str, code: str) -> str:
        """Return the title of a code."""
        return self.directory.standard.codelists[codelist].title(code)


def json_file(path: str, value: Any) -> File:
    """Return a JSON file with one line at its end; keys keep the order they were given in."""
    return path, json_bytes(value)


def json_bytes(value: Any) -> bytes:
    """Return a JSON document with one line at its end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode("utf-8", "replace")


def _environment(directory: Directory, words: Words, prefix: str) -> Environment:
    environment = Environment(
        loader=directory.look.loader(),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(words.language),
        **SYNTAX,
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
        directory=Common(
            directory.title,
            directory.base_url,
            directory.contact,
            directory.issues,
            directory.standard,
            directory.reference,
        ),
        codelists=codelists,
        term=lambda codelist, code: codelists[codelist].title(code),
        to=_to,
        in_language=_in_language,
        language_prefix=prefix,
        look=directory.look,
        page_data=partial(
            page_data,
            language=words.language,
            site=directory.title,
            base_url=f"{directory.base_url.rstrip('/')}/" if directory.base_url else "",
        ),
        dataset_data=partial(
            dataset_data,
            site=directory.title,
            base_url=f"{directory.base_url.rstrip('/')}/" if directory.base_url else "",
        ),
        correct_at="",
        own_text=partial(directory.look.text, words.language),
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
        area_address=addresses.area_address,
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
