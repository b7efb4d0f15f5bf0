"""Validates each file that stands on stdin (NUL between names); tells a line of JSON of each.

A script of its own, which ``judging.py`` starts: each file is validated in a fork of it, so that
what a file does to a process is done to that one, and is measured apart. The first argument is how
many seconds of the processor each may have; the options after it are passed on to ``validate``.
"""

import io
import json
import os
import resource
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout

from cpstandard.cli import main as cpstandard
from cpstandard.schema_store import schema_folder

# A fence for the machine, far above what is allowed: what is allowed is measured.
FENCE = 3 << 30


def main() -> None:
    seconds = int(sys.argv[1])
    names = os.fsdecode(sys.stdin.buffer.read()).split("\0")
    # What every validation needs is loaded once, for all forks.
    validate(str(schema_folder() / "1.0/examples/full.json"))
    # The answers have the real stdout to themselves.
    answers = os.dup(1)
    os.dup2(2, 1)
    for name in names:
        child = os.fork()
        if child == 0:
            for kind, most in (
                (resource.RLIMIT_AS, FENCE),
                (resource.RLIMIT_CPU, seconds),
                (resource.RLIMIT_CORE, 0),
            ):
                resource.setrlimit(kind, (most, most))
            with os.fdopen(answers, "w", encoding="utf-8") as told:
                told.write(json.dumps(validate(name)) + "\n")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            died = {"file": name, "failure": f"the process ended with {status}"}
            os.write(answers, json.dumps(died).encode() + b"\n")


def validate(name: str) -> dict[str, object]:
    out, said, failure, code = io.StringIO(), io.StringIO(), "", 0
    started = time.monotonic()
    try:
        with redirect_stdout(out), redirect_stderr(said):
            cpstandard(["validate", "--format", "json", *sys.argv[2:], "--", name])
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is, the report is what judges it
        failure = traceback.format_exc()[-3000:]
    return {
        "file": name,
        "code": code,
        "out": out.getvalue(),
        "said": said.getvalue(),
        "failure": failure,
        "seconds": time.monotonic() - started,
        "memory": sum(
            resource.getrusage(who).ru_maxrss >> 10
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ),
    }


if __name__ == "__main__":
    main()
