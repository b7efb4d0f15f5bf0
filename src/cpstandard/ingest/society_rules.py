"""The rules of classification for registers that hold societies and nothing else."""

from collections.abc import Iterable

from cpstandard.ingest.classification import Classifier, Rule, built_in

# Among co-operatives the word tells nothing of a community's own, and credit unions, which serve
# whole professions and regions, are left out by their form.
_SAYS_NOTHING = frozenset({"co-operative-named", "savings-group"})


def society_classifier(own: Iterable[Rule] = ()) -> Classifier:
    """Return the built-in rules that tell societies apart, and a register's ``own``."""
    told = [rule for rule in built_in() if rule.rule not in _SAYS_NOTHING]
    return Classifier([*told, *own])
