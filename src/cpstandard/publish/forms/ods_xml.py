"""The XML of an OpenDocument spreadsheet: cells, styles, choices, and the parts around them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from cpstandard.core.cell_text import escape_control

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "fo": "xsl-fo-compatible",
    "number": "datastyle",
    "config": "config",
}
_SPACES = " ".join(f'xmlns:{prefix}="{_URN}{name}:1.0"' for prefix, name in _NAMES.items())
_SPACES += f' xmlns:of="{_URN}of:1.2"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SIMPLE = re.compile(r"[^ \t\r\n]+(?: [^ \t\r\n]+)*")
_RUN = re.compile(r"\t|  +|^ | $")
_BREAK = re.compile(r"\r\n|\r|\n")
_CM_PER_SIGN = 0.21

STYLES: Mapping[str, str] = {
    "plain": '<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap"/>',
    "heading": '<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap" '
    'fo:background-color="#e7eef4" fo:border="0.5pt solid #8899aa"/>'
    '<style:text-properties fo:font-weight="bold"/>',
    "required": '<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap" '
    'fo:background-color="#fce8b2" fo:border="0.5pt solid #8899aa"/>'
    '<style:text-properties fo:font-weight="bold"/>',
    "example": '<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap" '
    'fo:background-color="#f0f0f0"/>'
    '<style:text-properties fo:font-style="italic" fo:color="#555555"/>',
    "title": '<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/>',
    "text": '<style:table-cell-properties style:vertical-align="top"/>',
    "number": '<style:table-cell-properties style:vertical-align="top"/>',
}
"""How cells look. ``number`` alone lets a program turn what people type into numbers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a spreadsheet program offers and says where a cell is filled in.

    ``source`` is a range such as ``[$Codelists.$B$2:.$B$9]``, empty for no list;
    ``strict``: nothing else may be typed. ``prompt`` is shown while the cell is chosen.
    """

    name: str
    prompt_title: str
    prompt: str
    source: str = ""
    strict: bool = False
    error_title: str = ""
    error: str = ""


def cell(value: str | float | None, style: str = "", *, choice: str = "", note: str = "") -> str:
    """Return one cell; ``choice`` names its ``Choice``, ``note`` is the comment on it."""
    attributes = f' table:style-name="{style}"' if style else ""
    attributes += f' table:content-validation-name="{choice}"' if choice else ""
    inner = _note(note) if note else ""
    if isinstance(value, bool):
        word = "true" if value else "false"
        attributes += f' office:value-type="boolean" office:boolean-value="{word}"'
        inner += f"<text:p>{word.upper()}</text:p>"
    elif isinstance(value, int | float):
        attributes += f' office:value-type="float" office:value="{value!r}"'
        inner += f"<text:p>{value!r}</text:p>"
    elif value is not None:
        text = escape_control(value)
        attributes += ' office:value-type="string"'
        if not _SIMPLE.fullmatch(text):
            # Readers differ in what they make of blanks in paragraphs; an attribute is exact.
            entities = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
            attributes += f" office:string-value={quoteattr(text, entities)}"
        inner += paragraphs(text)
    return f"<table:table-cell{attributes}>{inner}</table:table-cell>"


def paragraphs(text: str) -> str:
    """Return ``text`` as paragraphs in which every blank is kept."""
    return "".join(f"<text:p>{_blanks(line)}</text:p>" for line in _BREAK.split(text))


def _blanks(line: str) -> str:
    return _RUN.sub(
        lambda run: "<text:tab/>" if run[0] == "\t" else f'<text:s text:c="{len(run[0])}"/>',
        escape(line),
    )


def _note(text: str) -> str:
    return f"<office:annotation>{paragraphs(escape_control(text))}</office:annotation>"


def columns(widths: Sequence[int], styles: Sequence[str]) -> str:
    """Return the columns of one sheet: widths in signs, and the style of empty cells."""
    return "".join(
        f'<table:table-column table:style-name="w{width}" table:default-cell-style-name="{style}"/>'
        for width, style in zip(widths, styles, strict=True)
    )


def before_tables(widths: Iterable[int], choices: Sequence[Choice]) -> str:
    """Return the beginning of ``content.xml``, as far as the first sheet."""
    styles = [
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _CM_PER_SIGN:.2f}cm"/>'
        "</style:style>"
        for width in sorted(set(widths))
    ]
    styles.append(
        '<number:text-style style:name="typed"><number:text-content/></number:text-style>'
    )
    styles.append(
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Wide">'
        '<style:table-properties table:display="true"/></style:style>'
    )
    for name, properties in STYLES.items():
        kind = "" if name == "number" else ' style:data-style-name="typed"'
        styles.append(
            f'<style:style style:name="{name}" style:family="table-cell"{kind}>'
            f"{properties}</style:style>"
        )
    wanted = "".join(map(_validation, choices))
    offered = f"<table:content-validations>{wanted}</table:content-validations>" if choices else ""
    return (
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{''.join(styles)}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{offered}"
    )


AFTER_TABLES = "</office:spreadsheet></office:body></office:document-content>"


def _validation(choice: Choice) -> str:
    condition = ""
    if choice.source:
        within = quoteattr(f"of:cell-content-is-in-list({choice.source})")
        condition = f' table:condition={within} table:display-list="unsorted"'
    shown = "true" if choice.strict else "false"
    error = (
        f"<table:error-message table:display={quoteattr(shown)} table:message-type="
        f'"stop" table:title={quoteattr(choice.error_title)}>'
        f"{paragraphs(choice.error)}</table:error-message>"
    )
    return (
        f"<table:content-validation table:name={quoteattr(choice.name)}{condition}"
        ' table:allow-empty-cell="true"><table:help-message table:display="true"'
        f" table:title={quoteattr(choice.prompt_title)}>{paragraphs(choice.prompt)}"
        f"</table:help-message>{error if choice.source else ''}</table:content-validation>"
    )


def page_styles() -> str:
    """Return the page on which sheets are printed: landscape, as wide as one page."""
    return (
        f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3"><office:automatic-styles>'
        '<style:page-layout style:name="wide"><style:page-layout-properties fo:page-width="29.7cm"'
        ' fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1"'
        ' style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Wide"'
        ' style:page-layout-name="wide"/></office:master-styles></office:document-styles>'
    )


def manifest() -> str:
    """Return the list of the parts."""
    parts = {"/": MEDIA_TYPE}
    parts |= dict.fromkeys(("content.xml", "styles.xml", "settings.xml"), "text/xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in parts.items()
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_URN}manifest:1.0" manifest:version="1.3">'
        f"{entries}</manifest:manifest>"
    )


def settings(frozen: Sequence[str], active: str) -> str:
    """Return the view: headings and ids of the sheets ``frozen`` stay in sight."""
    numbers = {
        "HorizontalSplitMode": ("short", 2),
        "VerticalSplitMode": ("short", 2),
        "HorizontalSplitPosition": ("int", 1),
        "VerticalSplitPosition": ("int", 1),
        "PositionRight": ("int", 1),
        "PositionBottom": ("int", 1),
    }
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
        "</config:config-item>"
        for name, (kind, value) in numbers.items()
    )
    sheets = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{items}"
        "</config:config-item-map-entry>"
        for name in frozen
    )
    return (
        f'{_HEAD}<office:document-settings {_SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item config:name="ActiveTable" config:type="string">{escape(active)}'
        "</config:config-item>"
        f'<config:config-item-map-named config:name="Tables">{sheets}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    )
