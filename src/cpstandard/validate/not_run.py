"""Which checks were not run over a package, on how many records, and why."""

from collections.abc import Collection, Iterator, Sequence

from cpstandard.core.check import Check, Scope
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource
from cpstandard.core.report import NotRun
from cpstandard.core.standard import Standard
from cpstandard.validate.tally import Tally


def not_run(
    checks: Sequence[Check],
    tally: Tally,
    standard: Standard | None,
    package: PackageSource,
    asked_of_header: Collection[str],
) -> Iterator[NotRun]:
    """Yield what has to be said of each of ``checks`` once all records are in the ``tally``.

    ``standard`` is ``None`` where the version is not known; ``asked_of_header`` are the codes of
    the checks that were asked about the package as a whole.
    """
    for check in sorted(checks, key=lambda check: check.code):
        records = tally.report.records
        held_back = check.scope is not Scope.DATASET
        if check.scope is Scope.DATASET:
            reason = phrase(
                "It compares this edition with the last one, which only a build can do."
            )
        elif standard is None:
            reason = phrase("The version of the standard is not known.")
            records = tally.unsound - tally.apart[check.code]
        elif check.scope is Scope.PACKAGE:
            if check.code in asked_of_header:
                continue
            reason = phrase("The package's own fields have mistakes in their structure.")
            if not package.whole:
                reason = phrase("The package's own fields could not all be read.")
        elif records := tally.unsound - tally.apart[check.code]:
            reason = phrase("The structure of these records has mistakes.")
        else:
            continue
        yield NotRun(check.code, reason, records, held_back)
