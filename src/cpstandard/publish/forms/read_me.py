"""The words on the first sheet of the template."""

from cpstandard.core.table_form import META_SHEET, TableForm


def read_me_lines(form: TableForm, *, simple: bool) -> list[str]:
    """Return the lines of the sheet, the title first."""
    main, id_heading = form.main.name, form.id_heading
    steps = [
        f"On the sheet {META_SHEET}, say who publishes this and under which licence.",
        f"On the sheet {main}, write one row for each initiative.",
        "Fill in what has a star and a yellow heading. Rest the pointer on a heading for help.",
        _ID_STEP.format(id_heading=id_heading),
        "Where several values go into one cell, part them with a semicolon: energy; housing.",
        "Where there is a list to choose from, write the title or the code (sheet Codelists).",
        "Write dates as exactly as they are known, the year first: 1985, 1985-06 or 1985-06-21.",
    ]
    if simple:
        steps.append("There are more fields when you want them: cpstandard template full.xlsx")
    else:
        others = ", ".join(sheet.name for sheet in form.lists)
        steps.append(_LISTS_STEP.format(others=others, id_heading=id_heading))
        steps.append("Sheets and columns that you do not need may be left empty or deleted.")
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    return [_TITLE, "", *numbered, "", _CARE, "", _CHECK]


_TITLE = "Community power initiatives: a sheet to fill in"
_ID_STEP = (
    "{id_heading}: the publisher's id, a hyphen, and a few words, in lower case, such as "
    "example-trust-village-hall. Never change it afterwards."
)
_LISTS_STEP = (
    "The further sheets ({others}) may have several rows for one initiative. Each row begins with "
    "the {id_heading} of the row it belongs to."
)
_CARE = (
    "Leave out what could harm people: no private addresses, telephone numbers or names of people "
    "who did not agree to be named."
)
_CHECK = "Check it before you publish it:  cpstandard validate THIS-FILE.xlsx"
