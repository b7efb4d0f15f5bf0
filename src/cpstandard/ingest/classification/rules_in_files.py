"""Reads the rules from their files, and names file, rule and key where one is wrong."""

import functools
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cpstandard.core.errors import UnusableInput
from cpstandard.ingest.classification.phrases import parse_phrase

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LISTS = "lists.yaml"
# The loader that is written in C is many times faster, where there is one.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Weight = Annotated[float, Field(gt=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Where(_Strict):
    """Phrases by where they are looked for."""

    name: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()


class Weights(_Strict):
    """The confidence of a match, by where it was found; without one it does not count there.

    ``codes`` is that of a rule without phrases, which the register's own codes alone fulfil.
    """

    name: Weight | None = None
    text: Weight | None = None
    purposes: Weight | None = None
    codes: Weight | None = None


class Rule(_Strict):
    """A rule: if any phrase is found, the initiative is taken to be of ``practice``.

    ``exceptions`` are longer phrases: a match that touches one of them does not count. Where a
    phrase of ``unless`` is found, the rule does not count at all; where there are ``needs``, at
    least one must be found too, and where there are ``codes``, one of each scheme.
    """

    rule: Annotated[str, Field(pattern=_ID)]
    practice: Annotated[str, Field(pattern=_ID)]
    reason: Annotated[str, Field(min_length=10, max_length=200)]
    weight: Weights
    phrases: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    unless: Where = Where()
    needs: Where = Where()
    codes: dict[str, frozenset[str]] = {}

    @model_validator(mode="after")
    def _says_something(self) -> "Rule":
        if not self.phrases and not (self.codes and self.weight.codes):
            raise ValueError("it needs phrases, or codes with a weight for codes")
        if self.phrases and not (self.weight.name or self.weight.text or self.weight.purposes):
            raise ValueError("its phrases need a weight for name, text or purposes")
        return self


@functools.cache
def built_in() -> tuple[Rule, ...]:
    """Return the rules that lie beside this module."""
    return read_rules(resources.files(__package__ or "").joinpath("rules"))


def read_rules(folder: Traversable) -> tuple[Rule, ...]:
    """Return the rules of the YAML files in ``folder``, by the name of the file.

    Raises ``UnusableInput`` naming the file, the rule and the key that is wrong.
    """
    files = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda p: p.name
    )
    lists: dict[str, list[str]] = {}
    rules: dict[str, Rule] = {}
    for path in sorted(files, key=lambda p: p.name != _LISTS):
        content = _content(path)
        if path.name == _LISTS:
            lists = _lists(path.name, content)
            continue
        if not isinstance(content, list):
            raise UnusableInput(f"{path.name}: a list of rules was expected.")
        for number, raw in enumerate(content, 1):
            rule = _rule(path.name, number, raw, lists)
            if rule.rule in rules:
                raise UnusableInput(f"{path.name}, rule {rule.rule}: its id occurs twice.")
            rules[rule.rule] = rule
    return tuple(rules.values())


def _content(path: Traversable) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe one
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnusableInput(f"{path.name}: {' '.join(str(error).split())}.") from None


def _lists(file: str, content: Any) -> dict[str, list[str]]:
    if not isinstance(content, Mapping):
        raise UnusableInput(f"{file}: names with lists of phrases were expected.")
    for name, phrases in content.items():
        if not isinstance(phrases, list) or not all(isinstance(text, str) for text in phrases):
            raise UnusableInput(f"{file}, {name}: a list of phrases was expected.")
        for phrase in phrases:
            _check_phrase(phrase, f"{file}, {name}")
    return {str(name): phrases for name, phrases in content.items()}


def _rule(file: str, number: int, raw: Any, lists: Mapping[str, list[str]]) -> Rule:
    name = raw.get("rule", number) if isinstance(raw, Mapping) else number
    where = f"{file}, rule {name}"
    if not isinstance(raw, Mapping):
        raise UnusableInput(f"{where}: keys with values were expected.")
    expanded = {key: _expanded(value, lists, f"{where}, {key}") for key, value in raw.items()}
    try:
        rule = Rule.model_validate(expanded)
    except ValidationError as error:
        raise UnusableInput(f"{where}: {_mistakes(error)}.") from None
    for key, phrases in _phrases(rule):
        for phrase in phrases:
            _check_phrase(phrase, f"{where}, {key}")
    return rule


def _phrases(rule: Rule) -> list[tuple[str, tuple[str, ...]]]:
    found = [("phrases", rule.phrases), ("exceptions", rule.exceptions)]
    for key, part in (("unless", rule.unless), ("needs", rule.needs)):
        places = ("name", "text", "anywhere")
        found += [(f"{key}/{place}", getattr(part, place)) for place in places]
    return found


def _expanded(value: Any, lists: Mapping[str, list[str]], where: str) -> Any:
    """Return ``value`` with each ``@name`` in a list replaced by the phrases of that name."""
    if isinstance(value, Mapping):
        return {key: _expanded(part, lists, f"{where}/{key}") for key, part in value.items()}
    if not isinstance(value, list):
        return value
    found: list[Any] = []
    for item in value:
        if not isinstance(item, str) or not item.startswith("@"):
            found.append(item)
        elif item[1:] in lists:
            found += lists[item[1:]]
        else:
            known = ", ".join(sorted(lists)) or "none"
            raise UnusableInput(f"{where}: {item} is no list of {_LISTS}; it has {known}.")
    return found


def _check_phrase(phrase: str, where: str) -> None:
    try:
        parse_phrase(phrase)
    except ValueError as error:
        raise UnusableInput(f"{where}: {phrase!r}: {error}.") from None


def _mistakes(error: ValidationError) -> str:
    found = []
    for entry in error.errors():
        key = "/".join(str(part) for part in entry["loc"])
        said = str(entry["msg"]).removeprefix("Value error, ")
        found.append(f"{key}: {said}" if key else said)
    return "; ".join(found)
