"""A file of the site that is made only where it has to be: what it is made of tells whether."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

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
        """Return what tells this file from any other, and from itself after any change.

        It is empty where an input is of a kind that cannot be told apart: such a file is made
        each time.
        """
        try:
            text = told([self.path, self.common, inputs])
        except TypeError:
            return ""
        return hashlib.sha256(text.encode()).hexdigest()

    def files(self) -> Iterator[File]:
        """Make the file now."""
        yield self.path, self.make(self.inputs(), PageParts())


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that can only be made together, and that are made each time.

    One process makes them while others make the pages.
    """

    files: Callable[[], Iterator[File]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files of which each is made where it has to be, and that are kept under one ``name``.

    There may be some hundred thousand files: which they are is found out when their shelf has its
    turn, by the process that then puts them in place.
    """

    name: str
    each: Callable[[], Iterator["Output"]]

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


def plain(value: Any) -> Any:
    """Return what JSON can hold, which changes with ``value``; raises ``TypeError`` for others."""
    if isinstance(value, Keyed):
        return value.key
    if isinstance(value, BaseModel):
        return [type(value).__name__, value.model_dump()]
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return [kind.__name__, *(getattr(value, name) for name in _names(kind))]
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no input")


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields, which are asked for with every page."""
    return tuple(each.name for each in fields(kind))


def told(value: Any) -> str:
    """Return a text that changes with ``value``; raises ``TypeError`` where ``plain`` does."""
    return _ENCODER.encode(value)


# Made once, for it is asked with every page and every part of a list; nothing is within itself.
_ENCODER = json.JSONEncoder(default=plain, check_circular=False, separators=(",", ":"))
