"""What goes into one file with what: all records, each publisher's, and what stands apart.

Records under licences that allow it stand together, each with its own licence. Records under a
licence that lays its terms on all that it is joined with stand in files of their own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cpstandard.core.licences import EACH_RECORD, Licences, licence_of
from cpstandard.core.record import Record, Records, joined
from cpstandard.core.slug import slug
from cpstandard.publish.directory import Dataset, Share
from cpstandard.publish.formats import day

FOLDER = "data"
APART = "licences"
"""The folder, below that of the data, of what stands apart."""


@dataclass(frozen=True, slots=True)
class Package:
    """A publisher's envelope with the records that go into it, which are read several times.

    ``licences`` counts those that records give themselves, empty for none. ``attribution`` is how
    the publisher wants to be named, if not in the words of the licence. ``copy_of`` is the day (ISO
    8601) of the oldest copy that stands in for newer data, if one does.
    """

    header: Record
    records: Records
    licences: Mapping[str, int]
    attribution: str = ""
    copy_of: str = ""

    def in_group(self, licences: Licences, group: str) -> Records:
        """Return the records that stand in files of ``group``."""
        own = self.header["licence"]
        return self.records.where(
            f"{group} of {own}", lambda record: licences.group(licence_of(record, own)) == group
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """A dataset with what is to be written into its files."""

    about: Dataset
    header: Record
    records: Records


@dataclass(frozen=True, slots=True)
class _Counted:
    """A package and how many of its records have which licence, by group."""

    package: Package
    groups: dict[str, Counter[str]] = field(default_factory=dict)

    def records(self, licences: Licences, group: str) -> Records:
        """Return the records of a group; of the only one there is, all without a look."""
        whole = len(self.groups) == 1
        return self.package.records if whole else self.package.in_group(licences, group)

    @property
    def publisher(self) -> str:
        return str(self.package.header["publisher"]["id"])

    @property
    def name(self) -> str:
        return str(self.package.header["publisher"]["name"])

    def shares(self, licences: Licences, group: str) -> list[Share]:
        return [
            Share(
                self.publisher,
                self.name,
                licence,
                count,
                licences.statement(self.name, licence, self.package.attribution),
            )
            for licence, count in sorted(self.groups.get(group, {}).items())
        ]


def plan(title: str, packages: Sequence[Package], licences: Licences) -> list[Planned]:
    """Return the datasets of a directory called ``title``: all together first, then by publisher.

    No record is read here. A single publisher's records are the whole and are not given twice.
    """
    counted = [_count(package, licences) for package in packages]
    planned = [
        _of_all(title, counted, licences, group)
        for group in sorted({group for each in counted for group in each.groups})
    ]
    if len(packages) > 1:
        planned += [
            _of_publisher(each, licences, group)
            for each in counted
            for group in sorted(each.groups)
        ]
    return planned


def _count(package: Package, licences: Licences) -> _Counted:
    counted = _Counted(package)
    for own, records in package.licences.items():
        licence = own or package.header["licence"]
        counted.groups.setdefault(licences.group(licence), Counter())[licence] += records
    return counted


def _of_all(title: str, counted: Sequence[_Counted], licences: Licences, group: str) -> Planned:
    within = [each for each in counted if group in each.groups]
    packages = [each.package for each in within]
    shares = [share for each in counted for share in each.shares(licences, group)]
    extensions = sorted({name for each in packages for name in each.header.get("extensions", ())})
    folder = f"{FOLDER}/{APART}/{slug(group)}" if group else FOLDER
    name = f"{title}: records under {_title(licences, group)}" if group else title
    older = sum(bool(each.copy_of) for each in packages)
    if older:
        whose = "one publisher" if older == 1 else f"{older:,} publishers"
        name = f"{name} (of {whose} an older copy: see status.json)"
    header = {
        "standardVersion": packages[0].header["standardVersion"],
        **({"extensions": extensions} if extensions else {}),
        "title": name,
        "aggregate": True,
        "publisher": {"id": "directory", "name": title},
        "licence": _licence(shares),
    }
    records = joined(each.records(licences, group) for each in within)
    label = f"All records under {_title(licences, group)}" if group else "All initiatives"
    return Planned(Dataset(folder, label, "", group, tuple(shares)), header, records)


def _of_publisher(counted: _Counted, licences: Licences, group: str) -> Planned:
    shares = tuple(counted.shares(licences, group))
    folder = f"{FOLDER}/{counted.publisher}" + (f"/{slug(group)}" if group else "")
    apart = group and len(counted.groups) > 1
    title = f"{counted.name}: records under {_title(licences, group)}" if apart else counted.name
    header = {**counted.package.header, "licence": _licence(shares)}
    if counted.package.copy_of:
        title = f"{title} (last good copy, of {day(counted.package.copy_of)})"
        header["title"] = title[-300:]  # as long as the standard allows, the day in any case
    about = Dataset(folder, title, counted.publisher, group, shares)
    return Planned(about, header, counted.records(licences, group))


def _title(licences: Licences, licence: str) -> str:
    known = licences.find(licence)
    return known.title if known else licence


def _licence(shares: Sequence[Share]) -> str:
    found = {share.licence for share in shares}
    return found.pop() if len(found) == 1 else EACH_RECORD
