"""References of the National Grid of Great Britain, as latitude and longitude."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.ingest.national_grid import point_on_grid


def test_the_worked_example() -> None:
    # That of the Ordnance Survey's guide, moved to WGS 84.
    assert point_on_grid(651409.903, 313177.270) == pytest.approx((52.65798, 1.71605), abs=1e-5)


@pytest.mark.parametrize("reference", [(0, 0), (0, 300_000), (-5, 1), (700_001, 1), (1, 1_300_001)])
def test_what_is_not_on_the_grid_is_no_point(reference: tuple[float, float]) -> None:
    assert point_on_grid(*reference) is None


@given(st.floats(1, 699_999), st.floats(1, 1_299_999))
def test_every_reference_is_in_or_near_great_britain(easting: float, northing: float) -> None:
    latitude, longitude = point_on_grid(easting, northing) or (0, 0)
    assert 49 < latitude < 62
    assert -10 < longitude < 4
