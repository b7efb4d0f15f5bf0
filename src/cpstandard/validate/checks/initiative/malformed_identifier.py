"""Numbers of registers that the register could not have given."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.identifier import Identifier, identifiers_of, scheme_and_number
from cpstandard.core.record import Record
from cpstandard.core.registers import FORMS, meant_number
from cpstandard.core.screen import at
from cpstandard.core.standard import Schema

# What the fast engine can say of an identifier: that its number has the form of its scheme.
_FORMED: Schema = {
    "type": "object",
    "anyOf": [
        {
            "properties": {
                "scheme": {"const": scheme},
                "id": {"pattern": f"^(?:{form.pattern.pattern})$"},
            }
        }
        for scheme, form in FORMS.items()
        if form.adds_up is None
    ],
}


@check(
    code="malformed-identifier",
    severity="warning",
    message="{identifier} is not a number of that register: those are {form}.",
    refs=("identifiers", "organisations/*/identifiers"),
    bears_gaps=True,
    screen=at("identifiers/*", "organisations/*/identifiers/*", meets=_FORMED),
)
def malformed_identifier(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """An identifier does not have the form of the numbers of its register.

    A number that does not exist joins the organisation to nothing, or to another one. Spreadsheets
    drop the noughts in front of company numbers.

    Look the number up in the register, and write it with all its noughts.
    """
    for pointer, identifier in identifiers_of(record):
        yield from _judge(identifier, pointer)


def _judge(identifier: Identifier, pointer: str) -> Iterator[Problem]:
    scheme, number = scheme_and_number(identifier)
    form = FORMS.get(scheme)
    if form is None or form.fits(number):
        return
    sure = meant_number(scheme, number)
    words = {"identifier": f"{scheme}-{number}", "form": form.words}
    if isinstance(identifier, str):
        yield Problem(pointer, words, identifier, f"{scheme}-{sure}" if sure else None)
    else:
        yield Problem(f"{pointer}/id", words, number, sure)
