"""Runs an importer of another distribution in a process of its own.

``python -m cpstandard.pipeline.import_child OUT``, with what is to be done as YAML on stdin. OUT
receives a record a line, with its location; the last line has the report, or says in words why
there is none. A process that died wrote no such line.
"""

import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from cpstandard.core.errors import CpstandardError, UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.run import called
from cpstandard.pipeline.importing import Import, shortened
from cpstandard.plugins import load_plugins

MEMORY = 4 << 30
OUTPUT = 4 << 30


def main(out: str) -> None:
    """Do the job that stands on stdin."""
    job: dict[str, Any] = yaml.safe_load(sys.stdin.buffer)
    _limit()
    with Path(out).open("wb") as sink:
        try:
            end: dict[str, Any] = {"report": _work(job, sink)}
        except UnusableInput as error:
            end = {"refused": str(error)}
        except CpstandardError as error:
            end = {"failed": str(error)}
        _write(sink, end)


def _work(job: dict[str, Any], sink: BinaryIO) -> dict[str, Any]:
    provided = load_plugins().importer(job.pop("importer"))
    path = Path(job.pop("path"))
    given = {name: job.pop(name) for name in ("name", "url", "retrieved_at")}
    work = Import(provided, open_document(path, **given), path, **job)
    try:
        for record in work.here():
            _write(sink, [record.data, shortened(record.locate(""))])
    except CpstandardError:
        raise
    except Exception as error:
        # Past the importer's own code: what it made is nothing that a record could be.
        who = called(provided.item, provided.distribution)
        what = f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
        raise CpstandardError(
            f"{who} made of {given['name']} what is no record ({what}). Tell whoever makes it."
        ) from error
    return work.report


def _write(sink: BinaryIO, value: Any) -> None:
    sink.write(json.dumps(value, allow_nan=False).encode() + b"\n")


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - not there on Windows
        import signal  # noqa: PLC0415 - as above
    except ImportError:
        return
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file too large is to be an error
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main(sys.argv[1])
