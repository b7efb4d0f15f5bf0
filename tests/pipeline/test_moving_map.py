"""``map: moving``: what it publishes, and what is said where its extra is not installed."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from cpstandard.pipeline import leaflet
from registry_place import Place, initiative, package

FILES = {
    "land.json",
    "leaflet-licence.txt",
    "leaflet.css",
    "leaflet.js",
    "marks.js",
    "moving.css",
    "moving.js",
    "records.js",
}


@pytest.fixture
def town(place: Place) -> Place:
    """A registry whose site is to have a map that moves."""
    point = {"name": "Example Town", "country": "GB", "latitude": 52.0, "longitude": -1.5}
    place.publisher("one-town", package("one-town", initiative("one-town-a", places=[point])))
    settings = place.registry / "site.yaml"
    before = settings.read_text(encoding="utf-8") if settings.exists() else ""
    settings.write_text(f"{before}map: moving\n", encoding="utf-8")
    return place


def files(place: Place) -> set[str]:
    return {path.name for path in (place.site / "static" / "map").glob("*")}


def test_its_files_are_published_with_the_licence_of_leaflet(town: Place) -> None:
    pytest.importorskip("xstatic.pkg.leaflet", reason="the extra map is not installed")
    assert town.build().exit_code == 0
    assert files(town) == FILES
    folder = town.site / "static" / "map"
    assert "Leaflet 1." in (folder / "leaflet.js").read_text(encoding="utf-8")[:200]
    assert "BSD 2-Clause" in (folder / "leaflet-licence.txt").read_text(encoding="utf-8")
    assert 'id="move"' in (town.site / "search" / "index.html").read_text(encoding="utf-8")


def test_without_the_key_nothing_of_it_is_there_and_back_again(town: Place) -> None:
    pytest.importorskip("xstatic.pkg.leaflet", reason="the extra map is not installed")
    (town.registry / "site.yaml").write_text("map: drawn\n", encoding="utf-8")
    assert town.build().exit_code == 0
    drawn = pages(town.site)
    assert not (town.site / "static" / "map").exists()
    assert not any("map/moving" in text or 'id="move"' in text for text in drawn.values())
    assert not any("view=moving" in text for text in drawn.values())
    (town.registry / "site.yaml").write_text("map: moving\n", encoding="utf-8")
    assert town.build().exit_code == 0
    moving = pages(town.site)
    assert 'href="search/index.html?view=moving"' in moving["index.html"]
    assert (
        "search/index.html?country=GB&amp;view=moving" in moving["places/united-kingdom/index.html"]
    )
    (town.registry / "site.yaml").write_text("map: drawn\n", encoding="utf-8")
    assert town.build().exit_code == 0
    assert pages(town.site) == drawn
    assert files(town) == set()


def pages(site: Path) -> dict[str, str]:
    """Return all pages but those that tell of the editions before."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    return {
        name: path.read_text(encoding="utf-8")
        for name, path in found.items()
        if not name.startswith("editions/")
    }


def test_where_the_extra_is_missing_nothing_is_built_and_the_remedy_is_said(
    town: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(leaflet, "distribution", missing)
    result = town.build()
    assert result.exit_code == 2
    assert "pip install 'cpstandard[map]'" in result.stderr
    assert "Traceback" not in result.output
    assert not town.site.exists()
    assert not (town.folder / "workspace" / "stages").exists()  # no source was read
    # The data alone have no map.
    assert town.build("--data-only").exit_code == 0


def test_a_package_that_lacks_its_files_is_no_package(
    town: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xstatic.pkg.leaflet", reason="the extra map is not installed")
    monkeypatch.setattr(leaflet, "_FOLDER", "xstatic/pkg/no-such-folder")
    result = town.build()
    assert result.exit_code == 2
    assert "pip install 'cpstandard[map]'" in result.stderr
    assert not town.site.exists()
