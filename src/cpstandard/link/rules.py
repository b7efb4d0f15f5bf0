"""The rules by which names, places, websites and postcodes link what no number does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cpstandard.core.links import LinkSettings
from cpstandard.link.agreement import Agreement, Least, Where, listed
from cpstandard.link.web_addresses import has_own_path


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of two subjects: the rule, a sentence, how sure, and why not, if so.

    With a ``doubt`` they are not linked, and a person may want to look. It is ``vetoed`` where
    something speaks against it that no likeness outweighs.
    """

    rule: str
    words: str
    score: float
    doubt: str = ""
    vetoed: bool = False


class Rule(NamedTuple):
    """A rule: when it applies, how far the names have to agree, what else agreed, how sure."""

    code: str
    applies: Callable[[Agreement, LinkSettings], bool]
    name: Callable[[LinkSettings], float]
    agreed: Callable[[Agreement], str]
    sure: float


def _of_one_organisation(agreement: Agreement, settings: LinkSettings) -> bool:
    """Return whether one organisation runs both, near each other or under one telling name.

    Registers give the town of the registered office, others where the work is done.
    """
    if not agreement.bodies or agreement.where is Where.OTHER_COUNTRY:
        return False
    telling = agreement.name >= settings.name_alone and agreement.bits >= settings.bits_alone
    return telling or agreement.where > Where.APART


RULES = (
    Rule(
        "same-register-record",
        lambda a, _s: bool(a.registers),
        lambda s: s.name_with_page,
        lambda a: f"both were made of one record of a register ({listed(a.registers)})",
        0.99,
    ),
    Rule(
        "same-page",
        lambda a, _s: any(map(has_own_path, a.pages)),
        lambda s: s.name_with_page,
        lambda a: f"both give the page {listed(filter(has_own_path, a.pages))}",
        0.99,
    ),
    Rule(
        "same-website",
        lambda a, _s: bool(a.sites) and a.where > Where.OTHER_COUNTRY,
        lambda s: s.name_with_website,
        lambda a: f"both give the website {listed(a.sites)}",
        0.99,
    ),
    Rule(
        "same-postcode",
        lambda a, _s: a.where is Where.SAME_POSTCODE,
        lambda s: s.name_with_postcode,
        lambda _a: "both are at the same postcode",
        0.98,
    ),
    Rule(
        "same-organisation",
        _of_one_organisation,
        lambda s: s.name_with_organisation,
        lambda _a: "the same organisation runs both",
        0.98,
    ),
    Rule(
        "same-place",
        lambda a, _s: a.where is Where.SAME_PLACE,
        lambda s: s.name_with_place,
        lambda a: f"both are in {place_of(a)}",
        0.97,
    ),
    Rule(
        "name-alone",
        lambda a, s: a.where is Where.UNKNOWN and a.bits >= s.bits_alone,
        lambda s: s.name_alone,
        lambda _a: "hardly another has such a name, and at least one of them says no place",
        0.96,
    ),
    Rule(
        "name-elsewhere",
        lambda a, s: a.where is Where.APART and a.bits >= s.bits_elsewhere,
        lambda s: s.name_alone,
        lambda _a: "the name is too long to be shared by chance, though the places differ",
        0.95,
    ),
)
"""All rules, the surest first."""


def least_names(settings: LinkSettings) -> Least:
    """Return how far names have to agree for any rule to say a word."""
    asked = {rule.code: rule.name(settings) - settings.review for rule in RULES}
    without = min(asked[code] for code in ("same-organisation", "same-place", "name-alone"))
    return Least(min(asked.values()), without)


def judge(agreement: Agreement, settings: LinkSettings) -> Verdict | None:
    """Return what the rules say; ``None`` where the two are not worth a look.

    The first rule that links wins, and else the first that nearly does.
    """
    near: Verdict | None = None
    for rule in RULES:
        if not rule.applies(agreement, settings):
            continue
        asked = rule.name(settings)
        if agreement.name < asked - settings.review:
            continue
        words = f"The names agree to {percent(agreement.name)}, and {rule.agreed(agreement)}."
        score = round(rule.sure * agreement.name, 4)
        if agreement.against:
            return Verdict(rule.code, words, score, f"{_sentence(agreement.against)}.", vetoed=True)
        if agreement.name >= asked:
            return Verdict(rule.code, words, score)
        near = near or Verdict(
            rule.code, words, score, f"The rule asks for names that agree to {percent(asked)}."
        )
    return near or _nearly(agreement, settings)


def _nearly(agreement: Agreement, settings: LinkSettings) -> Verdict | None:
    """Return the doubt about one name in two places, or about one that many may have."""
    if agreement.name < settings.name_alone or agreement.against:
        return None
    if agreement.where <= Where.APART and agreement.bits >= settings.bits_alone:
        doubt = "The places differ."
    elif agreement.where is Where.UNKNOWN and agreement.bits >= settings.bits_alone / 2:
        doubt = "Others may have such a name, and at least one of the two says no place."
    else:
        return None
    words = f"The names agree to {percent(agreement.name)}."
    return Verdict("name-alone", words, round(0.5 * agreement.name, 4), doubt)


def percent(share: float) -> str:
    """Return a share of one in words; only what is the same is 100 %."""
    return f"{int(share * 100)} %"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def place_of(agreement: Agreement) -> str:
    """Return the name of the place if it has one, else its code."""
    named = [place for place in agreement.places if ":" not in place]
    return listed(place.title() for place in named) or listed(agreement.places)
