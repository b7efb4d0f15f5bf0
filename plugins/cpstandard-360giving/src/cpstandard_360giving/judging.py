"""Decides what a grant is evidence of, or why it is skipped."""

from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, classify
from cpstandard_360giving.grants import Grant
from cpstandard_360giving.organisations import org_id
from cpstandard_360giving.programmes import Programme, ProgrammeTable

_TITLE_LIMIT = 150


class Judge:
    """Judges the grants of one file, by the programme table first and the rules second."""

    def __init__(self, table: ProgrammeTable, least: float | None) -> None:
        """Take in ``table``; ``least`` is how sure a rule has to be, ``None`` asks no rule."""
        self._table = table
        self._least = least
        self._seen: set[str] = set()

    def judge(self, row: Row) -> Grant | str:
        """Return the grant with what it is evidence of, or why it is skipped."""
        row.withhold("recipientIndividual", "toIndividualsDetails")
        if "recipientIndividual" in row.withheld:
            return "grant to an individual"
        if not recipient_key(row):
            return "no recipient organisation"
        grant_id = row.text("id")
        if not grant_id:
            return "it has no grant id"
        if grant_id in self._seen:
            return "the grant id occurred before in this file"
        self._seen.add(grant_id)
        return self._by_programme(row)

    def _by_programme(self, row: Row) -> Grant | str:
        titles = []
        for part in row.items("grantProgramme"):
            part.ignore("code", "url", "description")
            titles += [title] if (title := part.text("title")[:_TITLE_LIMIT]) else []
        name, number = "", ""
        for part in row.items("fundingOrganization"):
            name, number = part.text("name"), part.text("id")
        programme = self._table.find(titles, name, number)
        if programme is None:
            return self._by_rules(row, titles)
        if programme.skip:
            return f"programme {' or '.join(titles) or programme.phrase}: {programme.skip}"
        return Grant(row, programme, tuple(titles))

    def _by_rules(self, row: Row, titles: list[str]) -> Grant | str:
        found = _candidates(row, titles, self._least) if self._least is not None else []
        if not found:
            row.unknown("grantProgramme/*/title", "; ".join(titles) or "(none)")
            if self._least is None:
                return "programme not in the table"
            return "programme not in the table, and no rule takes it for community power"
        best = found[0]
        programme = Programme("", best.practice, best.confidence, best.reason)
        return Grant(row, programme, tuple(titles), tuple(found))


def recipient_key(row: Row) -> str:
    """Return what tells one recipient from another: the number, else the publisher's id or name."""
    for part in row.items("recipientOrganization"):
        identifier, name = part.text("id"), part.text("name")
        if name:
            return org_id(identifier) or identifier or name
    return ""


def _candidates(row: Row, titles: list[str], least: float) -> list[Candidate]:
    """Return what the rules make of the recipient's name, and of the grant's texts."""
    name = " / ".join(part.text("name") for part in row.items("recipientOrganization"))
    text = ". ".join([row.text("title"), row.text("description"), *titles])
    return [found for found in classify(name, text) if found.confidence >= least]
