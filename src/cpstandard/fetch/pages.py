"""Finds the next page of a feed that comes in pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlencode

import jiter
from requests.utils import parse_header_links

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.address import PORTS, Address, Refused, follow, read_address

_MAX_JSON = 64 << 20
LINK = "link"
"""What stands for the header ``Link`` where the field of the next page is asked for."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How a feed leads from page to page: by an address that each gives, or by counting.

    ``next`` is "link" or the path of a field, ``parameter`` the one that counts from ``first``.
    ``items`` is the path of the list that is empty after the last page ("" for the page itself),
    ``total`` that of the number of pages, ``most`` the largest number of pages that is fetched.
    """

    next: str = ""
    parameter: str = ""
    first: int = 1
    items: str | None = None
    total: str = ""
    most: int = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """One page: from where it came, its headers, and where it lies."""

    address: Address
    headers: Mapping[str, str]
    path: Path


def first_address(pages: Pages, url: Address) -> Address:
    """Return the address of the first page."""
    return _counted(url, pages.parameter, pages.first) if pages.parameter else url


def next_address(pages: Pages, page: Page, number: int, url: Address) -> Address | None:
    """Return the address behind ``page``, the ``number``-th (from 1) of ``url``; ``None``: the end.

    Raises ``SourceFailed`` where the page does not say what it should, or leads to another server.
    """
    if pages.parameter:
        more = _is_more(pages, _json(page), number)
        return _counted(url, pages.parameter, pages.first + number) if more else None
    if pages.next == LINK:
        target: Any = _linked(page.headers)
    else:
        target = _at(_json(page), pages.next)
    if target is None or target == "":
        return None
    if not isinstance(target, str):
        raise SourceFailed(f"its field {pages.next} holds no address")
    return _on_the_same_server(page.address, target)


def is_after_the_end(pages: Pages, page: Page) -> bool:
    """Return whether a counted page has nothing in it, so that the one before was the last."""
    if not pages.parameter or pages.items is None:
        return False
    return not _at(_json(page), pages.items)


def file_name(number: int, page: Page) -> str:
    """Return what to call a page, so that the names are in order and tell what is in them."""
    kind = page.headers.get("Content-Type", "").lower()
    ending = PurePosixPath(page.address.rest.partition("?")[0]).suffix.lower()
    if "csv" in kind:
        ending = ".csv"
    elif "json" in kind or not ending.removeprefix(".").isalnum():
        ending = ".json"
    return f"page-{number:05}{ending}"


def _counted(url: Address, parameter: str, number: int) -> Address:
    path, _, query = url.rest.partition("?")
    kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if k != parameter]
    return replace(url, rest=f"{path}?{urlencode([*kept, (parameter, str(number))])}")


def _is_more(pages: Pages, page: Any, number: int) -> bool:
    if not pages.total:
        return True
    total = _at(page, pages.total)
    if isinstance(total, bool) or not isinstance(total, int):
        raise SourceFailed(f"its field {pages.total} does not hold the number of pages")
    return number < total


def _json(page: Page) -> Any:
    if page.path.stat().st_size > _MAX_JSON:
        raise SourceFailed(f"a page of it is larger than {_MAX_JSON >> 20} MB")
    try:
        return jiter.from_json(page.path.read_bytes(), partial_mode=False)
    except ValueError as error:
        raise SourceFailed(f"its page {page.address} is not JSON") from error


def _at(value: Any, path: str) -> Any:
    """Return what stands at ``path``, its steps joined by ``/``; ``None`` where nothing does."""
    for step in path.split("/") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _linked(headers: Mapping[str, str]) -> str | None:
    for link in parse_header_links(headers.get("Link", "")):
        if "next" in link.get("rel", "").lower().split():
            return str(link.get("url", ""))
    return None


def _on_the_same_server(page: Address, text: str) -> Address:
    # Behind a proxy that adds TLS many feeds believe to be on http; there is only one such server.
    if page.scheme == "https" and text.lower().startswith("http://"):
        said = read_address(text)
        if (said.host, said.port, page.port) == (page.host, PORTS["http"], PORTS["https"]):
            text = str(replace(said, scheme="https", port=page.port))
    target = follow(page, text)
    if target.place != page.place:
        raise Refused(f"its next page is on another server ({target.host})")
    return target
