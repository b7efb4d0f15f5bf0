"""Makes text of strangers safe for a terminal and a log."""


def plain(text: str) -> str:
    """Return ``text`` on one line, without signs that move a cursor or turn text around."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)
