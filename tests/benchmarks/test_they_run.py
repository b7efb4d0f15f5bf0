"""The benchmarks run, and find each mistake that they seed, at a size that takes no time."""

import os
import platform
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from cpstandard.core.registers import official_number


@pytest.fixture
def tables(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    import tables

    return tables


def test_what_is_measured_may_end_while_it_is_looked_at(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    import measuring

    # Its children and grandchildren come and go all the time; no look at them is to fail.
    endless = "while :; do sh -c 'true & wait'; done"
    with subprocess.Popen(["sh", "-c", endless]) as shell:
        try:
            seen = {each for _ in range(5_000) for each in measuring._family(shell.pid)}
        finally:
            shell.kill()
    assert len(seen) > 10
    assert measuring._family(shell.pid) == [shell.pid]


def test_a_benchmark_says_what_it_measures_with(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    import measuring

    told = re.fullmatch(
        r"Python (\S+) \(.+\) on (\d+) processors, ([\d.]+) µs .+", measuring.measured_with()
    )
    assert told[1] == platform.python_version()
    assert int(told[2]) == len(os.sched_getaffinity(0))
    assert float(told[3]) > 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_mistake_of_a_sheet_is_found_in_its_row(tables, tmp_path, form):
    sheet = tmp_path / f"sheet.{form}"
    tables.sheets.write_ours(sheet, 400)
    measured, found = tables.ours(sheet, 400)
    assert found == len(tables.seeded(400)) > 10
    assert measured.seconds > 0


def test_the_validator_beside_jsonschema(root):
    command = [sys.executable, str(root / "benchmarks" / "validate.py"), "200"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.count("times as fast as jsonschema") == 2


@pytest.mark.browser
def test_the_search_is_asked_in_a_browser(root, monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    monkeypatch.syspath_prepend(str(root / "benchmarks" / "search"))
    pytest.importorskip("selenium")
    import browser

    if not (Path(browser.CHROMIUM).exists() and Path(browser.DRIVER).exists()):
        pytest.skip("Chromium or its driver is not installed")
    main = runpy.run_path(str(root / "benchmarks" / "search" / "__main__.py"))
    main["run"](60, times=1)
    said = capsys.readouterr().out
    assert "60 records" in said
    assert said.count(" requests  ") >= len(main["QUERIES"])
    assert "records for “energy”" in said


def test_publishing_a_site_beside_a_bare_loop(root, shared):
    command = [sys.executable, str(root / "benchmarks" / "site"), "100"]
    where = {**os.environ, "CPSTANDARD_SHARED": str(shared)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=where)
    assert done.returncode == 0, done.stderr
    for words in ("from nothing", "nothing changed", "1 % changed", "1 % once more", "bare Jinja2"):
        assert words in done.stdout


def test_a_million_rows_have_numbers_that_the_register_could_give(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "benchmarks" / "scale"))
    import registers

    numbers = [registers.society_number(n) for n in (0, 899_999, 900_000, 4_038_410)]
    assert [official_number("GB-MPR", number) for number in numbers] == numbers
    assert numbers[0] == "100000R"
    assert len(set(numbers)) == 4
