"""Where the samples of real registers lie."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def registers(shared: Path) -> Path:
    return shared / "data" / "registers"
