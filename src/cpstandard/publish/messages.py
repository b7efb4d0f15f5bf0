"""The interface's words that Python chooses: one place for whoever translates them."""

from typing import Final

from cpstandard.core.phrase import Phrase, phrase

MESSAGES: Final[dict[str, dict[str, Phrase]]] = {
    "state": {
        "published": phrase("Up to date"),
        "stale": phrase("Older copy shown"),
        "nothing-shown": phrase("Nothing shown"),
        "failed": phrase("Could not be read"),
        "not-tried": phrase("Not tried this time"),
    },
    "state_sentence": {
        "published": phrase("Its data was read, checked and published."),
        "stale": phrase("Its data could not be renewed, so the last good copy is shown."),
        "nothing-shown": phrase("Its data was read, but none of its records could be shown."),
        "failed": phrase(
            "Its data could not be read, and there is no copy of it that may be shown."
        ),
        "not-tried": phrase("Its data is fetched from the web, which this build did not try."),
    },
    "happened": {
        "added": phrase("Added"),
        "changed": phrase("Changed"),
        "removed": phrase("Removed"),
    },
    "verdict": {
        "pass": phrase("Held"),
        "fail": phrase("Did not hold"),
        "skip": phrase("Could not be tried"),
        "no-test": phrase("No test yet"),
    },
    "stage": {
        "intake": phrase("Reading the file"),
        "structure": phrase("The shape of the data"),
        "codelist": phrase("Codes"),
        "initiative": phrase("One initiative"),
        "package": phrase("The whole package"),
        "dataset": phrase("Several publishers"),
        "software": phrase("The software itself"),
    },
    "severity": {
        "error": phrase("Error: breaks a rule of the standard"),
        "warning": phrase("Warning: worth mending"),
        "info": phrase("Note: worth a look"),
    },
    "cluster_verb": {
        "decision-making": phrase("deciding together"),
        "collaboration": phrase("working together"),
        "capacity-and-assets": phrase("building together"),
    },
    "side_by_side": {
        "agree": phrase("they agree"),
        "part": phrase("those that say it agree"),
        "differ": phrase("they differ"),
        "one": phrase("only one says it"),
    },
    "link_rule": {
        "decision": phrase("Reviewed by a person."),
        "shared-number": phrase("Rule: a shared official number."),
        "linked-registers": phrase("Rule: numbers that registers hold to be of one body."),
        "same-register-record": phrase("Rule: one register\u2019s record."),
        "same-page": phrase("Rule: one web page."),
        "same-website": phrase("Rule: one website and like names."),
        "same-postcode": phrase("Rule: one postcode and like names."),
        "same-organisation": phrase("Rule: one organisation and like names."),
        "same-place": phrase("Rule: one place and like names."),
        "name-alone": phrase("Rule: a name that hardly another has."),
        "name-elsewhere": phrase("Rule: a long name, though the places differ."),
        "model": phrase("By a model that was trained on known pairs."),
    },
    "direction": {
        "positive": phrase("Positive"),
        "mixed": phrase("Mixed"),
        "none": phrase("No difference"),
        "negative": phrase("Negative"),
        "not-yet-known": phrase("Not yet known"),
    },
    "direction_heading": {
        "positive": phrase("Positive results"),
        "mixed": phrase("Mixed results"),
        "none": phrase("Looked for and not found"),
        "negative": phrase("Negative results"),
        "not-yet-known": phrase("Not yet known"),
    },
    "basis": {
        "result": phrase("Result"),
        "forecast": phrase("Forecast"),
        "target": phrase("Target"),
        "": phrase("Basis not stated"),
    },
    "basis_sentence": {
        "result": phrase("said to have happened"),
        "forecast": phrase("expected, not yet seen"),
        "target": phrase("aimed at, not a result"),
        "": phrase("the record does not say whether this has happened"),
    },
    "facet": {
        "cluster": phrase("Cluster"),
        "practice": phrase("Practice"),
        "place": phrase("Place"),
        "country": phrase("Country"),
        "benefit": phrase("Benefit"),
        "evidence": phrase("What evidence says"),
        "kind": phrase("Kind of evidence"),
        "role": phrase("Weight of the public\u2019s word"),
        "asset": phrase("Kind of asset"),
        "tenure": phrase("How assets are held"),
        "status": phrase("Status when last known"),
        "began": phrase("When it began"),
        "publisher": phrase("Publisher"),
        "licence": phrase("Licence"),
    },
    "no_value": {
        "evidence": phrase("No evidence recorded yet"),
        "role": phrase("Not stated"),
        "asset": phrase("Not stated"),
        "tenure": phrase("Not stated"),
        "status": phrase("Not stated"),
        "began": phrase("Not stated"),
    },
    "nation": {
        "gb-eng": phrase("England"),
        "gb-nir": phrase("Northern Ireland"),
        "gb-sct": phrase("Scotland"),
        "gb-wls": phrase("Wales"),
    },
    "region": {
        "england": phrase("England"),
        "scotland": phrase("Scotland"),
        "wales": phrase("Wales"),
        "northern-ireland": phrase("Northern Ireland"),
        "east-midlands": phrase("East Midlands"),
        "east-of-england": phrase("East of England"),
        "london": phrase("London"),
        "north-east": phrase("North East"),
        "north-west": phrase("North West"),
        "south-east": phrase("South East"),
        "south-west": phrase("South West"),
        "west-midlands": phrase("West Midlands"),
        "yorkshire-and-the-humber": phrase("Yorkshire and The Humber"),
    },
    "lesson_heading": {
        "obstacle": phrase("What stood in the way"),
        "enabler": phrase("What helped"),
        "advice": phrase("Advice to others"),
        "tried-and-dropped": phrase("Tried and dropped"),
        "insight": phrase("What was understood on the way"),
    },
}
"""Words by kind and code. Titles of codes come from the standard's codelists, not from here."""

LESSONS = tuple(MESSAGES["lesson_heading"])
"""The kinds of lesson in the order in which they are shown."""

DIRECTIONS = tuple(MESSAGES["direction"])
"""The directions of a claim in the order in which they are shown."""

VERDICTS = tuple(MESSAGES["verdict"])
"""What may come of a row of the reliability tests, in the order in which it is counted."""
