"""What belongs to one person, in text that will be published."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text
from cpstandard.validate import personal

# Numbers and ids of registers, in which digits are no telephone.
_IDS = frozenset({"identifier", "registerRecordId", "importer"})


@check(
    code="personal-data",
    severity="warning",
    message="{field} seems to hold {kind}: “{sample}”.",
    bears_gaps=True,
    screen=no_text(personal.SUSPECT),
)
def personal_data(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text seems to hold a person's email address, telephone number, home or other private data.

    What is published cannot be called back, and people may not have agreed to it.

    Take it out. Give a web page or the mailbox of an office instead, such as info@example.org.
    """
    texts = context.texts(record)
    if not personal.may_hold(texts.joined):
        return
    for prose in texts.prose:
        if prose.field not in _IDS:
            for kind, sample in personal.found(prose.text):
                # Reports are published too: enough to find it by, not enough to use it.
                masked = f"{sample[:3]}…{sample[-3:]}"
                words = {"field": prose.title, "kind": kind, "sample": masked}
                yield Problem(prose.pointer, words, masked)
