"""The forms in which a report can be had: one module each, named here."""

from collections.abc import Callable, Mapping, Sequence

from cpstandard.cli.reports import github, gitlab, junit, markdown, sarif
from cpstandard.cli.reports import json as json_report
from cpstandard.core.report import Report
from cpstandard.validate.codes import CodeEntry

Codes = Mapping[str, CodeEntry]


def _html(reports: Sequence[Report], codes: Codes) -> str:
    # Templates take as long to import as a thousand records to check: only a page pays for it.
    from cpstandard.cli.reports import html  # noqa: PLC0415 - see above

    return html.render(reports, codes)


FORMS: Mapping[str, Callable[[Sequence[Report], Codes], str]] = {
    "json": lambda reports, _codes: json_report.render(reports),
    "html": _html,
    "markdown": markdown.render,
    "github": lambda reports, _codes: github.render(reports),
    "gitlab": lambda reports, _codes: gitlab.render(reports),
    "sarif": sarif.render,
    "junit": junit.render,
}
"""Every form but the text for a terminal, which has colours and a length."""
