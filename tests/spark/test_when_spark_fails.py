"""Where Spark is missing or breaks off, the build says so, and does the work itself or ends with 2."""

import sys

import pytest

from cpstandard.core.links import LinkSettings
from cpstandard.link.judging import by_rules
from cpstandard.link.rarity import Rarity
from cpstandard.link.subject import initiative_of
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.spark import SparkEngine
from cpstandard.spark.tasks import Files, Work, _files, compare, make, read
from cpstandard.workspace import Workspace
from registry_place import Place, initiative, package


class Broken:
    """Stands for a cluster on which every job breaks off, first or last."""

    defaultParallelism = 2  # noqa: N815 - Spark's name

    def broadcast(self, value):
        return value

    def parallelize(self, _items, _count):
        return self

    def mapPartitions(self, _function):  # noqa: N802 - Spark's name
        return self

    def collect(self):
        raise RuntimeError("Job aborted due to stage failure\n  a very long tale")

    def stop(self):
        pass


class Broadcast:
    """Stands for what Spark has sent to a process."""

    def __init__(self, value):
        self.value = value


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path)
    place.publisher("anytown", package("anytown", initiative("anytown-1"), initiative("anytown-2")))
    return place


def test_without_pyspark_the_build_ends_with_2_and_says_what_to_install(place, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    result = place.build("--engine", "spark")
    assert result.exit_code == 2
    assert "pip install 'cpstandard[spark]'" in result.stderr
    assert not place.site.exists()


def test_a_job_that_breaks_off_is_told_and_done_here(place, monkeypatch):
    monkeypatch.setattr("cpstandard.spark.start", lambda _log: Broken())
    result = place.build("--engine", "spark")
    assert result.exit_code == 0
    assert (
        "Spark broke off (RuntimeError: Job aborted due to stage failure   a very long tale; see"
        in result.stderr
    )
    assert place.pages() == {"anytown-1", "anytown-2"}


def test_subjects_are_compared_here_where_spark_breaks_off(tmp_path):
    subjects = [
        initiative_of(initiative(f"{n}-hall", name="Cairnbulg Boat Haven and Ropewalk"))
        for n in range(3)
    ]
    rarity, settings = Rarity(s.names for s in subjects), LinkSettings()
    engine = SparkEngine(tmp_path / "log", lambda *_, **__: None, lambda *_, **__: None)
    engine._running = Broken()
    expected = list(by_rules(subjects, rarity, settings))
    assert len(expected) == 3
    assert list(engine.by_rules(subjects, rarity, settings)) == expected


def test_the_shares_of_the_comparisons_hold_each_pair_once(tmp_path):
    names = ["Cairnbulg Boat Haven and Ropewalk", "Thornmere Seed Library"]
    subjects = [initiative_of(initiative(f"{n}-x", name=names[n % 2])) for n in range(20)]
    rarity, settings = Rarity(s.names for s in subjects), LinkSettings()

    class Here(Broken):
        def parallelize(self, items, count):
            assert len(items) == count > 1
            self.items = items
            return self

        def mapPartitions(self, function):  # noqa: N802 - Spark's name
            self.function = function
            return self

        def broadcast(self, value):
            return Broadcast(value)

        def collect(self):
            return [each for item in reversed(self.items) for each in self.function(iter([item]))]

    engine = SparkEngine(tmp_path / "log", lambda *_, **__: None, pytest.fail)
    engine._running = Here()
    expected = list(by_rules(subjects, rarity, settings))
    assert len(expected) == 2 * 45
    assert list(engine.by_rules(subjects, rarity, settings)) == expected


def test_a_node_with_another_version_does_nothing_and_is_named():
    work = Broadcast(Work({}, None, "of another version"))

    class Named:
        id = "anytown"

    (done,) = read(work, iter([(Named, Named)]))
    assert "has another version of cpstandard" in done.problem
    with pytest.raises(Exception, match="another version"):
        list(compare(Broadcast(((), (), None, None, "of another version")), iter([range(1)])))


def test_a_file_that_cannot_be_made_elsewhere_is_told_and_the_others_are_made(tmp_path):
    def writes(out):
        out.write(b"an invented table")

    def breaks(_out):
        raise ValueError("no room")

    packed = Files(b"", tmp_path, code_digest())
    _files[packed.id] = [("downloads", "a", breaks), ("downloads", "b", writes)]
    broken, fine = make(Broadcast(packed), iter(range(2)))
    assert (broken.problem, fine.problem) == ("ValueError: no room", "")
    workspace = Workspace(tmp_path)
    assert workspace.find("downloads", "a") is None
    kept = workspace.find("downloads", "b")
    assert kept.file().path.read_bytes() == b"an invented table"
