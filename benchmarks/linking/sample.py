"""Reads organisations of real registers, with the numbers that tell which of them are the same."""

import csv
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cpstandard.core.registers import official_number

TUNED, KEPT_ASIDE = "tuned on", "kept aside"
_SCHEMES = {"SC": "GB-SC", "NI": "GB-NIC", "NIC": "GB-NIC"}
_GRANTS = (
    ("power-to-change", "power_to_change_2015_2017.json"),
    ("ab-trust", "ab_charitable_trust_783.json"),
    ("mixed-funders", "mixed_funders_154_incl_individuals.json"),
)


@dataclass(slots=True)
class Mention:
    """An organisation as one register names it; ``numbers`` are what is hidden from the linker."""

    source: str
    name: str
    numbers: frozenset[str]
    town: str = ""
    postcode: str = ""
    website: str = ""
    other_name: str = ""
    id: str = ""
    body: str = ""

    @property
    def half(self) -> str:
        """Which half it is in, by the body it names: rules were made looking at one."""
        even = hashlib.sha256(self.body.encode()).digest()[0] % 2 == 0
        return TUNED if even else KEPT_ASIDE


@dataclass(slots=True)
class Sample:
    """All mentions, each with an id, and those of one body under its smallest number."""

    mentions: list[Mention]
    bodies: dict[str, list[Mention]] = field(default_factory=dict)


def read_sample(registers: Path) -> Sample:
    """Return the mentions of all registers, each writing of a body once a register."""
    seen, mentions = set(), []
    for mention in _all(registers):
        key = (mention.source, mention.numbers, mention.name, mention.postcode, mention.town)
        if mention.numbers and mention.name.strip() and key not in seen:
            seen.add(key)
            mentions.append(mention)
    _name_bodies(mentions)
    counts: dict[str, int] = defaultdict(int)
    bodies: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        counts[mention.source] += 1
        mention.id = f"{mention.source}-{counts[mention.source]:05}"
        bodies[mention.body].append(mention)
    return Sample(mentions, bodies)


def record_of(mention: Mention, *, postcodes: bool) -> dict[str, Any]:
    """Return the record that an importer would make of it, without a number."""
    place = mention.town
    if postcodes and mention.postcode:
        place = ", ".join(filter(None, (place, mention.postcode)))
    organisation = {"name": mention.name, "roles": ["lead"], "website": mention.website}
    record: dict[str, Any] = {
        "id": mention.id,
        "name": mention.name,
        "otherNames": [{"name": mention.other_name}] if mention.other_name else [],
        "places": [{"name": place, "country": "GB"}] if place else [],
        "organisations": [{key: value for key, value in organisation.items() if value}],
    }
    return {key: value for key, value in record.items() if value}


def _all(registers: Path) -> Iterator[Mention]:
    yield from _cooperatives(registers / "coops-uk/2017-06_open_data_organisations.csv")
    for row in _rows(registers / "fca-mutuals/mutual_ids_even.csv"):
        numbers = _numbers(row["org_id_a"], row["org_id_b"])
        yield Mention("mutuals", row["org_name"], numbers)
    for row in _rows(registers / "charity-lookups/charity-company-numbers.csv"):
        numbers = _numbers(row["org_id_a"], row["org_id_b"])
        yield Mention("charity-companies", row["org_name"], numbers)
    for row in _rows(registers / "charity-lookups/dual-registered-uk-charities.csv"):
        numbers = _numbers(row["org_id_a"], row["org_id_b"])
        yield Mention("dual-registered", row["org_name_b"], numbers)
    for row in _rows(registers / "ukcat/sample_ccew.csv"):
        numbers = _numbers(row["org_id"], f"GB-COH-{row['company_number']}")
        yield Mention(
            "charities", row["name"], numbers, postcode=row["postcode"].strip(), website=row["web"]
        )
    for row in _rows(registers / "ccew/charities_operating_in_trafford_400.csv"):
        yield _trafford(row)
    for source, file in _GRANTS:
        yield from _grants(source, registers / "360giving" / file)
    for row in _rows(registers / "companies-house/BasicCompanyData-2020-06-01-part6_7.csv"):
        plain = {key.strip(): value for key, value in row.items() if key}
        yield Mention(
            "companies",
            plain["CompanyName"],
            _numbers(f"GB-COH-{plain['CompanyNumber']}"),
            town=plain["RegAddress.PostTown"].title(),
            postcode=plain["RegAddress.PostCode"],
        )


def _cooperatives(path: Path) -> Iterator[Mention]:
    for row in _rows(path):
        number = row["Registered Number"].replace(" ", "").upper()
        scheme = {"FCA": "GB-MPR", "Companies House": "GB-COH"}.get(row["Registrar"])
        if not scheme:
            continue
        if scheme == "GB-MPR":
            number = re.sub(r"(?<=\d)(?:CBS|CS)$", "", number)
        yield Mention(
            "co-operatives",
            row["Registered Name"],
            _numbers(f"{scheme}-{number}"),
            town=row["Registered City"],
            postcode=row["Registered Postcode"],
            other_name=row["Trading Name"],
        )


def _trafford(row: dict[str, str]) -> Mention:
    website = row["charity_contact_web"]
    return Mention(
        "trafford",
        row["charity_name"],
        _numbers(
            f"GB-CHC-{row['registered_charity_number']}",
            f"GB-COH-{row['charity_company_registration_number']}",
        ),
        postcode=row["charity_contact_postcode"].strip(),
        website="" if website == "NA" else website,
    )


def _grants(source: str, path: Path) -> Iterator[Mention]:
    for grant in json.loads(path.read_text("utf-8-sig"))["grants"]:
        for body in grant.get("recipientOrganization", ()):
            charity = str(body.get("charityNumber") or "").strip().upper()
            letters = re.match("[A-Z]*", charity)
            scheme = _SCHEMES.get(letters[0] if letters else "", "GB-CHC")
            company = str(body.get("companyNumber") or "").strip()
            own = body.get("id", "").upper()
            named = own if re.match("GB-(?:CHC|COH|SC|NIC|MPR)-", own) else ""
            yield Mention(
                source,
                body.get("name", ""),
                _numbers(f"{scheme}-{charity}", f"GB-COH-{company}", named),
                town=body.get("addressLocality", ""),
                postcode=body.get("postalCode", ""),
                website=body.get("url", ""),
            )


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        yield from csv.DictReader(file)


def _numbers(*identifiers: str) -> frozenset[str]:
    found = set()
    for identifier in filter(None, identifiers):
        country, register, raw = identifier.split("-", 2)
        scheme = f"{country}-{register}"
        if scheme == "GB-MPR":  # its own letters tell registers of societies apart
            found.add(f"{scheme}-{raw}")
        elif society := re.fullmatch(r"GB-COH-IP0?([1-3]\d{4})R?", identifier):
            # Companies House keeps societies under the numbers of the register of mutuals.
            found.update((identifier, f"GB-MPR-{society[1]}R"))
        elif number := official_number(scheme, raw):
            found.add(f"{scheme}-{number}")
    return frozenset(found)


def _name_bodies(mentions: list[Mention]) -> None:
    """Give each mention the body that its numbers lead to, in a chain of whatever length."""
    parent: dict[str, str] = {}

    def root(number: str) -> str:
        while parent.setdefault(number, number) != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for mention in mentions:
        first, *rest = sorted(mention.numbers)
        for number in rest:
            one, other = sorted((root(first), root(number)))
            parent[other] = one
    for mention in mentions:
        mention.body = root(min(mention.numbers))
