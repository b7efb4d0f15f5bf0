"""Opens what a publisher gave: bytes, text with its encoding, raw tables, members of a zip."""

from cpstandard.documents.opening import open_document, open_stream

__all__ = ["open_document", "open_stream"]
