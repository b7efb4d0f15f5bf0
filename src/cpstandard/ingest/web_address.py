"""Reads the addresses of web pages as people write them."""

import re

_URL = re.compile(
    r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\x00-\x20\"<>]*)?", re.IGNORECASE
)
_SCHEME = re.compile(r"^(https?):[/\s]*(?:https?:[/\s]*)?", re.IGNORECASE)
_LIMIT = 2000


def web_address_in(text: str) -> str:
    """Return ``text`` as a web address, ``http://`` before a bare one; empty where it is none.

    What is all but one is mended: ``http:/www.example.org``, ``http:// Www.example.org.``. Several
    words are none: nobody knows which of them, or whether all, were meant.
    """
    address = _SCHEME.sub(r"\1://", text.strip()).rstrip(".,;")
    if "://" not in address[:8]:
        address = f"http://{address}"
    if len(address) > _LIMIT or not _URL.fullmatch(address):
        return ""
    scheme, _, rest = address.partition("://")
    host, slash, page = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{page}"
