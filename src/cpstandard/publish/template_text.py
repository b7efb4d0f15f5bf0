"""The words of templates: what stands in them as text is found, and said in another language.

A template is written in English, with no sign around what is to be translated. A *message* is a run
of text, values and inline elements between two statements or block elements. Its text for
translators names values (``{total}``) and keeps inline elements as plain tags (``<a>``). A value
``{{ "one" if n == 1 else "many" }}`` in it makes it one with a plural.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

_JINJA = r"\{\{.*?\}\}|\{%.*?%\}"
_PIECE = re.compile(
    rf"""
    (?P<wall>\{{\#.*?\#\}}|\{{%.*?%\}}|<!.*?>|<(?P<raw>script|style|pre)\b.*?</(?P=raw)>)
    |(?P<code><code\b[^>]*>.*?</code>)
    |(?P<value>\{{\{{.*?\}}\}})
    |(?P<tag></?[a-zA-Z][a-zA-Z0-9]*(?:{_JINJA}|"(?:{_JINJA}|[^"])*+"|[^<>"])*+>)
    |(?P<text>[^<{{]+|[<{{])
    """,
    re.DOTALL | re.VERBOSE,
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "br",
        "cite",
        "em",
        "i",
        "kbd",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
    ]
)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_SENTENCE = r'="(?:[A-Z][a-z ]|\{[a-z]+\} )'
"""How what a script is to say begins, among the data that it is given."""
_SAID = re.compile(
    rf"(?<=\s)(?P<name>aria-label|alt|title|placeholder|content|data-[a-z-]+(?={_SENTENCE}))="
    rf'"(?P<value>(?:{_JINJA}|[^"])*)"',
    re.DOTALL,
)
_STATEMENT = re.compile(r"(\{%.*?%\})", re.DOTALL)
_PLURAL = re.compile(
    r'\{\{\s*"(?P<first>[^"]*)"\s+if\s+(?P<number>\S.*?)\s*(?P<sign>==|!=|>)\s*1'
    r'(?:\s+else\s+"(?P<second>[^"]*)")?\s*\}\}'
)
_LETTER = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&#?\w+;")
_ATTRIBUTE = re.compile(r'\s*[a-z-]+="')
_PUNCTUATION = re.compile(r'\{\{\s*"[^"\w]*"\s+if [^"]*(?:"[^"\w]*"\s*)?\}\}')
_WORD = re.compile(r"[A-Za-z_]\w*")
_STRING = re.compile(r"""\"[^"]*"|'[^']*'""")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: ``many`` is empty where it has no plural, ``number`` is what decides it.

    ``gaps`` gives the source of each value and tag by how the text names it.
    """

    one: str
    many: str = ""
    number: str = ""
    gaps: dict[str, str] = field(default_factory=dict)

    def source(self, text: str) -> str:
        """Return ``text``, a translation, as template source with the gaps filled."""
        names = sorted(self.gaps, key=len, reverse=True)
        pattern = "|".join(map(re.escape, [*names, "{{", "}}"]))
        plain = {"{{": "{", "}}": "}"}
        return re.sub(pattern, lambda found: (self.gaps | plain)[found[0]], text)


Tell = Callable[[Message], str]
"""Gives the source that stands for a message; its own text is ``message.source(message.one)``."""


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    source: str

    @property
    def name(self) -> str:
        found = _NAME.match(self.source) if self.kind == "tag" else None
        return found[1].lower() if found else ""

    @property
    def is_wall(self) -> bool:
        return self.kind == "wall" or (self.kind == "tag" and self.name not in _INLINE)

    @property
    def is_end(self) -> bool:
        return self.source.startswith("</")


def messages_in(source: str) -> list[Message]:
    """Return all messages of a template, in their order."""
    found: list[Message] = []

    def note(message: Message) -> str:
        found.append(message)
        return ""

    reworded(source, note)
    return found


def reworded(source: str, tell: Tell) -> str:
    """Return a template in which ``tell`` has said every message anew; its lines keep their number.

    Raises ``ValueError`` for a message that no translator could say: one with two plurals.
    """
    pieces = [
        _Piece("wall" if found["raw"] else str(found.lastgroup), found[0])
        for found in _PIECE.finditer(source)
    ]
    return "".join(_runs(pieces, tell))


def _runs(pieces: Sequence[_Piece], tell: Tell) -> Iterator[str]:
    run: list[_Piece] = []
    for piece in pieces:
        if piece.is_wall:
            yield from _parts(run, tell)
            yield _attributes(piece, tell)
            run = []
        else:
            run.append(piece)
    yield from _parts(run, tell)


def _parts(run: Sequence[_Piece], tell: Tell) -> Iterator[str]:
    """Cut a run where an inline element begins or ends that does not lie in it as a whole."""
    lonely = min(_lonely(run), default=None)
    if lonely is None:
        yield from _said(run, tell)
        return
    yield from _parts(run[:lonely], tell)
    yield _attributes(run[lonely], tell)
    yield from _parts(run[lonely + 1 :], tell)


def _lonely(run: Sequence[_Piece]) -> set[int]:
    opened: list[int] = []
    lonely: set[int] = set()
    for index, piece in enumerate(run):
        if piece.kind != "tag" or piece.name == "br":
            continue
        if not piece.is_end:
            opened.append(index)
        elif opened and run[opened[-1]].name == piece.name:
            opened.pop()
        else:
            lonely.add(index)
    return lonely.union(opened)


def _said(run: Sequence[_Piece], tell: Tell) -> Iterator[str]:
    """Yield a run, the message in it said anew; what stands around the message stays."""
    if not any(_has_words(piece) for piece in run):
        yield from (_attributes(piece, tell) for piece in run)
        return
    first, last = _edges(run)
    yield from (_attributes(piece, tell) for piece in run[:first])
    inner = run[first : last + 1]
    text = "".join(piece.source for piece in inner)
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    yield before + tell(_message(inner, tell)) + after
    lines = text.strip().count("\n")
    if lines:
        yield "{#" + "\n" * lines + "#}"
    yield from (_attributes(piece, tell) for piece in run[last + 1 :])


def _edges(run: Sequence[_Piece]) -> tuple[int, int]:
    """Return where the message begins and ends, without elements that hold all of it."""
    first, last = 0, len(run) - 1
    while True:
        inner = [i for i in range(first, last + 1) if not _is_bare(run[i])]
        first, last = inner[0], inner[-1]
        holds = run[first].kind == "tag" and run[last].source == f"</{run[first].name}>"
        if not holds or _lonely(run[first + 1 : last]):
            return first, last
        first, last = first + 1, last - 1


def _is_bare(piece: _Piece) -> bool:
    """Return whether nobody has to know of a piece who translates what stands beside it."""
    return not piece.source.strip() or bool(_PUNCTUATION.fullmatch(piece.source))


def _has_words(piece: _Piece) -> bool:
    if piece.kind == "value":
        return bool(_PLURAL.fullmatch(piece.source) and _LETTER.search(_plural(piece.source)[0]))
    is_text = piece.kind == "text" and not _ATTRIBUTE.fullmatch(piece.source)
    return is_text and bool(_LETTER.search(_ENTITY.sub("", piece.source)))


def _plural(source: str) -> tuple[str, str, str]:
    """Return the words for one and for more, and the number that decides."""
    found = _PLURAL.fullmatch(source)
    if found is None:
        raise ValueError(f"{source} is no plural")
    first, second = found["first"], found["second"] or ""
    one, many = (first, second) if found["sign"] == "==" else (second, first)
    return one, many, found["number"]


def _message(pieces: Sequence[_Piece], tell: Tell) -> Message:
    gaps: dict[str, str] = {}
    one, many, number = "", "", ""
    ends: list[str] = []
    for piece in pieces:
        if piece.kind == "value" and _PLURAL.fullmatch(piece.source):
            single, several, decides = _plural(piece.source)
            if number not in ("", decides):
                raise ValueError(f"one sentence has plurals of {number} and of {decides}")
            one, many, number = one + single, many + several, decides
            continue
        if piece.kind == "text":
            written = piece.source.replace("{", "{{").replace("}", "}}")
        elif piece.kind == "tag" and piece.is_end:
            written = ends.pop()
            gaps[written] = piece.source
        else:
            written = _gap(piece, gaps, _attributes(piece, tell))
            if piece.kind == "tag" and piece.name != "br":
                ends.append(f"</{written[1:]}")
        one, many = one + written, many + written
    one, many = (" ".join(text.split()) for text in (one, many))
    return Message(one, many if number else "", number, gaps)


def _gap(piece: _Piece, gaps: dict[str, str], source: str) -> str:
    """Give a value or a tag a name in ``gaps``, and return it."""
    if piece.kind == "tag":
        form, name = "<{}>", piece.name
    else:
        form, name = "{{{}}}", "code" if piece.kind == "code" else _value_name(piece.source)
    for count in range(1, len(gaps) + 2):
        written = form.format(name if count == 1 else f"{name}{count}")
        if gaps.setdefault(written, source) == source:
            return written
    raise AssertionError("some number is free")


def _value_name(source: str) -> str:
    """Return how a value is named to translators: by the last word before its filters."""
    words = _WORD.findall(_STRING.sub("", source[2:-2]).split("|")[0])
    return words[-1] if words else "value"


def _attributes(piece: _Piece, tell: Tell) -> str:
    """Return a piece, the attributes that are read out or shown said anew."""
    if not piece.source.startswith("<") or piece.source.startswith("</"):
        return piece.source
    is_summary = 'name="description"' in piece.source

    def again(found: re.Match[str]) -> str:
        if found["name"] == "content" and not is_summary:
            return found[0]
        return f'{found["name"]}="{"".join(_in_value(found["value"], tell))}"'

    return _SAID.sub(again, piece.source) if piece.kind == "tag" else piece.source


def _in_value(value: str, tell: Tell) -> Iterator[str]:
    for part in _STATEMENT.split(value):
        if part.startswith("{%"):
            yield part
        else:
            shown = [_Piece(str(f.lastgroup), f[0]) for f in _PIECE.finditer(part)]
            yield from _said(shown, tell)
