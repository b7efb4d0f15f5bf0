"""Takes the plain text out of the HTML that people wrote into a register."""

from html.parser import HTMLParser

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINES = frozenset({"p", "li", "dt", "dd", "div", "br", "blockquote", "pre", "th", "td"})
_BLOCKS = _HEADINGS | _LINES | {"ul", "ol", "dl", "section", "table", "tr"}
_SILENT = frozenset({"script", "style", "template", "noscript"})
_MOST = 100_000  # characters: the first paragraphs are wanted, and strangers wrote the rest


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._words: list[str] = []
        self._silent = 0
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.close_paragraph()
            self._heading = tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.close_paragraph()
            self._heading = False

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._heading:
            self._words.append(data)

    def close_paragraph(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if text:
            self.found.append(text)


def paragraphs(html: str) -> list[str]:
    """Return the paragraphs of ``html`` as plain text, without headings and scripts."""
    parser = _Paragraphs()
    parser.feed(html[:_MOST])
    parser.close()
    parser.close_paragraph()
    return parser.found


def first_paragraphs(found: list[str], limit: int) -> str:
    """Return as many of the paragraphs as fit into ``limit`` characters, the first one anyway."""
    text = ""
    for paragraph in found:
        longer = f"{text}\n{paragraph}".strip()
        if text and len(longer) > limit:
            break
        text = longer
    return text
