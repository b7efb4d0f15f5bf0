"""Starts Spark: as it is told to by its own settings, else on this machine alone."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cpstandard.core.errors import UnusableInput

if TYPE_CHECKING:
    from pyspark import SparkConf, SparkContext

_CONFIGURED = ("PYSPARK_SUBMIT_ARGS", "PYSPARK_GATEWAY_PORT", "SPARK_HOME", "SPARK_CONF_DIR")
"""Variables with which Spark is told what to do; without any, it is to run on this machine."""
_ALONE = {
    "spark.master": "local[*]",
    # Nobody else has any business with a Spark that serves one build.
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
}
_ALWAYS = {
    "spark.app.name": "cpstandard build",
    "spark.ui.showConsoleProgress": "false",
    # Two attempts at one source would write into the same folder of the workspace.
    "spark.speculation": "false",
}


def start(log: Path) -> "SparkContext":
    """Return a running Spark; all that it says goes to the file ``log``."""
    try:
        from pyspark import SparkConf, SparkContext  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UnusableInput(
            "--engine spark needs PySpark: pip install 'cpstandard[spark]', and Java 17 or newer."
        ) from error
    # On other nodes this may not be there: they are told theirs by spark.pyspark.python.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        with _stderr_into(log):
            context = SparkContext(conf=_settings(SparkConf()))
    except Exception as error:
        raise UnusableInput(
            f"Spark could not be started ({first_line(error)}); it needs Java 17 or newer, and "
            f"what it said itself is in {log}."
        ) from error
    return context


def _settings(conf: "SparkConf") -> "SparkConf":
    told = any(os.environ.get(name) for name in _CONFIGURED)
    for name, value in (({} if told else _ALONE) | _ALWAYS).items():
        conf.setIfMissing(name, value)
    return conf


@contextmanager
def _stderr_into(log: Path) -> Iterator[None]:
    """Let what is started meanwhile write its errors into ``log``, and this process as before."""
    sys.stderr.flush()
    mine = os.dup(2)
    try:
        with log.open("wb") as target:
            os.dup2(target.fileno(), 2)
            yield
    finally:
        os.dup2(mine, 2)
        os.close(mine)


def first_line(error: Exception) -> str:
    """Return what kind of error it is, and the first lines of what it says."""
    lines = str(error).strip().splitlines()[:2]  # the first of Java's says only who was asked
    return f"{type(error).__name__}: {' '.join(lines)}"[:300] if lines else type(error).__name__
