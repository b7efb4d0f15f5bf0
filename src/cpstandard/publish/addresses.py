"""Where every page is, and how one page points to another wherever the site is put."""

from functools import lru_cache
from urllib.parse import quote

from cpstandard.core.slug import slug
from cpstandard.publish.countries import country_name


def page_path(address: str) -> str:
    """Return the file that holds the page at ``address`` (``""`` is the home page)."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def relative(page: str, target: str) -> str:
    """Return how the file ``page`` points to ``target``, an address from the site's root.

    Addresses of folders name their ``index.html``, so that the site also works from a disk.
    ``target`` may end in a fragment or a query, which are left as they are.
    """
    return "../" * page.count("/") + from_root(target)


@lru_cache(4096)
def from_root(target: str) -> str:
    """Return how a page at the root points to ``target``; most are pointed to again and again."""
    cut = min((i for i in (target.find("?"), target.find("#")) if i >= 0), default=len(target))
    path, rest = target[:cut], target[cut:]
    return quote(page_path(path)) + rest


def localised(target: str, prefix: str) -> str:
    """Return the address ``target`` in the language whose pages lie below ``prefix``.

    Folders are pages, of which each language has its own; files are shared.
    """
    if not prefix:
        return target
    path = target.partition("?")[0].partition("#")[0]
    return f"{prefix}{target}" if path == "" or path.endswith("/") else target


def country_address(code: str) -> str:
    """Return the address of a country's page."""
    return f"places/{slug(country_name(code))}/"


def region_address(code: str, region: str) -> str:
    """Return the address of the page of a region; ``region`` is its name or its slug."""
    return f"{country_address(code)}{slug(region)}/"


def area_address(scheme: str, code: str) -> str:
    """Return the address of the page of an official area."""
    return f"places/{slug(f'{scheme}-{code}')}/"
