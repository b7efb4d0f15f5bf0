"""The interface's words that Python chooses: one place for whoever translates them."""

from typing import Final

MESSAGES: Final[dict[str, dict[str, str]]] = {
    "state": {
        "published": "Up to date",
        "stale": "Older copy shown",
        "nothing-shown": "Nothing shown",
        "failed": "Could not be read",
        "not-tried": "Not tried this time",
    },
    "state_sentence": {
        "published": "Its data was read, checked and published.",
        "stale": "Its data could not be renewed, so the last good copy is shown.",
        "nothing-shown": "Its data was read, but none of its records could be shown.",
        "failed": "Its data could not be read, and there is no copy of it that may be shown.",
        "not-tried": "Its data is fetched from the web, which this build did not try.",
    },
    "stage": {
        "intake": "Reading the file",
        "structure": "The shape of the data",
        "codelist": "Codes",
        "initiative": "One initiative",
        "package": "The whole package",
        "dataset": "Several publishers",
        "software": "The software itself",
    },
    "severity": {
        "error": "Error: breaks a rule of the standard",
        "warning": "Warning: worth mending",
        "info": "Note: worth a look",
    },
    "cluster_verb": {
        "decision-making": "deciding together",
        "collaboration": "working together",
        "capacity-and-assets": "building together",
    },
    "side_by_side": {
        "agree": "they agree",
        "part": "those that say it agree",
        "differ": "they differ",
        "one": "only one says it",
    },
    "link_rule": {
        "decision": "Reviewed by a person.",
        "shared-number": "Rule: a shared official number.",
        "linked-registers": "Rule: numbers that registers hold to be of one body.",
        "same-register-record": "Rule: one register\u2019s record.",
        "same-page": "Rule: one web page.",
        "same-website": "Rule: one website and like names.",
        "same-postcode": "Rule: one postcode and like names.",
        "same-organisation": "Rule: one organisation and like names.",
        "same-place": "Rule: one place and like names.",
        "name-alone": "Rule: a name that hardly another has.",
        "name-elsewhere": "Rule: a long name, though the places differ.",
        "model": "By a model that was trained on known pairs.",
    },
    "direction": {
        "positive": "Positive",
        "mixed": "Mixed",
        "none": "No difference",
        "negative": "Negative",
        "not-yet-known": "Not yet known",
    },
    "direction_heading": {
        "positive": "Positive results",
        "mixed": "Mixed results",
        "none": "Looked for and not found",
        "negative": "Negative results",
        "not-yet-known": "Not yet known",
    },
    "basis": {
        "result": "Result",
        "forecast": "Forecast",
        "target": "Target",
        "": "Basis not stated",
    },
    "basis_sentence": {
        "result": "said to have happened",
        "forecast": "expected, not yet seen",
        "target": "aimed at, not a result",
        "": "the record does not say whether this has happened",
    },
    "lesson_heading": {
        "obstacle": "What stood in the way",
        "enabler": "What helped",
        "advice": "Advice to others",
        "tried-and-dropped": "Tried and dropped",
        "insight": "What was understood on the way",
    },
}
"""Words by kind and code. Titles of codes come from the standard's codelists, not from here."""

LESSONS = tuple(MESSAGES["lesson_heading"])
"""The kinds of lesson in the order in which they are shown."""

DIRECTIONS = tuple(MESSAGES["direction"])
"""The directions of a claim in the order in which they are shown."""
