"""What the licence of a record allows, and which records may be in one file with which.

The licences and the rules are data: ``schema/licences/``. A licence is told by its SPDX id or by
its address; one that is not listed there is not known to be open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from cpstandard.core.codelist import Code, Codelist

EACH_RECORD = "LicenseRef-each-record"
"""The licence of a package whose records have several: each says its own (an SPDX custom id)."""

_SPDX_PAGE = re.compile(r"https://spdx\.org/licenses/([A-Za-z0-9.+-]+?)(\.html|\.json)?")
# Creative Commons has a page a language, and the text in law, below the licence's own address.
_DEEDS = re.compile(r"/(deed|legalcode)(\.[A-Za-z_-]+)?$")


class Treatment(StrEnum):
    """In which files records under a licence may be; the codes of ``treatment.csv``."""

    TOGETHER = "together"
    APART = "apart"
    NON_COMMERCIAL = "non-commercial"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence: what it is called, where it can be read, what it allows and asks for.

    ``code`` is the SPDX id. ``allows`` says in words what may be done; ``reason`` why its records
    stand in the files in which they stand. ``is_open`` is after the Open Definition.
    """

    code: str
    title: str
    allows: str
    address: str
    treatment: Treatment
    reason: str
    is_open: bool
    attribution: bool
    share_alike: bool
    non_commercial: bool
    no_derivatives: bool
    statement: str

    def attributed(self, publisher: str) -> str:
        """Return the words in which the publisher (its name) is to be named."""
        words = {"publisher": publisher, "title": self.title, "address": self.address}
        # Not str.format: a publisher's name may hold braces.
        return re.sub(r"\{(publisher|title|address)\}", lambda m: words[m[1]], self.statement)


@dataclass(frozen=True)
class Licences:
    """All licences that are known; ``codes`` and ``treatments`` are the two lists of the data."""

    codes: Codelist = field(default_factory=lambda: Codelist("licence", {}))
    treatments: Codelist = field(default_factory=lambda: Codelist("treatment", {}))

    def __iter__(self) -> Iterator[Licence]:
        """Yield the licences in the order of the list."""
        yield from self._by_code.values()

    def find(self, licence: str) -> Licence | None:
        """Return the licence of an SPDX id or of an address; ``None`` for one not known."""
        if licence not in self._found:  # a directory asks for the same few again and again
            page = _SPDX_PAGE.fullmatch(licence.replace("http://", "https://", 1))
            code = (page[1] if page else licence).casefold()
            known = self._by_code.get(code) or self._by_address.get(_plain(licence))
            self._found[licence] = known
        return self._found[licence]

    def group(self, licence: str) -> str:
        """Return the code of the licence if its records go into files of their own, else nothing.

        A licence that is not known has a group of its own too.
        """
        known = self.find(licence)
        if known is None:
            return licence
        return "" if known.treatment is Treatment.TOGETHER else known.code

    def statement(self, publisher: str, licence: str, own: str = "") -> str:
        """Return the words in which a publisher (its name) is to be named for records of its own.

        ``own`` are the words that the publisher asks for, if not those of the licence.
        """
        known = self.find(licence)
        if own:
            return own
        return known.attributed(publisher) if known else f"Data of {publisher}, under {licence}."

    def refusal(self, licence: str, *, non_commercial_site: bool) -> str:
        """Return in words why records under ``licence`` may not be published; empty if they may.

        ``non_commercial_site`` says that whoever runs the site has declared it not commercial.
        """
        known = self.find(licence)
        if known is None:
            return f"{licence} is not known here as an open licence, so nobody may be sure of it."
        if known.treatment is Treatment.NEVER:
            return f"{known.code} is not an open licence. {known.reason}"
        if known.treatment is Treatment.NON_COMMERCIAL and not non_commercial_site:
            return (
                f"{known.code} is not an open licence. {known.reason} This site has not said so: "
                "non_commercial in its site.yaml."
            )
        return ""

    @cached_property
    def _found(self) -> dict[str, Licence | None]:
        return {}

    @cached_property
    def _by_code(self) -> dict[str, Licence]:
        return {code.code.casefold(): self._licence(code) for code in self.codes}

    @cached_property
    def _by_address(self) -> dict[str, Licence]:
        return {
            _plain(address): self._by_code[code.code.casefold()]
            for code in self.codes
            for address in [code.extra["Address"], *code.extra["Other addresses"].split()]
        }

    def _licence(self, code: Code) -> Licence:
        treatment = self.treatments.codes[code.extra["Treatment"]]
        return Licence(
            code=code.code,
            title=code.title,
            allows=code.description,
            address=code.extra["Address"],
            treatment=Treatment(treatment.code),
            reason=treatment.description,
            is_open=code.extra["Open"] == "yes",
            attribution=code.extra["Attribution"] == "yes",
            share_alike=code.extra["Share alike"] == "yes",
            non_commercial=code.extra["Non-commercial"] == "yes",
            no_derivatives=code.extra["No derivatives"] == "yes",
            statement=code.extra["Statement"],
        )


def licence_of(record: dict[str, object], otherwise: str) -> str:
    """Return the licence of a record: its own, or that of the package that it is in."""
    provenance = record.get("provenance")
    own = provenance.get("licence") if isinstance(provenance, dict) else None
    return str(own or otherwise)


def _plain(address: str) -> str:
    """Return an address without what makes no difference between two of the same licence."""
    plain = re.sub(r"^https?://(www\.)?", "", address.casefold().strip())
    return _DEEDS.sub("", plain.rstrip("/")).rstrip("/")
