"""Writes a file so that it is there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file beside ``path`` that takes its place when all has been written.

    On any failure what stood at ``path`` before is left as it was. Raises ``UnusableInput`` where
    the folder is missing or may not be written to.
    """
    if path.is_dir():
        raise UnusableInput(phrase("{path} is a folder: name a file.", path=path))
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as target:
            yield target
        aside.replace(path)
    except OSError as error:
        raise UnusableInput(
            phrase("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error)
        ) from error
    finally:
        aside.unlink(missing_ok=True)
