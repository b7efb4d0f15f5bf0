"""Fixtures that every test may use."""

import os
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

# No test is timed: a busy machine is no fault of the code.
hypothesis.settings.register_profile("cpstandard", deadline=None)
hypothesis.settings.load_profile("cpstandard")

SKIP_NOTHING = "CPSTANDARD_SKIP_NOTHING"
ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let ``make reliability`` name the rows of the scoreboard whose tests are to run."""
    parser.addoption("--reliability", help="Rows of docs/reliability.md, with commas between.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say of each test which rows of the scoreboard it is of, and leave out what is not asked."""
    asked = config.getoption("--reliability")
    rows = {
        item: [row for m in item.iter_markers("reliability") for row in m.args] for item in items
    }
    for item in items:
        item.user_properties.extend(("row", row) for row in rows[item])
    if asked:
        items[:] = [item for item in items if set(rows[item]) & set(asked.split(","))]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real registers and bad input that lies beside the checkout."""
    folder = Path(os.environ.get("CPSTANDARD_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("no folder of shared data (CPSTANDARD_SHARED)")
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
