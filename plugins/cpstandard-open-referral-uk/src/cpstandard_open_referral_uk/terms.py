"""What the terms of a directory's taxonomies mean."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from cpstandard import schema_store
from cpstandard.core.row import Row
from cpstandard.ingest.classification.words import words

CONFIDENCE = 0.8
"""How sure it is that a service is what its directory files it under."""

_MOST = 40  # terms of one service that are looked at
_LISTS = ("attributes", "service_taxonomys", "service_taxonomies", "taxonomies", "link_taxonomies")
_NAMES = ("name", "term", "label")
_KEYS = ("id", "term_uri", "uri", "code", "value")


@dataclass(frozen=True, slots=True)
class Term:
    """A term with all by which an option may name it: its id, address and code."""

    name: str
    keys: tuple[str, ...]


def terms_of(row: Row) -> list[Term]:
    """Return the terms of a service, ``attributes`` in version 3, ``service_taxonomys`` in 1."""
    found: dict[str, Term] = {}
    for name in _LISTS:
        for part in row.items(name):
            part.ignore("id", "link_id", "link_type", "link_entity", "service_id", "value",
                        "label", "taxonomy_id", "taxonomy_term_id")  # fmt: skip
            for term in _of_part(part):
                if term.name and len(found) < _MOST:
                    found.setdefault(term.name, term)
    return list(found.values())


def _of_part(part: Row) -> Iterator[Term]:
    for at in ("taxonomy_term", "taxonomy"):
        names = [part.text(f"{at}/{name}") for name in _NAMES]
        keys = [part.text(f"{at}/{name}") for name in _KEYS]
        part.ignore(*(f"{at}/{name}" for name in (
            "description", "parent_id", "parent", "taxonomy", "taxonomy_id", "vocabulary",
            "version", "taxonomy_detail", "language", "parent_uri",
        )))  # fmt: skip
        yield Term(next(filter(None, names), ""), tuple(filter(None, keys)))


def practice_of(term: Term, own: Mapping[str, str]) -> str:
    """Return the practice that ``term`` means; empty for none.

    ``own`` (a term's name, id, code or address to a practice, or ``skip``) counts before the rest.
    """
    mine = {_key(name): code for name, code in own.items()}
    for key in (term.name, *term.keys):
        if code := mine.get(_key(key)):
            return "" if code == "skip" else code
    return _known().get(_key(term.name), "")


def _key(text: str) -> str:
    # Spellings, accents and apostrophes as the rules have them; the plural says the same.
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words(text))  # noqa: PLR2004


@functools.cache
def _known() -> Mapping[str, str]:
    text = resources.files(__package__ or "").joinpath("terms.yaml").read_text(encoding="utf-8")
    known = {_key(term): code for code, terms in yaml.safe_load(text).items() for term in terms}
    codes = schema_store.standard().codelists["practice"]
    return {_key(said): code.code for code in codes for said in (code.code, code.title)} | known
