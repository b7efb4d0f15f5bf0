"""A small invented directory, and the site that is made of it."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from browsing import axe_script, lay_out, open_browser, serving
from cpstandard.core.links import Evidence, LinkKind, LinkSet
from cpstandard.core.scoreboard import RowResult, Scoreboard, Verdict
from cpstandard.core.status import Moment
from cpstandard.languages import words
from cpstandard.pipeline.reference import finding_entries, reference
from cpstandard.plugins import load_plugins
from cpstandard.publish import look
from cpstandard.publish.changes import record_digest
from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import (
    CopyView,
    Dataset,
    Directory,
    Download,
    Measured,
    Missing,
    PublisherView,
    Share,
    SourceView,
    Tombstone,
)
from cpstandard.publish.history import History
from cpstandard.publish.site import render_site
from cpstandard.publish.term_feeds import Terms
from cpstandard.schema_store import standard
from invented_views import IMPORTED, make_editions

RECORDS = Path(__file__).with_name("invented.json")
Site = dict[str, bytes]

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}


@dataclass
class Page(HTMLParser):
    """A page that was read; ``faults`` says what is wrong with it."""

    text: str
    faults: list[str] = field(default_factory=list)
    structure: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.feed(self.text)
        self.close()
        self.faults += [f"{tag} is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.structure.append((tag, tuple(names)))
        if len(names) != len(set(names)):
            self.faults.append(f"{tag} has an attribute twice: {names}")
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def __hash__(self) -> int:
        return id(self)


@pytest.fixture(scope="session")
def read() -> Callable[[bytes | str], Page]:
    """Read a page as a strict reader would: what is open must be closed, in the right order."""
    return lambda content: Page(content.decode() if isinstance(content, bytes) else content)


@pytest.fixture
def records() -> list[dict[str, Any]]:
    return json.loads(RECORDS.read_text(encoding="utf-8"))


@pytest.fixture
def directory(records: list[dict[str, Any]]) -> Directory:
    return make_directory(records)


@pytest.fixture
def remake() -> Callable[[list[dict[str, Any]]], Directory]:
    """How a test makes a directory of records of its own."""
    return make_directory


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our templates that a test may change."""
    folder = tmp_path / "templates"
    shutil.copytree(look.OURS, folder)
    monkeypatch.setattr(look, "OURS", folder)
    return folder


@pytest.fixture(scope="session")
def make() -> Callable[[list[dict[str, Any]]], Directory]:
    """How a site of a whole session is made of records of its own."""
    return make_directory


@pytest.fixture(scope="session")
def site() -> Site:
    records = json.loads(RECORDS.read_text(encoding="utf-8"))
    return dict(render_site(with_reference(make_directory(records))))


@pytest.fixture(scope="session")
def large_site() -> Site:
    """A site whose lists run over several pages."""
    first = json.loads(RECORDS.read_text(encoding="utf-8"))
    extra = [
        {**first[0], "id": f"example-hall-{n}", "name": f"Invented Hall {n:03}"} for n in range(250)
    ]
    return with_history(with_reference(make_directory([*first, *extra])))


def with_history(directory: Directory) -> Site:
    """The site with the files that an edition adds to it, which its pages lead to."""
    terms = Terms()
    terms.take(Contents(directory))
    digests = {record["id"]: record_digest(record) for record in directory.records}
    history = History(
        directory.title, "2026-01-06", digests, base_url=directory.base_url, terms=terms
    )
    files = history.files("0" * 16, None)
    added = {path: content for path, content in files if isinstance(content, bytes)}
    return {**dict(render_site(directory)), **added}


@pytest.fixture(scope="session")
def finished() -> Callable[[Directory], Site]:
    """How a test makes the whole site of a directory, with the files that an edition adds."""
    return with_history


def with_reference(directory: Directory) -> Directory:
    """A directory with the standard's reference and the findings, which take a while to make."""
    findings = finding_entries(load_plugins())
    return replace(directory, reference=reference(), findings=findings)


def link(kind: LinkKind, ids: list[str], rule: str, words: str) -> LinkSet:
    return LinkSet(kind, tuple(ids), (Evidence(rule, tuple(ids), words, 0.9),))


OLD = CopyView("2026-01-02", "2026-07-01", ends_soon=True, why="It answered 500.")
GONE = (
    Tombstone("example-gone", "", "2026-01-03", "Those who run it asked for it (invented)."),
    Tombstone("", "example-left", "2026-01-04", "They asked for it (invented)."),
)


def moment(date: str, state: str, records: int, reason: str = "") -> Moment:
    return Moment(
        date=date,
        state=state,
        reason=reason,
        records_in=records,
        records_out=records,
        findings=1,
        document=f"{records:x}",
    )


def make_directory(records: list[dict[str, Any]]) -> Directory:
    publisher_of = {record["id"]: record["id"].split("-")[0] for record in records}
    ids = sorted(record["id"] for record in records)
    publishers = {
        "example": PublisherView(
            "example",
            "Example Network (invented)",
            "CC-BY-4.0",
            "https://example.org",
            "data@example.org",
            records=sum(owner == "example" for owner in publisher_of.values()),
            sources=[
                SourceView(
                    "list",
                    "https://example.org/list.csv",
                    "table",
                    retrieved_at="2026-01-05T10:30:00Z",
                    records_in=3,
                    records_out=2,
                    imported=IMPORTED,
                )
            ],
            findings={"status-stale": 2, "no-such-code": 1},
        ),
        "other": PublisherView("other", "Other (invented)", "https://example.org/terms", records=1),
        "late": PublisherView(
            "late",
            "Late (invented)",
            "CC0-1.0",
            state="stale",
            reason="It answered 500.",
            records_in=3,
            changed="2026-01-02",
            sources=[
                SourceView(
                    "list", "https://example.org/x.csv", state="stale", copy=OLD, withdrawn=1
                )
            ],
            history=[
                moment("2026-01-01", "published", 2),
                moment("2026-01-02", "published", 3),
                moment("2026-01-05", "stale", 3, "It answered 500."),
            ],
        ),
        "gone": PublisherView(
            "gone", "Gone (invented)", "CC0-1.0", state="failed", reason="It was empty."
        ),
        "far": PublisherView("far", "Far (invented)", "CC0-1.0", state="not-tried"),
    }
    return Directory(
        title="Invented Directory",
        now="2026-01-06",
        standard=standard(),
        records=records,
        publisher_of=publisher_of,
        publishers=publishers,
        withdrawn=GONE,
        copies=dict.fromkeys(ids[:1], OLD),
        links=[
            link(LinkKind.INITIATIVE, ids[:2], "same-website", "Both give the same website."),
            link(LinkKind.ORGANISATION, ids[1:3], "same-place", "Both name Invented Fund."),
        ],
        datasets=make_datasets(),
        status={"publishers": {"example": {"sources": [{"id": "list", "import": {"rows": {}}}]}}},
        editions=make_editions(ids),
        older_editions=2,
        contact="directory@example.org",
        measured=make_measured(),
    )


def make_measured() -> Measured:
    """What an invented run measured: a row of each verdict, and one test that was left out."""
    rows = [
        row("R01", "pass", passed=3, figures=["3 of 3 files <refused> (invented)"]),
        row("R02", "fail", passed=1, failed=["tests/test_invented.py::test_it"]),
        row("R03", "skip", skipped={"Java is missing (invented)": 2}),
        row("R04", "no-test"),
    ]
    made_of = {"version": "0.1.0", "commit": "a" * 40, "code": "b" * 64, "python": "3.11.0"}
    board = Scoreboard(rows=rows, date="2026-01-06", changed=True, **made_of)
    return Measured(board, is_this_software=False)


def row(name: str, verdict: Verdict, **counts: Any) -> RowResult:
    empty = {"passed": 0, "failed": [], "skipped": {}, "figures": []}
    told = {"fault": f"an invented fault of {name}", "holds": "nothing breaks (invented)"}
    return RowResult(row=name, verdict=verdict, **told, **{**empty, **counts})


def make_datasets() -> list[Dataset]:
    """What may stand together, and a dataset apart; the files are stood for by one that is there."""
    name, apart = "Example Network (invented)", "Other (invented)"
    download = Download(
        "robots.txt", "JSON", "application/json", 1_400_000, "The package as one document."
    )
    return [
        Dataset(
            "data",
            "All initiatives",
            shares=[Share("example", name, "CC-BY-4.0", 2, f"Data of {name}, under CC BY 4.0.")],
            downloads=[download],
            missing=[Missing("Parquet", "This edition was built without DuckDB.")],
        ),
        Dataset(
            "data/licences/cc-by-nc-sa-3-0",
            "All records under CC BY-NC-SA 3.0",
            group="CC-BY-NC-SA-3.0",
            shares=[Share("other", apart, "CC-BY-NC-SA-3.0", 1, f"Data of {apart}.")],
            downloads=[download],
        ),
        Dataset(
            "data/example",
            name,
            "example",
            shares=[Share("example", name, "CC-BY-4.0", 2, f"Data of {name}, under CC BY 4.0.")],
            downloads=[download],
        ),
    ]


@pytest.fixture
def with_base(directory: Directory) -> Directory:
    return replace(directory, base_url="https://directory.example/power/")


@pytest.fixture(scope="session")
def address(large_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the large site, which lies below the root of its server."""
    folder = tmp_path_factory.mktemp("site")
    lay_out(large_site, folder / "sub" / "path")
    with serving(folder) as root:
        yield f"{root}sub/path/"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = open_browser(tmp_path_factory.mktemp("profile"), script=True)
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def axe() -> str:
    return axe_script()


InLanguages = Callable[..., Site]


@pytest.fixture(scope="session")
def whole_directory() -> Directory:
    """The invented directory with the standard's reference and the findings."""
    return with_reference(make_directory(json.loads(RECORDS.read_text(encoding="utf-8"))))


@pytest.fixture(scope="session")
def in_languages(whole_directory: Directory) -> InLanguages:
    """Make the site in the languages of some words."""
    return lambda *languages: with_history(replace(whole_directory, languages=languages))


@pytest.fixture(scope="session")
def bilingual(in_languages: InLanguages) -> Site:
    """The site in English and Welsh."""
    return in_languages(words("en", standard()), words("cy", standard()))
