"""The search index: what it holds, and that its postings lead back to the records."""

import html
import json
from array import array
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpstandard.core.areas import Area, Areas
from cpstandard.core.site_parts import FACETS
from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.entry import Entry
from cpstandard.publish.search import SearchEntry, index_files, search_entry
from cpstandard.publish.search.blocks import laid_out, pack, split, unpack
from cpstandard.publish.search.facets import Facet
from cpstandard.publish.search.part import MOST_RECORDS
from cpstandard.publish.search.postings import Postings, decode, placed
from cpstandard.publish.search.vocabulary import Vocabulary
from cpstandard.publish.site import render_site

Site = dict[str, bytes]
Remake = Callable[[list[dict[str, Any]]], Directory]


def entries_of(directory: Directory) -> list[SearchEntry]:
    contents = Contents(directory)
    return [search_entry(directory.standard, entry) for entry in contents.entries]


def index_of(directory: Directory, *facets: str, areas: Areas | None = None) -> Site:
    def make(entry: Entry) -> SearchEntry:
        return search_entry(directory.standard, entry)

    return dict(index_files(Contents(directory).entries, make, facets or FACETS, areas=areas))


def root_of(files: Site) -> dict[str, Any]:
    return json.loads(files["search/index.json"])


def cards_of(files: Site) -> list[list[Any]]:
    blocks = [path for path in files if path.startswith("search/cards/")]
    ordered = sorted(blocks, key=lambda path: int(path.split("/")[-1].removesuffix(".bin")))
    return [card for path in ordered for card in unpack(files[path])[0]]


def labels_of(files: Site) -> dict[str, dict[str, str]]:
    page = files["search/index.html"].decode()
    return json.loads(html.unescape(page.split('data-labels="')[1].split('"')[0]))


def found(files: Site, word: str) -> dict[str, int]:
    """Return the ids that a form's postings lead to, each with the word's weight, as a browser."""
    root, group = root_of(files), None
    for n in range(len(root["words"])):
        head, _ = unpack(files[f"search/words/{n}.bin"])
        assert head["forms"][0] == root["words"][n]
        if word in head["forms"]:
            group = head["groups"][head["forms"].index(word)]
    assert group is not None, word
    file = max(n for n, first in enumerate(root["postings"]) if first <= group)
    lengths, data = unpack(files[f"search/postings/{file}.bin"])
    position = group - root["postings"][file]
    start = sum(lengths[:position])
    cards = cards_of(files)
    postings = decode(data[start : start + lengths[position]])
    return {cards[record][0]: weight for record, weight in postings}


def facet(files: Site, name: str) -> list[list[str]]:
    """Return the codes of each record in one facet."""
    root = root_of(files)
    options = next(each for each in root["facets"] if each["name"] == name)["options"]
    combinations, column = unpack(files[f"search/columns/{name}.bin"])
    width = len(column) // root["records"]
    numbers = [
        int.from_bytes(column[i : i + width], "little") for i in range(0, len(column), width)
    ]
    return [[options[position][0] for position in combinations[number]] for number in numbers]


def test_words_lead_to_their_records(site: Site) -> None:
    assert list(found(site, "jury")) == ["example-two-rivers-jury"]
    assert list(found(site, "felin")) == ["example-mill-lane-hall"]
    assert list(found(site, "suppers")) == ["example-mill-lane-hall"]
    assert list(found(site, "invented")) == [card[0] for card in cards_of(site)]


def test_a_word_weighs_more_in_a_name(site: Site) -> None:
    weights = [found(site, word)["example-mill-lane-hall"] for word in ("mill", "suppers")]
    assert weights[0] > weights[1]


def test_a_word_stands_once_in_an_entry_and_weighs_what_it_does_at_most(
    remake: Remake, records: list[Any]
) -> None:
    told = {"name": "Invented jury", "description": "A jury of neighbours. The jury met."}
    (entry,) = entries_of(remake([{**records[0], **told}]))
    assert "jury" in entry["words"]["7"]
    assert "neighbours" in entry["words"]["2"]
    every = [word for words in entry["words"].values() for word in words]
    assert len(every) == len(set(every))


def test_places_practices_and_organisations_can_be_searched_for(site: Site) -> None:
    for word in ("wales", "kingdom", "britain", "share", "society", "loneliness", "germany"):
        assert found(site, word), word


def test_practices_can_be_searched_for_in_welsh(site: Site) -> None:
    assert found(site, "rheithgor") == found(site, "jury") | found(site, "rheithgor")


def test_forms_of_one_stem_share_their_postings(remake: Remake, records: list[Any]) -> None:
    one = {**records[0], "id": "example-a", "name": "Invented juries", "description": "x"}
    other = {**records[0], "id": "example-b", "name": "Invented jury", "description": "x"}
    files = index_of(remake([one, other]))
    assert found(files, "jury") == found(files, "juries")
    assert set(found(files, "jury")) == {"example-a", "example-b"}


def test_welsh_forms_share_their_postings_whatever_their_beginning(
    remake: Remake, records: list[Any]
) -> None:
    def welsh(name: str, text: str) -> dict[str, Any]:
        told = {"language": "cy", "description": text}
        return {**records[0], "id": name, "name": "Invented", "language": "cy", **told}

    texts = ["Tafarn yng Nghaerdydd", "O Gaerdydd i dafarn", "A Chaerdydd", "Caerdydd"]
    given_ = [welsh(f"example-{n}", text) for n, text in enumerate(texts)]
    files = index_of(remake(given_))
    every = {f"example-{n}" for n in range(4)}
    for form in ("caerdydd", "nghaerdydd", "gaerdydd", "chaerdydd"):
        assert set(found(files, form)) == every, form
    assert set(found(files, "tafarn")) == set(found(files, "dafarn")) == {"example-0", "example-1"}


def test_english_words_are_not_taken_for_mutations(remake: Remake, records: list[Any]) -> None:
    text = {"description": "A ball of beer, made by a mall for the fear of the pear."}
    files = index_of(remake([{**records[0], **text}]))
    root = root_of(files)
    head, _ = unpack(files["search/words/0.bin"])
    group = dict(zip(head["forms"], head["groups"], strict=True))
    assert root["records"] == 1
    assert len({group[word] for word in ("ball", "mall", "fear", "pear", "beer")}) == 5


def test_the_dictionary_is_sorted_as_the_script_s_search_needs(large_site: Site) -> None:
    root = root_of(large_site)
    forms = [
        form
        for n in range(len(root["words"]))
        for form in unpack(large_site[f"search/words/{n}.bin"])[0]["forms"]
    ]
    assert forms == sorted(set(forms), key=lambda form: form.encode("utf-16-be"))
    assert "the" not in forms


def test_each_column_has_a_number_for_each_record(large_site: Site) -> None:
    root = root_of(large_site)
    assert root["records"] == len(cards_of(large_site)) == 253
    for each in root["facets"]:
        codes = facet(large_site, each["name"])
        assert len(codes) == root["records"]
        for code, total, _ in each["options"]:
            assert sum(code in row for row in codes) == total


def test_facets_say_what_is_not_on_record(site: Site) -> None:
    assert ["nothing-recorded"] in facet(site, "evidence")
    assert ["not-stated"] in facet(site, "status")


def test_each_option_has_words(site: Site) -> None:
    root, labels = root_of(site), labels_of(site)
    for each in root["facets"]:
        assert labels[""][each["name"]]
        for code, _, _ in each["options"]:
            known = {**labels.get(each["name"], {}), **root["names"].get(each["name"], {})}
            # Years and licences name themselves, and so does a practice that is on no list.
            own = each["name"] in ("began", "licence") or code == "tool-library"
            assert code in known or own, (each["name"], code)


def test_places_lie_within_each_other(remake: Remake, records: list[Any]) -> None:
    def at(name: str, **more: Any) -> dict[str, Any]:
        return {**records[0], "id": name, "places": [{"name": "Invented", "country": "GB", **more}]}

    code = [{"scheme": "GSS", "code": "W06000015"}]
    inner = at("example-a", region="South", subdivision="GB-WLS", areaCodes=code)
    files = index_of(remake([inner, at("example-b", subdivision="GB-WLS"), at("example-c")]))
    place = next(each for each in root_of(files)["facets"] if each["name"] == "place")
    assert place["options"] == [
        ["gb-wls", 2, 0],
        ["gb-wls/south", 1, 1],
        ["gb-wls/w06000015", 1, 1],
    ]
    assert root_of(files)["names"]["place"]["gb-wls"] == "Wales"


SPOTS: list[dict[str, Any]] = [
    {},
    {"region": "South West"},
    {"subdivision": "GB-ENG"},
    {"region": "South West", "subdivision": "GB-ENG"},
    {"region": "England"},
]
"""What records may say of where an authority lies, beside its code."""


@pytest.mark.parametrize("with_list", [False, True])
def test_an_authority_stands_once_whatever_records_say_of_where_it_lies(
    remake: Remake, records: list[Any], *, with_list: bool
) -> None:
    spot = {"name": "Vale (invented)", "country": "GB"}
    told = [
        {
            **records[0],
            "id": f"example-{n}",
            "places": [{**spot, **said, "areaCodes": [{"scheme": "GSS", "code": code}]}],
        }
        for n, said in enumerate(SPOTS)
        for code in (["E06000901", "E07000901"][n % 2 if with_list else 0],)
    ]
    listed = Areas(
        [
            Area("E07000901", "Old Vale", "E06000901", "Vale", "South West", "GB-ENG"),
            Area("E06000901", "Vale", "E06000901", "Vale", "South West", "GB-ENG"),
        ]
    )
    files = index_of(remake(told), areas=listed if with_list else None)
    place = next(each for each in root_of(files)["facets"] if each["name"] == "place")
    found = {code: count for code, count, _ in place["options"]}
    within = "gb-eng/south-west" if with_list else "gb-eng"
    assert found == {
        "gb-eng": 5,
        "gb-eng/south-west": 5 if with_list else 2,
        f"{within}/e06000901": 5,
    }


def test_a_card_names_who_else_tells_of_the_same_initiative(directory: Directory) -> None:
    first, second, *rest = sorted(each["id"] for each in directory.records)
    site = dict(render_site(directory))
    cards = {row[0]: row for row in unpack(site["search/cards/0.bin"])[0]}
    publisher = directory.publishers[directory.publisher_of[second]].name
    assert cards[first][-1] == [[second, publisher]]
    assert [cards[each][-1] for each in rest] == [[]] * len(rest)


def test_the_index_of_nothing_is_empty(remake: Remake) -> None:
    files = index_of(remake([]))
    assert root_of(files)["records"] == 0
    assert root_of(files)["words"] == []


def test_what_changes_a_file_changes_the_version(remake: Remake, records: list[Any]) -> None:
    changed = [{**records[0], "description": "Other words."}, *records[1:]]
    versions = {
        root_of(index_of(remake(each)))["version"] for each in (records, records[::-1], changed)
    }
    assert len(versions) == 2


STEM_OF = {"jury": "jury", "juries": "jury", "energy": "energy", "a": "a"}
POSTINGS = st.dictionaries(
    st.integers(0, 200_000),
    st.dictionaries(st.sampled_from(sorted(STEM_OF)), st.integers(1, 7)),
    max_size=MOST_RECORDS,
)


@given(POSTINGS, st.sets(st.integers(0, 200_000)))
@example({3: {"jury": 7, "juries": 2}, 300_000: {"juries": 2, "jury": 1}}, set())
def test_postings_come_back_as_they_went_in(
    given_: dict[int, dict[str, int]], gone: set[int]
) -> None:
    """A record is once in those of forms of one stem, with what weighs most."""
    postings, put, forms = Postings(), defaultdict[str, dict[int, int]](dict), set()
    for place, (record, weights) in enumerate(sorted(given_.items())):
        for word, weight in weights.items():
            postings.add(place, weight, [word])
            if record not in gone:
                forms.add(word)
                of_stem = put[STEM_OF[word]]
                of_stem[record] = max(weight, of_stem.get(record, 0))
    numbers = [-1 if record in gone else record for record in sorted(given_)]
    vocabulary = Vocabulary()
    for form, posting in placed(postings.block(), numbers):
        vocabulary.add(form, posting)
    got, lists = read_back(vocabulary)
    assert set(got) == forms
    for form, (group, records) in got.items():
        assert lists[group] == sorted(put[STEM_OF[form]].items())
        assert records == len(lists[group])
    assert len(lists) == len(put)


def read_back(
    vocabulary: Vocabulary,
) -> tuple[dict[str, tuple[int, int]], list[list[tuple[int, int]]]]:
    """Return the group of each form with how many records it has, and the postings of groups."""
    forms: dict[str, tuple[int, int]] = {}
    lists = []
    for path, content in (each for each in vocabulary.files() if isinstance(each, tuple)):
        head, data = split(content)
        if path.startswith("words/"):
            told = zip(head["forms"], head["groups"], head["records"], strict=True)
            forms |= {form: (group, records) for form, group, records in told}
        else:
            for length in head:
                lists.append(list(decode(data[:length])))
                data = data[length:]
    return forms, lists


def test_forms_are_in_the_order_in_which_the_script_compares() -> None:
    vocabulary = Vocabulary()
    for form in ("\ufa0e", "\U00010400", "z"):
        vocabulary.add(form, array("I", [8 | 1]))
    assert list(read_back(vocabulary)[0]) == ["z", "\U00010400", "\ufa0e"]


def test_an_option_has_the_name_that_most_records_give_it() -> None:
    said = [(("a",), ("Two",)), (("a", "b"), ("One", "x")), (("a", "c"), ("One", "y"))]
    facet = Facet("place", said, [0, 0, 0, 1, 2])
    assert facet.names() == {"a": "Two", "b": "x", "c": "y"}
    assert [option[:2] for option in facet.options] == [("a", 5), ("b", 1), ("c", 1)]


def test_of_very_many_places_of_one_record_some_are_left_out(directory: Directory) -> None:
    entries = Contents(directory).entries
    spots = [(n / 2, 50.0, 0) for n in range(300)]

    def make(entry: Entry) -> SearchEntry:
        return {**search_entry(directory.standard, entry), "points": spots}

    head, data = unpack(dict(index_files(entries, make))["search/columns/points.bin"])
    assert head["points"] == 255 * len(entries)
    assert list(data[4 * head["points"] :][: len(entries)]) == [255] * len(entries)


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists), st.binary())
def test_a_block_comes_back_as_it_was(head: Any, data: bytes) -> None:
    assert unpack(pack(laid_out(head, data))) == (head, data)


@pytest.mark.parametrize(
    ("date", "day", "began"),
    [
        ("2014-06~", 20140600, ["2010s", "2014"]),
        ("1997-06-12", 19970612, ["1990s", "1997"]),
        ("1984", 19840000, ["1980s", "1984"]),
        (None, 0, ["not-stated"]),
    ],
)
def test_a_beginning_is_known_as_far_as_it_is_said(
    remake: Remake, records: list[Any], date: str | None, day: int, began: list[str]
) -> None:
    record = {**records[0], "started": date}
    (entry,) = entries_of(remake([{k: v for k, v in record.items() if v}]))
    assert (entry["started"], entry["facets"]["began"]) == (day, began)


def test_an_index_has_the_facets_that_were_chosen_in_their_order(directory: Directory) -> None:
    files = index_of(directory, "place", "cluster")
    assert [facet["name"] for facet in root_of(files)["facets"]] == ["place", "cluster"]
    assert set(root_of(files)["names"]) <= {"place", "cluster"}
    columns = {path for path in files if path.startswith("search/columns/")}
    others = {f"search/columns/{name}.bin" for name in ("started", "updated", "points")}
    assert columns == {"search/columns/place.bin", "search/columns/cluster.bin"} | others
