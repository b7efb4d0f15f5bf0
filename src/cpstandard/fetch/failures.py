"""What can go wrong on the web, in words that a publisher can act on."""

import http.client
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
import urllib3

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.guard import Unreached
from cpstandard.fetch.watchdog import OutOfTime, Watchdog

_TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
_LONGEST = 80


class Passing(SourceFailed):
    """What may be well in a moment; ``after`` is how many seconds the server asks to wait."""

    def __init__(self, words: str, after: float | None = None) -> None:
        """Say it in ``words``."""
        super().__init__(words)
        self.after = after


_STATUS = {
    401: "a password is asked for; the address has to be open to all",
    403: "access is refused; let programs read the file, or tell us another address",
    404: "nothing is there; has the file moved?",
    410: "it is gone for good",
    429: "too many requests",
}


def answered(status: int, retry_after: str, now: datetime | None = None) -> SourceFailed:
    """Return the failure that an answer of ``status`` is, with its ``Retry-After`` as it stands."""
    words = f"the server answered {status}"
    if status in _STATUS:
        words += f" ({_STATUS[status]})"
    if status not in _TRANSIENT:
        return SourceFailed(words)
    return Passing(words, _seconds(retry_after, now or datetime.now(UTC)))


def _seconds(retry_after: str, now: datetime) -> float | None:
    """Return how long to wait by a header that is a number of seconds or a date."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


_NONSENSE = "the answer makes no sense"
_BROKEN = "the server broke off in the middle"
_SILENT = "the server fell silent"
_UNSAFE = "no secure connection (TLS) could be made"
# The first class that fits the error, or one inside it, is named; what may pass is True.
_WORDS: tuple[tuple[type[BaseException], str, bool], ...] = (
    (ssl.SSLCertVerificationError, "its certificate is not valid", False),
    (ssl.SSLError, _UNSAFE, True),
    (requests.exceptions.SSLError, _UNSAFE, True),
    (urllib3.exceptions.SSLError, _UNSAFE, True),
    (requests.ReadTimeout, _SILENT, True),
    (urllib3.exceptions.ReadTimeoutError, _SILENT, True),
    (TimeoutError, _SILENT, True),
    (http.client.RemoteDisconnected, "the server hung up without an answer", True),
    (ConnectionError, _BROKEN, True),
    (urllib3.exceptions.InvalidChunkLength, _NONSENSE, False),
    (http.client.IncompleteRead, _BROKEN, True),
    (http.client.HTTPException, _NONSENSE, False),
    (urllib3.exceptions.ProtocolError, _BROKEN, True),
)


def failure_of(error: Exception, watchdog: Watchdog) -> SourceFailed:
    """Return what an exception of a fetch means; the deadline, once it is over, is why of all."""
    if not watchdog.left:
        return OutOfTime(f"it took longer than {watchdog.seconds:.0f} s")
    if isinstance(error, Unreached):
        return Passing(str(error))
    if isinstance(error, SourceFailed):
        return error
    found = tuple(_inside(error))
    if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
        return SourceFailed(f"it could not be stored ({error.strerror or error})")
    for kind, words, passing in _WORDS:
        if any(isinstance(each, kind) for each in found):
            return Passing(words) if passing else SourceFailed(words)
    return SourceFailed(_NONSENSE)


def _inside(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, and those that the libraries wrapped in it."""
    yield error
    for part in (*error.args, getattr(error, "reason", None)):
        if isinstance(part, BaseException) and part is not error:
            yield from _inside(part)
