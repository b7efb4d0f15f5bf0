"""Tells community power from the rest of a register, by rules that are data.

The rules lie in ``rules/*.yaml``, each with the reason that is shown beside a record. What a rule
may hold is told in ``rules/README.md``.
"""

from cpstandard.ingest.classification.classifier import Candidate, Classifier, classify, schemes
from cpstandard.ingest.classification.derivation import derivations
from cpstandard.ingest.classification.rules_in_files import Rule, built_in, read_rules

__all__ = [
    "Candidate",
    "Classifier",
    "Rule",
    "built_in",
    "classify",
    "derivations",
    "read_rules",
    "schemes",
]
