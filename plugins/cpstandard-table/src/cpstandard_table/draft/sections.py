"""Writes the parts of a draft: texts, dates, kinds, and lists such as identifiers and funding."""

import re
from collections.abc import Container, Iterator, Sequence

from cpstandard_table.draft.kinds import best_of, cluster_of, guesses, practices_in
from cpstandard_table.draft.meaning import columns_for
from cpstandard_table.draft.profile import Profile
from cpstandard_table.draft.yaml_text import quoted, remark, shown

_SPLITS = (";", "|", ",")


class Columns:
    """The columns that have no place yet, and the lookups that the draft needs."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        """Begin with all columns free."""
        self.free = list(profiles)
        self.all = list(profiles)
        self.name: Profile | None = None
        self.description: Profile | None = None
        self.lookups: list[str] = []
        self.grid: list[str] = []

    def take(self, profile: Profile) -> str:
        """Return a column's heading as YAML has it, and give the column its place."""
        if profile in self.free:
            self.free.remove(profile)
        return quoted(profile.heading)

    def first(self, role: str) -> Profile | None:
        """Return the best free column for ``role``, if there is any."""
        return next(iter(columns_for(role, self.free)), None)


def text_lines(columns: Columns) -> Iterator[str]:
    """Yield the name, other names, description, website and dates."""
    # A name that tells rows apart is their id too.
    columns.name = columns.first("name") or next(iter(columns_for("name", columns.all)), None)
    if columns.name is not None:
        yield f"  name: {columns.take(columns.name)}"
    else:
        columns.name = max(columns.all, key=lambda p: (len(p.texts), p.distinct), default=None)
        column = columns.take(columns.name) if columns.name else '{value: "No name"}'
        yield f"  name: {column}  # check: no heading says which column is the name"
    other = columns.first("otherName")
    if other is not None:
        name = columns.take(other)
        yield f"  otherNames: {{name: {name}, kind: {{value: alternative}}}}  # check the kind"
    columns.description = columns.first("description")
    if columns.description is not None:
        yield f"  description: {columns.take(columns.description)}"
    website = columns.first("website")
    if website is not None:
        yield f"  website: {columns.take(website)}"
    for field in ("started", "ended"):
        column_of_dates = columns.first(field)
        if column_of_dates is not None:
            yield _date_line(columns, field, column_of_dates)


def _date_line(columns: Columns, field: str, profile: Profile) -> str:
    column, forms = columns.take(profile), profile.date_formats
    if not forms:
        return f"  {field}: {column}"
    said = ", ".join(f'"{form}"' for form in forms)
    form = f"[{said}]" if len(forms) > 1 else said
    doubt = ""
    if profile.is_doubtful_date:
        doubt = remark(f"check: {shown(profile.texts[0])} could be day first or month first")
    return f"  {field}: {{from: {column}, format: {form}}}{doubt}"


def kind_lines(columns: Columns) -> Iterator[str]:
    """Yield practices and clusters, and keep the lookup of kinds for later."""
    names = columns.name.cells if columns.name else []
    texts = columns.description.cells if columns.description else [""] * len(names)
    practices = practices_in(zip(names, texts, strict=True))
    kind = best_of(columns_for("kind", columns.free))
    known: dict[str, tuple[str, str]] = {}
    if kind is not None:
        yield f"  practices: {{from: {columns.take(kind)}, lookup: practice}}"
        known = guesses(kind)
        practices.update(code for code, _ in known.values())
        columns.lookups += ["lookups:", "  practice:  # null stands for none of them; check each"]
        for value, count in kind.counts.most_common():
            code, why = known.get(value, ("null", ""))
            said = f"{count:,} rows{f'; guessed {why}' if why else ''}"
            columns.lookups.append(f"    {quoted(value)}: {code}{remark(said)}")
    if kind is not None and kind.is_full and len(known) == kind.distinct:
        return
    cluster = cluster_of(practices)
    most = ", ".join(f"{code} ({n:,})" for code, n in practices.most_common(3))
    said = f"check; the rules of classification find {most}" if most else "check, or leave out"
    when = _without_practice(kind, known) if kind is not None and known else ""
    yield f"  clusters: {{value: {cluster}{when}}}{remark(said)}"


def _without_practice(kind: Profile, known: Container[str]) -> str:
    """Return the condition of rows whose kind gives no practice: a practice has its own cluster."""
    others = [value for value in kind.counts if value not in known]
    if not kind.is_full:
        others.append("")
    practised = [value for value in kind.counts if value in known]
    word, values = min(("is", others), ("is_not", practised), key=lambda each: len(each[1]))
    listed = ", ".join(quoted(value) if value else '""' for value in values)
    return f", when: {{column: {quoted(kind.heading)}, {word}: [{listed}]}}"


def list_lines(columns: Columns) -> Iterator[str]:
    """Yield identifiers, topics, organisations and funding."""
    yield from _identifier_lines(columns)
    topics = columns.first("topics")
    if topics is not None:
        sign = next((s for s in _SPLITS if _is_split_by(topics, s)), "")
        column = ", ".join(columns.take(profile) for profile in _family(topics, columns.free))
        column = f"[{column}]" if "," in column else column
        one = sign and not column.startswith("[")
        yield f'  topics: {{from: {column}, split: "{sign}"}}' if one else f"  topics: {column}"
    organisation = columns.first("organisation")
    if organisation is not None:
        name = columns.take(organisation)
        yield f"  organisations: {{name: {name}, roles: {{value: lead}}}}  # check the role"
    yield from _funding_lines(columns)


def _family(profile: Profile, free: Sequence[Profile]) -> list[Profile]:
    """Return the columns whose heading differs from that of ``profile`` in a number alone."""
    own = re.sub(r"\d+", "#", profile.heading)
    alike = [each for each in free if re.sub(r"\d+", "#", each.heading) == own]
    return alike if "#" in own else [profile]


def _is_split_by(profile: Profile, sign: str) -> bool:
    return profile.mostly(lambda text: sign in text, 0.2)


def _identifier_lines(columns: Columns) -> Iterator[str]:
    found = []
    written = next((p for p in columns.all if p.looks("org-id")), None)
    if written is not None:
        column = columns.take(written)
        found += [
            f'    - scheme: {{from: {column}, extract: "^([A-Z]+-[A-Z0-9_]+)-"}}',
            f'      id: {{from: {column}, extract: "^[A-Z]+-[A-Z0-9_]+-(.+)$"}}',
        ]
    for role, schemes in (("charity", ("GB-CHC", "GB-SC")), ("company", ("GB-COH",))):
        # The number that tells rows apart may be one of a register too.
        for profile in columns_for(role, columns.all)[: 0 if written and role == "charity" else 1]:
            scheme = next(s for s in schemes if profile.is_official(s))
            said = "" if role in profile.heading.casefold() else remark("check the register")
            column = columns.take(profile)
            found.append(f"    - {{scheme: {{value: {scheme}}}, id: {column}}}{said}")
    if found:
        yield "  identifiers:"
        yield from found


def _funding_lines(columns: Columns) -> Iterator[str]:
    funder = columns.first("funder")
    amount = columns.first("amount")
    if funder is None:
        return
    yield "  funding:"
    yield f"    funder: {columns.take(funder)}"
    if amount is not None:
        yield f"    amount: {columns.take(amount)}"
        currency = columns.first("currency")
        column = columns.take(currency) if currency else "{value: GBP}  # check"
        yield f"    currency: {column}"
    awarded = columns.first("awarded")
    if awarded is not None:
        yield f"  {_date_line(columns, 'start', awarded)}"
