"""Settings of a run from ``cpstandard.toml``, or ``[tool.cpstandard]`` in ``pyproject.toml``."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cpstandard.cli.reports.codes import known
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Severity
from cpstandard.languages import languages
from cpstandard.validate.engines import ENGINES
from cpstandard.validate.nearest import nearest

OWN = "cpstandard.toml"
PROJECT = "pyproject.toml"
LEVELS = tuple(str(severity) for severity in Severity)
FAIL_ON = (*LEVELS, "never")
_MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Config:
    """What was asked for, on the command line or in a file; ``None`` where nothing was said.

    ``baseline`` is a path as it can be opened from the current folder.
    """

    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: str | None = None
    limit: int | None = None
    engine: str | None = None
    baseline: Path | None = None
    language: str | None = None

    def over(self, other: "Config") -> "Config":
        """Return these settings, and those of ``other`` where these say nothing.

        A code that is ignored here is ignored; one whose severity is set here is not ignored
        because ``other`` says so.
        """
        return Config(
            self.ignore | (other.ignore - self.severity.keys()),
            {**other.severity, **self.severity},
            self.fail_on or other.fail_on,
            self.limit or other.limit,
            self.engine or other.engine,
            self.baseline or other.baseline,
            self.language or other.language,
        )


def find_config(file: str) -> Path | None:
    """Return the nearest configuration for ``file``, or ``None``.

    It lies beside the file or, where the file is below the current folder, in a folder between
    the two; for stdin (``-``) in the current folder. ``cpstandard.toml`` goes before
    ``pyproject.toml``, which counts only if it has a table ``[tool.cpstandard]``.
    """
    here = Path.cwd()
    folder = here if file == "-" else Path(os.path.abspath(file)).parent  # noqa: PTH100 - never raises
    folders = [folder]
    if folder.is_relative_to(here):
        folders = [folder, *folder.parents][: len(folder.parts) - len(here.parts) + 1]
    for absolute in folders:
        # As short as a person would write it, for it stands in messages.
        each = absolute.relative_to(here) if absolute.is_relative_to(here) else absolute
        if (each / OWN).is_file():
            return each / OWN
        project = each / PROJECT
        if project.is_file() and _table(_parsed(project), project) is not None:
            return project
    return None


def read_config(path: Path, codes: Collection[str]) -> Config:
    """Return the settings in ``path``; ``codes`` are those that there are.

    Raises ``UnusableInput`` with one line for whatever is wrong in it first.
    """
    table = _table(_parsed(path), path)
    if table is None:
        raise UnusableInput(f"{path} has no table [tool.cpstandard].")
    try:
        return _config(table, path, codes)
    except UnusableInput as error:
        raise UnusableInput(f"{path}: {error}") from None


def severity_of(code: str, level: Any, codes: Collection[str]) -> tuple[str, Severity]:
    """Return a code with how it is to be judged; raises ``UnusableInput`` for what there is not."""
    return known(code, codes), Severity(_one_of(level, LEVELS, f"The severity of {code}"))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as source:
            text = source.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UnusableInput(f"{path} cannot be opened: {error.strerror or error}.") from error
    if len(text) > _MAX_BYTES:
        raise UnusableInput(f"{path} is too large for a configuration.")
    import tomllib  # noqa: PLC0415 - most folders have no configuration

    try:
        return tomllib.loads(text.decode())
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise UnusableInput(f"{path} is not TOML: {reason}.") from error


def _table(parsed: dict[str, Any], path: Path) -> Any:
    if path.name != PROJECT:
        return parsed
    tool = parsed.get("tool")
    return tool.get("cpstandard") if isinstance(tool, dict) else None


def _config(table: Any, path: Path, codes: Collection[str]) -> Config:
    if not isinstance(table, dict):
        raise UnusableInput("[tool.cpstandard] must be a table.")
    settings = list(Config.__dataclass_fields__)
    for name in table:
        if name not in settings:
            raise UnusableInput(f"There is no setting {name!r}. {_hint(name, settings)}")
    severity = table.get("severity", {})
    if not isinstance(severity, dict):
        raise UnusableInput('severity must be a table of codes, such as {unlisted-code = "error"}.')
    names = ("fail_on", "engine", "baseline", "language")
    fail_on, engine, baseline, language = map(table.get, names)
    if baseline is not None and (not isinstance(baseline, str) or not baseline):
        raise UnusableInput("baseline must be the name of a file.")
    return Config(
        frozenset(known(code, codes) for code in _ignored(table.get("ignore", []))),
        dict(severity_of(code, level, codes) for code, level in severity.items()),
        None if fail_on is None else _one_of(fail_on, FAIL_ON, "fail_on"),
        _limit(table.get("limit")),
        None if engine is None else _one_of(engine, ENGINES, "engine"),
        path.parent / baseline if baseline else None,
        None if language is None else _one_of(language, languages(), "language"),
    )


def _ignored(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise UnusableInput('ignore must be a list of codes, such as ["padded-text"].')
    return value


def _limit(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise UnusableInput("limit must be a whole number from 1.")
    return value


def _one_of(value: Any, choices: Iterable[str], name: str) -> str:
    choices = list(choices)
    if not isinstance(value, str) or value not in choices:
        near = _hint(value, choices) if isinstance(value, str) else f"Use {', '.join(choices)}."
        raise UnusableInput(f"{name} cannot be {value!r}. {near}")
    return value


def _hint(word: str, choices: list[str]) -> str:
    near = nearest(word, choices)
    return f"Did you mean {near}?" if near else f"Use {', '.join(choices)}."
