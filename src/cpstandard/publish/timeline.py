"""Puts an initiative's dated events in order, with dates that sources disagree on side by side."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cpstandard.core.initiative import Milestone


@dataclass(frozen=True, slots=True)
class Event:
    """One event; where sources give several dates for it, each has a milestone of its own."""

    kind: str
    title: str
    milestones: Sequence[Milestone]

    @property
    def is_disputed(self) -> bool:
        """Whether sources give different dates for it."""
        return len({each.date for each in self.milestones if each.date}) > 1


def timeline(milestones: Iterable[Milestone]) -> list[Event]:
    """Return the events by their (earliest) dates, those without a date last.

    The standard lists an event twice where two dates are given for it: milestones of one kind are
    the same event where they have the same title, or where one has none and it is clear which
    event of that kind is meant.
    """
    by_kind: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in milestones:
        by_kind[milestone.kind].append(milestone)
    events = [event for kind, group in by_kind.items() for event in _events(kind, group)]
    return sorted(events, key=lambda event: _order(event.milestones[0]))


def _events(kind: str, milestones: list[Milestone]) -> list[Event]:
    titled: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in milestones:
        titled[(milestone.title or "").casefold()].append(milestone)
    if "" in titled and len(titled) == len(("titled", "untitled")):
        untitled = titled.pop("")
        next(iter(titled.values())).extend(untitled)
    return [
        Event(kind, next((m.title for m in group if m.title), ""), sorted(group, key=_order))
        for group in titled.values()
    ]


def _order(milestone: Milestone) -> tuple[bool, str, str]:
    date = milestone.date or ""
    return not date, date.rstrip("~"), date
