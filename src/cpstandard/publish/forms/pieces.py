"""Forms that are put together from pieces, so that what did not change is not written anew.

A piece holds some records of a package, in one form and without the envelope. Joined in any number
they give the same bytes as when all records were written at once.
"""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard

_CHUNK = 1 << 20


class WritePiece(Protocol):
    """Writes the records of a piece to ``out``."""

    def __call__(self, records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
        """Write the piece; the same records give the same bytes."""


class JoinPieces(Protocol):
    """Writes a whole package from the files of its pieces."""

    def __call__(
        self, header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard, /
    ) -> None:
        """Write the package to ``out``."""


class Shape(Protocol):
    """What pieces have to look like beside each other; ``key`` tells it from others, as JSON."""

    @property
    def key(self) -> Any:
        """All that ``fit`` depends on but for the piece."""

    def fit(self, piece: Path, out: BinaryIO, /) -> None:
        """Write a piece as it stands beside the others."""

    def join(self, fitted: Sequence[Path], out: BinaryIO, /) -> None:
        """Write the whole package from pieces that were fitted."""


class ShapeOf(Protocol):
    """Finds the shape of a package from the files of its pieces."""

    def __call__(self, header: Record, pieces: Sequence[Path], standard: Standard, /) -> Shape:
        """Return the shape; it costs little beside joining."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """How one form is written piece by piece, and joined.

    Forms of the same ``kind`` have the same pieces, which are written once. Where what a piece
    looks like depends on the others, ``shape`` lets a piece that was fitted to them be kept. Where
    finished packages are joined sooner than pieces, ``join_packages`` does it.
    """

    kind: str
    write: WritePiece
    join: JoinPieces
    shape: ShapeOf | None = None
    join_packages: JoinPieces | None = None


def write_at_once(
    pieces: Pieces, header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write a whole package as one piece, and that into ``out``."""
    with tempfile.TemporaryDirectory(prefix="cpstandard-piece-") as folder:
        piece = Path(folder) / "piece"
        with piece.open("wb") as aside:
            pieces.write(records, aside, standard)
        pieces.join(header, [piece], out, standard)


def write_joined(
    pieces: Sequence[Path], out: BinaryIO, between: bytes, before: bytes = b"", cut: int = 0
) -> bool:
    """Copy the pieces to ``out`` and return whether they held anything.

    ``between`` stands where two pieces meet, ``before`` in front of the first, of which ``cut``
    bytes are left out; empty ones count for nothing.
    """
    held = False
    for path in pieces:
        with path.open("rb") as piece:
            beginning = piece.read(_CHUNK)
            if beginning:
                out.write(between + beginning if held else before + beginning[cut:])
                shutil.copyfileobj(piece, out, _CHUNK)
                held = True
    return held
