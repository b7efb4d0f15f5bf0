"""Opens what was retrieved, so that what cannot be read is a failure of its source."""

from cpstandard.core.document import Document
from cpstandard.core.errors import SourceFailed
from cpstandard.documents import open_document
from cpstandard.fetch.retrieved import Retrieved


def opened(retrieved: Retrieved) -> Document:
    """Return the document, read once from end to end; what cannot be read fails this source."""
    try:
        document = open_document(
            retrieved.path,
            name=retrieved.name,
            url=retrieved.url,
            retrieved_at=retrieved.retrieved_at,
        )
        _ = document.sha256
    except OSError as error:
        raise SourceFailed(
            f"{retrieved.name} cannot be read: {error.strerror or error}."
        ) from error
    return document
