"""Gathers the standard's files and the validator's catalogue for the site's reference."""

import string

from cpstandard.core.phrase import Phrase, literal, phrase_of
from cpstandard.plugins import Loaded
from cpstandard.publish.reference_input import (
    ExtensionInput,
    FindingEntry,
    Reference,
    VersionInput,
)
from cpstandard.reference_files import read_files
from cpstandard.schema_store import extensions, schema_folder, standard, versions, wordings
from cpstandard.validate.catalogue import all_codes


def reference() -> Reference:
    """Return every version and extension of the standard with the files it is published in."""
    folder = schema_folder()
    return Reference(
        versions=[
            VersionInput(standard(name), read_files(folder / name), wordings(name))
            for name in versions()
        ],
        extensions=[
            ExtensionInput(
                each.id,
                each.title,
                each.description,
                each.version,
                standard(each.standard_versions[-1], [each.id]),
                read_files(folder / "extensions" / each.id),
            )
            for _, each in sorted(extensions().items())
        ],
        changes=(folder / "CHANGELOG.md").read_text(encoding="utf-8"),
    )


def finding_entries(plugins: Loaded) -> list[FindingEntry]:
    """Return all that the validator may find, with the checks of ``plugins``, by code."""
    codes = all_codes(provided.item for provided in plugins.checks)
    return [
        FindingEntry(
            entry.code,
            entry.scope,
            str(entry.severity),
            _template(entry.message),
            _said(entry.what),
            _said(entry.why),
            _said(entry.mend),
        )
        for _, entry in sorted(codes.items())
    ]


def _said(text: str) -> str:
    """Return a text of a code's documentation so that it can be said in other languages."""
    return text if isinstance(text, Phrase) else literal(text)


def _template(text: str) -> str:
    """Return the message of a code with the names of its values in their places."""
    template = text.template if isinstance(text, Phrase) else text
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    return phrase_of(template, {name: f"{{{name}}}" for name in names})
