"""YAML as authors of entries and mappings mean it, read so that no stranger's file can harm."""

import re
from typing import Any

import yaml

from cpstandard.core.errors import UnusableInput


def parse_yaml(text: bytes, where: str) -> Any:
    """Return what ``text`` holds; ``where`` names it in the one line of ``UnusableInput``."""
    try:
        return yaml.load(text.decode("utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    # PyYAML lets the errors of int(), datetime and the like through where a value is not its type.
    except (
        yaml.YAMLError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as e:
        raise UnusableInput(f"{where}: not readable as YAML: {_one_line(e)}.") from e


def line_of(text: bytes, key: str) -> int | None:
    """Return the line, from 1, where ``key`` stands, its steps joined by ``/``; ``None`` for none.

    Of a key that is not there the nearest one above it is taken, and a list of one may be written
    without its dash. ``text`` is YAML that was read before.
    """
    node = yaml.compose(text.decode("utf-8"), _Loader)
    found = None
    for step in key.split("/"):
        below = _below(node, step)
        if below is None and isinstance(node, yaml.MappingNode) and step == "0":
            continue
        if below is None:
            break
        at, node = below
        found = at.start_mark.line + 1
    return found


def _below(node: yaml.Node | None, step: str) -> tuple[yaml.Node, yaml.Node] | None:
    """Return the node at which ``step`` stands, and the one of its value."""
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
        item = node.value[int(step)]
        return item, item
    return None


def _one_line(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    if isinstance(error, yaml.YAMLError):
        return " ".join(str(error).split()).rstrip(".")
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    return "a value is not what its tag (!!) says, or a number is too long"


class _Loader(yaml.SafeLoader):
    """YAML in which only true and false are booleans, and no key may stand twice.

    An alias is refused: a few of them make a value that holds itself, or that fills the memory.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node; an alias is an error at its line."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call] # as PyYAML has it
            raise yaml.MarkedYAMLError(
                problem="an alias (*) stands for a value: write the value out", problem_mark=mark
            )
        node: yaml.Node | None = super().compose_node(parent, index)
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as in PyYAML
        """Return the mapping; a key that stands twice is an error at its line."""
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int | float):
                raise yaml.MarkedYAMLError(
                    problem="a key has to be a word", problem_mark=key_node.start_mark
                )
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key!r} stands twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


# YAML 1.1 reads no, off and y as booleans (the Norway problem) and 2020-01-01 as a date; an entry's
# author means the text.
_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
