"""Which subjects are compared at all: those that share a key that few others have."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cpstandard.link.names import Name
from cpstandard.link.rarity import Rarity
from cpstandard.link.subject import Subject

MOST = 40
"""How many subjects may share a key; a key of more says nothing, and narrower ones are taken."""

_PREFIX = 9
_TELLING = 3
_NAMES = 4


def pairs(subjects: Sequence[Subject], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Yield the positions of each two subjects to compare, the first before the second.

    Each pair comes once. Their number grows with that of the subjects: at most ``MOST`` to a key.
    """
    return pairs_from(range(len(subjects)), telling_keys(subjects, rarity))


def pairs_from(firsts: Iterable[int], keys: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield those pairs of which the first is at one of the positions ``firsts``.

    ``keys`` are the telling keys of all subjects. Whoever shares out ``firsts`` has each pair once.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, own in enumerate(keys):
        for key in own:
            blocks[key].append(position)
    for position in firsts:
        later: set[int] = set()
        for key in keys[position]:
            later.update(other for other in blocks[key] if other > position)
        for other in sorted(later):
            yield position, other


def telling_keys(subjects: Sequence[Subject], rarity: Rarity) -> list[list[str]]:
    """Return the keys of each subject that some others have, and not too many."""
    keys = [sorted(set(_keys(subject, rarity))) for subject in subjects]
    counts = Counter(key for own in keys for key in own)
    return [[key for key in own if 1 < counts[key] <= MOST] for own in keys]


def _keys(subject: Subject, rarity: Rarity) -> Iterator[str]:
    for site in subject.sites:
        yield f"site {site}"
    for register in subject.registers:
        yield f"register {register}"
    for postcode in subject.postcodes:
        yield f"postcode {postcode}"
    for name in subject.names[:_NAMES]:
        yield from _name_keys(name, rarity)
        rarest = rarity.rarest(name, 1)[0]
        for place in sorted(subject.places)[:_NAMES]:
            yield f"name {name.core} at {place}"
            yield f"word {rarest} at {place}"
        for body in sorted(subject.bodies)[:_NAMES]:
            yield f"word {rarest} of {body}"


def _name_keys(name: Name, rarity: Rarity) -> Iterator[str]:
    yield f"name {name.core}"
    yield f"run {name.run[:_PREFIX]}"
    telling = rarity.rarest(name, _TELLING)
    yield f"words {' '.join(telling)}"
    for left_out in telling if len(telling) == _TELLING else ():
        yield f"words {' '.join(word for word in telling if word != left_out)}"
