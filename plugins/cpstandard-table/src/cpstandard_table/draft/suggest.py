"""Suggests a mapping for a table that nobody has mapped yet: a beginning for a person to mend."""

import itertools
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath

from cpstandard.core.row import Row
from cpstandard_table.draft.meaning import called_keys, columns_for, is_about_people, is_note, keys
from cpstandard_table.draft.places import place_lines
from cpstandard_table.draft.profile import NULLS, Profile
from cpstandard_table.draft.sections import Columns, kind_lines, list_lines, text_lines
from cpstandard_table.draft.yaml_text import quoted, remark, shown
from cpstandard_table.options import NULLS as USUAL

_SCALARS = (str, int, float, date)
_TITLE = "check: what this list is called"
_ROWS = 2000  # how many rows are looked at


def suggest_mapping(name: str, headings: Sequence[str], rows: Iterable[Row]) -> str:
    """Return options for the importer ``table`` as YAML, made from headings and the first rows.

    ``name`` is the document's. The draft is valid as it stands. Every column has its place:
    mapped, withheld or ignored, with the reason beside it where it is not plain.
    """
    looked_at = list(itertools.islice(rows, _ROWS))
    nulls: dict[str, None] = {}
    profiles = [_profile(heading, looked_at, nulls) for heading in headings]
    private = [profile for profile in profiles if is_about_people(profile)]
    columns = Columns([p for p in profiles if p not in private and p.texts])
    title = PurePath(name).stem.replace("_", " ").replace("-", " ").strip() or "list"
    lines = [
        f"# A draft for {shown(PurePath(name).name)}, made from {len(looked_at):,} rows.",
        "# Read it, mend what says “check”, and try it with --mapping FILE --preview.",
        *_id_lines(columns),
        "record:",
        *text_lines(columns),
        *kind_lines(columns),
        *place_lines(columns),
        *list_lines(columns),
        "  sources:",
        f"    - title: {{value: {json.dumps(title, ensure_ascii=False)}}}{remark(_TITLE)}",
        '      # url: {value: "https://…"}  where it is published',
        *columns.lookups,
        *columns.grid,
        *_filter_lines(columns),
        *_rest(columns, private, [p for p in profiles if not p.texts and p not in private]),
    ]
    odd = [text for text in nulls if text not in USUAL]
    if odd:
        lines.append(f"nulls: [{', '.join(map(json.dumps, [*USUAL, *odd]))}]  # stand for no value")
    lines.append("asserted_by: rule  # register, if it holds nothing but initiatives")
    return "\n".join(lines) + "\n"


def _profile(heading: str, rows: Sequence[Row], nulls: dict[str, None]) -> Profile:
    cells = []
    for row in rows:
        value = row.peek(heading)
        parts = value if isinstance(value, list) else [value]
        plain = [" ".join(str(part).split()) for part in parts if isinstance(part, _SCALARS)]
        text = "; ".join(plain)
        if text.casefold() in NULLS:
            nulls[text] = None
            text = ""
        cells.append(text)
    return Profile(heading, cells)


def _id_lines(columns: Columns) -> list[str]:
    best = next(iter(keys(columns.free)), None)
    if best is not None:
        columns.take(best)
        return [f"id: {quoted(best.heading)}"]
    near = [p for p in called_keys(columns.free) if p.distinct * 20 >= p.rows * 19]
    names = columns_for("name", columns.free)
    beside = [*near, *called_keys(columns.free)[:2], *names[:2], *_beside(columns)[:4]]
    several = _together(list(dict.fromkeys(beside)))
    if several:
        headings = ", ".join(quoted(profile.heading) for profile in several)
        said = "check: no code tells every row from the others; these together do"
        return [f'id: {{join: [{headings}], with: " "}}{remark(said)}']
    rest = sorted(columns.free, key=lambda profile: -profile.distinct)
    called = called_keys(columns.free, full=False)
    best = next(iter([*near, *called, *names, *rest]), None)
    if best is None:
        return ['id: {value: "1"}  # check: there is no column with anything in it']
    said = "check: it has to tell rows apart, for ever"
    if not best.is_key:
        said += (
            f"; {best.rows - best.distinct:,} of {best.rows:,} rows do not have one of their own"
        )
    return [f"id: {quoted(best.heading)}{remark(said)}"]


def _together(profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """Return two or three columns, of which the first are the trustiest, that tell rows apart."""
    for count in (2, 3):
        for few in itertools.combinations(profiles, count):
            rows = list(zip(*(profile.cells for profile in few), strict=True))
            if len(set(rows)) == len(rows) and few[0].is_full:
                return few
    return ()


def _beside(columns: Columns) -> list[Profile]:
    """Return the columns that may tell apart what has the same name."""
    roles = ("authority", "areaCode", "place", "address")
    found = [profile for role in roles for profile in columns_for(role, columns.free)]
    return [*found, *(profile for profile in columns.free if profile.looks("postcode"))]


def _filter_lines(columns: Columns) -> list[str]:
    """Offer a condition, as a comment, where a column says which rows still count."""
    status = columns.first("status")
    if status is None or status.distinct == 1:
        return []
    most = status.counts.most_common(1)[0][0]
    return [f"# filter: {{column: {quoted(status.heading)}, is: {quoted(most)}}}"]


def _rest(columns: Columns, private: Sequence[Profile], empty: Sequence[Profile]) -> list[str]:
    lines = []
    if columns.free or empty:
        lines.append("ignore:")
        lines += [f"  - {quoted(p.heading)}{_why_ignored(p)}" for p in columns.free]
        lines += [f"  - {quoted(p.heading)}{remark('empty in these rows')}" for p in empty]
    if private:
        lines.append("withhold:  # about people, or to reach them")
        lines += [f"  - {quoted(profile.heading)}" for profile in private]
    return lines


def _why_ignored(profile: Profile) -> str:
    few = 6
    if profile.constant:
        return remark(f"always {shown(profile.constant)}")
    if is_note(profile):
        return remark("notes of whoever keeps the table")
    if profile.looks("postcode"):
        return remark("postcodes: the standard asks for a place's name, codes or point")
    if profile.distinct <= few and len(profile.texts) > profile.distinct:
        counts = (f"{shown(text)} {n:,}" for text, n in profile.counts.most_common())
        return remark(", ".join(counts))
    return remark("check: no field has a heading like it")
