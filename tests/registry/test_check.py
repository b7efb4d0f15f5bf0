"""What ``registry check`` says of the settings of the site, where there are some and where not."""

from pathlib import Path

import pytest

from registry_place import Place, initiative, package


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    made.publisher("anytown", package("anytown", initiative("anytown-hall")))
    return made


def test_a_registry_without_settings_is_not_told_of_a_file_as_if_there_were_one(
    place: Place,
) -> None:
    settings = place.registry / "site.yaml"
    settings.unlink(missing_ok=True)
    done = place.check()
    assert done.exit_code == 0
    assert f"{settings}: there is no such file, and so no contact:" in done.stderr


def test_settings_without_a_contact_are_named(place: Place) -> None:
    settings = place.registry / "site.yaml"
    settings.write_text("title: Any town (invented)\n", encoding="utf-8")
    assert f"{settings}: names no contact:" in place.check().stderr
    settings.write_text("title: Any\ncontact: role@example.org\n", encoding="utf-8")
    assert "contact" not in place.check().stderr
