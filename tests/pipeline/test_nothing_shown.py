"""A publisher of whose records none, or only some, can be shown is told so in plain sight."""

import json

from registry_place import Place, initiative, package


def broken(id_: str) -> dict[str, object]:
    return {name: value for name, value in initiative(id_).items() if name != "sources"}


def page(place: Place, address: str) -> str:
    return (place.site / address / "index.html").read_text(encoding="utf-8")


def test_a_publisher_without_a_sound_record_is_not_called_up_to_date(place: Place) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    place.publisher("bad-town", package("bad-town", broken("bad-town-a"), broken("bad-town-b")))
    result = place.build()
    assert result.exit_code == 1
    assert "not shown  bad-town/initiatives: All 2 records have errors" in result.stderr
    assert place.status("bad-town")["state"] == "nothing-shown"
    for address in ("status", "publishers/bad-town"):
        shown = page(place, address)
        assert "none of its records could be shown" in shown
        assert "All 2 records have errors, so nothing is shown." in shown
        assert "#errors" in shown
    own = page(place, "publishers/bad-town")
    assert "Up to date" not in own
    assert "<code>bad-town-a</code>" in own
    (code,) = {e["code"] for e in place.status("bad-town")["sources"][0]["errors"]}
    assert f"findings/{code}/" in own


def test_how_many_were_refused_is_said_where_others_are_shown(place: Place) -> None:
    place.publisher("a-town", package("a-town", initiative("a-town-swan"), broken("a-town-b")))
    assert place.build().exit_code == 1
    assert place.status("a-town")["state"] == "published"
    for address in ("status", "publishers/a-town"):
        assert "1 of 2 records is not shown, because of errors." in page(place, address)
        assert "#errors" in page(place, address)


def test_a_file_without_records_says_so(place: Place) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    place.publisher("new-town", package("new-town"))
    place.publisher("odd-town", package("odd-town", {"name": "No id (invented)"}))
    place.build()
    reasons = {id_: place.status(id_)["sources"][0]["reason"] for id_ in ("new-town", "odd-town")}
    assert reasons == {
        "new-town": "There are no records in it.",
        "odd-town": "No record could be made of what it holds: it has no id (1).",
    }


def test_a_second_source_that_is_shown_makes_a_publisher_shown(place: Place) -> None:
    path = place.publisher("a-town", package("a-town", initiative("a-town-swan")))
    path.with_name("more.json").write_text(package("a-town", broken("a-town-b")), encoding="utf-8")
    more = "  - {id: more, path: data/a-town/more.json, importer: cpstandard}\n"
    place.publisher("a-town", None, more)
    place.build()
    status = place.status("a-town")
    assert status["state"] == "published"
    assert [source["state"] for source in status["sources"]] == ["published", "nothing-shown"]
    assert json.dumps(status).count("The only record has errors") == 1
    assert "The only record has errors" in page(place, "publishers/a-town")
