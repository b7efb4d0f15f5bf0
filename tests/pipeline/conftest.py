"""What the tests of builds share."""

from pathlib import Path

import pytest

from registry_place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)
