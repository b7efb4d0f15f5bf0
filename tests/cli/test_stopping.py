"""Ctrl-C ends a command with the exit code that says so, and one line."""

import signal
import subprocess
import sys

import pytest

HEADER = b'{"standardVersion":"1.0","publisher":{"id":"a","name":"A"},"licence":"CC0-1.0"}\n'


def _heed_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_who_stops_a_check_is_told_that_it_was_stopped():
    with subprocess.Popen(
        [sys.executable, "-m", "cpstandard", "validate", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Whoever runs the tests in the background ignores Ctrl-C, and so would the command.
        preexec_fn=_heed_ctrl_c,  # noqa: PLW1509 - no thread has been started
    ) as process:
        # More than a pipe holds, so that it has begun to read when all of this is written.
        process.stdin.write(HEADER + b'{"id": "a-1"}\n' * 100_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        process.stdin.close()  # a read that began as the signal came would wait for more
        out, err = process.stdout.read(), process.stderr.read()
    assert (process.returncode, out) == (130, b"")
    assert err.decode().strip() == "cpstandard: stopped."
