"""What the words of councils mean: the data of ``words.yaml`` and ``headings.yaml``."""

import functools
import re
from importlib import resources
from typing import Any

import yaml


@functools.cache
def data(name: str) -> Any:
    """Return the content of one of the YAML files beside this module."""
    text = resources.files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
    return yaml.safe_load(text)


@functools.cache
def words_of(name: str) -> frozenset[str]:
    """Return a list of words of ``words.yaml``."""
    return frozenset(data("words.yaml")[name])


def state_of(text: str) -> str:
    """Return what a decision or status means: listed, refused, pending, ...; empty if unknown."""
    folded = " ".join(text.casefold().split())
    if folded in words_of("affirmed"):
        return "listed"
    if folded in words_of("denied"):
        return "refused"
    found = _first(folded, "decisions")
    if found == "listed" and _first(_denied().sub("", folded), "decisions") != "listed":
        return "refused"
    return found


def state_of_sheet(name: str) -> str:
    """Return what a sheet's name says of all its rows; empty where it says nothing."""
    return _first(name.casefold(), "sheets")


def kind_of(text: str) -> tuple[str, str]:
    """Return the asset's kind and the word that told it; empty texts where no word did."""
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    folded = f" {words} "
    for entry in data("words.yaml")["kinds"]:
        for word in entry["words"]:
            if f" {word} " in folded:
                return entry["kind"], word
    return "", ""


@functools.cache
def _denied() -> re.Pattern[str]:
    """Return the pattern of "not granted", "has not been registered", "disapproved"."""
    [listed] = [entry for entry in data("words.yaml")["decisions"] if entry["state"] == "listed"]
    words = "|".join(map(re.escape, listed["words"]))
    return re.compile(rf"(?:\bnot (?:\w+ ){{0,2}}|\b(?:un|dis|non-?))(?:{words})")


def _first(folded: str, name: str) -> str:
    for entry in data("words.yaml")[name]:
        if any(word in folded for word in entry["words"]):
            return str(entry["state"])
    return ""
