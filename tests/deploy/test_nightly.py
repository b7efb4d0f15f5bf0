"""What docs/nightly.md tells people to copy: units, workflow and container file, each as far as it runs here."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from registry_place import Place, initiative, package

SCRIPTS = Path(sys.executable).parent
PROGRAM = "/opt/cpstandard/bin/cpstandard"
FULL_DIGEST = re.compile(r"[\w./-]+@[0-9a-f]{40}")


@pytest.fixture
def deploy(root):
    return root / "deploy"


@pytest.fixture
def place(tmp_path):
    """A registry without addresses, so that ``--online`` asks nobody."""
    place = Place(tmp_path)
    place.publisher("anytown", package("anytown", initiative("anytown-1")))
    return place


def moved(words, places):
    """Return ``words`` with folders of the recipe replaced by those of the test."""

    def of(word):
        found = (f for f in places if word == f or word.startswith(f"{f}/"))
        folder = next(found, "")
        return f"{places[folder]}{word.removeprefix(folder)}" if folder else word

    return list(map(of, words))


def lines_of(unit, key):
    text = unit.read_text(encoding="utf-8")
    return [
        line.removeprefix(f"{key}=") for line in text.splitlines() if line.startswith(f"{key}=")
    ]


def run(words):
    return subprocess.run(words, capture_output=True, text=True, check=False)


# systemd


def test_systemd_finds_nothing_wrong_with_the_units(deploy, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    for unit in deploy.glob("cpstandard-nightly.*"):
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, str(SCRIPTS / "cpstandard"))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = sorted(map(str, tmp_path.glob("cpstandard-nightly.*")))
    assert len(units) == 2
    done = run(["systemd-analyze", "verify", *units])
    assert (done.returncode, done.stderr) == (0, "")
    (when,) = lines_of(deploy / "cpstandard-nightly.timer", "OnCalendar")
    assert run(["systemd-analyze", "calendar", when]).returncode == 0


def test_the_command_of_the_service_builds_a_site_in_the_folders_that_it_may_write(deploy, place):
    (command,) = lines_of(deploy / "cpstandard-nightly.service", "ExecStart")
    assert lines_of(deploy / "cpstandard-nightly.service", "StateDirectory") == ["cpstandard"]
    words = shlex.split(command)
    written = [words[words.index(option) + 1] for option in ("--workspace", "--out")]
    assert all(folder.startswith("/var/lib/cpstandard/") for folder in written)
    state = place.folder / "state"
    places = {
        PROGRAM: SCRIPTS / "cpstandard",
        "/etc/cpstandard/registry": place.registry,
        "/var/lib/cpstandard": state,
    }
    done = run(moved(words, places))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stderr.splitlines()[-1])["event"] == "published"
    assert (state / "site" / "index.html").is_file()


def test_the_service_counts_as_success_what_leaves_a_whole_site(deploy):
    assert lines_of(deploy / "cpstandard-nightly.service", "SuccessExitStatus") == ["1"]


# GitHub


@pytest.fixture
def workflow(deploy):
    return yaml.safe_load((deploy / "github-pages.yml").read_text(encoding="utf-8"))


def test_the_workflow_is_as_github_wants_it(deploy):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = run([*command, "vendor.github-workflows", str(deploy / "github-pages.yml")])
    assert done.returncode == 0, done.stdout


def test_the_workflow_may_do_no_more_than_it_has_to(workflow):
    assert workflow["permissions"] == {}
    granted = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert granted == {
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


def test_every_action_is_pinned_by_a_full_digest_with_its_release_beside_it(deploy, workflow):
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 4
    assert all(FULL_DIGEST.fullmatch(each) for each in used)
    text = (deploy / "github-pages.yml").read_text(encoding="utf-8")
    assert len(re.findall(r"uses: \S+ # v\d+\.\d+\.\d+$", text, re.MULTILINE)) == len(used)


def test_no_step_puts_an_expression_into_a_script(workflow):
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert [step["name"] for step in steps if "${{" in step.get("run", "")] == []


class Runner:
    """Runs the steps of the workflow in order, as GitHub's runner does with ``bash -e``."""

    def __init__(self, workflow, place, tmp_path, monkeypatch):
        self.steps = {step["name"]: step for step in workflow["jobs"]["build"]["steps"]}
        self.work = tmp_path / "work"
        self.work.mkdir()
        self.output = tmp_path / "output"
        temp = tmp_path / "temp"
        temp.mkdir()
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            monkeypatch.delenv(name)
        self.server = tmp_path / "server" / "any" / "registry"
        shutil.copytree(place.registry, self.server / "registry")
        (self.server / "requirements.txt").write_text("# nothing that the test could not have\n")
        git = ["git", "-c", "init.defaultBranch=main", "-c", "user.name=Anybody"]
        git += ["-c", "user.email=anybody@example.org"]
        for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "The registry"]):
            subprocess.run([*git, *arguments], cwd=self.server, check=True)
        # A server lets nobody fetch a commit by its digest unless it says so; GitHub does.
        allow = ["config", "uploadpack.allowAnySHA1InWant", "true"]
        subprocess.run([*git, *allow], cwd=self.server, check=True)
        head = subprocess.run(
            [*git, "rev-parse", "HEAD"], cwd=self.server, check=True, capture_output=True, text=True
        )
        self.env = {
            **os.environ,
            "TOKEN": "none",
            "GITHUB_SERVER_URL": f"file://{tmp_path / 'server'}",
            "GITHUB_REPOSITORY": "any/registry",
            "GITHUB_SHA": head.stdout.strip(),
            "GITHUB_OUTPUT": str(self.output),
            "RUNNER_TEMP": str(temp),
            "GIT_CONFIG_GLOBAL": "/dev/null",
        }
        self.program = temp / "cpstandard" / "bin" / "cpstandard"

    def step(self, name):
        script = self.steps[name]["run"]
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=self.work, env=self.env, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def prepare(self):
        for name in ("Get the registry", "Install cpstandard"):
            done = self.step(name)
            assert done.returncode == 0, done.stderr
        # In place of what requirements.txt would install from the network.
        self.program.symlink_to(SCRIPTS / "cpstandard")


@pytest.fixture
def runner(workflow, place, tmp_path, monkeypatch):
    return Runner(workflow, place, tmp_path, monkeypatch)


def test_the_steps_of_the_workflow_build_a_site_and_hand_it_over(runner, workflow):
    runner.prepare()
    done = runner.step("Build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::warning::" not in done.stdout
    site = Path(runner.output.read_text().strip().removeprefix("site="))
    assert (site / "index.html").is_file()
    assert not site.is_symlink()
    given = runner.steps["Hand the site over"]["with"]["path"]
    assert given == "${{ steps.build.outputs.site }}"
    kept = runner.steps["Keep it for the next night"]["with"]["path"]
    assert site.is_relative_to(runner.work / kept)
    assert (runner.work / kept / "workspace").is_dir()


def test_a_source_that_fails_is_a_warning_and_the_site_is_handed_over(runner):
    bad = runner.server / "registry" / "data" / "anytown" / "initiatives.json"
    runner.prepare()
    runner.step("Build")
    runner.output.unlink()
    (runner.work / bad.relative_to(runner.server)).write_text("{ ::error::not ours")
    done = runner.step("Build")
    assert done.returncode == 0, done.stdout + done.stderr
    log, after = done.stdout.rsplit("\n::warning::", 1)
    assert log.startswith("::stop-commands::")
    assert "The site is whole" in after
    assert runner.output.read_text().startswith("site=")


def test_where_nothing_was_built_nothing_is_handed_over(runner):
    runner.prepare()
    (runner.work / "registry" / "gb" / "anytown.yaml").write_text("nam: x\n")
    done = runner.step("Build")
    assert done.returncode == 2
    assert "::error::Nothing was built" in done.stdout
    assert not runner.output.exists()


# A container


@pytest.fixture
def stages(deploy):
    """The lines of each stage of the container file: instruction and what follows."""
    found = []
    for line in (deploy / "Containerfile").read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        if word and word != "#":
            found[-1].append((word, rest))
    return found


def test_the_container_file_copies_all_that_a_wheel_is_built_from(stages, root, tmp_path):
    source = tmp_path / "src"
    for word, rest in stages[0]:
        if word == "COPY":
            *names, target = rest.split()
            folder = source / target.removeprefix("/src").strip("/")
            for name in names:
                if (root / name).is_dir():
                    shutil.copytree(
                        root / name, folder, ignore=shutil.ignore_patterns("__pycache__")
                    )
                else:
                    folder.mkdir(exist_ok=True)
                    shutil.copy(root / name, folder)
    (install,) = [rest for word, rest in stages[0] if word == "RUN" and " pip install " in rest]
    words = shlex.split(install)
    assert words[-1] == "/src"
    assert (source / Path(words[words.index("--constraint") + 1]).relative_to("/src")).is_file()
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    done = run([*build, "--no-index", "--wheel-dir", str(tmp_path / "wheel"), str(source)])
    assert done.returncode == 0, done.stderr
    (wheel,) = (tmp_path / "wheel").iterdir()
    names = run([sys.executable, "-m", "zipfile", "-l", str(wheel)]).stdout
    assert "cpstandard/schema/1.0/initiative.json" in names
    assert "cpstandard_table/__init__.py" in names


def test_the_image_runs_what_was_installed_as_nobody_special_and_builds_a_site(stages, place):
    last = dict(stages[-1])
    assert last["COPY"] == "--from=build /opt/cpstandard /opt/cpstandard"
    (program,) = json.loads(last["ENTRYPOINT"])
    assert program == PROGRAM
    assert f"--uid {last['USER']} " in last["RUN"]
    assert last["WORKDIR"] == "/state"
    state = place.folder / "state"
    places = {PROGRAM: SCRIPTS / "cpstandard", "/registry": place.registry, "/state": state}
    done = run(moved([program, *json.loads(last["CMD"])], places))
    assert done.returncode == 0, done.stderr
    assert (state / "site" / "index.html").is_file()
    assert (state / "workspace").is_dir()


def test_every_run_line_is_a_command_that_a_shell_can_read(stages):
    commands = [rest for stage in stages for word, rest in stage if word == "RUN"]
    assert len(commands) == 3
    for command in commands:
        assert run(["bash", "-n", "-c", command]).returncode == 0, command


# The page


def test_the_page_names_only_files_and_options_that_are_there(root):
    from click.testing import CliRunner

    from cpstandard.cli import main

    page = (root / "docs" / "nightly.md").read_text(encoding="utf-8")
    for name in re.findall(r"\(\.\./(deploy/[\w.-]+)\)", page):
        assert (root / name).is_file(), name
    told = CliRunner().invoke(main, ["build", "--help"]).output
    for line in re.findall(r"cpstandard build .*", page):
        for option in re.findall(r"--[a-z-]+", line):
            assert option in told, line


def test_the_list_of_what_was_withdrawn_is_made_as_the_page_says(root, tmp_path, monkeypatch):
    page = (root / "docs" / "nightly.md").read_text(encoding="utf-8")
    command = page.partition("## What was withdrawn: 410")[2].partition("```sh\n")[2]
    command = command.partition("```")[0]
    stones = {"withdrawn": [{"id": "ex-gone"}, {"publisher": "ex-left"}]}
    listed = tmp_path / "site" / "api" / "v1" / "withdrawn.json"
    listed.parent.mkdir(parents=True)
    listed.write_text(json.dumps(stones))
    monkeypatch.chdir(tmp_path)
    assert run(["bash", "-c", command]).returncode == 0
    rules = (tmp_path / "withdrawn.map").read_text().splitlines()
    assert all(rule.endswith(" 1;") for rule in rules)
    patterns = [rule.removesuffix(" 1;") for rule in rules]

    def gone(address):
        return any(
            re.search(each[1:], address) if each.startswith("~") else each == address
            for each in patterns
        )

    for address in (
        "/initiatives/ex-gone/",
        "/cy/initiatives/ex-gone/index.html",
        "/publishers/ex-left/",
        "/api/v1/initiatives/ex-gone.json",
    ):
        assert gone(address), address
    for address in ("/initiatives/ex-gone-too/", "/publishers/ex-gone/", "/", "/initiatives/"):
        assert not gone(address), address
