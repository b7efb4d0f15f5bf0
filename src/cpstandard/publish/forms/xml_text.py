"""Text as the XML of workbooks holds it: nearly all of it needs next to no work."""


def plain(text: str) -> str | None:
    """Return ``text`` for between two tags, where nothing but ``&``, ``<`` and ``>`` is special.

    ``None`` where it has more to it: blanks that a reader might drop, signs that XML cannot hold,
    what looks like an escape of one, or 16,384 signs and more.
    """
    if (
        text.isprintable()
        and "_x" not in text
        and "  " not in text
        and text[:1] != " " != text[-1:]
        and len(text) <= _SHORT
    ):
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return None


_SHORT = 16_383
"""Signs that fit into a cell whatever they are: of some, UTF-16 needs two units for one."""
