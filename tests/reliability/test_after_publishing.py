"""R27: whatever happens to a site after it was published, ``cpstandard verify`` finds it."""

import json
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cpstandard.cli import main
from cpstandard.publish.manifest import damage_of
from registry_place import Place, initiative, package

pytestmark = pytest.mark.reliability("R27")

DRAWS = 300


def verify(site: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["verify", str(site), *options])


def files_of(site: Path) -> list[Path]:
    return sorted(p for p in site.resolve().rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = Place(tmp_path_factory.mktemp("built"))
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    assert place.build().exit_code == 0
    return place.site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged; some hundred pages of it are as good as all of them."""
    return Path(shutil.copytree(built.resolve(), tmp_path / "copy"))


def test_a_site_as_it_was_published_is_whole(built: Path, tmp_path: Path) -> None:
    for site in (built, built.resolve(), Path(shutil.copytree(built, tmp_path / "copy"))):
        result = verify(site)
        assert result.exit_code == 0, result.output
        assert "is whole" in result.stderr


def test_every_flip_and_every_cut_is_found(site: Path, record_property) -> None:
    draw = random.Random(20_261_125)
    files = files_of(site)
    found = 0
    for number in range(DRAWS):
        # The manifest is one file of hundreds, and the one that matters most.
        path = site / "manifest.json" if number % 10 == 0 else draw.choice(files)
        whole = path.read_bytes()
        if number % 3 or not whole:
            damaged = bytearray(whole or b"x")
            damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
            path.write_bytes(damaged if whole else b"x")
        else:
            path.write_bytes(whole[: draw.randrange(len(whole))])
        damage = [each.path for each in damage_of(site)]
        found += damage == [path.relative_to(site).as_posix()]
        path.write_bytes(whole)
    alarms = len(list(damage_of(site)))
    record_property("figure", f"{found} of {DRAWS} flips and cuts found, {alarms} false alarms")
    assert (found, alarms) == (DRAWS, 0)


def test_what_is_gone_added_or_a_link_is_named(site: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for the world")
    (site / "about" / "index.html").unlink()
    (site / "data" / "more.txt").write_text("x")
    (site / "status.json").unlink()
    (site / "status.json").symlink_to(secret)
    (site / "out").symlink_to(tmp_path, target_is_directory=True)
    result = verify(site, "--format", "json")
    assert result.exit_code == 1
    found = {(each["path"], each["kind"]) for each in json.loads(result.stdout)["damage"]}
    assert found == {
        ("about/index.html", "missing"),
        ("data/more.txt", "extra"),
        ("status.json", "link"),
        ("out", "link"),
    }
    told = verify(site)
    assert told.exit_code == 1
    assert "missing    about/index.html: it is gone" in told.stdout
    assert "4 files" in told.stderr


@pytest.mark.parametrize(
    "text", ["{", "null", "[]", '{"files": {}}', '{"digest": "", "inputs": "", "files": []}']
)
def test_a_damaged_manifest_is_damage(site: Path, text: str) -> None:
    (site / "manifest.json").write_text(text)
    result = verify(site)
    assert result.exit_code == 1
    assert "manifest.json: it was changed" in result.stdout


def test_a_manifest_that_was_written_anew_for_less_is_damage(site: Path) -> None:
    manifest = json.loads((site / "manifest.json").read_bytes())
    manifest["files"].popitem()
    (site / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True))
    assert verify(site).exit_code == 1


def test_what_is_no_site_cannot_be_verified(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        result = verify(folder)
        assert result.exit_code == 2
        assert len(result.stderr.strip().splitlines()) == 1


def test_the_next_build_makes_a_damaged_site_whole(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    assert place.build().exit_code == 0
    page = place.site / "index.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"a", b"b"))  # of the same size
    again = place.build()
    assert "Published" in again.stderr
    assert page.read_bytes() == whole
    assert verify(place.site).exit_code == 0
