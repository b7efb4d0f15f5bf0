"""Makes lists of what stood in numbered columns, whatever numbers people used."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cpstandard.core.table_form import Path

Numbers = Mapping[tuple[str, ...], list[int]]
"""For each list that was made, by the tokens of its pointer: the number of each of its items."""


def put(target: dict[Any, Any], path: Path, value: Any) -> None:
    """Set ``value`` at ``path``; the items of a list are kept by number until ``settle``."""
    for name in path[:-1]:
        target = target.setdefault(name, {})
    target[path[-1]] = value


def list_paths(paths: Iterable[Path]) -> set[tuple[str, ...]]:
    """Return the paths of the lists that numbered columns make."""
    return {
        tuple(str(name) for name in path[:position])
        for path in paths
        for position, name in enumerate(path)
        if isinstance(name, int)
    }


def settle(
    target: dict[Any, Any], lists: Iterable[tuple[str, ...]], above: Sequence[str | int] = ()
) -> dict[tuple[str, ...], list[int]]:
    """Turn items by number into lists, gaps closed; ``above`` is where ``target`` stands."""
    made = {}
    for path in lists:
        parent: Any = target
        for name in path[:-1]:
            parent = parent.get(name, {})
        items = parent.get(path[-1])
        if isinstance(items, dict):
            numbers = sorted(items)
            parent[path[-1]] = [items[number] for number in numbers]
            made[(*(str(token) for token in above), *path)] = numbers
    return made


def typed(tokens: Sequence[str], numbers: Numbers) -> list[str]:
    """Return ``tokens`` with the numbers that stand in the headings, to look up the column."""
    changed = list(tokens)
    for path, items in numbers.items():
        depth = len(path)
        if len(tokens) > depth and tuple(tokens[:depth]) == path and tokens[depth].isdigit():
            index = int(tokens[depth])
            changed[depth] = str(items[index]) if index < len(items) else tokens[depth]
    return changed
