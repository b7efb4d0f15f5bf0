"""Every code that is not a check's: what the schema and the reading of a file can find.

Checks document themselves in their docstrings; this is the same for the rest. ``message`` is a
sentence with ``{names}`` filled from a finding's parameters.
"""

from cpstandard.core.finding import Severity
from cpstandard.core.phrase import phrase
from cpstandard.validate.code_entry import CodeEntry
from cpstandard.validate.intake_codes import INTAKE_CODES
from cpstandard.validate.patterns import PATTERNS

__all__ = ["CODES", "CodeEntry"]

ERROR, WARNING = Severity.ERROR, Severity.WARNING


_STRUCTURE = (
    CodeEntry(
        "missing-field",
        "structure",
        ERROR,
        "{owner} has no {field}.",
        "A field that every record needs is not there.",
        "Without it readers cannot tell what, where or on whose word the initiative is.",
        "Add the field. Its description in the standard says what to put in.",
    ),
    CodeEntry(
        "missing-one-of",
        "structure",
        ERROR,
        "{owner} has neither {fields}: give at least one of them.",
        "A record needs at least one of several fields and has none of them.",
        "What kind of initiative it is and where it is are the two things that people search by.",
        "Give one of the fields named, or several.",
    ),
    CodeEntry(
        "missing-companion",
        "structure",
        ERROR,
        "{owner} gives {has} without {field}.",
        "A field is given that says nothing without another one.",
        "A latitude without a longitude is no point, and an amount without a currency no sum.",
        "Give the other field too, or leave both out.",
    ),
    CodeEntry(
        "wrong-type",
        "structure",
        ERROR,
        "{field} must be {wanted}, but is {found}.",
        "The value is of another kind than the field asks for: a number where text is wanted, say.",
        "Software that reads the data relies on the kind of value.",
        "Write the value as the kind that is asked for.",
    ),
    CodeEntry(
        "unknown-code",
        "structure",
        ERROR,
        "“{value}” is not one of the codes for {field} ({known}).",
        "The value is not in the closed list of codes that the field takes.",
        "Records can only be found and counted by a code if everybody uses the same ones.",
        "Use a code from the list: cpstandard standard show --codelist and the name of the field "
        "shows it. In a spreadsheet the title of a code does as well.",
    ),
    CodeEntry(
        "unknown-field",
        "structure",
        ERROR,
        "{owner} has a field “{name}”, which the standard does not know.{advice}",
        "The field is not part of the standard, or its name is misspelt.",
        "A value in an unknown field is lost to everybody who reads the data.",
        "Correct the name, or leave the field out.",
    ),
    CodeEntry(
        "out-of-range",
        "structure",
        ERROR,
        "{field} is {value}, but must be {wanted}.",
        "A number is smaller or larger than it can be.",
        "Such a number is a slip: a latitude over 90 is nowhere on Earth.",
        "Correct the number.",
    ),
    CodeEntry(
        "too-long",
        "structure",
        ERROR,
        "{field} is {length} characters long; {limit} are allowed.",
        "A text is longer than its field allows.",
        "Lists, maps and tables have to have room for it.",
        "Shorten the text, or move the details to the description.",
    ),
    CodeEntry(
        "empty-value",
        "structure",
        ERROR,
        "{field} is given but holds nothing.",
        "A field is there, but its value is empty.",
        "An empty value does not say whether it is unknown, or none, or forgotten.",
        "Fill the field in. Where there is nothing to say, leave the field out altogether.",
    ),
    CodeEntry(
        "repeated-value",
        "structure",
        ERROR,
        "{field} holds “{value}” more than once.",
        "A list holds the same value twice.",
        "Whoever counts the values would count it twice.",
        "Leave the repetition out.",
    ),
    CodeEntry(
        "ambiguous-date",
        "structure",
        ERROR,
        "{field} is “{value}”: is that {one} or {other}?",
        "A date can be read day first or month first, and nothing shows which is meant.",
        "A guess would be wrong as often as right, and nobody would notice.",
        "Write the date year first: 2023-05-01 is the first of May.",
    ),
    CodeEntry(
        "unknown-version",
        "structure",
        ERROR,
        "The package says that it follows version “{value}” of the standard; known here: {known}."
        "{advice}",
        "The version of the standard that the package names is not known to this software.",
        "What a record must hold depends on the version, so nothing else could be checked.",
        "Correct the version, or install a newer cpstandard.",
    ),
    CodeEntry(
        "mixed-versions",
        "structure",
        ERROR,
        "This record says that it follows version “{value}” of the standard, in a package that "
        "follows {mine}.",
        "One file holds records of two versions of the standard.",
        "The same field may mean something else in another version, so only one can be read.",
        "Bring the older ones up with cpstandard migrate, or keep them in a file of their own.",
    ),
    CodeEntry(
        "field-of-newer-version",
        "structure",
        ERROR,
        "{owner} has a field “{name}”, which version {version} of the standard has, but not "
        "version {mine}, which the package names.",
        "The field came into the standard with a later version than the one the package names.",
        "Software reads the file by the version that it names, and passes over the field.",
        "Set the package's standard version to the later one, or run cpstandard migrate.",
    ),
    CodeEntry(
        "field-of-older-version",
        "structure",
        ERROR,
        "{owner} has a field “{name}”, which version {version} of the standard had, but not "
        "version {mine}, which the package names.",
        "The field left the standard, or got another name, before the version the package names.",
        "Software that reads the file by the version that it names passes over the field.",
        "Name the older version and run cpstandard migrate, or move the value by hand.",
    ),
    CodeEntry(
        "code-of-newer-version",
        "structure",
        ERROR,
        "“{value}” is a code for {field} in version {version} of the standard, but not in version "
        "{mine}, which the package names.",
        "The code came into the list with a later version than the one the package names.",
        "Software reads the file by the version that it names, and does not know the code.",
        "Set the package's standard version to the later one, or run cpstandard migrate.",
    ),
    CodeEntry(
        "unknown-extension",
        "structure",
        ERROR,
        "“{value}” is not an extension of version {version} that is known here; known: {known}.",
        "The package names an extension that this software does not know, or not for this version.",
        "The fields of the extension could not be looked at, so mistakes in them stay hidden.",
        "Correct the name, leave it out, or install a newer cpstandard.",
    ),
    CodeEntry(
        "undeclared-extension",
        "structure",
        ERROR,
        "{owner} has a field “{name}” of the extension {extension}, which the package does not "
        "name.",
        "A field of an extension is used, and the package does not say that it uses the extension.",
        "Software that knows the standard alone takes the field for a mistake.",
        "Add the extension to the package's list of extensions.",
    ),
    CodeEntry(
        "unreadable-record",
        "structure",
        ERROR,
        "{owner} {reason}.",
        "The record is nested too deeply, holds an endless number or text that is not Unicode, or "
        "has more mistakes than can be told.",
        "Other software may stop or crash on it.",
        "Write the record out again with the software that made it, or a newer version of that.",
    ),
    CodeEntry(
        "invalid-value",
        "structure",
        ERROR,
        "{field} is “{value}”, which is not written as the standard asks.",
        "The value is not written in the form that the field asks for.",
        "Software that reads the data relies on the form.",
        "Write the value as the field's description says.",
    ),
    CodeEntry(
        "unlisted-code",
        "codelist",
        WARNING,
        "“{value}” is not in the list of codes for {field}.",
        "The value is not in the field's list. The list is open, so that is allowed.",
        "A record with a code of its own is not found by those who search by the common one.",
        "Use a code from the list where one fits; keep your own where none does. The whole list is "
        "shown by cpstandard standard show --codelist and the name of the field.",
    ),
    CodeEntry(
        "deprecated-field",
        "codelist",
        WARNING,
        "{field} is no longer to be used{instead}.",
        "The field is still understood, but will go with a later version of the standard.",
        "Records that keep it lose what it says then.",
        "Move its value to the field that takes its place.",
    ),
    CodeEntry(
        "deprecated-code",
        "codelist",
        WARNING,
        "The code “{value}” for {field} is not to be used since version {since}{instead}.",
        "The code is still understood, but will go with a later version of the standard.",
        "Records that keep it become unreadable then.",
        "Use the code that takes its place.",
    ),
    CodeEntry(
        "check-failed",
        "software",
        WARNING,
        "The check {check} broke down on this record ({error}): that is a fault of the check.",
        "A check could not be completed. The fault is in the check, not in your data.",
        "You ought to know that this one question has not been answered.",
        "Report it to whoever wrote the check. The other checks were run.",
    ),
)

_INVALID = tuple(
    CodeEntry(
        f"invalid-{name}",
        "structure",
        ERROR,
        "{field} is “{value}”, but must be {asks}, such as {example}.",
        phrase("The value is not {asks}.", asks=phrase(entry.asks)),
        entry.why,
        phrase("Write it like this: {example}.", example=entry.example),
    )
    for name, entry in PATTERNS.items()
)

CODES: dict[str, CodeEntry] = {
    entry.code: entry for entry in (*_STRUCTURE, *_INVALID, *INTAKE_CODES)
}
"""Every documented code that is not a check's, in the order of the stages."""
