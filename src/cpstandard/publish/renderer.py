"""Turns a template and its values into a page of the site. Text is escaped, always."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

import jinja2

from cpstandard.core.errors import UnusableInput
from cpstandard.core.json_codec import public_json
from cpstandard.core.phrase import Words, speaking
from cpstandard.publish import addresses
from cpstandard.publish.compiled import brought_in
from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.environment import environment_of
from cpstandard.publish.look import OURS
from cpstandard.publish.made_once import UP, MadeOnce
from cpstandard.publish.page_parts import PageParts
from cpstandard.publish.rendering import File, Inputs, Output, Rendering, key_of

__all__ = [
    "TEMPLATES",
    "File",
    "Inputs",
    "Output",
    "Renderer",
    "Rendering",
    "json_bytes",
    "json_file",
]

TEMPLATES = OURS


class Renderer:
    """Makes pages of one directory in one language; each module in ``pages/`` says what they show.

    ``page`` takes values that are at hand, ``page_from`` works them out only if the page has to be
    made. A page is made anew when a value, the template or what is ``common`` changed.
    Pages of the first language are at their addresses, those of others below ``cy/`` and the like.
    """

    def __init__(
        self, directory: Directory, words: Words | None = None, contents: Contents | None = None
    ) -> None:
        """Get the templates ready; ``words`` are the language's.

        ``contents`` are sorted out here, unless they are at hand in the same language.
        """
        self.words = words or directory.languages[0]
        self.is_first = self.words.language == directory.languages[0].language
        self.directory = directory
        if contents is None or contents.language != self.words.language:
            contents = Contents(directory, self.words.language)
        self.contents = contents
        self.prefix = "" if self.is_first else f"{self.words.language}/"
        self._environment = environment_of(directory, self.words, self.prefix)
        self._once = MadeOnce()
        # Links depend on the page, which is no part of a context, so that macros are made once.
        self._environment.globals.update(
            to=self._to,
            in_language=self._in_language,
            made_once=self._once.take,
            made_each=self._once.take_each,
        )
        self._page = self._up = ""
        self._digest_of = lru_cache(None)(self._template_digest)

    def get_ready(self) -> None:
        """Compile the templates, and look at what all processes forked from this one will ask for.

        What is wrong in one of the site's own is told when a page asks for it.
        """
        with speaking(self.words):
            for name in self._environment.list_templates():
                with suppress(jinja2.TemplateError, UnusableInput, OSError, ValueError):
                    if (OURS / name).is_file():
                        self._environment.get_template(name)
                        self._digest_of(name)
        _ = self._templates, self.contents.gists, self.contents.tallies.world

    def page(self, address: str, template: str, **values: Any) -> Rendering:
        """Return the page at ``address``; ``template`` needs its own ``values``."""
        return self.page_later(address, template, lambda: values)

    def page_later(
        self, address: str, template: str, shows: Callable[[], Mapping[str, Any]]
    ) -> Rendering:
        """Return a page whose values ``shows`` works out where the page is made, and not before.

        It is asked with each build, whether the page is made anew or not.
        """
        return self.page_from(address, template, shows, lambda **given: given)

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

        def make(inputs: Any, parts: PageParts) -> bytes:
            with speaking(self.words):
                self._once.begin(path, self._digest_of(template), parts)
                return self._render(path, address, template, values(**inputs))

        def shown() -> Inputs:
            with speaking(self.words):
                return shows()

        path = f"{self.prefix}{addresses.page_path(address)}"
        return Rendering(path, self._digest_of(template), shown, make)

    def key_of(self, made_of: Callable[[], Inputs]) -> str:
        """Return what tells all that is made of this, by any template, from anything else."""
        with speaking(self.words):
            return key_of(self.common, self._templates, made_of())

    def file_from(
        self, path: str, shows: Callable[[], Inputs], make: Callable[[Any], bytes]
    ) -> Rendering:
        """Return a file that no template makes; ``make`` gets what ``shows`` gave."""
        return Rendering(path, self.common, shows, lambda inputs, _parts: make(inputs))

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
            sorted(directory.left_out),
            list(directory.facets),
            bool(directory.leaflet),
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @cached_property
    def _templates(self) -> str:
        """A digest of all templates; what cannot be read as one is none."""
        total = hashlib.sha256()
        for name in self._environment.list_templates():
            with suppress(jinja2.TemplateError, OSError, ValueError):
                text = self._source(name, "")[0]
                total.update(f"{name}\n{len(text)}\n{text}".encode())
        return total.hexdigest()

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
        self._page, self._up = path, self._way_up(path)
        with self._blaming():
            text = self._environment.get_template(template).render(
                page=path,
                address=address,
                canonical=f"{base}/{self.prefix}{address}" if base else "",
                **values,
            )
        return text.encode("utf-8", "replace")

    def _way_up(self, path: str) -> str:
        """Return how a page points to the site's root."""
        base = self.directory.base_url
        if path == "404.html" and base:
            # A page that is shown for any missing address cannot know how deep that address lies.
            # Without the host it is also whole where the site is looked at before it is put there.
            return f"{urlsplit(base).path.rstrip('/')}/"
        return "../" * path.count("/")

    def _to(self, target: str) -> str:
        """Return how the page that is being made points to ``target``."""
        below = addresses.from_root(addresses.localised(target, self.prefix))
        if self._once.within and not self._up.startswith("/"):
            return UP + below
        return self._up + below

    def _in_language(self, address: str, prefix: str) -> str:
        """Return where the page ``address`` is in the language whose pages lie below ``prefix``."""
        return addresses.relative(self._page, f"{prefix}{address}")

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
    return public_json(value, errors="replace") + b"\n"
