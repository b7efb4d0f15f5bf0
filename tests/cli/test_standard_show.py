"""``cpstandard standard show`` finds a codelist by the name that somebody knows."""

import pytest
from click.testing import CliRunner, Result

from cpstandard.cli import main


def shown(codelist: str) -> Result:
    return CliRunner().invoke(main, ["standard", "show", "--codelist", codelist])


@pytest.mark.parametrize("name", ["practice", "Practice", "practices", "Practices", " PRACTICES "])
def test_a_codelist_is_known_by_its_name_and_by_its_field(name: str) -> None:
    result = shown(name)
    assert result.exit_code == 0
    assert "community-shop\tCommunity shop\t" in result.stdout


def test_a_codelist_of_an_extension_is_known_too() -> None:
    assert "nation\t" in shown("areaLevel").stdout


def test_a_name_of_several_codelists_is_told_with_all_of_them() -> None:
    result = shown("Kind")
    assert result.exit_code == 2
    assert "may be any of these codelists: assetKind, evidenceKind" in result.stderr


def test_an_unknown_codelist_is_told_with_those_that_are_known() -> None:
    result = shown("nosuch")
    assert result.exit_code == 2
    assert "no codelist 'nosuch'; known: about, " in result.stderr
