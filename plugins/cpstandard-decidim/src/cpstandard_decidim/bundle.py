"""Finds processes, assemblies and what belongs to them in an export of Decidim."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import Location
from cpstandard.core.media_type import CONTAINERS
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import is_json, json_rows, read_json, read_sheet
from cpstandard_decidim.counts import Counts, count_meetings, count_proposals

PROCESS, ASSEMBLY = "processes", "assemblies"
_NEEDED = frozenset({"title", "slug"})
# Fields of one kind that the other lacks; those of both tell a space from other lists.
_OF_PROCESS = frozenset(
    {"participatory_process_group", "participatory_process_steps", "start_date"}
)
_OF_ASSEMBLY = frozenset(
    {"purpose_of_action", "composition", "closing_date", "assembly_categories"}
)
_OF_BOTH = frozenset({"short_description", "participatory_scope", "developer_group"})
_WRAPPERS = ("participatory_processes", "processes", "assemblies", "data", "results")
_PROPOSALS, _MEETINGS = ("proposals.csv",), ("meetings.csv",)
_PERSONS = ("users.csv", "user_groups.csv", "moderated_users.csv", "moderations.csv")
_LICENCES = {
    "opendatacommons.org/licenses/odbl": "ODbL-1.0",
    "licenses/by-sa/4.0": "CC-BY-SA-4.0",
    "licenses/by/4.0": "CC-BY-4.0",
    "publicdomain/zero/1.0": "CC0-1.0",
}
_LOOKED_AT = 20
_SHOWN = 8
_PRIVATE = frozenset({"true", "1", "t", "restricted"})


@dataclass(frozen=True, slots=True)
class Space:
    """A process or assembly; ``hidden`` says why it is not to be shown, if it is not."""

    kind: str
    row: Row
    hidden: str = ""


@dataclass(slots=True)
class Export:
    """All that an export holds: spaces, counts, the files left aside and why, and its licence."""

    spaces: list[Space] = field(default_factory=list)
    counts: Counts = field(default_factory=dict)
    aside: list[tuple[str, Row]] = field(default_factory=list)
    licence: str = ""


def read_export(document: Document) -> Export:
    """Return what ``document`` holds.

    Raises ``UnusableInput`` naming what was expected and what was found, where it holds neither a
    process nor an assembly.
    """
    export = Export()
    if document.media_type not in CONTAINERS:
        export.spaces.extend(_spaces(document))
        return export
    members = document.members()
    for name in sorted(members):
        summary = Row({"(file)": name}, Location(file=f"{document.name}/{name}"))
        try:
            _read_member(name, members[name], export, summary)
        except UnusableInput:
            # A platform without proposals publishes an empty list of them.
            export.aside.append(("an empty or damaged file, which could not be read", summary))
    if not export.spaces:
        raise UnusableInput(
            f"{document.name} is no export of Decidim: a JSON of processes or assemblies, or "
            f"...-open-data-participatory_processes.csv, was expected, found "
            f"{', '.join(sorted(members)[:_SHOWN]) or 'nothing'}."
        )
    return export


def _read_member(name: str, member: Document, export: Export, summary: Row) -> None:
    plain = name.casefold().rpartition("/")[2]
    entity = plain.rpartition("-")[2]
    if plain.startswith(("license", "licence")):
        export.licence = _licence(member)
    elif plain.startswith("readme"):
        return
    elif entity in _PROPOSALS:
        count_proposals(member, export.counts, summary)
        export.aside.append(("its proposals were counted and not read", summary))
    elif entity in _MEETINGS:
        count_meetings(member, export.counts, summary)
        export.aside.append(("its meetings were counted and not read", summary))
    elif entity in _PERSONS:
        export.aside.append(("a list of persons, which was not read", summary))
    elif not plain.endswith((".json", ".csv")) or not _holds_spaces(member):
        export.aside.append(("a file of no processes or assemblies", summary))
    else:
        export.spaces.extend(_spaces(member))


def _holds_spaces(member: Document) -> bool:
    try:
        return next(_spaces(member), None) is not None
    except UnusableInput:
        return False


def _spaces(document: Document) -> Iterator[Space]:
    if is_json(document):
        value, at = read_json(document), ""
        if isinstance(value, Mapping) and not value.keys() >= _NEEDED:
            at = next((name for name in _WRAPPERS if isinstance(value.get(name), list)), "")
            value = value.get(at) if at else [value]
        items = [value] if isinstance(value, Mapping) else value
        if not isinstance(items, list) or not any(_kind(item, "") for item in items[:_LOOKED_AT]):
            raise UnusableInput(_refusal(document, items))
        for item, row in zip(
            items, json_rows(document, items, f"/{at}" if at else ""), strict=True
        ):
            yield _space(item, row, document.name)
        return
    sheet = read_sheet(document)
    fields = {heading.split("/")[0].strip("\ufeff ").casefold() for heading in sheet.headings}
    if not _kind(dict.fromkeys(fields), document.name):
        raise UnusableInput(_refusal(document, [dict.fromkeys(sheet.headings)]))
    for read in sheet.rows:
        item = _nested(read, sheet.headings)
        yield _space(item, Row(item, read.location), document.name)


def _space(item: Any, row: Row, name: str) -> Space:
    if not isinstance(item, Mapping):
        return Space("", row)
    private = str(item.get("private_space") or item.get("access_mode") or "").casefold()
    hidden = "it is private" if private in _PRIVATE else ""
    if "published_at" in item and not item["published_at"]:
        hidden = "it is not published"
    return Space(_kind(item, name), row, hidden)


def _kind(item: Any, name: str) -> str:
    """Return which kind of space an object is; empty where it is none."""
    if not isinstance(item, Mapping) or not item.keys() >= _NEEDED:
        return ""
    address = str(item.get("url") or "")
    told = (
        f"/{ASSEMBLY}/" in address,
        bool(_OF_ASSEMBLY & item.keys()),
        "assembl" in name.casefold(),
    )
    if any(told):
        return ASSEMBLY
    if f"/{PROCESS}/" in address or _OF_PROCESS & item.keys():
        return PROCESS
    return PROCESS if _OF_BOTH & item.keys() and "process" in name.casefold() else ""


def _nested(row: Row, headings: tuple[str, ...]) -> dict[str, Any]:
    """Return a row of open data, whose headings are paths such as ``title/ca``, as JSON has it."""
    found: dict[str, Any] = {}
    for heading in headings:
        value = row.take(heading)
        if value is None:
            if heading.casefold() == "published_at":
                found["published_at"] = None
            continue
        first, *rest = heading.strip("\ufeff ").split("/")
        at, tokens = found, [first.casefold(), *rest]
        for token in tokens[:-1]:
            deeper = at.setdefault(token, {})
            at = deeper if isinstance(deeper, dict) else {}
        at[tokens[-1]] = value
    for name in _NEEDED:
        found.setdefault(name, "")
    return found


def _licence(member: Document) -> str:
    said = member.text().text[:20_000].casefold()
    return next((code for words, code in _LICENCES.items() if words in said), "")


def _refusal(document: Document, items: Any) -> str:
    first = items[0] if isinstance(items, list) and items else items
    found = (
        ", ".join(str(key)[:40] for key in list(first)[:_SHOWN])
        if isinstance(first, Mapping)
        else repr(first)[:60]
    )
    return (
        f"{document.name} is no export of Decidim: processes or assemblies with title, slug and "
        f"short_description were expected, found {found}."
    )
