"""Fixtures that every test may use."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

SKIP_NOTHING = "CPSTANDARD_SKIP_NOTHING"
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real registers and bad input that lies beside the checkout."""
    folder = Path(os.environ.get("CPSTANDARD_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"no shared data at {folder}")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is installed, a test that skips is a test that was lost."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(SKIP_NOTHING):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped, and {SKIP_NOTHING} is set: {call.excinfo}"
    return report
