"""A small package in memory, and a valid record to spoil."""

import copy
import json
import re
from datetime import date

import pytest

from anytown import GARDENS, HEADER
from cpstandard.core.location import Location
from cpstandard.core.phrase import Phrase, english
from cpstandard.core.record import PackageSource, SourceRecord
from cpstandard.core.telling import teller
from cpstandard.languages import words
from cpstandard.schema_store import extensions, standard, versions
from cpstandard.validate.catalogue import builtin_checks
from cpstandard.validate.validator import Settings, Validation, validate

_WORDS = re.compile(r"[a-z]{2,}[, ]+[a-z]{2,}")

KNOWN = {"versions": tuple(versions()), "extensions": tuple(extensions())}


@pytest.fixture
def today():
    return date(2026, 11, 22)


@pytest.fixture
def header():
    return copy.deepcopy(HEADER)


@pytest.fixture
def record():
    return copy.deepcopy(GARDENS)


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
def said_in_welsh():
    """Return a finding in Welsh, sure that no English is left in it but what ``data`` holds."""
    welsh = words("cy", standard())

    def say(finding, *data):
        told = teller(welsh)(finding)
        assert english(told.message) == finding.message
        assert told.message != finding.message
        assert "{" not in told.message
        held = json.dumps([HEADER, GARDENS, *data], ensure_ascii=False, default=str)
        for name, value in told.parameters.items():
            plain = type(value) is str and not isinstance(value, Phrase)
            if plain and _WORDS.search(value) and name not in {"field", "owner", "has", "known"}:
                assert value in held, f"{name} is English: {value}"
        return told.message

    return say


@pytest.fixture
def report_on(package_of, today):
    """Validate records and return the report."""

    def make(records, header=None, checks=None, **settings):
        chosen = builtin_checks() if checks is None else checks
        wanted = Settings(**{**KNOWN, **settings})
        return validate(package_of(records, header), standard, chosen, wanted, today)

    return make
