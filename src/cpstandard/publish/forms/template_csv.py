"""Writes the template as one CSV file: headings and an example row."""

import csv
import io
from typing import BinaryIO

from cpstandard.core.standard import Standard
from cpstandard.publish.forms.csv_cell import csv_text
from cpstandard.publish.forms.template_book import Heading, template_book


def write_template_csv(
    out: BinaryIO, standard: Standard, *, simple: bool = False, language: str = ""
) -> None:
    """Write the headings of one table; the example row names the standard's version."""
    template = template_book(standard, simple=simple, language=language)
    form = template.form
    (_name, first), *others = template.sheets
    headings: list[tuple[str, Heading]] = [(heading.text, heading) for heading in first]
    for sheet, (_name, columns) in zip(form.lists, others, strict=False):
        # The first column of a list's own sheet is the id, which is there already.
        headings += [(sheet.numbered(heading.column, 1), heading) for heading in columns[1:]]
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")
    package = [form.package_prefix + line.column.heading for line in template.meta]
    rows.writerow([*package, *(words for words, _heading in headings)])
    prefilled = [line.value for line in template.meta]
    examples = [heading.example for _words, heading in headings]
    rows.writerow(map(csv_text, [*prefilled, *examples]))
    text.detach()
