"""The sentences that every report for people shares, so that no two of them disagree."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cpstandard.cli.reports.plain import plain
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.kinds import Kind, kind_of, wanted_start
from cpstandard.core.phrase import Phrase, counted, joined, phrase, say, spoken
from cpstandard.core.report import Group, NotRun, Report
from cpstandard.core.telling import is_asked, question

_LONGEST_SUGGESTION = 200


def verdict(report: Report) -> str:
    """Return in one sentence whether the file can be published, and what was found."""
    errors = report.count(Severity.ERROR)
    found = found_in(report)
    said = {"file": plain(report.file), "records": initiatives(report.records)}
    if report.of_folder:
        return _unread(report)
    if errors and not report.records:
        whole = say(
            "{file} cannot be published yet: {found}, and no initiative was read.",
            **said,
            found=found,
        )
    elif errors:
        whole = say("{file} cannot be published yet: {found} in {records}.", **said, found=found)
    elif found:
        whole = say(
            "{file} can be published. It could be better: {found} in {records}.",
            **said,
            found=found,
        )
    elif report.known:
        whole = say("{file} has nothing new to mend in {records}.", **said)
    else:
        whole = say("{file} can be published: nothing to mend in {records}.", **said)
    return f"{whole} {_known(report.known)}" if report.known else whole


def _unread(report: Report) -> str:
    number = sum(group.count for group in report.groups.values())
    said = counted(
        number,
        "In {folder}, {count} file was not read.",
        "In {folder}, {count} files were not read.",
        folder=plain(report.file),
    )
    return str(spoken(said))


def found_in(report: Report) -> str:
    """Return how many errors, warnings and notes there are, such as “2 errors and 1 note”."""
    errors, warnings, notes = map(report.count, Severity)
    nouns = (
        (errors, counted(errors, "{count} error", "{count} errors")),
        (warnings, counted(warnings, "{count} warning", "{count} warnings")),
        (notes, counted(notes, "{count} note", "{count} notes")),
    )
    found = [noun for number, noun in nouns if number]
    return listed(found) if found else ""


def corrected(report: Report, left: Report) -> str:
    """Return in one sentence what was corrected in a copy, and what is ``left`` in it to mend."""
    said = {"number": len(report.fixes or ()), "file": plain(left.file)}
    if found := found_in(left):
        return say(
            "{number:,} corrected, and left for you in {file}: {found}. Go on with {file}.",
            **said,
            found=found,
        )
    return say(
        "{number:,} corrected, and nothing is left to mend in {file}. Go on with {file}.", **said
    )


def _known(number: int) -> str:
    known = counted(
        number,
        "{count} known finding of the baseline was not counted.",
        "{count} known findings of the baseline were not counted.",
    )
    return str(spoken(known))


def initiatives(number: int) -> Phrase:
    """Return how many initiatives there are."""
    return counted(number, "{count} initiative", "{count} initiatives")


def times(group: Group) -> str:
    """Return how often something was found, in brackets; nothing for once."""
    if group.count <= 1:
        return ""
    return f" ({spoken(counted(group.count, '{count} time', '{count} times'))})"


def more(number: int) -> str:
    """Return how many there are that are not listed."""
    return say("… and {number:,} more", number=number)


def more_of_others(number: int) -> str:
    """Return how many findings there are that no listed sentence is said of."""
    return say("… and {number:,} more, not listed", number=number)


def more_places(number: int) -> str:
    """Return how many places there are of the same mistake that are not listed."""
    return str(spoken(counted(number, "… and {count} more place", "… and {count} more places")))


class Alike(NamedTuple):
    """Examples that are mended in the same way, and how many there are of them in all."""

    found: Sequence[Finding]
    number: int

    @property
    def advice(self) -> str:
        """What is to be done with all of them, where each is to begin in the same way."""
        old, start = wanted_start(self.found[0])
        if not start or self.number == 1:
            return ""
        others = counted(self.number - 1, "{count} other", "{count} others")
        if old:
            return say(
                "The same goes for {others}: put {start} in place of {old} in each.",
                others=others,
                start=spelt(start),
                old=spelt(old),
            )
        return say(
            "The same goes for {others}: put {start} before each.",
            others=others,
            start=spelt(start),
        )

    def places(self, most: int) -> str:
        """Return the first places, and how many more there are."""
        shown = ", ".join(self._places()[:most])
        left = self.more_than(most)
        return f"{shown} {more_places(left)}" if left else shown

    def more_than(self, most: int) -> int:
        """Return how many places there are beyond the first."""
        # Several findings may be about one place, which only the examples can tell.
        is_all = sum(finding.count for finding in self.found) == self.number
        places = len(self._places())
        return max(0, (places if is_all else self.number) - min(places, most))

    def _places(self) -> list[str]:
        return list(dict.fromkeys(plain(str(finding.location)) for finding in self.found))


def alike(group: Group) -> list[Alike]:
    """Return the examples of a group by how they are mended, in their order."""
    by_kind: dict[Kind, list[Finding]] = {}
    for finding in group.examples:
        by_kind.setdefault(kind_of(finding), []).append(finding)
    return [
        Alike(found, group.number_of(kind) or sum(finding.count for finding in found))
        for kind, found in by_kind.items()
    ]


def suggested(finding: Finding) -> str:
    """Return what to put in place of the value, spelt out; empty where nothing fits in a line."""
    if finding.suggestion is None:
        return ""
    # In JSON a list of one text and that text are two things; in a cell they are the same.
    is_json = isinstance(finding.suggestion, list) and not finding.location.in_table
    words = plain(_as_json(finding.suggestion)) if is_json else spelt(finding.suggestion)
    return words if len(words) <= _LONGEST_SUGGESTION else ""


def asked(finding: Finding) -> str:
    """Return the finding's message, with “did you mean” where it does not say so itself."""
    message, words = plain(finding.message), suggested(finding)
    if not words or is_asked(finding):
        return message
    return f"{message} {question(finding, words)}"


def spelt(value: Any) -> str:
    """Return a value as a person reads it: text in quotes, a list with commas."""
    if isinstance(value, list):
        return ", ".join(spelt(part) for part in value)
    return f"“{plain(value)}”" if isinstance(value, str) else plain(json.dumps(value, default=str))


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def unlisted(group: Group) -> int:
    """Return how many findings of a group are counted but not among its examples."""
    return max(0, group.count - sum(finding.count for finding in group.examples))


def _not_run(entries: Iterable[NotRun]) -> Iterator[tuple[list[str], str, int]]:
    """Yield the codes of checks that were not run for the same reason on as many records."""
    by_reason: dict[tuple[str, int], list[str]] = {}
    for entry in entries:
        by_reason.setdefault((entry.reason, entry.records), []).append(entry.code)
    for (reason, records), codes in by_reason.items():
        yield codes, reason, records


def not_run_lines(report: Report) -> Iterator[str]:
    """Yield in words that checks were not run: in one line those that mistakes held back."""
    held_back = [entry for entry in report.not_run if entry.held_back]
    if held_back:
        yield _held_back(held_back)
    others = (entry for entry in report.not_run if not entry.held_back)
    for codes, reason, records in _not_run(others):
        yield not_run_in_words(codes, reason, records)


def _held_back(entries: Sequence[NotRun]) -> str:
    """Return in words that there may be more to find, and on how many records at the most."""
    most = max(entry.records for entry in entries)
    many = counted(len(entries), "{count} check", "{count} checks")
    checks = plain(entries[0].code) if len(entries) == 1 else many
    if not most:
        return say(
            "More may come to light once mistakes are mended. Could not be run: {checks}.",
            checks=checks,
        )
    return say(
        "More may come to light once mistakes are mended. Could not be run on {records}: {checks}.",
        records=_at_most(most, entries),
        checks=checks,
    )


def _at_most(most: int, entries: Sequence[NotRun]) -> Phrase:
    if all(entry.records == most for entry in entries):
        return initiatives(most)
    return phrase("up to {records}", records=initiatives(most))


def not_run_in_full(report: Report) -> Iterator[str]:
    """Yield in words the codes of the checks that were not run, and why."""
    for codes, reason, records in _not_run(report.not_run):
        yield not_run_in_words([", ".join(codes)], reason, records)


def not_run_in_words(codes: list[str], reason: str, records: int) -> str:
    """Return in words that checks were not run on some records, or at all, and why."""
    many = counted(len(codes), "{count} check", "{count} checks")
    said = {"checks": plain(codes[0]) if len(codes) == 1 else many, "reason": plain(reason)}
    if not records:
        return say("Not run: {checks}. {reason}", **said)
    on = initiatives(records)
    return say("Not run on {records}: {checks}. {reason}", records=on, **said)


def listed(parts: list[Phrase]) -> str:
    """Return at least one part as an enumeration: ``a, b and c``."""
    *before, last = parts
    if not before:
        return last
    return phrase("{before} and {last}", before=joined(before, "{before}, {last}"), last=last)
