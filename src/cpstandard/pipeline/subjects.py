"""What linking compares of each source, kept, so that it is taken from its records once."""

from collections.abc import Iterator

from cpstandard.core.record import Part
from cpstandard.link.kept import from_json, to_json
from cpstandard.link.subject import RecordSubjects, subjects_of
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.workspace import StageOutput, Workspace, content_key

_STAGE = "subjects"


def kept_subjects(part: Part, workspace: Workspace) -> StageOutput:
    """Return the subjects of the records of ``part``; equal ones have a file of the same digest.

    Most changes of a record, such as of its description, leave them as they were.
    """
    key = content_key(part.key, code_digest("core", "link", "pipeline/subjects.py"))
    found = workspace.find(_STAGE, key)
    if found is None:
        lines = (to_json(subjects_of(record)) for record in part.read())
        found = workspace.store(_STAGE, key, lines)
    return found


def read_subjects(kept: StageOutput) -> Iterator[RecordSubjects]:
    """Yield the subjects of each record, in the order of the source."""
    return map(from_json, kept.lines())
