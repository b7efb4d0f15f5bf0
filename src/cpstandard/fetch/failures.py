"""What can go wrong on the web, in words that a publisher can act on."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
import urllib3

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.guard import Unknown
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


# The first class that fits is named; whether it may pass is the third.
_WORDS: tuple[tuple[type[Exception], str, bool], ...] = (
    (requests.exceptions.SSLError, "its certificate is not valid", False),
    (urllib3.exceptions.SSLError, "its certificate is not valid", False),
    (requests.ConnectTimeout, "the server did not answer in time", True),
    (requests.ReadTimeout, "the server fell silent", True),
    (urllib3.exceptions.ReadTimeoutError, "the server fell silent", True),
    (urllib3.exceptions.InvalidHeader, "the answer makes no sense", False),
    (requests.exceptions.InvalidHeader, "the answer makes no sense", False),
    (urllib3.exceptions.InvalidChunkLength, "the answer makes no sense", False),
    (urllib3.exceptions.ProtocolError, "the server broke off in the middle", True),
    (requests.ConnectionError, "no connection could be made", True),
    (requests.exceptions.ChunkedEncodingError, "the server broke off in the middle", True),
    (requests.RequestException, "the answer makes no sense", False),
    (urllib3.exceptions.HTTPError, "the answer makes no sense", False),
)


def failure_of(error: Exception, watchdog: Watchdog) -> SourceFailed:
    """Return what an exception of a fetch means; the deadline, once it is over, is why of all."""
    if not watchdog.left:
        return OutOfTime(f"it took longer than {watchdog.seconds:.0f} s")
    if isinstance(error, Unknown):
        return Passing(str(error))
    if isinstance(error, SourceFailed):
        return error
    for kind, words, passing in _WORDS:
        if isinstance(error, kind):
            return Passing(words) if passing else SourceFailed(words)
    if isinstance(error, OSError):
        return SourceFailed(f"it could not be stored ({error.strerror or error})")
    return SourceFailed("the answer makes no sense")
