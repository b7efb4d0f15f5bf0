"""Work that is shared among processes: in order, and with its failures."""

import multiprocessing
import os
from pathlib import Path

import pytest

from cpstandard.publish import processes
from cpstandard.publish.processes import Beside, in_shares

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
    both = multiprocessing.get_context("fork").Barrier(2, timeout=60)

    def beside_the_other(_share: range) -> int:
        both.wait()  # for another process; one that did both would wait in vain
        return os.getpid()

    workers = set(in_shares(beside_the_other, 2, 2, step=1))
    assert len(workers) == 2
    assert os.getpid() not in workers
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


def children() -> set[str]:
    """Return the processes that this one has started and not seen the end of."""
    threads = Path("/proc/self/task").iterdir()
    return {child for each in threads for child in (each / "children").read_text().split()}


def test_nothing_is_left_when_nobody_takes_the_rest() -> None:
    # Other tests of this run may have left some, such as a server that several share.
    before = children()
    context = multiprocessing.get_context("fork")
    never, done = context.Event(), context.Event()

    def work(share: range) -> None:
        if 0 not in share:
            never.wait(60)
            done.set()

    shares = in_shares(work, 3, 2, step=1)
    next(shares)
    assert len(children() - before) == 2
    shares.close()
    assert children() - before == set()
    assert not done.is_set()


def test_another_process_works_beside_this_one() -> None:
    parent = os.getpid()
    beside = Beside(lambda: (os.getpid() != parent, "x" * 1_000_000))  # more than a pipe holds
    assert beside.result() == (True, "x" * 1_000_000)
    before = children()
    never = multiprocessing.get_context("fork").Event()
    waiting = Beside(never.wait)
    assert len(children() - before) == 1
    waiting.close()
    waiting.close()
    assert children() - before == set()


def test_what_work_beside_raises_is_raised_and_a_kill_is_told_of() -> None:
    def refuse() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left") as raised:
        Beside(refuse).result()
    assert raised.value.errno == 28
    with pytest.raises(OSError, match="a process was stopped"):
        Beside(lambda: os.kill(os.getpid(), 9)).result()
