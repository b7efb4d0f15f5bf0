"""The report as one page: to open, print or send on, with no script and nothing to fetch."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cpstandard.cli.reports import wording
from cpstandard.cli.reports.plain import plain
from cpstandard.core.finding import Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import counted, phrase, say, spoken, words_spoken
from cpstandard.core.report import Report
from cpstandard.core.telling import is_asked, question
from cpstandard.validate.codes import CodeEntry

_LEVELS = {
    Severity.ERROR: phrase("Error"),
    Severity.WARNING: phrase("Warning"),
    Severity.INFO: phrase("Note"),
}


def render(reports: Sequence[Report], codes: Mapping[str, CodeEntry]) -> str:
    """Return the reports as an HTML document; ``codes`` say what, why and how to mend."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    environment.globals.update(
        counted=lambda *words: spoken(counted(*words)),
        is_asked=is_asked,
        language=words_spoken().language,
        not_run=wording.not_run_lines,
        say=say,
        spelt=wording.spelt,
        suggested=wording.suggested,
        unlisted=wording.unlisted,
        verdict=wording.verdict,
        level=lambda severity: spoken(_LEVELS[severity]),
        place=_place,
        question=question,
    )
    return environment.get_template("report.html").render(
        reports=reports, codes=codes, title=_title(reports)
    )


def _title(reports: Sequence[Report]) -> str:
    checked = [report for report in reports if not report.of_folder] or reports
    files = counted(len(checked), "{count} file", "{count} files")
    name = plain(checked[0].file) if len(checked) == 1 else files
    return say("Report on {name}", name=name)


def _place(where: Location, report_file: str) -> str:
    """Return the place without the file's name where that is the report's own."""
    place = plain(str(where))
    own = plain(report_file)
    if place == own or not place:
        return say("the whole file")
    if where.line and where.file == report_file and not (where.sheet or where.cell or where.row):
        if where.column:
            return say("line {line}, column {column}", line=where.line, column=where.column)
        return say("line {line}", line=where.line)
    return place.removeprefix(f"{own} ")
