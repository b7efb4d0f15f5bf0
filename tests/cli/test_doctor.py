"""``cpstandard doctor`` finds what is wrong with an installation, and says nothing is where nothing is."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from cpstandard import schema_store
from cpstandard.cli import main
from cpstandard.cli.commands.standard import generated_schemas
from cpstandard.cli.doctor import folders, machine, requirements, software
from cpstandard.schema_store import schema_folder
from registry_place import Place, initiative, package


def examined(*options, code=0):
    done = CliRunner().invoke(main, ["doctor", "--format", "json", *options])
    assert done.exit_code == code, done.output
    document = json.loads(done.stdout)
    schema = json.loads((schema_folder() / "tooling/doctor.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    assert document["healthy"] is (code == 0)
    return {f"{line['topic']} {line['name']}": line for line in document["lines"]}


def test_the_schema_is_fresh():
    [(path, made)] = [each for each in generated_schemas().items() if each[0].name == "doctor.json"]
    assert json.loads(path.read_text("utf-8")) == made, "run: cpstandard standard compile"


def test_a_sound_installation_is_healthy_and_leaves_nothing_behind(tmp_path):
    place = Place(tmp_path)
    place.publisher("anytown", package("anytown", initiative("anytown-1")))
    before = sorted(tmp_path.rglob("*"))
    lines = examined("--registry", str(place.registry), "--workspace", str(tmp_path / "workspace"))
    assert [line for line in lines.values() if line["state"] == "wrong"] == []
    for name in ("machine python", "machine workbooks", "software dependencies", "plugins loaded",
                 "standard 0.1", "standard 1.0", "folders registry", "folders workspace"):  # fmt: skip
        assert lines[name]["state"] == "ok", lines[name]
    assert sorted(tmp_path.rglob("*")) == before


def test_it_asks_nobody_over_the_network(tmp_path):
    script = (
        "import socket, sys\n"
        "def refuse(*_): sys.exit('it asked the network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from cpstandard.cli import run\n"
        "sys.argv = ['cpstandard', 'doctor']\n"
        "run()\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_registry_with_a_mistake_and_one_that_is_not_there(tmp_path):
    missing = examined("--registry", str(tmp_path / "none"))["folders registry"]
    assert missing["state"] == "note"
    (tmp_path / "gb").mkdir()
    (tmp_path / "gb/anytown.yaml").write_text("nam: x\n")
    wrong = examined("--registry", str(tmp_path), code=1)["folders registry"]
    assert wrong["state"] == "wrong"
    assert "nam" in wrong["message"]


def test_a_workspace_that_cannot_be_written_or_is_small(tmp_path, monkeypatch):
    # Where root runs the tests, rights stop nobody; /proc takes no file of anybody.
    wrong = examined("--workspace", "/proc/workspace", code=1)["folders workspace"]
    assert wrong["state"] == "wrong"
    assert "/proc" in wrong["message"]
    usage = shutil.disk_usage(tmp_path)
    for free, state, aside in (
        (10 << 20, "wrong", "wrong"),
        (100 << 20, "wrong", "note"),
        (1 << 30, "note", "ok"),  # builds do not use the folder for temporary files
        (5 << 30, "ok", "ok"),
    ):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: usage._replace(free=free))
        [workspace, temporary] = folders.writable(tmp_path)
        assert (workspace.state, temporary.state) == (state, aside)
        assert temporary.state == "ok" or "TMPDIR" in temporary.remedy


def test_a_released_version_that_was_changed_is_named(tmp_path, monkeypatch):
    shutil.copytree(schema_folder(), tmp_path / "schema")
    path = tmp_path / "schema/0.1/codelists/cluster.csv"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    monkeypatch.setattr(schema_store, "schema_folder", lambda: tmp_path / "schema")
    line = {each.name: each for each in software.standards()}["0.1"]
    assert line.state == "wrong"
    assert line.message == "0.1/codelists/cluster.csv was changed"


class Broken:
    name, value = "broken-one", "broken_one"
    dist = None

    def load(self):
        raise RuntimeError("it fell over")


def test_a_plugin_that_does_not_load_is_named(monkeypatch):
    from cpstandard import plugins

    monkeypatch.setattr(plugins.importlib.metadata, "entry_points", lambda group: [Broken()])
    lines = {each.name: each for each in software.plugins()}
    assert lines["broken-one"].state == "wrong"
    assert "it fell over" in lines["broken-one"].message


def test_what_is_missing_or_too_old_is_named_with_what_it_is_for(monkeypatch):
    listed = ["click>=8.1", "not-a-thing>=2", "pluggy>=999.1", 'not-that>=1; extra == "parquet"',
              'click>=8.1; extra == "link"', 'not-dev; extra == "dev"']  # fmt: skip
    monkeypatch.setattr(requirements.metadata, "requires", lambda _: listed)
    lines = {each.name: each for each in software.requirements()}
    wrong = lines["dependencies"]
    assert wrong.state == "wrong"
    assert "not-a-thing is missing" in wrong.message
    assert "999.1 or newer is needed" in wrong.message
    assert lines["parquet"].state == "note"
    assert lines["parquet"].remedy == "pip install 'cpstandard[parquet]'"
    assert lines["link"].state == "ok"
    assert "not-dev" not in str(lines)


def test_a_folder_that_was_never_installed_is_no_installation(monkeypatch):
    def unknown(_):
        raise requirements.metadata.PackageNotFoundError

    monkeypatch.setattr(requirements.metadata, "requires", unknown)
    [line] = software.requirements()
    assert line.state == "wrong"


def test_every_extra_for_users_is_known_with_its_purpose(root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    for_work = {"dev", "bench", "fuzz", "mutation"}
    assert set(software.EXTRAS) == set(project["optional-dependencies"]) - for_work


def test_the_oldest_python_is_the_one_that_the_distribution_names(root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={'.'.join(map(str, machine.OLDEST))}"


def test_an_old_python_and_a_narrow_encoding_are_told(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    assert next(iter(machine.python())).state == "wrong"
    monkeypatch.undo()
    command = [sys.executable, "-m", "cpstandard", "doctor", "--format", "json"]
    env = {"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    lines = {line["name"]: line for line in json.loads(done.stdout.decode("ascii"))["lines"]}
    assert lines["encoding"]["state"] == "note"


def test_where_no_process_can_read_a_workbook_that_is_told(monkeypatch):
    from cpstandard.core.errors import UnusableInput

    def refused(*_):
        raise UnusableInput("no process could be started")

    monkeypatch.setattr(machine, "open_stream", refused)
    [line] = machine.workbooks()
    assert line.state == "wrong"
    assert "no process could be started" in line.message


def test_optional_programs_are_notes(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert {line.state for line in machine.programs()} == {"note"}
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert {line.state for line in machine.programs()} == {"ok"}


@pytest.mark.parametrize("form", ["text", "json"])
def test_its_words_hold_no_sign_that_moves_a_cursor(form, tmp_path):
    (tmp_path / "gb").mkdir()
    (tmp_path / "gb/anytown.yaml").write_text('"\\e[31mnam": x\n')
    options = ["doctor", "--format", form, "--registry", str(tmp_path)]
    done = CliRunner().invoke(main, options)
    assert done.exit_code == 1
    assert "\x1b" not in done.output


def test_the_words_say_what_to_do(tmp_path):
    done = CliRunner().invoke(main, ["doctor", "--registry", str(tmp_path / "none")])
    assert done.exit_code == 0
    assert "-> cpstandard registry add URL" in done.output
    assert "Nothing is wrong" in done.output
    assert Path(sys.prefix).name in done.output
