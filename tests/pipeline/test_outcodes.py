"""Postcode districts: the mean of their postcodes, of Great Britain alone, worked out once."""

from pathlib import Path

import pytest

from cpstandard.pipeline import outcodes
from cpstandard.workspace import Workspace

brotli = pytest.importorskip("brotli", reason="the extra geo is not installed")
msgpack = pytest.importorskip("msgpack", reason="the extra geo is not installed")


def write(folder: Path, letter: str, rows: list[tuple[str, float, float]]) -> None:
    names = ("pcd", "oseast1m", "osnrth1m")
    data = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    packed = msgpack.packb({"columns": list(names), "data": data})
    (folder / f"postcodes_{letter}.msgpack.br").write_bytes(brotli.compress(packed))


def test_a_district_is_at_the_mean_of_its_postcodes(tmp_path: Path) -> None:
    # Invented postcodes; the points are a kilometre apart about the grid's true origin's meridian.
    write(tmp_path, "Z", [("ZZ1 1AA", 399_500.0, 300_000.0), ("ZZ1 9ZZ", 400_500.0, 300_000.0)])
    found = outcodes.middles(tmp_path)
    assert list(found) == ["ZZ1"]
    latitude, longitude = found["ZZ1"]
    assert latitude == pytest.approx(52.6, abs=0.02)
    assert longitude == pytest.approx(-2.0, abs=0.01)


def test_what_has_no_point_or_is_of_northern_ireland_is_left_out(tmp_path: Path) -> None:
    nowhere = float("nan")
    write(tmp_path, "B", [("BT1 1AA", 333_000.0, 374_000.0), ("B1  1AA", 406_000.0, 287_000.0)])
    write(tmp_path, "J", [("JE2 3AA", nowhere, nowhere)])
    assert list(outcodes.middles(tmp_path)) == ["B1"]


def test_columns_of_different_lengths_are_an_error(tmp_path: Path) -> None:
    data = {"pcd": ["ZZ1 1AA", "ZZ1 1AB"], "oseast1m": [399_500.0], "osnrth1m": [300_000.0]}
    packed = msgpack.packb({"columns": list(data), "data": data})
    (tmp_path / "postcodes_Z.msgpack.br").write_bytes(brotli.compress(packed))
    with pytest.raises(ValueError, match="different lengths"):
        outcodes.middles(tmp_path)


def test_districts_are_where_they_are_known_to_be_and_are_kept(tmp_path: Path) -> None:
    if not outcodes.outcodes_version():
        pytest.skip("the extra geo is not installed")
    workspace = Workspace(tmp_path)
    found = outcodes.outcodes_of(workspace)
    assert len(found.points) > 2500
    assert found.year.startswith("20")
    latitude, longitude = found.points["SW1A"]  # about St James's Park
    assert (latitude, longitude) == pytest.approx((51.503, -0.13), abs=0.02)
    assert not any(code.startswith("BT") for code in found.points)
    kept = list((tmp_path / "stages" / "outcodes").iterdir())
    assert outcodes.outcodes_of(workspace) == found
    assert list((tmp_path / "stages" / "outcodes").iterdir()) == kept
