"""Makes up an extract of a register of charities, in the two forms in which the real one comes.

Nothing in it is a real charity. The tables and headings are those of the Charity Commission for
England and Wales; a tenth of the names are such that a rule takes them for community power.
"""

import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

DAY = "2026-01-31"
# Sentences such as charities write: the rules take as long over them as over real ones.
_SENTENCES = (
    "To advance the education of pupils by providing equipment not paid for by the authority.",
    "Weekly meetings for young people aged six to twenty-five, with camps in the summer.",
    "The relief of persons in need, hardship or distress who live in the ancient parish.",
    "We make small grants to individuals and to other charities at the trustees' discretion.",
    "The advancement of the Christian faith through worship, teaching and pastoral care.",
    "Providing specialist nursing at home, a day unit and bereavement counselling.",
    "To promote and foster the appreciation of choral music by concerts and workshops.",
    "Sessional care for children under five, and support and advice for their parents.",
    "Rehearsals twice a week, and performances at fetes, contests and civic occasions.",
    "To preserve and protect health by research into the causes and treatment of disease.",
    "Bursaries, prizes and scholarships for students at the college and its former pupils.",
    "The relief of sickness by transport to hospital, equipment and visits by volunteers.",
    "Rescue, rehabilitation and rehoming of animals, and education about their welfare.",
    "Upkeep of the fabric of the church, its organ, bells and monuments.",
    "To provide recreation in the interests of social welfare for the inhabitants of the area.",
    "Training in first aid, leadership and the skills of outdoor pursuits.",
)
_PLACES = ("INVENTON", "MADE-UP MAGNA", "NOWHERE ST MARY", "FICTON", "EXAMPLE GREEN", "LLANFICTIS")
_KINDS = (
    "VILLAGE HALL", "SCOUT GROUP", "EDUCATIONAL FOUNDATION", "PARENT TEACHER ASSOCIATION",
    "RELIEF IN NEED CHARITY", "AMATEUR OPERATIC SOCIETY", "BAPTIST CHURCH", "HOSPICE",
    "PRE-SCHOOL", "BRASS BAND",
)  # fmt: skip
Values = dict[str, object]


def columns(table: str) -> list[str]:
    return list(next(iter(_TABLES[table](random.Random(1), 1))))


def candidates(count: int) -> int:
    """Return how many charities are named as village halls and still registered."""
    return sum(1 for number in range(count) if number % len(_KINDS) == 0 and number % 7)


def write_text(target: Path, count: int) -> None:
    """Write a zip of tab-separated tables without quotation marks, as the register has them."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for table in _TABLES:
            with archive.open(f"publicextract.{table}.txt", "w", force_zip64=True) as out:
                out.write("\t".join(columns(table)).encode() + b"\r\n")
                for row in rows(table, count):
                    out.write("\t".join(_text(value) for value in row.values()).encode() + b"\r\n")


def write_json(target: Path, count: int) -> None:
    """Write a zip of JSON lists, each with a byte order mark and a comma before each line."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for table in _TABLES:
            with archive.open(f"publicextract.{table}.json", "w", force_zip64=True) as out:
                out.write(b"\xef\xbb\xbf[")
                for number, row in enumerate(rows(table, count)):
                    before = b"\r\n," if number else b""
                    out.write(before + json.dumps(row, separators=(",", ":")).encode())
                out.write(b"]")


def rows(table: str, count: int) -> Iterator[Values]:
    return _TABLES[table](random.Random(1), count)


def _text(value: object) -> str:
    if isinstance(value, str) and value.startswith(DAY):
        return f"{DAY} 00:00:00.0000000"
    return "" if value is None else str(value)


def _key(number: int) -> Values:
    return {
        "date_of_extract": f"{DAY}T00:00:00",
        "organisation_number": 200001 + number,
        "registered_charity_number": 200001 + number,
        "linked_charity_number": 0,
    }


def _text_of(chance: random.Random, sentences: int) -> str:
    return " ".join(chance.choices(_SENTENCES, k=sentences))


def _charity(chance: random.Random, count: int) -> Iterator[Values]:
    for number in range(count):
        removed = number % 7 == 0
        place = _PLACES[number % len(_PLACES)]
        yield _key(number) | {
            "charity_name": f"{place} NO {number} {_KINDS[number % len(_KINDS)]}",
            "charity_type": "Other",
            "charity_registration_status": "Removed" if removed else "Registered",
            "date_of_registration": f"{1960 + number % 60}-03-06T00:00:00",
            "date_of_removal": f"{2020 + number % 6}-11-06T00:00:00" if removed else None,
            "charity_reporting_status": "Removed" if removed else "Submission Received",
            "latest_income": number % 100_000,
            "latest_expenditure": number % 90_000,
            "charity_contact_address1": "1 Made-up Street",
            "charity_contact_postcode": "ZZ1 1ZZ",
            "charity_contact_phone": "01632 960001",
            "charity_contact_email": f"hello{number}@example.org",
            "charity_contact_web": f"www.charity{number}.example",
            "charity_company_registration_number": None,
            "charity_insolvent": False,
            "charity_in_administration": False,
            "charity_activities": _text_of(chance, 3),
            "charity_gift_aid": True,
            "charity_has_land": False,
        }


def _several(
    each: int, make: Callable[[random.Random, int], Values]
) -> Callable[[random.Random, int], Iterator[Values]]:
    """Return a maker of ``each`` rows for a charity, which are not in the charities' order."""

    def made(chance: random.Random, count: int) -> Iterator[Values]:
        for turn in range(each):
            for number in range(count):
                yield _key((number * 7 + turn) % count) | make(chance, turn)

    return made


_TABLES: dict[str, Callable[[random.Random, int], Iterator[Values]]] = {
    "charity": _charity,
    "charity_area_of_operation": _several(
        2,
        lambda _chance, turn: {
            "geographic_area_type": "Local Authority" if turn else "Region",
            "geographic_area_description": "Ficton City" if turn else "Throughout England",
            "parent_geographic_area_type": None,
            "parent_geographic_area_description": None,
            "welsh_ind": False,
        },
    ),
    "charity_classification": _several(
        6,
        lambda _chance, turn: {
            "classification_code": (101, 113, 116, 207, 305, 306)[turn],
            "classification_type": ("What", "What", "What", "Who", "How", "How")[turn],
            "classification_description": f"An invented class {turn}",
        },
    ),
    "charity_governing_document": _several(
        1,
        lambda chance, _turn: {
            "governing_document_description": "TRUST DEED",
            "charitable_objects": _text_of(chance, 5).upper(),
            "area_of_benefit": "PARISH OF FICTON",
        },
    ),
    "charity_other_names": _several(
        1,
        lambda chance, _turn: {
            "charity_name_id": 1,
            "charity_name_type": "Working name",
            "charity_name": f"Invented name {chance.randrange(10_000)}",
        },
    ),
    "charity_policy": _several(3, lambda _chance, _turn: {"policy_name": "Risk management"}),
    "charity_trustee": _several(
        4,
        lambda _chance, turn: {"trustee_id": turn, "trustee_name": "Somebody Invented"},
    ),
}
