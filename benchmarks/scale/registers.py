"""Multiplies real samples into a registry of many publishers, each of about as many initiatives.

Nothing in what is made is a real initiative: each takes the shape, the words and the roughness of a
real row, and a name and place of its own that begin with ``Invented``. The same call makes the same
bytes. The samples are those of the shared data and the founding collection of this project.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FIRST = ("Kel", "Bram", "Wex", "Thorn", "Od", "Marl", "Pen", "Hax", "Lund", "Quar", "Yev", "Silk")
_MIDDLE = ("a", "ing", "er", "den", "is", "o", "um", "al", "en", "wick")
_LAST = ("combe", "thorpe", "bridge", "ley", "ham", "mere", "stow", "garth", "ford", "holme", "wen")
_ENTRY = """\
name: Invented publisher {number}
licence: {licence}
sources:
  - id: list
    path: data/{id}/list.{ending}
    importer: {importer}
"""


Edition = Callable[[int], int]
"""Which edition the row at a position is of."""


def town(number: int) -> str:
    """Return the ``number``-th invented name of a place; 1,320 differ, then they are numbered."""
    rest, last = divmod(number, len(_LAST))
    rest, middle = divmod(rest, len(_MIDDLE))
    rest, first = divmod(rest, len(_FIRST))
    name = _FIRST[first] + _MIDDLE[middle] + _LAST[last]
    return f"Invented {name}" + (f" {rest + 1}" if rest else "")


def write_registry(folder: Path, publishers: int, each: int, shared: Path) -> None:
    """Write a registry of ``publishers``, of about ``each`` initiatives apiece, into ``folder``."""
    for number in range(publishers):
        write_publisher(folder, number, each, shared)
    (folder / "site.yaml").write_text("title: Invented, to measure with\n", "utf-8")


def write_publisher(
    folder: Path, number: int, each: int, shared: Path, *, edition: int = 1, every: int = 1
) -> None:
    """Write one publisher's entry and data.

    Another ``edition`` has other texts in each ``every``-th record; of societies, other names.
    """
    importer, ending, write = _KINDS[number % len(_KINDS)]
    name = f"invented-{number}"
    data = folder / "data" / name / f"list.{ending}"
    data.parent.mkdir(parents=True, exist_ok=True)
    numbers = range(number * each, (number + 1) * each)
    write(data, name, numbers, shared, lambda position: edition if position % every == 0 else 1)
    entry = folder / "gb" / f"{name}.yaml"
    entry.parent.mkdir(parents=True, exist_ok=True)
    licence = (
        "ODbL-1.0" if write is _societies else "CC-BY-4.0"
    )  # as the samples themselves have it
    text = _ENTRY.format(number=number, id=name, ending=ending, importer=importer, licence=licence)
    entry.write_text(text, encoding="utf-8")


def _packages(path: Path, publisher: str, numbers: range, _: Path, edition: Edition) -> None:
    """Write the founding collection again and again, as a package in JSON Lines."""
    source = ROOT / "registry" / "data" / "founding" / "initiatives.json"
    package = json.loads(source.read_text(encoding="utf-8"))
    originals = package.pop("initiatives")
    known = {original["id"]: n for n, original in enumerate(originals)}
    header = {**package, "publisher": {"id": publisher, "name": publisher}}
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps(header) + "\n")
        for position, number in enumerate(numbers):
            record = json.loads(json.dumps(originals[position % len(originals)]))
            # What one initiative has to do with another holds within one copy of the collection.
            start = number - position % len(originals)
            record["id"] = f"{publisher}-{number}"
            record["name"] = f"{town(number)} {record['name']}"
            record["relations"] = [
                {**r, "to": f"{publisher}-{start + known[r['to']]}"}
                for r in record.get("relations", ())
                if r.get("to") in known and start + known[r["to"]] in numbers
            ]
            for found in (record, *record.get("organisations", ())):
                for identifier in found.get("identifiers", ()):
                    identifier["scheme"], identifier["id"] = "XI-INVENTED", f"{number}"
                    identifier.pop("uri", None)
            for place in record.get("places", ()):
                place["name"] = town(number)
            record["description"] = f"{_again(edition(position))}{record.get('description', '')}"
            out.write(json.dumps({k: v for k, v in record.items() if v != []}) + "\n")


def _grants(path: Path, _: str, numbers: range, shared: Path, edition: Edition) -> None:
    """Write the grants of a real funder again and again, those that an importer leaves out too."""
    source = shared / "data/registers/360giving/power_to_change_2015_2017.json"
    originals = json.loads(source.read_text(encoding="utf-8"))["grants"]
    rows = len(numbers) * len(originals) // _GRANTS_TAKEN
    with path.open("w", encoding="utf-8") as out:
        out.write('{"grants": [\n')
        for position in range(rows):
            number = numbers.start * 2 + position  # no two publishers give the same
            grant = json.loads(json.dumps(originals[number % len(originals)]))
            grant["id"] = f"360G-invented-{number}"
            grant["title"] = f"{town(number)} {grant.get('title', '')}"
            grant["description"] = f"{_again(edition(position))}{grant.get('description', '')}"
            for body in grant.get("recipientOrganization", ()):
                body["id"], body["name"] = f"GB-COH-{number:08}", f"{town(number)} {body['name']}"
                body["companyNumber"] = f"{number:08}"
            out.write((",\n" if position else "") + json.dumps(grant))
        out.write("\n]}\n")


def _societies(path: Path, _: str, numbers: range, shared: Path, edition: Edition) -> None:
    """Write the rows of a real register of societies again and again, most of no interest."""
    source = shared / "data/registers/fca-mutuals/mutual_ids_even.csv"
    with source.open(encoding="utf-8", newline="") as lines:
        head, *originals = csv.reader(lines)
    rows = len(numbers) * len(originals) // _SOCIETIES_TAKEN
    begin = numbers.start * 4  # no two publishers give the same number
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(head)
        for position in range(rows):
            number = begin + position
            row = [*originals[number % len(originals)]]
            row[0], row[1] = f"GB-MPR-{society_number(number)}", f"GB-COH-{number:08}"
            row[2] = f"{town(number)}{' Again' * (edition(position) - 1)} {row[2]}"
            table.writerow(row)


def society_number(number: int) -> str:
    """Return the ``number``-th number of a register whose numbers have six digits."""
    letters = ["", *"ABCDEFGHJKLM"]
    letter, rest = divmod(number, 900_000)
    return f"{letters[letter]}{100_000 + rest}R"


def _again(edition: int) -> str:
    return "" if edition == 1 else f"Told anew, for the {edition}th time. "


# How many of the sample's rows become initiatives; the others are left out, as they are for real.
_GRANTS_TAKEN = 401
_SOCIETIES_TAKEN = 1_592
Write = Callable[[Path, str, range, Path, Edition], None]
_KINDS: tuple[tuple[str, str, Write], ...] = (
    ("cpstandard", "jsonl", _packages),
    ("360giving", "json", _grants),
    ("fca-mutuals", "csv", _societies),
    ("360giving", "json", _grants),
    ("fca-mutuals", "csv", _societies),
)
