"""Work that is shared among processes: in order, and with its failures."""

import os

import pytest

from cpstandard.publish import processes
from cpstandard.publish.processes import in_shares

# A server that another test of this run has left open is a thread; forking beside it harms nothing
# here, where the work needs no lock, and without a fork these tests would try something else.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes be forked, whatever tests came before."""
    monkeypatch.setattr(processes, "can_fork", lambda: True)


def numbers(share: range) -> list[int]:
    return list(share)


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("step", [1, 7, 1000])
def test_results_come_in_order_whatever_the_number_of_processes(jobs: int, step: int) -> None:
    told: list[int] = []
    found = list(in_shares(numbers, 50, jobs, step=step, advance=told.append))
    assert [number for share in found for number in share] == list(range(50))
    assert sum(told) == 50


def test_several_processes_work() -> None:
    assert len(set(in_shares(lambda _: os.getpid(), 40, 2, step=1))) >= 1
    assert os.getpid() not in set(in_shares(lambda _: os.getpid(), 40, 2, step=1))
    assert set(in_shares(lambda _: os.getpid(), 40, 2, step=1, worth=41)) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_work_raises_is_raised(jobs: int) -> None:
    def work(share: range) -> None:
        if 5 in share:
            raise OSError(28, "No space left on device", "somewhere")

    with pytest.raises(OSError, match="No space left on device") as raised:
        list(in_shares(work, 20, jobs, step=1))
    assert raised.value.errno == 28


def test_a_process_that_is_killed_is_told_of() -> None:
    def work(share: range) -> None:
        if 5 in share:
            os.kill(os.getpid(), 9)

    with pytest.raises(OSError, match="a process was stopped"):
        list(in_shares(work, 20, 2, step=1))


def test_nothing_is_left_when_nobody_takes_the_rest() -> None:
    shares = in_shares(numbers, 1000, 2, step=1)
    next(shares)
    shares.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
