"""Web addresses as they are compared: one page has many spellings, one host many owners."""

import re

_ADDRESS = re.compile(
    r"^(?:https?://)?(?:www\d?\.)?([^/?#:@\s]+)(?::\d+)?([^?#\s]*)", re.IGNORECASE
)
# Hosts at which anybody may have a page: there, only the whole address says whose it is.
_SHARED = frozenset(
    {
        "facebook.com", "m.facebook.com", "fb.com", "twitter.com", "x.com", "instagram.com",
        "linkedin.com", "youtube.com", "sites.google.com", "docs.google.com", "eventbrite.co.uk",
        "justgiving.com", "crowdfunder.co.uk", "spacehive.com", "gofundme.com", "linktr.ee",
        "medium.com", "meetup.com", "github.com", "gov.uk", "en.wikipedia.org", "cy.wikipedia.org",
        "wikidata.org", "participedia.net", "e-voice.org.uk", "btck.co.uk", "onesuffolk.net",
        "hugofox.com",
        "register-of-charities.charitycommission.gov.uk",
        "find-and-update.company-information.service.gov.uk",
    }
)  # fmt: skip
_INDEX = re.compile(r"/(?:index|default|home)(?:\.\w{2,5})?$")


def page_of(address: str) -> str:
    """Return the page without scheme, ``www`` and a last slash; empty for what is no address."""
    match = _ADDRESS.match(address.strip())
    if not match or "." not in match[1]:
        return ""
    host = match[1].casefold().rstrip(".")
    return host + _INDEX.sub("", match[2].casefold().rstrip("/"))


def site_of(page: str) -> str:
    """Return whose site a page (of ``page_of``) is on: its host, or, at a shared host, itself.

    Empty for a shared host's front page, which is nobody's.
    """
    host, _, path = page.partition("/")
    if host in _SHARED:
        return page if path else ""
    return host


def has_own_path(page: str) -> bool:
    """Return whether a page is more than the front page of a host."""
    return "/" in page
