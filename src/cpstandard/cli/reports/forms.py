"""The forms in which a report can be had: one module each, named here."""

from collections.abc import Mapping, Sequence
from importlib import import_module

from cpstandard.core.report import Report
from cpstandard.validate.codes import CodeEntry

FORMS = ("json", "html", "markdown", "github", "gitlab", "sarif", "junit")
"""Every form but the text for a terminal, which has colours and a length."""


def render(form: str, reports: Sequence[Report], codes: Mapping[str, CodeEntry]) -> str:
    """Return the reports in one of ``FORMS``; ``codes`` are those that could have been found."""
    # Some forms take as long to import as a thousand records to check: only who asks pays for them.
    rendered: str = import_module(f"cpstandard.cli.reports.{form}").render(reports, codes)
    return rendered
