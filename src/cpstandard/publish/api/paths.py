"""Where the files of the API are, and how one of them points to another."""

import posixpath
from urllib.parse import quote

ROOT = "api/v1/"
INDEX = f"{ROOT}index.json"
RECORDS = f"{ROOT}initiatives/"
OPENAPI = f"{ROOT}openapi.json"


def record_path(record_id: str) -> str:
    """Return the file of one record; an id is words joined by hyphens."""
    return f"{RECORDS}{record_id}.json"


def link(file: str, target: str) -> str:
    """Return how ``file`` points to ``target``, both paths of files from the site's root.

    The site may be put at any address, so links count from the file that they stand in.
    """
    return quote(posixpath.relpath(target, posixpath.dirname(file)))
