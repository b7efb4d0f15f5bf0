"""A publisher's feed: each time that their data fared otherwise than before, and why."""

import hashlib
from collections.abc import Iterator, Sequence

from cpstandard.core.status import Moment
from cpstandard.publish.atom import Entry, feed
from cpstandard.publish.directory import PublisherView
from cpstandard.publish.formats import number
from cpstandard.publish.messages import MESSAGES

_MOST = 50


def status_feed(publisher: PublisherView, title: str, base_url: str) -> bytes:
    """Return the feed as Atom, newest first; ``title`` is the directory's.

    Without a ``base_url`` its entries have names that are no addresses, and no links.
    """
    base = base_url.rstrip("/")
    name = hashlib.sha256(f"{title} {publisher.id}".encode()).hexdigest()
    page = f"{base}/publishers/{publisher.id}/" if base else ""
    entries = list(_entries(publisher.history, page or f"urn:sha256:{name}:", page))
    return feed(
        f"{page}feed.atom" if page else f"urn:sha256:{name}",
        f"{publisher.name} in {title}: how its data fares",
        publisher.history[-1].date if publisher.history else "1970-01-01",
        list(reversed(entries))[:_MOST],
        author=title,
        own=f"{page}feed.atom" if page else "",
    )


def _entries(history: Sequence[Moment], root: str, page: str) -> Iterator[Entry]:
    known = ""
    for moment in history:
        # A name is made of all that came before, so that the same can happen twice in a day.
        known = hashlib.sha256((known + moment.model_dump_json()).encode()).hexdigest()
        mark = f"#{known[:16]}" if page else known[:16]
        yield Entry(f"{root}{mark}", _title(moment), moment.date, _summary(moment), page)


def _title(moment: Moment) -> str:
    return f"{MESSAGES['state'][moment.state]}: {_records(moment.records_out)} shown"


def _summary(moment: Moment) -> str:
    findings = "nothing to mend" if not moment.findings else f"findings: {number(moment.findings)}"
    counts = f"{_records(moment.records_in)} read, {number(moment.records_out)} shown, {findings}."
    return " ".join(filter(None, (MESSAGES["state_sentence"][moment.state], moment.reason, counts)))


def _records(count: int) -> str:
    return f"{number(count)} {'record' if count == 1 else 'records'}"
