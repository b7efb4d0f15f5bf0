"""The pre-commit hook, and what docs/ci.md tells people to copy."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from anytown import HEADER, named
from cpstandard.cli import main
from cpstandard.cli.config import FAIL_ON, Config, read_config
from cpstandard.validate.catalogue import all_codes, builtin_checks

SCRIPTS = Path(sys.executable).parent
RECORD = named(1)


@pytest.fixture
def git(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Anybody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "anybody@example.org")

    def call(folder, *arguments):
        folder.mkdir(parents=True, exist_ok=True)
        command = ["git", "-c", "init.defaultBranch=main", *arguments]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    return call


def write(folder, name, *records):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in (HEADER, *records)))


@pytest.fixture
def hook(root):
    (found,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return found


def test_the_hook_is_one_by_pre_commits_rules(root, hook):
    manifest = str(root / ".pre-commit-hooks.yaml")
    command = [str(SCRIPTS / "pre-commit"), "validate-manifest", manifest]
    subprocess.run(command, check=True, capture_output=True)
    assert hook["language"] == "python"
    entry = hook["entry"].split()
    assert CliRunner().invoke(main, [*entry[1:], "--help"]).exit_code == 0
    assert entry[0] == "cpstandard"


@pytest.fixture
def try_hook(git, hook, tmp_path, monkeypatch):
    """Run ``pre-commit try-repo`` on a repository of submissions.

    The hook is our own but for its language: what ``python`` would install from the network is
    taken from the environment of the tests.
    """
    provider, repository = tmp_path / "provider", tmp_path / "repository"
    git(provider, "init", "--quiet")
    (provider / ".pre-commit-hooks.yaml").write_text(
        yaml.safe_dump([{**hook, "language": "system"}])
    )
    git(provider, "add", ".")
    git(provider, "commit", "--quiet", "-m", "The hook")
    git(repository, "init", "--quiet")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}")

    def call():
        git(repository, "add", ".")
        return subprocess.run(
            ["pre-commit", "try-repo", str(provider), hook["id"], "--all-files"],
            cwd=repository, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return repository, call


def test_the_hook_checks_the_data_and_nothing_else(try_hook):
    repository, call = try_hook
    write(repository, "submissions/ours.jsonl", RECORD)
    (repository / "package.json").write_text("{}")
    done = call()
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout
    write(repository, "data/deep/theirs.jsonl", {**RECORD, "scope": "citty"})
    done = call()
    assert done.returncode == 1
    assert "data/deep/theirs.jsonl cannot be published yet" in done.stdout
    assert "package.json" not in done.stdout


def test_the_hook_takes_the_configuration_of_the_repository(try_hook):
    repository, call = try_hook
    write(repository, "submissions/ours.jsonl", {**RECORD, "practices": ["x-y"]})
    assert call().returncode == 0
    (repository / "cpstandard.toml").write_text('fail_on = "warning"')
    assert call().returncode == 1


@pytest.fixture(scope="session")
def page(root):
    return (root / "docs" / "ci.md").read_text(encoding="utf-8")


def section(page, title, language):
    part = page.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return part.split(f"```{language}\n")[1].split("```")[0]


@pytest.mark.parametrize(
    ("title", "schema"),
    [("GitHub", "vendor.github-workflows"), ("GitLab", "vendor.gitlab-ci")],
)
def test_the_recipes_are_as_the_services_want_them(page, tmp_path, title, schema):
    target = tmp_path / "recipe.yml"
    target.write_text(section(page, title, "yaml"), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(target)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_recipe_for_github_gives_the_action_inputs_that_there_are(page, root):
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    recipe = yaml.safe_load(section(page, "GitHub", "yaml"))
    (step,) = [s for s in recipe["jobs"]["validate"]["steps"] if "uses" in s]
    assert step["with"].keys() <= action["inputs"].keys()


def fetch(page, tmp_path, work):
    """Run the first step of the recipe in ``work``, of the first pull request of the server."""
    recipe = yaml.safe_load(section(page, "GitHub", "yaml"))
    script = recipe["jobs"]["validate"]["steps"][0]["run"]
    work.mkdir()
    env = {
        **os.environ,
        "TOKEN": "none",
        "GITHUB_SERVER_URL": f"file://{tmp_path / 'server'}",
        "GITHUB_REPOSITORY": "any/submissions",
        "GITHUB_REF": "refs/pull/1/merge",
        "GITHUB_BASE_REF": "main",
    }
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=work, env=env, check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_the_recipe_for_github_says_which_of_the_rules_the_branch_lacks(page, git, tmp_path):
    server, work = tmp_path / "server" / "any" / "submissions", tmp_path / "work"
    git(server, "init", "--quiet")
    (server / "cpstandard.toml").write_text("")
    git(server, "add", ".")
    git(server, "commit", "--quiet", "-m", "The rules")
    git(server, "checkout", "--quiet", "-b", "theirs")
    write(server, "submissions/theirs.jsonl", RECORD)
    (server / "known.json").write_text('{"baseline": 1, "findings": []}')
    git(server, "add", ".")
    git(server, "commit", "--quiet", "-m", "A submission that brings a baseline of its own")
    git(server, "update-ref", "refs/pull/1/merge", "theirs")
    git(server, "checkout", "--quiet", "main")
    done = fetch(page, tmp_path, work)
    assert done.returncode == 1
    assert done.stdout.startswith("::error::known.json is not on the branch main. Commit it there")
    assert "pathspec" not in done.stderr


def test_the_recipe_for_github_takes_the_data_of_the_submitter_and_the_rules_of_the_branch(
    page, git, tmp_path
):
    server, work = tmp_path / "server" / "any" / "submissions", tmp_path / "work"
    git(server, "init", "--quiet")
    write(server, "submissions/ours.jsonl", RECORD)
    (server / "cpstandard.toml").write_text('fail_on = "warning"')
    (server / "known.json").write_text('{"baseline": 1, "findings": []}')
    git(server, "add", ".")
    git(server, "commit", "--quiet", "-m", "The rules")
    git(server, "checkout", "--quiet", "-b", "theirs")
    write(server, "submissions/theirs.jsonl", {**named(2), "practices": ["x-y"]})
    (server / "cpstandard.toml").write_text('ignore = ["unlisted-code"]')
    git(server, "add", ".")
    git(server, "commit", "--quiet", "-m", "A submission that brings rules of its own")
    git(server, "update-ref", "refs/pull/1/merge", "theirs")
    git(server, "checkout", "--quiet", "main")
    assert fetch(page, tmp_path, work).returncode == 0
    assert (work / "submissions" / "theirs.jsonl").is_file()
    command = [str(SCRIPTS / "cpstandard"), "validate", "submissions"]
    with_rules = [*command, "--config", "cpstandard.toml", "--baseline", "known.json"]
    done = subprocess.run(with_rules, cwd=work, check=False, capture_output=True)
    assert done.returncode == 1


def test_the_recipe_for_gitlab_runs(page, tmp_path, monkeypatch):
    recipe = yaml.safe_load(section(page, "GitLab", "yaml"))["validate"]
    monkeypatch.setenv("PATH", f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}")
    write(tmp_path, "submissions/ours.jsonl", {**RECORD, "scope": "citty"})
    (tmp_path / "cpstandard.toml").write_text("")
    codes = [
        subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, check=False, capture_output=True
        ).returncode
        for line in recipe["script"]
        if not line.startswith(("pip ", "apt-get "))
    ]
    assert codes == [0, 0, 1]
    for name in recipe["artifacts"]["reports"].values():
        assert (tmp_path / name).stat().st_size > 0


def test_the_hook_configuration_shown_is_one(page, tmp_path):
    target = tmp_path / ".pre-commit-config.yaml"
    target.write_text(section(page, "pre-commit", "yaml"), encoding="utf-8")
    pre_commit = shutil.which("pre-commit", path=str(SCRIPTS))
    subprocess.run([str(pre_commit), "validate-config", str(target)], check=True)


def test_the_configuration_shown_names_every_setting_and_can_be_read(page, tmp_path):
    path = tmp_path / "cpstandard.toml"
    path.write_text(section(page, "Configuration", "toml"), encoding="utf-8")
    found = read_config(path, all_codes(builtin_checks()))
    assert found.fail_on in FAIL_ON
    assert found.baseline == tmp_path / "known.json"
    unset = [name for name in Config.__dataclass_fields__ if not getattr(found, name)]
    assert unset == []


def test_every_command_shown_names_options_that_exist(page):
    help_text = CliRunner().invoke(main, ["validate", "--help"]).output
    for line in re.findall(r"cpstandard validate .*", page):
        for option in re.findall(r"--[a-z-]+", line):
            assert option in help_text, line
