"""What is kept of the pages of one shelf: what they were made of, and what shows them whole."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blake3 import blake3

from cpstandard.core.json_codec import kept_json, read_json

_AT_ONCE = 1 << 18
"""How many bytes of pages are looked at together, which takes a third of the time."""


class Kept(NamedTuple):
    """A file of an edition: its path, the key of what it was made of, its digest in hex, its bytes.

    ``parts`` says where its kept parts stand in it, as JSON; empty where it has none.
    """

    path: str
    key: str
    sha256: str
    size: int
    parts: str = ""


class KeptShelf(NamedTuple):
    """What is kept of a shelf: its own ``key``, empty for none, and its files as they are written.

    Most have the key that they had, and nobody asks what their files were made of: ``made_of`` is
    ``None`` where that was not read. ``together`` is the digest of all of them (``Together``);
    empty where it is not known.
    """

    key: str
    listed: str
    made_of: str | None
    together: str = ""

    @classmethod
    def of(cls, key: str, several: Sequence[Kept], together: str = "") -> "KeptShelf":
        """Return what is to be kept of some files."""
        if not several:
            return NOTHING
        listed = kept_json([(each.path, each.sha256, each.size) for each in several])
        made_of = kept_json([(each.key, each.parts) for each in several])
        return cls(key, listed.decode(), made_of.decode(), together)

    def anew(self, key: str, several: Sequence[Kept], together: str) -> "KeptShelf":
        """Return what is to be kept of some files now; those of before have the same digest."""
        now = self.of(key, several, together)
        same = not together and now.listed == self.listed
        return now._replace(together=self.together) if same else now

    def rows(self) -> Iterator[Kept]:
        """Yield its files; what they were made of was read."""
        made_of = read_json(self.made_of.encode()) if self.made_of else ()
        for (path, sha256, size), (key, parts) in zip(self.files(), made_of, strict=True):
            yield Kept(path, key, sha256, size, parts)

    def files(self) -> Sequence[tuple[str, str, int]]:
        """Return the path, the digest and the size of each file, sooner than ``rows`` does."""
        return read_json(self.listed.encode()) if self.listed else ()


class Together:
    """The digest of the contents of some files, of which each has the size that is told of it.

    To find one of all takes a quarter of the time that the SHA-256 of each takes.
    """

    def __init__(self) -> None:
        """Begin with no file."""
        self._digest = blake3()
        self._held: list[bytes] = []
        self._size = 0

    def add(self, content: bytes) -> None:
        """Add the content of one more file."""
        self._held.append(content)
        self._size += len(content)
        if self._size >= _AT_ONCE:
            self._take()

    def hexdigest(self) -> str:
        """Return the digest of all until now, in hex."""
        self._take()
        return self._digest.hexdigest()

    def _take(self) -> None:
        self._digest.update(b"".join(self._held))
        self._held.clear()
        self._size = 0


NOTHING = KeptShelf("", "", "")
"""What is kept where nothing is."""
