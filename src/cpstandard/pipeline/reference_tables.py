"""Opens the registry's reference data; what cannot be read is a failure that stops nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from cpstandard.core.document import Document
from cpstandard.core.errors import CpstandardError, NotTried
from cpstandard.pipeline.fetching import Fetched
from cpstandard.pipeline.opened import opened


def reference_document(fetched: Fetched, name: str) -> tuple[Document, list[str]]:
    """Return the table called ``name``, and in words whether it is an older copy."""
    retrieved = fetched.reference(name)
    document = opened(retrieved)
    if not (retrieved.stale_because and fetched.online):
        return document, []
    stale = (
        f"reference/{name}: {retrieved.url} could not be fetched: {retrieved.stale_because}. "
        f"The copy of {retrieved.retrieved_at[:10]} serves."
    )
    return document, [stale]


@contextmanager
def noting(failures: list[str], name: str) -> Iterator[None]:
    """Note why a table cannot be read; what was never fetched, without the network, is none."""
    try:
        yield
    except NotTried:
        pass
    except CpstandardError as error:
        failures.append(f"reference/{name}: {error}")
