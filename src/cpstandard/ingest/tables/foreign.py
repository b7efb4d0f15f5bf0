"""Says once what a file of tables is that holds no table of initiatives."""

from collections.abc import Iterable, Sequence
from itertools import islice

from cpstandard.core.phrase import joined, phrase
from cpstandard.core.standard import Standard
from cpstandard.core.table import Table
from cpstandard.ingest.not_a_package import OTHERS
from cpstandard.ingest.tables.head import Head
from cpstandard.ingest.tables.headings import MAIN, FlatIndex
from cpstandard.ingest.tables.layout import Layout
from cpstandard.ingest.tables.near_headings import Near, almost

_NEEDED = (("id",), ("name",), ("clusters", "practices"), ("places", "scope"), ("sources",))
"""What every initiative has; of each group one is enough."""
_LEAST = 3
_SHOWN = 5


def is_foreign(layout: Layout, head: Head) -> bool:
    """Return whether the headings of a table without an envelope fit by chance.

    Names, websites and the like stand in every register; what makes a table one of ours is the id,
    or most of what every initiative needs.
    """
    if any(found.suggestion == "Initiative id" for found in head.findings):
        return False
    targets = [place.target for place in head.places if place.target.sheet >= MAIN]
    lists = layout.form.lists
    has = {lists[t.sheet].at[0] if t.sheet >= 0 else str(t.column.path[0]) for t in targets}
    has |= {lists[position].at[0] for position in layout.lists}
    return "id" not in has and sum(not has.isdisjoint(group) for group in _NEEDED) < _LEAST


def of_another_register(head: Head) -> tuple[str, str]:
    """Return what was found, and the advice, where the headings are those of another register."""
    fits = [f"“{place.heading}”" for place in head.places[:_SHOWN]]
    return (
        phrase(
            "of its headings only {fits} fit, and it says neither its initiatives' ids nor who "
            "publishes it",
            fits=joined(fits, "{before}, {last}"),
        ),
        phrase(
            "If it is a table of yours, give its columns the headings “Initiative id”, “Name”, "
            "“Clusters”, “Place name”, “Country” and “Source title”, and add the columns “Package: "
            "Standard version” (1.0), “Package: Publisher id”, “Package: Publisher name” and "
            "“Package: Licence”; cpstandard template headings.csv --simple writes them all down. "
            "{others}",
            others=OTHERS,
        ),
    )


def what_instead(tables: list[Table], layout: Layout, standard: Standard) -> tuple[str, str]:
    """Return what was found where no table has the headings of initiatives, and the advice."""
    wordings = standard.wordings.values()
    titles = {title for each in wordings if (title := each.text("readMe.title"))}
    first = (row[0] for table in tables for row in islice(table.rows(), 1) if row)
    main = layout.form.main.name
    if any(cell in titles for cell in first):
        return (
            phrase("it is the sheet of advice of the template alone"),
            (
                phrase(
                    "Save the sheet {main} as CSV: programs save only the sheet that is open. Or "
                    "give the whole workbook.",
                    main=main,
                )
            ),
        )
    if told := _almost(tables, layout):
        return told
    return (
        phrase("no table in it has the right headings"),
        (
            phrase(
                "The first row of a table has to hold headings such as “Initiative id” and "
                "“Name”: begin with cpstandard template. {others}",
                others=OTHERS,
            )
        ),
    )


def _almost(tables: Iterable[Table], layout: Layout) -> tuple[str, str] | None:
    """Return what was found where some headings are near those that are needed, and the advice."""
    index = FlatIndex(layout.form)
    found = [almost(table, index) for table in tables]
    held, near = max(found, key=lambda each: (len(each[1]), len(each[0])), default=(set(), []))
    columns = {column.path: column.heading for column in layout.form.main.columns}
    lacking = [f"“{columns[path]}”" for path in (("id",), ("name",)) if (MAIN, 0, path) not in held]
    if not near or not lacking:
        return None
    names = joined(lacking, "{before} and {last}")
    return (
        phrase("no table in it has the heading {names}", names=names)
        if len(lacking) == 1
        else phrase("no table in it has the headings {names}", names=names),
        phrase(
            "Mend the headings: perhaps {near}. {others}",
            near=_meant(near),
            others=OTHERS,
        ),
    )


def _meant(near: Sequence[Near]) -> str:
    pairs = [
        phrase("“{heading}” for “{meant}”", heading=shown, meant=meant)
        for shown, meant in near[:_SHOWN]
    ]
    return joined(pairs, "{before}, {last}")
