"""What the standard's reference is made of, as the pipeline gives it to the publish stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cpstandard.core.standard import Standard
from cpstandard.core.wording import Wording

Files = Mapping[str, bytes]
"""The content of files by their path within a folder, such as ``codelists/scope.csv``."""


@dataclass(frozen=True)
class VersionInput:
    """One version of the standard: ready for use, and as the files that it is published in.

    ``wordings`` are its translations by language tag. Files under ``docs/`` are its guides.
    """

    standard: Standard
    files: Files
    wordings: Mapping[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True)
class ExtensionInput:
    """One extension; ``standard`` is the newest version that it is for, with its fields added."""

    id: str
    title: str
    description: str
    version: str
    standard: Standard
    files: Files


@dataclass(frozen=True)
class Reference:
    """The versions, oldest first, the extensions by id, and what changed (Markdown)."""

    versions: Sequence[VersionInput] = ()
    extensions: Sequence[ExtensionInput] = ()
    changes: str = ""


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """What can be found in a file: its code and severity, and three paragraphs on it.

    ``scope`` says at which stage it is found, ``message`` is the sentence with ``{names}``.
    """

    code: str
    scope: str
    severity: str
    message: str
    what: str
    why: str
    mend: str
