"""A directory with the standard in the words of one language; records stay as they are."""

from dataclasses import replace

from cpstandard.core.phrase import ENGLISH, Words
from cpstandard.core.standard import Standard
from cpstandard.core.translated import translated
from cpstandard.publish.directory import Directory
from cpstandard.publish.reference_input import Reference


def in_language(directory: Directory, words: Words) -> Directory:
    """Return ``directory`` with the titles and descriptions that its standard has in a language."""
    title = directory.look.text(words.language, "title") or directory.title
    directory = replace(directory, title=title)
    if words.language == ENGLISH.language:
        return directory
    reference = directory.reference
    versions = [
        replace(each, standard=_in_words(each.standard, words)) for each in reference.versions
    ]
    extensions = [
        replace(each, standard=_in_words(each.standard, words)) for each in reference.extensions
    ]
    return replace(
        directory,
        standard=_in_words(directory.standard, words),
        extended=_in_words(directory.extended, words) if directory.extended else None,
        reference=Reference(versions, extensions, reference.changes),
    )


def _in_words(standard: Standard, words: Words) -> Standard:
    wording = standard.wordings.get(words.language)
    return translated(standard, wording) if wording else standard
