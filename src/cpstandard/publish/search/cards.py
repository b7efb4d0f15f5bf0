"""Cards: what the list of results shows of each record, kept as text that is only put together."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cpstandard.core.json_codec import public_json
from cpstandard.publish.search.blocks import laid_out_text
from cpstandard.publish.search.entry import SearchEntry

CARDS_PER_BLOCK = 100
_json = partial(public_json, errors="replace")

Also = Mapping[int, Sequence[tuple[str, str]]]
"""Other records of the same initiative, by a record's number: the id, and the publisher's name."""


def card_line(entry: SearchEntry) -> bytes:
    """Return the card of a record as a line of JSON that is open for what hangs on others."""
    facets = entry["facets"]
    card = [
        entry["id"],
        entry["name"],
        entry["place"],
        entry["text"],
        facets["practice"],
        facets["evidence"],
        facets["status"][0],
        entry["started"],
        {"": entry["language"], **entry["others"]},
        entry["assets"],
    ]
    return _json(card)[:-1]


def card_files(
    lines: Sequence[bytes], order: Sequence[int], also: Also
) -> Iterator[tuple[str, bytes]]:
    """Yield path, from the index's folder, and block of cards in this ``order`` of ``lines``."""
    for start in range(0, len(order), CARDS_PER_BLOCK):
        numbered = enumerate(order[start : start + CARDS_PER_BLOCK], start)
        cards = [
            b"%b,%b]" % (lines[at], _json(also[number]) if number in also else b"[]")
            for number, at in numbered
        ]
        yield f"cards/{start // CARDS_PER_BLOCK}.bin", laid_out_text(b"[%b]" % b",".join(cards))
