"""Decides whether what a source gave today may take the place of what it gave before."""

from cpstandard.core.errors import SourceFailed
from cpstandard.pipeline.last_good import GoodNote
from cpstandard.pipeline.outcome import SourceOutcome
from cpstandard.publish.formats import day


class Held(SourceFailed):
    """A source could be read, and what it holds is not taken for what its publisher means."""


def hold_to_expectation(outcome: SourceOutcome) -> None:
    """Raise ``Held`` where there are fewer or more records than the source's entry expects."""
    expected = outcome.source.expect.records
    shown = outcome.records_out
    if shown + outcome.taken_down < expected.min:  # a take-down is no fault of the source
        raise Held(
            f"{outcome.name} gave {shown} usable records, where its entry expects {expected.min} "
            f"or more ({outcome.records_in} were read); mend the file or the entry's expect."
        )
    if expected.max is not None and shown > expected.max:
        raise Held(
            f"{outcome.name} gave {shown} records, where its entry expects {expected.max} at the "
            "most; mend the file or the entry's expect."
        )


def hold_to_size(outcome: SourceOutcome, before: GoodNote) -> None:
    """Raise ``Held`` where more than half of what was there ``before`` is gone.

    Not so where the entry says that fewer are right since a day that is not before the copy's.
    """
    shown = outcome.records_out
    since = outcome.source.expect.fewer_since
    if shown * 2 >= before.records or (since and before.of <= since):
        return
    gave = (
        f"{outcome.name} gave {shown:,} usable {'record' if shown == 1 else 'records'} "
        f"({outcome.records_in:,} were read), where {before.records:,} were shown on "
        f"{day(before.of)}"
    )
    raise Held(
        f"{gave}: more than half are gone, so it is held. If that is a mistake, mend the file; if "
        "it is right, tell the directory's keepers, who then write into the entry:  "
        f"expect: {{fewer_since: {before.of}}}."
    )


def hold_to_licence(outcome: SourceOutcome) -> None:
    """Raise ``Held`` where no record may be shown because of the licence."""
    if outcome.records_out or not outcome.withheld.reasons:
        return
    reasons = " ".join(outcome.withheld.reasons)
    raise Held(
        f"{outcome.name} has no open licence, so nothing of what it holds may be published. "
        f"{reasons} If that is a mistake, mend the licence in the file or in the entry; open ones "
        "are CC-BY-4.0, CC0-1.0 and OGL-UK-3.0."
    )
