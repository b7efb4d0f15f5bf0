"""What an empty spreadsheet to be filled in holds, whichever program it is for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cpstandard.core.cell_text import join_list
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import (
    EXAMPLE_ID,
    Column,
    Kind,
    Sheet,
    TableForm,
    column_at,
    in_language,
    keys,
)
from cpstandard.core.translated import translated
from cpstandard.core.wording import Wording
from cpstandard.publish.forms.spread import Cell, as_cell
from cpstandard.publish.forms.xlsx_form import is_required

ENGLISH = "en"
LAST_ROW = 2000
"""As far as the choices reach."""

_SIMPLE = (
    ("id",), ("name",), ("description",), ("clusters",), ("practices",), ("places", "*", "name"),
    ("places", "*", "country"), ("status", "code"), ("status", "asOf"), ("website",),
    ("sources", "*", "title"), ("sources", "*", "url"),
)  # fmt: skip
"""The fields of the simple template: enough for a record that conforms."""

_INVENTED: dict[tuple[str, ...], Cell] = {
    ("website",): "https://example.org/river-assembly",
    ("started",): "2018-09",
    ("ended",): "2019-03",
    ("status", "asOf"): "2019-05",
    ("status", "note"): "The council has its report.",
}
"""What the example row says where the fields' own examples would contradict each other."""
_ENDED = "ended"
_SIMPLE_REQUIRED = {"id", "name", "clusters", "places", "sources"}
_PLACE = ("places", "*", "name")
_PROMPT = 255  # as much as Excel shows


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: what it is called, its help in sentences, and the value of the example row."""

    column: Column
    text: str
    required: bool
    help: tuple[str, ...]
    example: Cell
    one_of: bool = False

    @property
    def shown(self) -> str:
        """The heading as it stands in the cell: a star says that it has to be filled in.

        Two stars say that one of several has to, which the help names.
        """
        if self.required:
            return f"{self.text} *"
        return f"{self.text} **" if self.one_of else self.text

    @property
    def note(self) -> str:
        """All of the help."""
        return " ".join(self.help)

    @property
    def prompt(self) -> str:
        """As much of the help, in whole sentences, as a program shows beside a cell."""
        text = ""
        for sentence in self.help:
            if len(text) + len(sentence) < _PROMPT:
                text = f"{text} {sentence}".strip()
        return text or f"{self.note[: _PROMPT - 1]}…"


@dataclass(frozen=True, slots=True)
class MetaRow:
    """One field of the envelope, a row of its sheet."""

    column: Column
    text: str
    required: bool
    value: Cell
    help: str


@dataclass(frozen=True)
class TemplateBook:
    """All that a template holds, in one language.

    ``sheets`` are those to be filled in, by name. ``codes`` are the lines of the sheet of
    codelists; ``ranges`` says on which of its rows, counted from 1, each codelist stands.
    """

    standard: Standard
    form: TableForm
    wording: Wording
    read_me: list[str]
    sheets: list[tuple[str, list[Heading]]]
    meta: list[MetaRow]
    codes: list[tuple[str, str, str, str]]
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)

    def text(self, key: str, **values: str) -> str:
        """Return one of the texts of the template."""
        return (self.wording.text(key) or "").format(**values)

    @property
    def read_me_name(self) -> str:
        """The name of the sheet of advice."""
        return self.form.help_sheets[0]

    @property
    def codelists_name(self) -> str:
        """The name of the sheet of codelists."""
        return self.form.help_sheets[1]


def template_book(standard: Standard, *, simple: bool = False, language: str = "") -> TemplateBook:
    """Return the template of ``standard``; what a language lacks is in English.

    ``simple``: one sheet of a dozen columns. ``language`` is one of ``standard.wordings``.
    """
    wording = standard.wordings[ENGLISH]
    if language and language != ENGLISH:
        chosen = standard.wordings[language]
        wording = Wording(language, {**wording.words, **chosen.words})
        standard = translated(standard, wording)
    maker = _Maker(standard, in_language(standard, wording), wording)
    return maker.book(simple=simple)


@dataclass(frozen=True, slots=True)
class _Maker:
    standard: Standard
    form: TableForm
    wording: Wording

    def book(self, *, simple: bool) -> TemplateBook:
        main = self.form.main
        if simple:
            sheets = [(main.name, self._simple())]
        else:
            sheets = [(main.name, [self._heading(column) for column in main.columns])]
            sheets += [(sheet.name, self._of_list(sheet)) for sheet in self.form.lists]
        codes, ranges = self._codes()
        meta = [row for row in self._meta() if row.required or row.value or not simple]
        read_me = list(self._read_me(simple=simple))
        return TemplateBook(
            self.standard, self.form, self.wording, read_me, sheets, meta, codes, ranges
        )

    def _said(self, key: str) -> str:
        return (self.wording.text(key) or "").format(
            meta=self.form.meta_name,
            main=self.form.main.name,
            codelists=self.form.help_sheets[1],
            id_heading=self.form.id_heading,
            example=EXAMPLE_ID,
            others=", ".join(sheet.name for sheet in self.form.lists),
        )

    def _read_me(self, *, simple: bool) -> Iterator[str]:
        names = [
            "meta",
            "rows",
            "required",
            "oneOf",
            "id",
            "several",
            "codes",
            "dates",
            "approximate",
        ]
        names += ["example", "more"] if simple else ["example", "lists", "unneeded"]
        yield from (self._said("readMe.title"), "")
        for number, name in enumerate(names, start=1):
            yield f"{number}. {self._said(f'readMe.{name}')}"
        yield from ("", self._said("readMe.care"), "", self._said("readMe.check"))

    def _simple(self) -> list[Heading]:
        known = {column.path: column for column in self.form.main.columns}
        known |= {(*s.at, "*", *c.path): c for s in self.form.lists for c in s.columns}
        headings = []
        for path in _SIMPLE:
            column = known[path]
            required = path[0] in _SIMPLE_REQUIRED and column.field.required
            headings.append(self._heading(column, required=required))
        return headings

    def _of_list(self, sheet: Sheet) -> list[Heading]:
        columns = [column_at(sheet.columns, key) for key in keys(sheet.columns, {})]
        return [
            self._heading(self.form.id_column),
            *(self._heading(column, of=sheet.at) for column in columns),
        ]

    def _heading(
        self, column: Column, *, required: bool | None = None, of: Sequence[str] = ()
    ) -> Heading:
        """Return the heading of a column, which is one of the list ``of`` an initiative, if so."""
        required = is_required(column) if required is None else required
        example = self._invented(column) or self._example(column)
        others = self._at_least_one(str(of[0]) if of and required else str(column.path[0]), of)
        said = self._help(column, required=required, one_of=others)
        return Heading(column, column.heading, required, said, example, bool(others))

    def _at_least_one(self, name: str, of: Sequence[str]) -> str:
        """Return the titles of the fields of which an initiative needs one, if ``name`` is one."""
        if of and of[0] != name:
            return ""
        schema = self.standard.initiative
        for rule in schema.get("allOf", ()):
            names = [field for each in rule.get("anyOf", ()) for field in each.get("required", ())]
            if name in names:
                return ", ".join(schema["properties"][each]["title"] for each in names)
        return ""

    def _invented(self, column: Column) -> Cell:
        """Return what the example row says in place of the field's own example, if it does.

        The fields' own examples are of many initiatives, some of them real.
        """
        if column == self.form.id_column:
            return EXAMPLE_ID
        said: dict[tuple[str, ...], Cell] = {
            **_INVENTED,
            ("name",): f"{self._said('example.mark')}: {self._said('example.name')}",
            ("description",): self._said("example.description"),
            ("language",): self.wording.language,
            ("status", "code"): self.standard.codelists["status"].title(_ENDED),
            _PLACE: self._said("example.place"),
        }
        by_title = {f.title: said[f.path] for f in self.standard.fields() if f.path in said}
        return by_title.get(column.heading)

    def _help(self, column: Column, *, required: bool = False, one_of: str = "") -> tuple[str, ...]:
        words = [column.field.description]
        if required:
            words.append(self._said("help.required"))
        if one_of:
            words.append((self.wording.text("help.oneOf") or "").format(fields=one_of))
        if column.kind is Kind.LIST:
            words.append(self._said("help.several"))
        if column.field.codelist:
            words.append(self._said("help.choices"))
        example = self._example(column)
        if example is not None and not column.field.codelist:
            pattern = self.wording.text("help.example") or ""
            words.append(pattern.replace("{example}", str(example)))
        return tuple(words)

    def _example(self, column: Column) -> Cell:
        """Return the field's first example as a person would type it; titles and not codes."""
        examples = column.field.schema.get("examples", [])
        if not examples:
            return None
        value = examples[0]
        if column.field.codelist:
            codelist = self.standard.codelists[column.field.codelist]
            titles = [codelist.title(c) for c in (value if isinstance(value, list) else [value])]
            return join_list(titles)
        return as_cell(value, column.kind)

    def _codes(self) -> tuple[list[tuple[str, str, str, str]], dict[str, tuple[int, int]]]:
        lines: list[tuple[str, str, str, str]] = []
        ranges = {}
        for name, codelist in sorted(self.standard.codelists.items()):
            first = len(lines) + 2
            lines += [(name, c.title, c.code, c.description) for c in codelist if not c.deprecated]
            ranges[name] = (first, len(lines) + 1)
        return lines, ranges

    def _meta(self) -> Iterator[MetaRow]:
        prefilled: dict[tuple[str | int, ...], str] = {
            ("standardVersion",): self.standard.version,
            ("extensions",): join_list(self.standard.extensions),
        }
        for key in keys(self.form.meta, {}):
            column = column_at(self.form.meta, key)
            needed = len(column.path) == 1 or (column.path[0] == "publisher" and key[1] == 0)
            required = column.field.required and needed
            shown = f"{column.heading} *" if required else column.heading
            value = prefilled.get(column.path) or None
            yield MetaRow(column, shown, required, value, " ".join(self._help(column)))
