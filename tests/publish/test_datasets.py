"""Records stand in one file only with records whose licences allow it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from cpstandard.core.kept_file import KeptFile, digest_of
from cpstandard.core.record import Part, Record, Records, joined
from cpstandard.publish import downloads
from cpstandard.publish.datasets import Package, Planned, plan
from cpstandard.publish.downloads import Downloads
from cpstandard.publish.forms import parquet_form
from cpstandard.schema_store import licences, standard


def package(publisher: str, *given: str, licence: str = "CC-BY-4.0", own: str = "") -> Package:
    """A publisher's package with a record for each of the licences."""
    records = [
        {"id": f"{publisher}-{n}", "provenance": {"licence": each}} for n, each in enumerate(given)
    ]
    header = {
        "standardVersion": "1.0",
        "publisher": {"id": publisher, "name": f"{publisher} (invented)"},
        "licence": licence,
    }
    return Package(header, Records((Part(publisher, lambda: iter(records)),)), Counter(given), own)


def found(*packages: Package) -> dict[str, Planned]:
    return {each.about.folder: each for each in plan("Example", packages, licences())}


def ids(planned: Planned) -> list[str]:
    return [record["id"] for record in planned.records]


def test_attribution_and_public_domain_stand_together_each_with_its_own_licence() -> None:
    made = found(package("one", "CC-BY-4.0", "OGL-UK-3.0"), package("two", "CC0-1.0"))
    assert ids(made["data"]) == ["one-0", "one-1", "two-0"]
    assert made["data"].header["licence"] == "LicenseRef-each-record"
    assert made["data"].header["aggregate"] is True
    assert made["data/two"].header["licence"] == "CC0-1.0"
    assert made["data/one"].header["licence"] == "LicenseRef-each-record"


def test_share_alike_and_non_commercial_stand_alone_by_licence() -> None:
    made = found(
        package("open", "CC-BY-4.0"),
        package("mutuals", "ODbL-1.0", licence="ODbL-1.0"),
        package("cases", "CC-BY-NC-SA-3.0", "CC-BY-SA-4.0"),
    )
    assert {folder: ids(each) for folder, each in made.items()} == {
        "data": ["open-0"],
        "data/licences/odbl-1-0": ["mutuals-0"],
        "data/licences/cc-by-nc-sa-3-0": ["cases-0"],
        "data/licences/cc-by-sa-4-0": ["cases-1"],
        "data/open": ["open-0"],
        "data/mutuals/odbl-1-0": ["mutuals-0"],
        "data/cases/cc-by-nc-sa-3-0": ["cases-0"],
        "data/cases/cc-by-sa-4-0": ["cases-1"],
    }
    assert made["data/licences/odbl-1-0"].header["licence"] == "ODbL-1.0"
    assert made["data/cases/cc-by-sa-4-0"].header["licence"] == "CC-BY-SA-4.0"


def test_every_record_is_in_exactly_one_dataset_of_all_and_one_of_its_publisher() -> None:
    every = [each.code for each in licences()]
    packages = [package("one", *every), package("two", *reversed(every), "LicenseRef-own")]
    made = found(*packages)
    wanted = sorted(record["id"] for each in packages for record in each.records)
    for of_publisher in (False, True):
        chosen = [each for each in made.values() if bool(each.about.publisher) is of_publisher]
        assert sorted(i for each in chosen for i in ids(each)) == wanted
        assert all(each.about.records == len(ids(each)) for each in chosen)


def test_a_licence_by_its_address_is_the_same_licence() -> None:
    made = found(package("one", "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"))
    assert list(made) == ["data/licences/odbl-1-0"]


def test_the_shares_say_how_to_name_each_publisher() -> None:
    made = found(package("one", "OGL-UK-3.0", "OGL-UK-3.0"), package("two", "CC0-1.0", own="Two!"))
    shares = {share.publisher: share for share in made["data"].about.shares}
    assert shares["one"].records == 2
    assert shares["one"].statement.startswith("one (invented): contains public sector information")
    assert shares["two"].statement == "Two!"


def test_records_are_read_as_they_come_and_never_held() -> None:
    """A directory may have more records than memory has room for."""
    alive: list[int] = []

    class Counted(dict[str, Any]):
        def __init__(self, n: int) -> None:
            super().__init__(id=f"one-{n}")
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

    def read() -> Iterator[Record]:
        for n in range(1000):
            yield Counted(n)
            assert len(alive) < 5

    header = package("one").header
    records = Records((Part("one", read),))
    (planned,) = plan("Example", [Package(header, records, {"": 1000})], licences())
    assert planned.about.records == 1000
    assert sum(1 for _ in planned.records) == 1000
    assert sum(1 for _ in planned.records) == 1000


def test_a_form_that_cannot_be_written_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text too long for a cell, too many records, no DuckDB: the other forms are there."""
    monkeypatch.setattr(parquet_form, "is_installed", lambda: False)
    monkeypatch.setattr(downloads, "is_installed", lambda: False)
    given = package("one", "CC-BY-4.0", "CC-BY-4.0")
    long = {"id": "one-long", "name": "x" * 40_000}
    long_given = Package(
        given.header,
        joined([given.records, Records((Part("long", lambda: iter([long])),))]),
        given.licences,
    )

    def keep(kind: str, key: Sequence[Any], write: Callable[[BinaryIO], None]) -> KeptFile:
        """Write the file anew each time."""
        path = tmp_path / f"{kind}-{len(list(tmp_path.iterdir()))}"
        with path.open("w+b") as out:
            write(out)
        return KeptFile(path, digest_of(path), path.stat().st_size)

    for case, most in ((long_given, 50_000), (given, 1)):
        monkeypatch.setattr(downloads, "MOST_IN_A_WORKBOOK", most)
        made = Downloads("Example", [case], standard(), keep)
        files = {path: kept.size for path, kept in made.files()}
        (dataset,) = made.datasets
        missing = {each.title: each.reason for each in dataset.missing}
        assert set(missing) == {"Excel workbook", "OpenDocument spreadsheet", "Parquet"}
        assert all(reason.endswith(".") for reason in missing.values())
        assert "cpstandard[parquet]" in missing["Parquet"]
        assert {each.path for each in dataset.downloads} == {
            f"data/initiatives.{end}" for end in ("json", "jsonl", "csv", "geojson", "sqlite")
        }
        assert files == {each.path: each.size for each in dataset.downloads}
        assert all(files.values())
