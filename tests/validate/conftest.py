"""A small package in memory, and a valid record to spoil."""

import copy
from datetime import date

import pytest

from cpstandard.core.location import Location
from cpstandard.core.record import PackageSource, SourceRecord
from cpstandard.schema_store import extensions, standard, versions
from cpstandard.validate.catalogue import builtin_checks
from cpstandard.validate.validator import Settings, Validation, validate

HEADER = {
    "standardVersion": "1.0",
    "publisher": {"id": "anytown", "name": "Anytown Trust (invented)"},
    "licence": "CC-BY-4.0",
}

RECORD = {
    "id": "anytown-station-gardens",
    "name": "Station Gardens",
    "clusters": ["capacity-and-assets"],
    "scope": "neighbourhood",
    "sources": [{"id": "s1", "title": "Our page"}],
}

KNOWN = {"versions": tuple(versions()), "extensions": tuple(extensions())}


@pytest.fixture
def today():
    return date(2026, 11, 22)


@pytest.fixture
def header():
    return copy.deepcopy(HEADER)


@pytest.fixture
def record():
    return copy.deepcopy(RECORD)


@pytest.fixture
def package_of():
    """Make a package whose record n stands on line n + 2 of an invented file."""

    def make(records, header=None, findings=()):
        def locator(line):
            return lambda pointer: Location("package.jsonl", pointer, line, 1)

        def read():
            for index, record in enumerate(records):
                yield SourceRecord(copy.deepcopy(record), locator(index + 2))

        head = copy.deepcopy(HEADER if header is None else header)
        return PackageSource("package.jsonl", "jsonl", head, locator(1), read, list(findings))

    return make


@pytest.fixture
def validation_of(package_of, today):
    """Prepare a validation of records by the given checks (all built-in ones by default)."""

    def make(records, header=None, checks=None, **settings):
        chosen = builtin_checks() if checks is None else checks
        wanted = Settings(**{**KNOWN, **settings})
        return Validation(package_of(records, header), standard, chosen, wanted, today)

    return make


@pytest.fixture
def report_on(package_of, today):
    """Validate records and return the report."""

    def make(records, header=None, checks=None, **settings):
        chosen = builtin_checks() if checks is None else checks
        wanted = Settings(**{**KNOWN, **settings})
        return validate(package_of(records, header), standard, chosen, wanted, today)

    return make
