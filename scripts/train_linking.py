# ruff: noqa: INP001  a script that is run by its path
"""Trains what the link stage knows, on register samples in the shared data beside the checkout.

Usage: python scripts/train_linking.py [REGISTERS]

Writes ``src/cpstandard/link/word_shares.json`` (which share of the names has each common word) and
``model.json`` (the settings of Splink, with the extra ``[link]``). Both are learnt from the half of
``benchmarks/linking`` that is for tuning, with its official numbers as the truth; no name of an
organisation is kept. The same samples give the same files.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "linking"))

import pyarrow as pa  # noqa: E402
import splink.comparison_level_library as levels  # noqa: E402
import splink.comparison_library as library  # noqa: E402
from sample import TUNED, Mention, read_sample, record_of  # noqa: E402
from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: E402

from cpstandard.link.model import table  # noqa: E402
from cpstandard.link.names import names_of  # noqa: E402
from cpstandard.link.rarity import Rarity  # noqa: E402
from cpstandard.link.subject import Subject, organisations_of  # noqa: E402

SHARED = Path(os.environ.get("CPSTANDARD_SHARED", ROOT.parent / "shared")) / "data/registers"
LINK = ROOT / "src/cpstandard/link"
LEAST_SHARE = 0.001
_SEED = 7
_ALL_PAIRS = 1e9
_BITS = (30, 20, 13, 0)
_LEAST = {"u_probability": 1e-8, "m_probability": 1e-4}


def main() -> None:
    """Write both files."""
    registers = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    mentions = [each for each in read_sample(registers).mentions if each.half == TUNED]
    _write("word_shares.json", word_shares(mentions))
    _write("model.json", trained(mentions))


def word_shares(mentions: list[Mention]) -> dict[str, float]:
    """Return the words that at least one name in a thousand has, each with its share."""
    counts: Counter[str] = Counter()
    names = sorted({(mention.body, mention.name) for mention in mentions})
    for _, text in names:
        counts.update({word for name in names_of([text]) for word in name.words})
    shares = {word: round(count / len(names), 4) for word, count in sorted(counts.items())}
    return {
        word: share for word, share in shares.items() if share >= LEAST_SHARE and word.isalpha()
    }


def trained(mentions: list[Mention]) -> dict[str, Any]:
    """Return the settings of Splink with the probabilities that the labelled mentions give.

    How often unlike bodies agree by chance is counted over all pairs of bodies, each with one of
    its mentions: a sample of pairs would hold next to none that agree, and those are doubles.
    """
    subjects: list[Subject] = []
    for mention in mentions:
        # Postcodes are shown: the model has to know what they tell where a publisher gives one.
        subjects += organisations_of(record_of(mention, postcodes=True))
    bodies = [mention.body for mention in mentions]
    columns = table(subjects, Rarity(subject.names for subject in subjects))
    columns = columns.append_column("body", pa.array(bodies))
    first = {body: position for position, body in reversed(list(enumerate(bodies)))}
    unlike = _linker(columns.take(sorted(first.values())), settings())
    unlike.training.estimate_u_using_random_sampling(
        max_pairs=_ALL_PAIRS, seed=_SEED, min_count_per_level=None
    )
    alike = _linker(columns, _floored(unlike.misc.save_model_to_json(), "u_probability"))
    alike.training.estimate_m_from_label_column("body")
    model = _floored(alike.misc.save_model_to_json(), "m_probability")
    pairs = sum(count * (count - 1) // 2 for count in Counter(bodies).values())
    # Of how many others each is a double, on average: the chance of two is this by their number.
    model["probability_two_random_records_match"] = pairs / len(bodies)
    return _tidy(model)


def _linker(columns: pa.Table, learnt: Any) -> Linker:
    database = DuckDBAPI()
    database.duckdb_con.execute("SET threads = 1")  # else sums would differ from run to run
    return Linker(database.register(columns, table_name="subjects"), learnt, log_level=None)


def _floored(model: dict[str, Any], name: str) -> dict[str, Any]:
    """Give what was seen too seldom to count the least probability."""
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level") and not level.get(f"fix_{name}"):
                level[name] = max(level.get(name) or 0.0, _LEAST[name])
    return model


def settings() -> SettingsCreator:
    """Return how two subjects are compared, before anything is learnt."""
    name = library.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("core"),
            *(
                levels.CustomLevel(
                    f"list_has_any(runs_l, runs_r) AND least(bits_l, bits_r) >= {bits}",
                    f"a name of {bits} bits",
                )
                for bits in _BITS
            ),
            levels.And(levels.JaroWinklerLevel("core", 0.94), levels.ExactMatchLevel("rarest")),
            levels.JaroWinklerLevel("core", 0.94),
            levels.And(levels.JaroWinklerLevel("core", 0.85), levels.ExactMatchLevel("rarest")),
            levels.ExactMatchLevel("rarest"),
            levels.ElseLevel(),
        ],
    )
    shared = [_shared(column) for column in ("sites", "places", "postcodes")]
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=[name, *shared, _bodies()],
        blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
        retain_matching_columns=False,
        linker_uid="cpstandard",
    )


def _shared(column: str) -> Any:
    return library.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.CustomLevel(f"list_has_any({column}_l, {column}_r)", f"{column} in common"),
            levels.ElseLevel(),
        ],
    )


def _bodies() -> Any:
    # No register says which initiatives one body runs: that two share theirs is weighed by hand.
    return library.CustomComparison(
        output_column_name="bodies",
        comparison_levels=[
            levels.NullLevel("bodies"),
            levels.CustomLevel("list_has_any(bodies_l, bodies_r)", "one organisation").configure(
                m_probability=0.9,
                u_probability=0.001,
                fix_m_probability=True,
                fix_u_probability=True,
            ),
            levels.ElseLevel().configure(
                m_probability=0.1,
                u_probability=0.999,
                fix_m_probability=True,
                fix_u_probability=True,
            ),
        ],
    )


def _tidy(value: Any) -> Any:
    """Return the settings with probabilities of few digits, for other machines compute the rest."""
    if isinstance(value, dict):
        return {key: _tidy(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_tidy(each) for each in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _write(name: str, value: dict[str, Any]) -> None:
    text = json.dumps(value, indent=1, ensure_ascii=False)
    (LINK / name).write_text(f"{text}\n", encoding="utf-8")
    print(f"{LINK / name}: {len(text):,} characters")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
