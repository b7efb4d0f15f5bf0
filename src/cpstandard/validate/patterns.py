"""What each of the schema's named patterns asks for, in words, with an example.

The schema names its patterns (``patternName``); a value that does not match gives a finding whose
code is ``invalid-`` and that name.
"""

from dataclasses import dataclass

from cpstandard.core.phrase import phrase


@dataclass(frozen=True, slots=True)
class PatternHelp:
    """``asks`` ends the sentence "“Field” must be …"; ``example`` is a value that matches."""

    asks: str
    example: str
    why: str


PATTERNS: dict[str, PatternHelp] = {
    "initiative-id": PatternHelp(
        "the publisher's id, a hyphen, and words or numbers in small letters joined by hyphens",
        "anytown-trust-station-gardens",
        "The id is how others refer to the initiative for ever, in addresses too.",
    ),
    "kebab-id": PatternHelp(
        "words or numbers in small letters joined by hyphens",
        "community-bakery",
        "Short plain ids can be used in addresses and spreadsheets without being spoilt.",
    ),
    "web-address": PatternHelp(
        "a web address that begins with http:// or https:// and has no spaces",
        "https://example.org/our-hall",
        "Anything else cannot be followed by a reader who clicks on it.",
    ),
    "identifier": PatternHelp(
        "a register's prefix from org-id.guide, a hyphen and the number",
        "GB-CHC-1234567",
        "The prefix tells which register the number is from, so that records can be joined.",
    ),
    "identifier-scheme": PatternHelp(
        "a register's prefix from org-id.guide, in capitals",
        "GB-CHC",
        "The prefix tells which register the number is from, so that records can be joined.",
    ),
    "identifier-number": PatternHelp(
        "the number alone, without spaces",
        "1234567",
        "Two records with the same number are only joined if it is written in the same way.",
    ),
    "partial-date": PatternHelp(
        "a year, a month or a day, written year first",
        phrase("1985, 1985-06 or 1985-06-21"),
        "Written year first, a date means the same to everybody.",
    ),
    "full-date": PatternHelp(
        "a day, written year first",
        "2024-06-21",
        "Written year first, a date means the same to everybody.",
    ),
    "timestamp": PatternHelp(
        "a day and a time in UTC, ending in Z",
        "2024-06-21T09:30:00Z",
        "Without the zone nobody can say when it was.",
    ),
    "licence": PatternHelp(
        "an SPDX id or the address of the licence",
        "CC-BY-4.0",
        "Without a licence that can be looked up nobody may use the data.",
    ),
    "country-code": PatternHelp(
        "the two-letter ISO 3166-1 code of the country, in capitals",
        "GB",
        "Countries have many names in many languages, but one code.",
    ),
    "currency-code": PatternHelp(
        "the three-letter ISO 4217 code of the currency, in capitals",
        "GBP",
        "A sign such as $ stands for several currencies.",
    ),
    "area-code": PatternHelp(
        "the code of an official area, in capitals and digits",
        "E08000035",
        "The code lets others put the initiative on a map of areas.",
    ),
    "area-scheme": PatternHelp(
        "the short name of the scheme that the code belongs to, in capitals",
        "GSS",
        "The same code may stand for two areas in two schemes.",
    ),
    "subdivision-code": PatternHelp(
        "the ISO 3166-2 code of the part of the country",
        "GB-WLS",
        "Parts of countries have many names, but one code.",
    ),
    "outline": PatternHelp(
        "a line or an area in the form of well-known text, longitude first",
        "POLYGON ((-3.3 52.4, -3.2 52.4, -3.2 52.6, -3.3 52.4))",
        "Maps draw what stands there, and cannot draw anything else.",
    ),
    "email-address": PatternHelp(
        "an email address",
        "data@example.org",
        "Readers need a way to report a mistake.",
    ),
    "language-tag": PatternHelp(
        "a language tag",
        phrase("en, cy or pt-BR"),
        "Software that reads aloud or translates has to know the language.",
    ),
}
