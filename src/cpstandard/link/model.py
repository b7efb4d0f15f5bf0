"""The trained model of the extra ``[link]``: Splink on DuckDB, in place of the rules.

``model.json`` holds what ``scripts/train_linking.py`` learnt; nothing is learnt here, so the same
records give the same links. DuckDB works in memory, and nothing is fetched.
"""

import json
from collections.abc import Iterator, Sequence
from importlib import metadata
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cpstandard.core.errors import UnusableInput
from cpstandard.core.links import LinkSettings
from cpstandard.link.agreement import Agreement, Where, compare, listed
from cpstandard.link.blocking import telling_keys
from cpstandard.link.clusters import Judged
from cpstandard.link.rarity import Rarity
from cpstandard.link.rules import Verdict, percent, place_of
from cpstandard.link.subject import Subject

if TYPE_CHECKING:
    import pyarrow as pa

MISSING = (
    "linking: method: splink needs an extra; install it with  pip install 'cpstandard[link]'  "
    "or set the method to rules."
)
_DIGITS = 6


def version() -> str:
    """Return the versions of what the model leans on; raises ``UnusableInput`` without them."""
    try:
        return ", ".join(f"{name} {metadata.version(name)}" for name in ("splink", "duckdb"))
    except metadata.PackageNotFoundError as error:
        raise UnusableInput(MISSING) from error


def by_model(
    subjects: Sequence[Subject], rarity: Rarity, settings: LinkSettings
) -> Iterator[Judged]:
    """Yield the pairs that the model finds likely; what vetoes a rule vetoes it too."""
    version()
    if len(subjects) <= 1:
        return
    for one, other, probability in sorted(_predicted(subjects, rarity, settings.model_review)):
        agreement = compare(subjects[one], subjects[other], rarity)
        if agreement is None:
            continue
        words = f"A trained model is {percent(probability)} sure: {_words(agreement)}."
        doubt = ""
        if agreement.against:
            doubt = f"{agreement.against[:1].upper()}{agreement.against[1:]}."
        elif probability < settings.model_link:
            doubt = f"The model has to be {percent(settings.model_link)} sure."
        vetoed = bool(agreement.against)
        yield Judged(one, other, Verdict("model", words, probability, doubt, vetoed=vetoed))


def table(subjects: Sequence[Subject], rarity: Rarity) -> "pa.Table":
    """Return the subjects as the model compares them; ``unique_id`` is the position."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    texts, text = pa.list_(pa.string()), pa.string()
    columns: dict[str, tuple[Any, list[Any]]] = {
        "unique_id": (pa.int64(), list(range(len(subjects)))),
        "core": (text, [_core(subject) for subject in subjects]),
        "rarest": (text, [_rarest(subject, rarity) for subject in subjects]),
        "bits": (pa.float64(), [_bits(subject, rarity) for subject in subjects]),
        "runs": (texts, [_filled(name.run for name in s.names) for s in subjects]),
        "sites": (texts, [_filled(s.sites) for s in subjects]),
        "places": (texts, [_filled(s.places) for s in subjects]),
        "postcodes": (texts, [_filled(s.postcodes) for s in subjects]),
        "bodies": (texts, [_filled(s.bodies) for s in subjects]),
        "keys": (texts, telling_keys(subjects, rarity)),
    }
    return pa.table({name: pa.array(held, kind) for name, (kind, held) in columns.items()})


def _predicted(
    subjects: Sequence[Subject], rarity: Rarity, least: float
) -> Iterator[tuple[int, int, float]]:
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 - an extra

    database = DuckDBAPI()
    text = files("cpstandard.link").joinpath("model.json").read_text(encoding="utf-8")
    settings = json.loads(text)
    # Stored is how many doubles one has; the more there are to meet, the less likely is each.
    settings["probability_two_random_records_match"] /= len(subjects)
    frame = database.register(table(subjects, rarity), table_name="subjects")
    linker = Linker(frame, settings, log_level=None)
    predicted = linker.inference.predict(threshold_match_probability=least)
    for row in predicted.as_record_list():
        one, other = sorted((row["unique_id_l"], row["unique_id_r"]))
        yield one, other, round(row["match_probability"], _DIGITS)


def _core(subject: Subject) -> str | None:
    """Return the name that is compared letter by letter: the shortest."""
    return min((name.core for name in subject.names), key=lambda c: (len(c), c), default=None)


def _rarest(subject: Subject, rarity: Rarity) -> str | None:
    words = {word for name in subject.names for word in rarity.rarest(name, 1)}
    return min(words, key=lambda word: (-rarity.bits(word), word), default=None)


def _bits(subject: Subject, rarity: Rarity) -> float:
    """Return how telling the least telling of the names is."""
    return min((round(rarity.told(name), 2) for name in subject.names), default=0.0)


def _filled(values: Any) -> list[str] | None:
    return sorted(set(values)) or None


def _words(agreement: Agreement) -> str:
    told = [f"the names agree to {percent(agreement.name)}"]
    if agreement.where is Where.SAME_PLACE:
        told.append(f"both are in {place_of(agreement)}")
    if agreement.where is Where.SAME_POSTCODE:
        told.append("both are at the same postcode")
    if agreement.where is Where.APART:
        told.append("the places differ")
    if agreement.sites:
        told.append(f"both give the website {listed(agreement.sites)}")
    if agreement.bodies:
        told.append("the same organisation runs both")
    return ", ".join(told)
