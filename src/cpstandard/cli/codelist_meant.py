"""The codelist that somebody asks for, by its own name or by that of a field that takes it."""

import click

from cpstandard.core.codelist import Codelist
from cpstandard.core.standard import Standard


def codelist_meant(name: str, standard: Standard) -> Codelist:
    """Return the codelist called ``name``, or that of the fields with this name or heading.

    Case does not count. Raises ``click.BadParameter`` where there is none, or more than one.
    """
    folded = name.strip().casefold()
    by_name = {known.casefold(): known for known in standard.codelists}
    found = {by_name[folded]} if folded in by_name else _of_fields(folded, standard)
    if len(found) > 1:
        raise click.BadParameter(f"{name!r} may be any of these codelists: {_listed(found)}")
    if not found:
        raise click.BadParameter(f"no codelist {name!r}; known: {_listed(standard.codelists)}")
    return standard.codelists[found.pop()]


def _of_fields(folded: str, standard: Standard) -> set[str]:
    return {
        field.codelist
        for field in standard.fields()
        if field.codelist in standard.codelists
        and folded in (field.title.casefold(), field.path[-1].casefold())
    }


def _listed(names: "set[str] | dict[str, Codelist]") -> str:
    return ", ".join(sorted(names))
