"""A registry entry with a mistake names file, key and remedy."""

from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.registry import Entry, SiteSettings, read_registry
from cpstandard.registry.links import ReviewedLinks
from cpstandard.registry.mistakes import ASKS
from cpstandard.registry.withdrawn import TakeDown, Withdrawn

ENTRY = """\
name: Example Town Partnership
licence: CC-BY-4.0
sources:
  - id: initiatives
    path: data/example-town/initiatives.json
    importer: cpstandard
"""


def write(folder: Path, text: str = ENTRY, name: str = "gb/example-town.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_an_entry(tmp_path: Path) -> None:
    write(tmp_path)
    registry = read_registry(tmp_path)
    (publisher,) = registry.publishers
    assert (publisher.id, publisher.country) == ("example-town", "GB")
    assert publisher.entry.sources[0].importer == "cpstandard"
    assert registry.site.title == "Directory of community power"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            ENTRY.replace("licence", "licens"),
            "licens: nobody knows this key; did you mean licence?",
        ),
        (ENTRY.replace("licence: CC-BY-4.0\n", ""), "licence: is missing; add it"),
        (ENTRY + "name: Again\n", "line 7: the key 'name' stands twice"),
        (ENTRY.replace("importer: cpstandard", "importer: [a]"), "sources.0.importer"),
        (ENTRY.replace("CC-BY-4.0", "no"), None),  # the Norway problem: "no" stays text
        (
            ENTRY.replace("Example Town Partnership", "1984"),
            "name: Input should be a valid string, but it reads as 1984; put it in quotes",
        ),
        (ENTRY + "    url: https://example.org/x.csv\n", "give either url or path"),
        (
            ENTRY.replace("path: data/example-town/initiatives.json", "url: file:///etc/passwd"),
            "sources.0.url",
        ),
        (
            ENTRY + "  - {id: initiatives, path: b, importer: table}\n",
            "two sources have the id initiatives",
        ),
        (ENTRY + "website: javascript:alert(1)\n", "website"),
        (
            ENTRY + "website: www.example.org\n",
            "website: 'www.example.org' has to be a web address that begins with https://",
        ),
        (ENTRY + "contact: Jo Bloggs\n", "contact: 'Jo Bloggs' has to be one e-mail address"),
        (
            ENTRY.replace("CC-BY-4.0", "ask us first"),
            "licence: 'ask us first' has to be an SPDX id without spaces, such as CC-BY-4.0",
        ),
        (ENTRY + "x: !!python/object/apply:os.system [ls]\n", "not readable as YAML"),
        ("", "the whole file"),
        ("- a list\n", "the whole file"),
        ("a: [", "not readable as YAML"),
        ("[" * 3000, "not readable as YAML: it is nested too deep"),
        (ENTRY + "? [a]\n: b\n", "line 7: a key has to be a word"),
        (ENTRY + "x: !!int abc\n", "a value is not what its tag (!!) says"),
        (ENTRY + "x: !!timestamp abc\n", "a value is not what its tag (!!) says"),
        (ENTRY + "x: !!bool abc\n", "a value is not what its tag (!!) says"),
        (ENTRY + f"x: {'9' * 5000}\n", "a number is too long"),
        (ENTRY + "    options: &o {a: *o}\n", "line 7: an alias (*) stands for a value"),
        (ENTRY + "    options: {a: &a [1], b: [*a, *a]}\n", "write the value out"),
    ],
)
def test_a_mistake_names_file_key_and_remedy(tmp_path: Path, text: str, said: str | None) -> None:
    path = write(tmp_path, text)
    if said is None:
        read_registry(tmp_path)
        return
    with pytest.raises(UnusableInput) as error:
        read_registry(tmp_path)
    assert str(path) in str(error.value)
    assert said in str(error.value)


def test_nobody_has_to_read_a_pattern(tmp_path: Path) -> None:
    """Whatever has a pattern has words for it."""
    patterned = {
        name
        for schema in (
            model.model_json_schema()
            for model in (Entry, SiteSettings, Withdrawn, TakeDown, ReviewedLinks)
        )
        for owner in (schema, *schema.get("$defs", {}).values())
        for name, node in owner["properties"].items()
        if "pattern" in str(node)
    }
    assert patterned == set(ASKS)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    write(tmp_path, ENTRY.replace("name:", "nam:"))
    write(tmp_path, ENTRY, "gb/Bad Name.yaml")
    write(tmp_path, ENTRY, "wales/other-town.yaml")
    with pytest.raises(UnusableInput) as error:
        read_registry(tmp_path)
    lines = str(error.value).splitlines()
    assert len([line for line in lines if "Bad Name.yaml" in line]) == 1
    assert len([line for line in lines if "folder named by a country code" in line]) == 1
    assert len([line for line in lines if "example-town.yaml: name: is missing" in line]) == 1


def test_two_entries_may_not_share_an_id(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, name="ie/example-town.yaml")
    with pytest.raises(UnusableInput, match="example-town is taken by"):
        read_registry(tmp_path)


def test_an_empty_registry_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="add one as"):
        read_registry(tmp_path)
    with pytest.raises(UnusableInput, match=r"There is no registry at .*registry add URL"):
        read_registry(tmp_path / "nowhere")


def test_what_was_left_empty_is_to_be_written(tmp_path: Path) -> None:
    write(tmp_path, ENTRY.replace("Example Town Partnership", '""'))
    with pytest.raises(UnusableInput, match=r"line 1: name: is empty; write it\."):
        read_registry(tmp_path)


def test_an_entry_that_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "gb" / "a-folder.yaml").mkdir(parents=True)
    (tmp_path / "gb" / "gone.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UnusableInput) as error:
        read_registry(tmp_path)
    assert "a-folder.yaml cannot be read: Is a directory." in str(error.value)
    assert "gone.yaml cannot be read: No such file or directory." in str(error.value)


def test_a_path_that_no_system_could_have_is_refused(tmp_path: Path) -> None:
    write(tmp_path, ENTRY.replace("data/example-town/initiatives.json", '"a\\0b"'))
    registry = read_registry(tmp_path)
    with pytest.raises(UnusableInput, match="cannot be the path of a file"):
        registry.embedded(registry.publishers[0].entry.sources[0])


@pytest.mark.reliability("R15")
@pytest.mark.parametrize("path", ["../secret.json", "/etc/passwd", "data/../../x", "data/link"])
def test_an_embedded_path_stays_inside(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "registry"
    write(folder, ENTRY.replace("data/example-town/initiatives.json", path))
    (folder / "data").mkdir()
    (folder / "data" / "link").symlink_to(tmp_path)
    registry = read_registry(folder)
    with pytest.raises(UnusableInput, match="leads out of the registry"):
        registry.embedded(registry.publishers[0].entry.sources[0])
