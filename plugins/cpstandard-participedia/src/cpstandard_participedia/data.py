"""Reads the tables that lie beside this module."""

import functools
from importlib import resources
from typing import Any

import yaml


@functools.cache
def data(name: str) -> Any:
    """Return a YAML file that lies beside this module."""
    text = resources.files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
    return yaml.safe_load(text)
