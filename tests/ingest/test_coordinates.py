"""Points on the globe, however they are written."""

import pytest

from cpstandard.ingest.coordinates import point


@pytest.mark.parametrize(
    ("latitude", "longitude", "at"),
    [
        ("38° 54' 20\" N", "77° 2' 30.6\" W", (38.90556, -77.04183)),
        ("38º54’20,0''n", "77º 2′ w", (38.90556, -77.03333)),
        ("38.90556", "-77.04", (38.90556, -77.04)),
        ("33° S", "151° E", (-33.0, 151.0)),
        ("0° 0' 0\" N", "0° 0' 0\" E", None),
        ("0", "0.0", None),
        ("38° 61' 0\" N", "77° 0' 0\" W", None),
        ("91", "5", None),
        ("51.4779", "-1e-05", (51.4779, -0.00001)),
        ("nan", "5", None),
        ("5_1", "5", None),
        ("1e99", "5", None),
        ("51,5", "5", None),
        ("", "5", None),
    ],
)
def test_points(latitude: str, longitude: str, at: tuple[float, float] | None) -> None:
    assert point(latitude, longitude) == at
