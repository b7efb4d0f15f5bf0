"""Tells the practices of a process or assembly from its title and the components that it uses."""

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

from cpstandard.core.row import Row
from cpstandard_decidim.bundle import PROCESS, Space
from cpstandard_decidim.texts import per_language


def practices(
    space: Space, names: Mapping[str, str], declared: Mapping[str, str]
) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the practices of a space called ``names``, and how each was found.

    ``declared`` are the registry entry's own: a part of a title to a practice.
    """
    row = space.row
    titles = [*names.values()]
    for path in ("participatory_process_group/title", "participatory_process_type/title"):
        titles += per_language(row, path).values()
    folded = " | ".join(titles).casefold().replace("\u2019", "'")
    used = {part.text("manifest_name").casefold() for part in row.items("components")}
    for part in row.items("components"):
        _leave_out_component(part)
    found: dict[str, dict[str, Any]] = {}
    for words, practice in declared.items():
        if words.casefold() in folded:
            rule = f"the registry entry says so of titles with '{words}'"
            found.setdefault(practice, {"field": "practices", "rule": rule[:500]})
    for line in _rules():
        word = next((w for w in line["words"] if w in folded), None)
        component = next((c for c in line["components"] if c in used), None)
        if line["practice"] not in found and (word or component):
            said = f"the title says '{word}'" if word else f"it has the component '{component}'"
            rule = f"{said}, which means {line['practice']}"
            entry = {"field": "practices", "rule": rule, "confidence": line["confidence"]}
            found[line["practice"]] = entry
    if space.kind == PROCESS:
        rule = "people can take part in every process of Decidim online"
        found.setdefault("digital-participation", {"field": "practices", "rule": rule})
    cluster = {"field": "clusters", "rule": f"all {space.kind} of Decidim are ways to take part"}
    return sorted(found), [cluster, *(found[name] for name in sorted(found))]


def _leave_out_component(part: Row) -> None:
    part.ignore(
        "component_class", "id", "name", "participatory_space_id", "participatory_space_type",
        "settings", "weight", "permissions", "published_at", "specific_data", "visible",
    )  # fmt: skip


@functools.cache
def _rules() -> Any:
    source = resources.files(__package__ or "").joinpath("practices.yaml")
    return yaml.safe_load(source.read_text(encoding="utf-8"))
