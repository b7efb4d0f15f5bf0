"""Feeds of what changed by cluster, practice and place: one beside each page of such a term."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cpstandard.publish.addresses import country_address, region_address
from cpstandard.publish.atom import Entry, feed
from cpstandard.publish.contents import Contents
from cpstandard.publish.countries import country_name
from cpstandard.publish.entry import Entry as Initiative

_IN_FEED = 50
_NAMED = 10
_WORDS = ("added", "changed", "removed")


@dataclass(frozen=True, slots=True)
class Terms:
    """The pages of terms: their ``names`` by address, and the addresses ``of`` each initiative.

    Addresses run from the site's root. Both are empty where the site has no pages.
    """

    names: dict[str, str] = field(default_factory=dict)
    of: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def take(self, contents: Contents) -> None:
        """Add every cluster, practice, country and region that has a page and an initiative."""
        found: dict[Initiative, list[str]] = defaultdict(list)
        for address, name, entries in _pages(contents):
            self.names[address] = name
            for entry in entries:
                found[entry].append(address)
        # Many initiatives have the same terms, which are held once.
        held: dict[tuple[str, ...], tuple[str, ...]] = {}
        for entry, addresses in found.items():
            known = tuple(addresses)
            self.of[entry.id] = held.setdefault(known, known)


def _pages(contents: Contents) -> Iterator[tuple[str, str, Sequence[Initiative]]]:
    codelists = contents.directory.standard.codelists
    for code, entries in contents.by_cluster.items():
        if code in codelists["cluster"]:
            yield f"clusters/{code}/", codelists["cluster"].title(code), entries
    for code, entries in contents.by_practice.items():
        yield f"practices/{code}/", codelists["practice"].title(code), entries
    for code, entries in contents.by_country.items():
        yield country_address(code), country_name(code), entries
        for region in contents.regions(code):
            name = f"{region.name}, {country_name(code)}"
            yield region_address(code, region.slug), name, region.entries


def changes_by_term(
    lists: Mapping[str, Sequence[str]],
    before: Mapping[str, tuple[str, ...]],
    now: Mapping[str, tuple[str, ...]],
) -> dict[str, dict[str, list[str]]]:
    """Return the ids that each term gained, kept and lost, by its address and what happened.

    ``lists`` has the ids added, changed and removed in all, the others say which terms each record
    had and has. One that moved from here to there is removed here and added there. One of which no
    former term is known counts as changed, for nobody can say that it is new.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: {word: [] for word in _WORDS})
    for identifier in lists["added"]:
        for term in now.get(identifier, ()):
            found[term]["added"].append(identifier)
    for identifier in lists["removed"]:
        for term in before.get(identifier, ()):
            found[term]["removed"].append(identifier)
    for identifier in lists["changed"]:
        has = now.get(identifier, ())
        had = before.get(identifier, has)
        for term in dict.fromkeys((*has, *had)):
            word = "changed" if term in had and term in has else "added"
            found[term][word if term in has else "removed"].append(identifier)
    return dict(sorted(found.items()))


def told_by_term(found: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Any]:
    """Return what an edition's list of changes keeps of each term: how many, and the first few."""
    return {
        term: {word: len(ids) for word, ids in lists.items()}
        | {"among": [each for word in _WORDS for each in lists[word]][:_NAMED]}
        for term, lists in found.items()
    }


def term_feeds(
    terms: Terms, told: Sequence[Mapping[str, Any]], title: str, base_url: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the feed of each term that has a page.

    ``told`` is what the editions' lists of changes hold, newest first, ``title`` the directory's. A
    feed has an entry for each edition that changed something of the term.
    """
    base = base_url.rstrip("/")
    since = told[-1]["published"] if told else "1970-01-01"
    for term, name in sorted(terms.names.items()):
        digest = hashlib.sha256(f"{title} {term}".encode("utf-8", "replace")).hexdigest()
        own = f"{base}/{term}feed.atom" if base else ""
        root = own or f"urn:sha256:{digest}"
        touched = [each for each in told if term in each.get("terms", {})][:_IN_FEED]
        entries = [
            Entry(
                f"{root}#{each['id']}" if base else f"{root}:{each['id']}",
                _sentence(each["terms"][term]),
                each["published"],
                _summary(each, each["terms"][term]),
                f"{base}/{term}" if base else "",
            )
            for each in touched
        ]
        newest = touched[0]["published"] if touched else since
        heading = f"{name} in {title}: what changed"
        yield f"{term}feed.atom", feed(root, heading, newest, entries, author=title, own=own)


def _sentence(counts: Mapping[str, Any]) -> str:
    return ", ".join(f"{counts[word]:,} {word}" for word in _WORDS)


def _summary(told: Mapping[str, Any], counts: Mapping[str, Any]) -> str:
    among = counts["among"]
    whole = len(among) == sum(counts[word] for word in _WORDS)
    named = f" {'These are' if whole else 'Among them'}: {', '.join(among)}." if among else ""
    listed = f" What changed in all is listed in {told['changes']}."
    return f"Edition {told['id']} of {told['published']}: {_sentence(counts)}.{named}{listed}"
