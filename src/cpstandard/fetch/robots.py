"""Asks ``robots.txt`` where links are followed (RFC 9309).

It is for programs that find addresses by themselves. An address that stands in the registry was put
there to be fetched, so of that it is not asked; of the pages to which a feed leads, it is.
"""

from urllib.robotparser import RobotFileParser

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.address import Address, Refused
from cpstandard.fetch.client import Answer, Client

NAME = "cpstandard"
"""What we are called in robots.txt."""
_MOST = 500 << 10
_GONE = "the server answered 4"


class Robots:
    """What the robots.txt of the servers says, each asked once."""

    def __init__(self, client: Client) -> None:
        """Ask with ``client``."""
        self._client = client
        self._rules: dict[tuple[str, str, int], RobotFileParser] = {}

    def check(self, address: Address) -> None:
        """Raise ``Refused`` where the server does not want ``address`` to be followed."""
        if address.place not in self._rules:
            self._rules[address.place] = self._read(address)
        if not self._rules[address.place].can_fetch(NAME, str(address)):
            raise Refused(f"the server's robots.txt does not allow its page {address}")

    def _read(self, address: Address) -> RobotFileParser:
        rules = RobotFileParser()
        file = Address(*address.place, "/robots.txt")
        try:
            text = self._client.get(file, lambda _: {}, _beginning)
        except SourceFailed as error:
            if not str(error).startswith(_GONE):
                raise SourceFailed(f"its robots.txt cannot be read: {error}") from error
            text = ""  # no rules: all may be fetched
        rules.parse(text.splitlines())
        return rules


def _beginning(answer: Answer) -> str:
    """Return as much of the file as has to be read."""
    text = b""
    for piece in answer.pieces:
        text += piece
        if len(text) > _MOST:
            break
    return text[:_MOST].decode("utf-8", "replace")
