"""Says what a grant programme tells of the initiatives that it pays for."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Programme:
    """One line of the table: the practice, or why the programme's grants are skipped."""

    phrase: str
    practice: str = ""
    confidence: float | None = None
    why: str = ""
    skip: str = ""
    funding: str = "grant"


@dataclass(frozen=True, slots=True)
class Funder:
    """A funder and its programmes."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    programmes: tuple[Programme, ...]


class ProgrammeTable:
    """The plugin's own table, and what a registry entry adds to it or changes in it."""

    def __init__(self, added: Mapping[str, str], default_practice: str) -> None:
        """Take in ``added``: a programme's title, or a part of it, to a practice or ``skip``."""
        self._added = tuple(_declared(title, code) for title, code in added.items())
        self._default = default_practice

    def find(self, titles: list[str], funder: str, funder_id: str) -> Programme | None:
        """Return the line for a grant's programme, or ``None`` where nobody knows it."""
        own = [p for f in built_in() if _same(f, funder, funder_id) for p in f.programmes]
        for table in (self._added, own):
            fitting = [p for p in table if any(p.phrase in _folded(title) for title in titles)]
            if fitting:
                return max(fitting, key=lambda p: len(p.phrase))
        if not self._default:
            return None
        return Programme("", self._default, None, "the registry entry says so of every grant")


@functools.cache
def built_in() -> tuple[Funder, ...]:
    """Return the plugin's table ``programmes.yaml``."""
    return tuple(
        Funder(
            tuple(_folded(name) for name in entry["funders"]),
            tuple(entry["ids"]),
            tuple(
                Programme(
                    _folded(line["programme"]),
                    **{k: v for k, v in line.items() if k != "programme"},
                )
                for line in entry["programmes"]
            ),
        )
        for entry in read_data("programmes.yaml")
    )


def read_data(name: str) -> Any:
    """Return a YAML file that lies beside this module."""
    text = resources.files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
    return yaml.safe_load(text)


def _declared(title: str, code: str) -> Programme:
    if code == "skip":
        return Programme(_folded(title), skip="left out by the registry entry")
    return Programme(_folded(title), code, None, "the registry entry says so of this programme")


def _same(funder: Funder, name: str, funder_id: str) -> bool:
    folded = _folded(name)
    return funder_id in funder.ids or any(folded.startswith(known) for known in funder.names)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
