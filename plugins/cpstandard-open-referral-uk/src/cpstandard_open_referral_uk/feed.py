"""Gives the services of a feed, in whatever shape it was fetched, as rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import is_json_lines, json_rows, read_json, read_json_lines

_CONTENTS = ("contents", "content", "items", "services", "data", "results")
_TOTALS = ("totalPages", "total_pages")
_NUMBERS = ("number", "page_number", "page", "pageNumber")
# One of these beside an id tells a service from any other object.
_SIGNS = frozenset(
    {
        "organization", "organization_id", "organisation", "service_areas", "service_at_locations",
        "service_taxonomys", "eligibilitys", "assured_date", "schedules", "regular_schedules",
        "minimum_age", "attributes", "cost_options",
    }
)  # fmt: skip
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Page:
    """The services of one page, and what the page says of those that are not in it."""

    rows: list[Row]
    note: str = ""


def pages(document: Document) -> Iterator[Page]:
    """Yield the pages of a feed.

    It may be a page of version 3 (``contents``) or 1 (``content``), one service, a list, an
    organisation with its services, JSON Lines of any of these, or a folder or zip of such files.
    Raises ``UnusableInput`` where a file is nothing of the kind.
    """
    members = document.members()
    if members:
        files = [m for name, m in sorted(members.items()) if name.casefold().endswith(".json")]
        if not files:
            raise UnusableInput(
                f"{document.name} holds no feed: JSON files were expected, found "
                f"{', '.join(sorted(members)[:_SHOWN])}."
            )
        alone = len(files) == 1
        for member in files:
            page = _page(member, read_json(member))
            yield page if alone else Page(page.rows)
    elif is_json_lines(document):
        for number, value in read_json_lines(document):
            page = _page(document, value)
            for row in page.rows:
                # The line is where a person looks; a page on a line has its items below it.
                row.location = replace(row.location, line=number)
            yield Page(page.rows)
    else:
        yield _page(document, read_json(document))


def _page(document: Document, value: Any) -> Page:
    if isinstance(value, Mapping) and not _is_service(value):
        for key in _CONTENTS:
            if isinstance(value.get(key), list):
                rows = json_rows(document, _services(value, value[key]), f"/{key}")
                return Page(_checked(document, rows), _more(value))
        if isinstance(value.get("service"), Mapping):
            return _page(document, value["service"])
    if isinstance(value, list):
        return Page(_checked(document, json_rows(document, value, "")))
    data = value if isinstance(value, Mapping) else {"(value)": value}
    return Page(_checked(document, [Row(data, Location(file=document.name, line=1))]))


def _services(whole: Mapping[str, Any], items: list[Any]) -> list[Any]:
    """Return the items; those of an organisation get it, as services of a feed have it."""
    own = {name: value for name, value in whole.items() if name not in _CONTENTS}
    if "id" not in own or "name" not in own:
        return items
    return [
        {**item, "organization": own}
        if isinstance(item, Mapping) and "organization" not in item
        else item
        for item in items
    ]


def _checked(document: Document, rows: list[Row]) -> list[Row]:
    """Return ``rows``; raise ``UnusableInput`` where there are some and none is a service."""
    if rows and not any(_is_service({path.partition("/")[0] for path in r.unread()}) for r in rows):
        fields = dict.fromkeys(path.partition("/")[0] for path in rows[0].unread())
        raise UnusableInput(
            f"{document.name} is no feed of Open Referral UK: services with id, name and "
            f"organization were expected, found {', '.join(list(fields)[:_SHOWN]) or 'nothing'}."
        )
    return rows


def _is_service(fields: Mapping[str, Any] | set[str]) -> bool:
    return "id" in fields and any(name in fields for name in _SIGNS)


def _more(page: Mapping[str, Any]) -> str:
    """Return a sentence where a page says that there are more; the other pages are not here."""
    total = next((page[name] for name in _TOTALS if isinstance(page.get(name), int)), 1)
    if total <= 1:
        return ""
    number = next((page[name] for name in _NUMBERS if isinstance(page.get(name), int)), None)
    which = f"page {number} of {total}" if number is not None else f"one page of {total}"
    return f"the document is {which}: the services of the others are not in it"
