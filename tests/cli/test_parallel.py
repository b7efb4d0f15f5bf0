"""A long JSON Lines file is checked by several processes, and the report is that of one."""

import json
import os
import signal

import pytest
from click.testing import CliRunner

from anytown import HEADER, named
from cpstandard import parallel
from cpstandard.cli import checking, main


def record(number, **changes):
    return named(number, **{"name": f"Garden {number} (invented)", **changes})


def lines_with_mistakes():
    lines = [json.dumps(HEADER)]
    for number in range(120):
        lines.append(json.dumps(record(number)))
        if number % 10 == 0:
            lines.append(json.dumps(record(1000 + number, clusters=["capacity"])))
        if number % 15 == 0:
            lines.append(json.dumps(record(2000 + number, name=" Padded and é")))
        if number % 20 == 0:
            lines += ["", '{"id": "broken', "[]", json.dumps(record(number)).replace("Our", "é")]
            lines.append(json.dumps(record(number, community={"size": 7})).replace("7", "1e400"))
            lines += [json.dumps(record(number, name="Same id"))]
        if number % 40 == 0:
            lines.append(json.dumps(record(3000 + number, name="Garden 1 (invented)")))
    return lines


def reported(path, monkeypatch, jobs, share=0, *options):
    monkeypatch.setattr(checking, "WORTH", 0)
    monkeypatch.setattr(parallel, "SHARE", share or 1 << 20)
    arguments = ["validate", str(path), "--format", "json", "--jobs", str(jobs), *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("share", [97, 1000, 7001, 1 << 20])
def test_the_report_is_that_of_one_process(tmp_path, monkeypatch, share, end):
    path = tmp_path / "long.jsonl"
    text = end.join(lines_with_mistakes())
    path.write_bytes(text.encode())
    alone = reported(path, monkeypatch, 1)
    assert {group["code"] for group in alone["groups"]} >= {
        "unknown-code", "padded-text", "invalid-json", "not-an-object", "duplicate-id",
        "near-duplicate",
    }  # fmt: skip
    assert reported(path, monkeypatch, 2, share) == alone
    assert reported(path, monkeypatch, 3, share, "--limit", "2") == reported(
        path, monkeypatch, 1, 0, "--limit", "2"
    )


def test_a_first_line_that_is_no_envelope_is_told_the_same_way(tmp_path, monkeypatch):
    path = tmp_path / "long.jsonl"
    path.write_text("\n".join(["{broken", *lines_with_mistakes()[1:]]), encoding="utf-8")
    assert reported(path, monkeypatch, 2, 500) == reported(path, monkeypatch, 1)


def test_short_files_and_copies_are_left_to_one_process(tmp_path, monkeypatch):
    def never(*_arguments, **_more):
        raise AssertionError("no processes are wanted")

    monkeypatch.setattr(checking, "Shares", never)
    path = tmp_path / "short.jsonl"
    path.write_text("\n".join(lines_with_mistakes()), encoding="utf-8")
    assert CliRunner().invoke(main, ["validate", str(path), "--jobs", "2"]).exit_code == 1
    monkeypatch.setattr(checking, "WORTH", 0)
    stats = CliRunner().invoke(main, ["validate", str(path), "--jobs", "2", "--stats"])
    assert stats.exit_code == 1, stats.output


def test_a_process_that_is_stopped_from_outside_is_told_in_one_line(tmp_path, monkeypatch):
    def stopped(*_arguments):
        os.kill(os.getpid(), signal.SIGKILL)

    path = tmp_path / "long.jsonl"
    path.write_text("\n".join(lines_with_mistakes()), encoding="utf-8")
    monkeypatch.setattr(checking, "WORTH", 0)
    monkeypatch.setattr(parallel, "_begin", stopped)
    result = CliRunner().invoke(main, ["validate", str(path), "--jobs", "2"])
    assert result.exit_code == 2
    assert "Try again with --jobs 1" in result.stderr
    assert result.stderr.count("\n") == 1


def test_processes_that_are_started_anew_find_the_same(tmp_path, monkeypatch):
    path = tmp_path / "long.jsonl"
    path.write_text("\n".join(lines_with_mistakes()), encoding="utf-8")
    alone = reported(path, monkeypatch, 1)
    monkeypatch.setattr(parallel, "_START", "spawn")
    assert reported(path, monkeypatch, 2, 7001) == alone


def test_empty_lines_before_the_envelope_are_no_share(tmp_path, monkeypatch):
    path = tmp_path / "long.jsonl"
    path.write_text("\n" * 300 + "\n".join(lines_with_mistakes()), encoding="utf-8")
    assert reported(path, monkeypatch, 2, 97) == reported(path, monkeypatch, 1)


def test_a_line_that_is_too_long_is_told_as_by_one_process(tmp_path, monkeypatch):
    monkeypatch.setattr("cpstandard.documents.stored.MAX_LINE", 5000)
    monkeypatch.setattr(checking, "WORTH", 0)
    monkeypatch.setattr(parallel, "SHARE", 1000)
    path = tmp_path / "long.jsonl"
    lines = lines_with_mistakes()
    path.write_text("\n".join([*lines[:80], "[" * 12_000, *lines[80:]]), encoding="utf-8")
    told = [CliRunner().invoke(main, ["validate", str(path), "--jobs", jobs]) for jobs in "12"]
    assert [result.exit_code for result in told] == [2, 2]
    assert told[0].stderr == told[1].stderr
    assert told[0].stderr.count("\n") == 1


def test_no_more_processes_are_started_than_there_are_shares(tmp_path, monkeypatch):
    asked = []

    def none_to_be_had(most, *_more):
        asked.append(most)
        raise OSError(38, "Function not implemented")

    path = tmp_path / "long.jsonl"
    path.write_text("\n".join(lines_with_mistakes()), encoding="utf-8")
    alone = reported(path, monkeypatch, 1)
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", none_to_be_had)
    assert reported(path, monkeypatch, 100_000, path.stat().st_size // 3 + 1) == alone
    assert reported(path, monkeypatch, 100_000, 1) == alone
    assert asked == [3, 61]
