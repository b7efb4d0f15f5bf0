"""``validate`` of an address: fetched with --online alone, from public hosts, and named by it."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from cpstandard.cli import main
from raw_server import RawServer, raw_server, sends
from registry_place import initiative, package


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server() as made:
        document = package("example-town", initiative("example-town-swan", clusters=["none"]))
        made.behaviours["/x.json"] = sends(200, document.encode())
        yield made


def validate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments])


def test_an_address_is_fetched_only_with_online(server: RawServer) -> None:
    url = f"{server.base}/x.json"
    refused = validate(url)
    assert refused.exit_code == 2
    assert f"{url} is an address: give --online to fetch it." in refused.stderr
    assert validate(url, "--online").exit_code == 2  # a host that is not public
    assert server.connections == 0
    result = validate("--online", "--allow-private", url)
    assert result.exit_code == 1, result.output
    assert url in result.stdout
    assert "none" in result.stdout


def test_what_cannot_be_fetched_is_one_line_and_the_others_are_checked(
    server: RawServer, tmp_path
) -> None:
    good = tmp_path / "good.json"
    good.write_text(package("example-town", initiative("example-town-swan")), encoding="utf-8")
    options = ("--online", "--allow-private")
    result = validate(*options, f"{server.base}/gone?a=[b]*", str(good))
    assert result.exit_code == 2
    assert "the server answered 404" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "good.json" in result.stdout


def test_an_address_with_signs_of_a_pattern_is_no_pattern(server: RawServer) -> None:
    server.behaviours["/x.json?a=1"] = server.behaviours["/x.json"]
    assert validate("--online", "--allow-private", f"{server.base}/x.json?a=1").exit_code == 1


@pytest.mark.parametrize("option", ["--fix", "--annotate"])
def test_copies_are_made_of_files_at_hand_alone(server: RawServer, tmp_path, option: str) -> None:
    result = validate("--online", f"{server.base}/x.json", option, str(tmp_path / "copy.xlsx"))
    assert result.exit_code == 2
    assert "takes one file: name a single FILE" in result.stderr
    assert server.connections == 0
