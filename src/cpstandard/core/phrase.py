"""Sentences that can be said in another language: English that remembers what it is made of.

Whoever has something to say writes it in English, as ``phrase("{field} is {value}.", field=...)``.
That is text like any other; what it is made of lets ``Words`` make it again in another language,
when a report is shown. Nothing is translated before.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

_FIELDS = frozenset({"field", "owner", "has"})
"""The names of values that are titles of fields, whoever gives them."""


class Phrase(str):
    """English text with its ``template`` and ``values``.

    ``many`` is the template for more than one, and ``number`` how many there are; ``kind`` is set
    for a title that the standard itself translates (``field``, or ``codelist:<name>``).
    """

    __slots__ = ("kind", "many", "number", "template", "values")

    template: str
    values: Mapping[str, Any]
    many: str
    number: int
    kind: str

    def saying(self, text: str) -> "Phrase":
        """Return the same phrase in the words of ``text``."""
        return _made(text, self.template, self.values, self.many, self.number, self.kind)

    @property
    def english(self) -> str:
        """The phrase in English, whatever language it is in."""
        chosen = self.many if self.many and self.number != 1 else self.template
        return self.template if self.kind else chosen.format(**self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pass between processes, and be copied, with all that it is made of."""
        made = (str(self), self.template, self.values, self.many, self.number, self.kind)
        return _made, made


def _made(text: str, template: str, values: Mapping[str, Any], *others: Any) -> Phrase:
    made = Phrase(text)
    made.template, made.values = template, values
    made.many, made.number, made.kind = others or ("", 0, "")
    return made


def phrase(template: str, /, **values: Any) -> Phrase:
    """Return ``template`` with its ``{names}`` filled from ``values``, which may be phrases too."""
    return phrase_of(template, values)


def phrase_of(template: str, values: Mapping[str, Any]) -> Phrase:
    """Return ``phrase(template, **values)``, where the two come from elsewhere."""
    return _made(template.format(**values), template, values)


def literal(text: str) -> Phrase:
    """Return a text without gaps, whose braces are braces."""
    return phrase_of(text.replace("{", "{{").replace("}", "}}"), {})


def counted(number: int, one: str, many: str, **others: Any) -> Phrase:
    """Return a number with its noun: ``one`` and ``many`` name it as ``{count}``."""
    values = {"count": f"{number:,}", **others}
    return _made((one if number == 1 else many).format(**values), one, values, many, number, "")


def titled(title: str, kind: str = "field") -> Phrase:
    """Return a title of the standard, which its own translations have: of a field, or of a code."""
    return _made(title, title, {}, "", 0, kind)


def joined(parts: Sequence[str], template: str) -> str:
    """Return ``parts`` as an enumeration; ``template`` puts ``{last}`` behind ``{before}``."""
    whole, *others = parts
    for part in others:
        whole = phrase_of(template, {"before": whole, "last": part})
    return whole


def english(text: str) -> str:
    """Return ``text`` in English, where it is known; a stranger's text as it stands."""
    return text.english if isinstance(text, Phrase) else text


@dataclass(frozen=True, slots=True)
class Words:
    """One language: ``language`` is its BCP 47 tag.

    ``one`` gives the translation of a template and ``many`` that of two templates for a number, or
    what they were given. ``titles`` holds those of the standard by kind and English title.
    ``form`` gives which of a text's plurals, from 0, a number asks for.
    """

    language: str
    one: Callable[[str], str]
    many: Callable[[str, str, int], str]
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    form: Callable[[int], int] = lambda number: int(number != 1)

    def of(self, text: Any) -> Any:
        """Return a phrase in this language; whatever is no phrase as it is."""
        if not isinstance(text, Phrase):
            return text
        if text.kind:
            return text.saying(self.titles.get((text.kind, text.template), text.template))
        many = text.many and self.many(text.template, text.many, text.number)
        template = many or self.one(text.template)
        return text.saying(template.format(**self.values(text.values)))

    def values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a phrase in this language."""
        return {name: self._value(name, value) for name, value in values.items()}

    def _value(self, name: str, value: Any) -> Any:
        if name in _FIELDS and type(value) is str:
            return self.titles.get(("field", value), value)
        return self.of(value)


ENGLISH = Words("en", lambda template: template, lambda one, many, n: one if n == 1 else many)

_spoken: ContextVar[Words] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(words: Words) -> Iterator[None]:
    """Let ``say`` speak the language of ``words``; for what shows a report, not for the stages."""
    before = _spoken.set(words)
    try:
        yield
    finally:
        _spoken.reset(before)


def say(template: str, /, **values: Any) -> str:
    """Return ``template``, filled from ``values``, in the language that is spoken here."""
    words = _spoken.get()
    if words is ENGLISH:  # a large directory asks a million times, and it is what stands there
        return template.format(**values)
    return str(words.of(phrase_of(template, values)))


def spoken(text: Any) -> Any:
    """Return a phrase in the language that is spoken here; whatever is no phrase as it is."""
    return _spoken.get().of(text)


def words_spoken() -> Words:
    """Return the words of the language that is spoken here."""
    return _spoken.get()
