"""Words that people use for codes, beside the codes themselves and their titles.

They are only ever suggested: “Closed” most likely means that something ended, but may mean for the
winter. A released codelist is never changed, so they stand here, by language, codelist and code.
"""

import re
import unicodedata
from functools import cache

from cpstandard.core.codelist import Codelist

_ENGLISH: dict[str, dict[str, tuple[str, ...]]] = {
    "status": {
        "planned": (
            "proposed", "upcoming", "forthcoming", "future", "in development", "in planning",
            "in preparation", "in the pipeline", "coming soon", "not started", "not yet started",
        ),
        "active": (
            "open", "running", "up and running", "live", "current", "ongoing", "on-going",
            "in progress", "underway", "under way", "operating", "operational", "going", "started",
            "established", "trading",
        ),
        "paused": (
            "on hold", "suspended", "postponed", "temporarily closed", "closed temporarily",
            "interrupted", "stalled",
        ),
        "dormant": ("inactive", "not active", "sleeping", "idle"),
        "winding-down": ("closing", "closing down", "winding up", "ending", "being wound up"),
        "ended": (
            "closed", "finished", "complete", "completed", "concluded", "done", "over", "ceased",
            "stopped", "past", "wound up", "dissolved", "defunct", "discontinued", "terminated",
            "expired", "abandoned", "cancelled",
        ),
        "absorbed": ("merged", "taken over", "amalgamated", "mainstreamed", "incorporated"),
        "unknown": ("not known", "not sure", "unsure", "unclear", "don't know", "n/k", "nk"),
    },
    "direction": {
        "positive": ("good", "better", "gain", "improved", "success"),
        "negative": ("bad", "worse", "harm", "loss", "failure"),
        "mixed": ("both", "partly"),
        "none": ("no change", "no effect", "unchanged", "neutral"),
        "not-yet-known": ("too early", "too early to say", "pending", "unknown", "not known"),
    },
    "cluster": {
        "decision-making": ("democracy", "deliberation", "participatory democracy"),
        "collaboration": ("co-production", "coproduction"),
        "capacity-and-assets": (
            "ownership", "community ownership", "community-owned", "assets", "community assets",
            "community capacity", "capacity building", "community wealth",
        ),
    },
    "practice": {
        "co-operative": (
            "co-op", "coop", "worker co-operative", "workers' co-operative", "worker-owned",
            "consumer co-operative",
        ),
        "community-arts": ("theatre", "festival", "arts centre", "choir"),
        "community-association": ("residents' association", "tenants' association"),
        "community-energy": (
            "renewable energy", "solar", "wind", "wind turbine", "hydro", "energy co-operative",
        ),
        "community-food": (
            "community garden", "community gardening", "community orchard", "community farm",
            "allotments", "food growing", "city farm",
        ),
        "community-hub": ("community centre", "community center"),
        "community-land-trust": ("CLT",),
        "community-led-housing": ("co-housing", "housing co-operative", "self-build housing"),
        "community-media": ("community radio", "community newspaper"),
        "community-nature": ("community woodland", "tree planting", "rewilding"),
        "community-shop": ("village shop", "village store", "community store"),
        "community-sport": ("sports club", "leisure centre", "swimming pool"),
        "community-transport": ("community bus", "minibus", "car club"),
        "maker-space": ("hackspace", "fab lab", "men's shed"),
        "mutual-aid": ("mutual aid group", "neighbours helping neighbours"),
        "participatory-budgeting": ("PB",),
        "time-bank": ("time banking", "time banks", "time exchange"),
    },
}  # fmt: skip
_WELSH: dict[str, dict[str, tuple[str, ...]]] = {
    "status": {
        "planned": ("arfaethedig", "yn yr arfaeth", "heb ddechrau"),
        "active": (
            "agored", "ar agor", "byw", "yn rhedeg", "cyfredol", "parhaus", "ar waith",
            "yn weithredol",
        ),
        "paused": ("ar stop", "wedi'i ohirio", "wedi'i atal", "ar gau dros dro"),
        "dormant": ("anweithredol",),
        "winding-down": ("yn cau",),
        "ended": (
            "ar gau", "wedi cau", "wedi gorffen", "wedi'i gwblhau", "wedi'i chwblhau", "cwblhawyd",
        ),
        "absorbed": ("unwyd", "wedi uno", "wedi'i uno"),
        "unknown": ("ddim yn gwybod", "ansicr"),
    },
    "direction": {
        "positive": ("da", "gwell"),
        "negative": ("drwg", "gwaeth"),
        "none": ("dim newid", "dim effaith"),
        "not-yet-known": ("rhy gynnar",),
    },
    "cluster": {
        "decision-making": ("democratiaeth",),
        "collaboration": ("cydgynhyrchu",),
        "capacity-and-assets": ("perchnogaeth gymunedol", "asedau cymunedol"),
    },
    "practice": {
        "co-operative": ("cydweithfa",),
        "community-energy": ("ynni adnewyddadwy",),
        "community-food": ("gardd gymunedol", "perllan gymunedol"),
        "community-hub": ("canolfan gymunedol",),
        "community-nature": ("coetir cymunedol",),
        "community-shop": ("siop y pentref",),
    },
}  # fmt: skip
_LANGUAGES = (_ENGLISH, _WELSH)


def code_by_synonym(value: str, codelist: Codelist) -> str | None:
    """Return the code of ``codelist`` for which ``value`` is another word, in any language."""
    code = _codes(codelist.name).get(_folded(value))
    return code if code is not None and code in codelist else None


@cache
def _codes(name: str) -> dict[str, str]:
    """Return the codes of the list of that name by their synonyms; of two, the first counts."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, words in language.get(name, {}).items():
            for word in words:
                found.setdefault(_folded(word), code)
    return found


def _folded(text: str) -> str:
    """Return ``text`` without case, accents, hyphens and other signs between its words."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "", letters)
