"""A document: bytes from a publisher, with how they were come by. The edges open it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from cpstandard.core.table import Table


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text with the encoding that was found and the repairs that were made, each as a sentence."""

    text: str
    encoding: str
    repairs: tuple[str, ...] = ()


class Document(Protocol):
    """What a stage may ask of a publisher's file, whatever it is stored in.

    Every method raises ``UnusableInput`` with one line for a person where the content is not what
    was asked for. ``retrieved_at`` is UTC in ISO 8601, or empty for a file given by hand.
    """

    @property
    def name(self) -> str:
        """The path or address by which a person knows it."""

    @property
    def media_type(self) -> str:
        """The IANA media type, found from content first and name second."""

    @property
    def sha256(self) -> str:
        """The digest of the bytes, in hexadecimal."""

    @property
    def url(self) -> str:
        """The address it was fetched from; empty for a local file."""

    @property
    def retrieved_at(self) -> str:
        """When it was fetched."""

    def read_bytes(self) -> bytes:
        """Return the whole content."""

    def lines(self) -> Iterator[bytes]:
        """Yield the content line by line, without line ends."""

    def text(self) -> DecodedText:
        """Return the whole content as text."""

    def text_pieces(self) -> Iterator[str]:
        """Yield the whole content as text, a piece at a time, however large it is."""

    def tables(self) -> Iterator[Table]:
        """Yield the tables of a CSV file or workbook."""

    def members(self) -> "Mapping[str, Document]":
        """Return the files of a zip or folder by name; empty for a single file."""
