"""``serve --watch``: built aside, shown, and gone in the end; nothing of it is published."""

import json
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from registry_place import Place, initiative, package


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A published site of one record."""
    place = Place(tmp_path)
    place.publisher("c-town", package("c-town", initiative("c-town-owl")))
    assert place.build().exit_code == 0
    return place


def state(place: Place) -> dict[str, bytes | str]:
    """Return all that is published, and all that is there of earlier builds."""
    return {
        str(path.relative_to(place.folder)): path.read_bytes() if path.is_file() else "folder"
        for path in place.folder.rglob("*")
        if not path.is_relative_to(place.registry) and ".preview-" not in str(path)
    }


class Previewed:
    """``serve --watch`` as a process, with the lines that it said so far."""

    def __init__(self, place: Place) -> None:
        self.place = place
        command = [
            sys.executable, "-m", "cpstandard", "serve", str(place.site), "--watch", "--port", "0",
            "--registry", str(place.registry), "--workspace", str(place.folder / "workspace"),
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.said: list[str] = []
        self.address = self.until("http://").partition(" ")[0]

    def until(self, words: str) -> str:
        """Return the first line with these words from now on."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(self.said)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path) as answer:
            return str(answer.read().decode())

    def change(self, name: str, text: str, words: str) -> str:
        """Write a file of the registry until the watcher, which takes a moment to begin, saw it."""
        stop = threading.Event()

        def write() -> None:
            for count in range(60):
                (self.place.registry / name).write_text(f"{text}# {count}\n", encoding="utf-8")
                if stop.wait(5):
                    return

        writing = threading.Thread(target=write)
        writing.start()
        try:
            self.until(f"{name} changed; building ...")
        finally:
            stop.set()
            writing.join()
        return self.until(words)


@pytest.fixture
def previewed(place: Place) -> Iterator[Previewed]:
    made = Previewed(place)
    yield made
    made.process.kill()
    made.process.communicate()


def test_a_preview_is_built_aside_and_goes_in_the_end(place: Place, previewed: Previewed) -> None:
    before = state(place)
    assert "not published" in previewed.said[-1]
    previewed.change("site.yaml", "title: A second title\n", "Preview, not published")
    assert "A second title" in previewed.get("index.html")
    stone = "withdrawn: [{id: c-town-owk, reason: It was asked for., date: 2026-01-30}]\n"
    said = previewed.change("withdrawn.yaml", stone, "no record of this id")
    assert "Is c-town-owl meant" in said, "a warning of the build is not hidden"
    previewed.until("Preview, not published")
    assert "c-town-owk" in previewed.get("api/v1/withdrawn.json")
    assert len(json.loads(previewed.get("editions/index.json"))["editions"]) == 3
    assert state(place) == before, "nothing of it is published, or left in the workspace"
    assert "c-town-owk" not in (place.site / "api/v1/withdrawn.json").read_text()
    (place.registry / "withdrawn.yaml").unlink()
    published = place.build()
    assert published.exit_code == 0, published.output
    assert "A second title" in (place.site / "index.html").read_text()
    listed = json.loads((place.site / "editions/index.json").read_text())["editions"]
    assert len(listed) == 2, "a preview has no place in the history"
    previewed.process.terminate()
    assert previewed.process.wait(60) == 0
    assert not list(place.folder.glob("*preview*"))


def test_a_mistake_while_one_watches_is_said_and_the_preview_stays(
    place: Place, previewed: Previewed
) -> None:
    before = previewed.get("index.html")
    said = previewed.change("site.yaml", "tittle: A typo\n", "did you mean title?")
    assert "site.yaml" in said
    assert previewed.get("index.html") == before


def test_where_nothing_can_be_shown_the_preview_ends_and_leaves_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.publisher("c-town", None)
    run = CliRunner().invoke(
        main,
        [
            "serve", str(place.site), "--watch", "--port", "0", "--registry", str(place.registry),
            "--workspace", str(tmp_path / "workspace"),
        ],
    )  # fmt: skip
    assert run.exit_code == 2
    assert "There is no initiative to publish" in run.output
    assert [path.name for path in tmp_path.iterdir()] == ["registry"]
