"""Sources that are fetched: members of zips, feeds, private hosts, an interrupted wait."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from raw_server import RawServer, raw_server, sends
from registry_place import Place, initiative, package


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server() as made:
        yield made


@pytest.fixture
def place(place: Place) -> Place:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    return place


def listed(place: Place, url: str, more: str = "", importer: str = "cpstandard") -> None:
    place.fetched("example-town", url, importer, name="Example Town", more=more)


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def town(*names: str) -> str:
    return package("example-town", *(initiative(f"example-town-{name}") for name in names))


def test_a_private_host_is_reached_only_where_that_is_allowed(
    server: RawServer, place: Place
) -> None:
    server.behaviours["/x.json"] = sends(200, town("heron").encode())
    listed(place, f"{server.base}/x.json")
    refused = place.build("--online")
    assert refused.exit_code == 1
    assert "not public (loopback)" in refused.stderr
    assert "--allow-private" in refused.stderr
    assert server.connections == 0
    for options in (["--allow-private"], ["--allow-network", "127.0.0.0/8"]):
        assert place.build("--online", *options).exit_code == 0
    assert place.build("--online", "--allow-network", "10.0.0.0/8").exit_code == 1
    assert "example-town-heron" in place.pages()
    assert place.build("--allow-network", "next door").exit_code == 2


def test_a_member_of_a_zip_is_read(server: RawServer, place: Place) -> None:
    content = zipped(**{
        "2026__town-2026-01.json": town("heron"), "readme.txt": "Invented.", "other.json": town("teal"),
    })  # fmt: skip
    server.behaviours["/x.zip"] = sends(200, content, kind="application/zip")
    listed(place, f"{server.base}/x.zip", "    member: town-*.json\n")
    assert place.build("--online", "--allow-private").exit_code == 0
    assert place.pages() == {"good-town-swan", "example-town-heron"}
    assert place.build().exit_code == 0  # and from the copy
    assert place.pages() == {"good-town-swan", "example-town-heron"}
    listed(place, f"{server.base}/x.zip", "    member: gone.json\n")
    result = place.build("--online", "--allow-private")
    assert "has no gone.json in it; there is 2026/town-2026-01.json, other.json" in result.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped(**{"a\x1b[2J.json": "{}"}), "has no x.json in it; there is a[2J.json."),
        (b"PK\x03\x04 not whole", "damaged or cut short"),
        (b"[]", "is no zip, so there is no x.json in it"),
        (zipped(**{"..__x.json": "{}"}), "has no x.json in it; there is nothing"),
    ],
)
def test_a_zip_that_is_none_or_leads_elsewhere_is_said(
    server: RawServer, place: Place, content: bytes, says: str
) -> None:
    server.behaviours["/x"] = sends(200, content, kind="application/zip")
    listed(place, f"{server.base}/x", "    member: x.json\n")
    result = place.build("--online", "--allow-private")
    assert result.exit_code == 1
    (line,) = [line for line in result.stderr.splitlines() if "example-town/" in line]
    assert says in line
    assert place.pages() == {"good-town-swan"}


def test_several_members_are_one_document(server: RawServer, place: Place) -> None:
    tables = {
        "Initiatives.csv": "id,name,clusters,scope\nexample-town-heron,The Heron (invented),"
        "capacity-and-assets,town\n",
        "Sources.csv": "initiative id,id,title\nexample-town-heron,s1,An invented page\n",
        "Meta.csv": "Standard version,1.0\nPublisher id,example-town\nPublisher name,Example Town\n"
        "Licence,CC-BY-4.0\n",
        "Notes.txt": "Invented.",
    }
    server.behaviours["/x.zip"] = sends(200, zipped(**tables), kind="application/zip")
    listed(place, f"{server.base}/x.zip", "    member: [Initiatives.csv, Sources.csv, Meta.csv]\n")
    result = place.build("--online", "--allow-private")
    assert "example-town-heron" in place.pages(), result.stderr


def test_a_feed_in_pages_is_one_source(server: RawServer, place: Place) -> None:
    def service(number: int) -> dict[str, object]:
        return {
            "id": f"00000000-0000-0000-0000-00000000000{number}",
            "name": f"Community garden {number} (invented)",
            "description": "An invented community garden, run by those who live beside it.",
            "organization": {"id": f"o{number}", "name": f"Garden group {number} (invented)"},
        }

    for number in (1, 2, 3):
        body = json.dumps({"total_pages": 3, "page_number": number, "contents": [service(number)]})
        server.behaviours[f"/services?page={number}"] = sends(200, body.encode())
    more = "    pages: {parameter: page, total: total_pages}\n    options: {area: Example Town}\n"
    listed(place, f"{server.base}/services", more, "open-referral-uk")
    result = place.build("--online", "--allow-private")
    assert result.exit_code == 0, result.stderr
    (source,) = place.status("example-town")["sources"]
    assert source["recordsOut"] == 3
    records = json.loads((place.site / "data" / "initiatives.json").read_text("utf-8"))
    ours = [each for each in records["initiatives"] if each["id"].startswith("example-town")]
    assert all(f"{server.base}/services" in json.dumps(each) for each in ours)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://me:secret@example.org/x", "a name or a password before an @"),
        ("https://2130706433/x", "in a way that hides which"),
        ("https://example.org:25/x", "names port 25"),
    ],
)
def test_an_address_that_nobody_follows_is_a_mistake_of_the_entry(
    place: Place, url: str, says: str
) -> None:
    listed(place, url)
    result = place.check()
    assert result.exit_code == 2
    assert "example-town.yaml: sources.0: url: its address" in result.stderr
    assert says in result.stderr


def test_reference_data_that_cannot_be_fetched_again_serves_as_it_was(
    server: RawServer, place: Place
) -> None:
    folder = place.registry / "reference"
    folder.mkdir()
    text = f"title: Areas (invented)\nurl: {server.base}/areas.csv\nlicence: OGL-UK-3.0\n"
    columns = "columns: {code: Code, name: Name}\n"
    (folder / "areas.yaml").write_text(text + columns, encoding="utf-8")
    server.behaviours["/areas.csv"] = sends(
        200, b"Code,Name\nE06900001,Newborough\n", kind="text/csv"
    )
    assert place.build("--online", "--allow-private").exit_code == 0
    server.behaviours["/areas.csv"] = sends(404)
    result = place.build("--online", "--allow-private")
    assert result.exit_code == 1
    (line,) = [line for line in result.stderr.splitlines() if "reference/areas" in line]
    assert "the server answered 404" in line
    assert "The copy of 2026-01-31 serves." in line


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("    pages: {}\n", "give either next or parameter"),
        ("    pages: {next: link, parameter: page}\n", "give either next or parameter"),
        ("    pages: {parameter: page}\n", "say with items or total"),
        ("    pages: {parameter: a&b, total: n}\n", "has to be what stands before ="),
        ("    pages: {next: link, most: 0}\n", "most"),
        ("    pages: {next: link}\n    member: x\n", "either pages or member"),
        ("    member: []\n", "member"),
    ],
)
def test_mistakes_of_an_entry_are_named(place: Place, more: str, says: str) -> None:
    listed(place, "https://example.org/x", more)
    result = place.check()
    assert result.exit_code == 2
    assert says in result.stderr


def test_documents_that_no_entry_names_any_more_are_swept(server: RawServer, place: Place) -> None:
    documents = place.folder / "workspace" / "documents"
    server.behaviours["/old.json"] = sends(200, town("heron").encode())
    server.behaviours["/new.json"] = sends(200, town("teal").encode())
    listed(place, f"{server.base}/old.json")
    assert place.build("--online", "--allow-private").exit_code == 0
    listed(place, f"{server.base}/new.json")
    # A build of some publishers alone is no reason to forget the others' documents.
    place.build("--online", "--allow-private", "--only", "good-town")
    assert any(b"heron" in path.read_bytes() for path in documents.iterdir())
    assert place.build("--online", "--allow-private").exit_code == 0
    assert not any(b"heron" in path.read_bytes() for path in documents.iterdir())
    assert any(b"teal" in path.read_bytes() for path in documents.iterdir())
