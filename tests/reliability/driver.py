"""Validates each file that stands on stdin (NUL between names); tells a line of JSON of each.

A script of its own, so that what a file does to a process is done to this one: ``judging.py`` starts
it. Options are passed on to ``validate``.
"""

import io
import json
import os
import resource
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout

# A fence for the machine, far above what is allowed: what is allowed is measured.
FENCE = 3 << 30


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (FENCE, FENCE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    names = os.fsdecode(sys.stdin.buffer.read()).split("\0")
    # The answers have the real stdout to themselves.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for name in names:
        answers.write(json.dumps(validate(name)) + "\n")
        answers.flush()


def validate(name: str) -> dict[str, object]:
    from cpstandard.cli import main as cpstandard

    out, said, failure, code = io.StringIO(), io.StringIO(), "", 0
    started = time.monotonic()
    try:
        with redirect_stdout(out), redirect_stderr(said):
            cpstandard(["validate", "--format", "json", *sys.argv[1:], "--", name])
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
