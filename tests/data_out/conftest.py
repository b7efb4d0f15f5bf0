"""A built site with all that is given out: several licences, several pages of lists."""

import json
from pathlib import Path

import pytest

from registry_place import Place, initiative, package

SOURCE = {"id": "s1", "title": "An invented page", "url": "https://example.org/"}


def _under(licence: str, text: str) -> str:
    return json.dumps({**json.loads(text), "licence": licence})


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three publishers: the founding records and two with invented ones."""
    place = Place(tmp_path_factory.mktemp("data-out"))
    founding = Path(__file__).resolve().parents[2] / "registry" / "data" / "founding"
    place.publisher("founding", (founding / "initiatives.json").read_text("utf-8"))
    area = {"scheme": "GSS", "code": "E09000001"}
    towns = [
        initiative(
            f"many-halls-{n:03}",
            places=[
                {
                    "name": "Example",
                    "country": "GB",
                    "region": "Greater London",
                    "areaCodes": [area],
                }
            ],
        )
        for n in range(230)
    ]
    place.publisher("many-halls", package("many-halls", *towns))
    apart = initiative("share-alike-swan", practices=["community-pub"], sources=[SOURCE])
    place.publisher("share-alike", _under("ODbL-1.0", package("share-alike", apart)))
    site = {"title": "Example & Sons <directory>", "base_url": "https://directory.example/at"}
    (place.registry / "site.yaml").write_text(json.dumps(site), encoding="utf-8")
    (place.registry / "withdrawn.yaml").write_text(
        "withdrawn: [{id: many-halls-000, reason: Invented for a test., date: 2026-01-02}]\n",
        encoding="utf-8",
    )
    result = place.build()
    assert result.exit_code == 0, result.output
    return place.site
