"""A file of the site that is made only where it has to be: what it is made of tells whether."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, Never

from pydantic import BaseModel

from cpstandard.publish.page_parts import PageParts

File = tuple[str, bytes]
"""A path from the site's root, and what is in it."""

Inputs = Sequence[Any] | Mapping[str, Any]


class Keyed(ABC):
    """An input that stands in the key of a file for more than it holds itself."""

    __slots__ = ()

    @property
    @abstractmethod
    def key(self) -> str:
        """What tells it from any other, and from itself after any change."""


class Alike(Keyed):
    """Values that several files show, which are told once for all of them."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Take the values, of which none changes."""
        self.values = values

    @cached_property
    def key(self) -> str:
        """What tells them from any others; raises ``TypeError`` as ``plain`` does."""
        return hashlib.sha256(told(self.values).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rendering:
    """A file that is not made yet, at ``path`` from the site's root.

    ``inputs`` gives all that it is made of, beside what ``common`` stands for; ``make`` makes the
    file of the inputs, and of nothing else: the parts that it had in the edition before are what
    it would make anew.
    """

    path: str
    common: str
    inputs: Callable[[], Inputs]
    make: Callable[[Inputs, PageParts], bytes]

    def key(self, inputs: Inputs) -> str:
        """Return what tells this file from any other, and from itself after any change."""
        return key_of(self.path, self.common, inputs)

    def files(self) -> Iterator[File]:
        """Make the file now."""
        yield self.path, self.make(self.inputs(), PageParts())


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that can only be made together, and that are made each time.

    One process makes them while others make the pages.
    """

    files: Callable[[], Iterator[File]]


def no_key() -> str:
    """Return the key of a shelf of which each file is asked for with each build."""
    return ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files of which each is made where it has to be, and that are kept under one ``name``.

    There may be some hundred thousand files: which they are is found out when their shelf has its
    turn, by the process that then puts them in place. Where ``key`` gives what tells all of them
    together from any others, as ``key_of`` does, none is asked for if nothing changed.
    """

    name: str
    each: Callable[[], Iterator["Output"]]
    key: Callable[[], str] = no_key

    def files(self) -> Iterator[File]:
        """Make them now."""
        for each in self.each():
            if isinstance(each, Rendering):
                yield from each.files()
            else:
                yield each


@dataclass(frozen=True, slots=True)
class Last:
    """Files that are made when all others are, of the paths of these."""

    files: Callable[[Sequence[str]], Iterator[File]]


Output = File | Rendering
"""A file that is at hand, or one that may have to be made."""

Planned = Bundle | Shelf | Last
"""What the site is made of."""


def key_of(*made_of: Any) -> str:
    """Return what tells a file made of this from any other, and from itself after any change.

    It is empty where an input is of a kind that cannot be told apart: such a file is made each
    time.
    """
    try:
        text = told(made_of)
    except TypeError:
        return ""
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return what JSON can hold, which changes with ``value``; raises ``TypeError`` for others."""
    kind: type = type(value)
    return _plainly(kind)(value)


@cache
def _plainly(kind: type) -> Callable[[Any], Any]:
    """Return how values of a kind are told, which is asked for with every value of every page."""
    if issubclass(kind, Keyed):
        return attrgetter("key")
    if issubclass(kind, BaseModel):
        return lambda value: [kind.__name__, value.model_dump()]
    if is_dataclass(kind):
        values = [attrgetter(each.name) for each in fields(kind)]
        return lambda value: [kind.__name__, *(get(value) for get in values)]
    if issubclass(kind, bytes):
        return lambda value: hashlib.sha256(value).hexdigest()
    if issubclass(kind, (set, frozenset)):
        return sorted

    def untold(value: object) -> Never:
        raise TypeError(f"{type(value).__name__} is no input")

    return untold


def told(value: Any) -> str:
    """Return a text that changes with ``value``; raises ``TypeError`` where ``plain`` does."""
    return _ENCODER.encode(value)


# Made once, for it is asked with every page and every part of a list; nothing is within itself.
_ENCODER = json.JSONEncoder(default=plain, check_circular=False, separators=(",", ":"))
