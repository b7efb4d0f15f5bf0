"""Looks up the codes of a sound record in open lists, and in lists with codes on their way out."""

from collections.abc import Iterator
from typing import Any

from cpstandard.core.codelist import Codelist
from cpstandard.core.phrase import phrase, titled
from cpstandard.core.screen import Screen, at
from cpstandard.core.standard import Field, Standard
from cpstandard.validate.code_meant import code_meant
from cpstandard.validate.explain import Fault

Path = tuple[str | int, ...]
_CodeField = tuple[Field, Codelist]


class CodelistPass:
    """The fields of one version of the standard whose codes need a second look."""

    def __init__(self, standard: Standard) -> None:
        """Find the fields of ``standard`` that take codes from open or changing lists."""
        self._fields: list[_CodeField] = []
        for field in standard.fields():
            codelist = standard.codelists.get(field.codelist or "")
            if codelist and (field.is_open or any(code.deprecated for code in codelist)):
                self._fields.append((field, codelist))

    def screens(self) -> Iterator[Screen]:
        """Yield what passes the records all of whose codes are known and still wanted."""
        for field, codelist in self._fields:
            path = (*field.path, "*") if "items" in field.schema else field.path
            wanted = [code.code for code in codelist if not code.deprecated]
            yield at("/".join(path), meets={"enum": wanted})

    def faults(self, record: dict[str, Any]) -> Iterator[Fault]:
        """Yield a fault for each code that its list lacks or no longer wants."""
        for field, codelist in self._fields:
            for place, code in _codes(record, field.path, ()):
                known = codelist.codes.get(code)
                if known is None:
                    meant = code_meant(code, codelist)
                    yield Fault(
                        "unlisted-code", place, {"value": code, "field": field.title}, code, meant
                    )
                elif known.deprecated:
                    since, _, other = known.deprecated.partition(": ")
                    named = titled(codelist.title(other), f"codelist:{codelist.name}")
                    use = phrase(": use “{title}” ({code}) instead", title=named, code=other)
                    instead = use if other else ""
                    words = {
                        "value": code,
                        "field": field.title,
                        "since": since,
                        "instead": instead,
                    }
                    yield Fault("deprecated-code", place, words, code, other or None)


def _codes(value: Any, path: tuple[str, ...], at: Path) -> Iterator[tuple[Path, str]]:
    if not path:
        if isinstance(value, list):
            for index, code in enumerate(value):
                yield (*at, index), code
        else:
            yield at, value
    elif path[0] == "*":
        for index, part in enumerate(value):
            yield from _codes(part, path[1:], (*at, index))
    elif path[0] in value:
        yield from _codes(value[path[0]], path[1:], (*at, path[0]))
