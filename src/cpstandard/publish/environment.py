"""What all templates know and can do: filters, names, and the directory as far as it is common."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from functools import partial
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from cpstandard.core.json_codec import public_json
from cpstandard.core.phrase import ENGLISH, Words, counted, say, spoken
from cpstandard.core.standard import Standard
from cpstandard.publish import addresses, formats
from cpstandard.publish.area_names import subdivision_said
from cpstandard.publish.compiled import SYNTAX, Compiled
from cpstandard.publish.countries import (
    country_said,
    is_whole,
    language_said,
    own_name,
    region_said,
)
from cpstandard.publish.directory import Directory
from cpstandard.publish.evidence import cited
from cpstandard.publish.messages import MESSAGES
from cpstandard.publish.page_data import dataset_data, page_data
from cpstandard.publish.reference_input import Reference
from cpstandard.publish.worded import let_speak


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


def environment_of(directory: Directory, words: Words, prefix: str) -> Environment:
    """Return what templates are made with in the language of ``words``, below ``prefix``."""
    environment = _Environment(
        loader=directory.look.loader(),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(words.language),
        **SYNTAX,
    )
    names = ("day", "moment", "money", "size", "number", "host", "shorten", "opening", "headings")
    environment.filters.update({name: getattr(formats, name) for name in names})
    environment.filters["country"] = country_said
    environment.filters["subdivision"] = subdivision_said
    environment.filters["language"] = language_said
    environment.filters["own_name"] = own_name
    environment.filters["linked_data"] = linked_data
    environment.tests["web"] = formats.is_web
    environment.tests["told_in"] = formats.is_told_in
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
        has=lambda part: part not in directory.left_out,
        facets=directory.facets,
        map_moves=bool(directory.leaflet),
        documented={entry.code for entry in directory.findings},
        is_whole=is_whole,
        region_said=region_said,
        span=formats.span,
        cited=cited,
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
    text = public_json(value, errors="replace").decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  every character that HTML knows was replaced above


def escaped(value: object) -> str:
    """Return what stands on a page for ``value``: markup as it is, all else made harmless.

    Most texts have none of the five signs, and need not go through the three calls of ``escape``.
    """
    kind = type(value)
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if "&" in text or "<" in text or ">" in text or "'" in text or '"' in text:
            return escape(text)
        return text
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class _Code(CodeGenerator):
    """Compiles templates: what they say is escaped by ``escaped``, to the same end as by Jinja."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.escaped({finalize.src or ''}")


class _Context(Context):
    """A context that calls plain functions and macros without asking them what they want first."""

    def call(self, called: Any, /, *args: Any, **more: Any) -> Any:
        """Call ``called``; what is made for Jinja is given what it asks for."""
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **more)
        more.pop("_block_vars", None)
        more.pop("_loop_vars", None)
        return called(*args, **more)


_PLAIN = (FunctionType, MethodType)


class _Environment(Environment):
    """Escapes whatever templates say, and calls what they call, with as little ado as may be."""

    code_generator_class = _Code
    context_class = _Context
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what all templates know as it is; Jinja's chain of it is gone over key by key."""
        return super().make_globals(d) if d else self.globals
