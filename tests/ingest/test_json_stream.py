"""Lists of JSON that are read item by item."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import escape_pointer
from cpstandard.documents import open_document, stored
from cpstandard.ingest.json_stream import json_items, listed_items

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text('ab"\\é\n', max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def read(folder: Path, data: bytes) -> list:
    path = folder / "list.json"
    path.write_bytes(data)
    return list(json_items(open_document(path)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    items=st.lists(st.tuples(VALUES, st.sampled_from([None, 1])), max_size=6),
    chunk=st.integers(1, 9) | st.just(10_000),
    between=st.sampled_from([",", "\r\n,", " , \n", ",\n\n"]),
    mark=st.booleans(),
)
def test_any_list_is_read_as_it_is_wherever_a_piece_ends(
    tmp_path, items, chunk, between, mark
) -> None:
    """Some items stand on one line, others on several."""
    laid_out = [json.dumps(item, ensure_ascii=False, indent=spread) for item, spread in items]
    text = f"[{between.join(laid_out)}]"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "_CHUNK", chunk)
        assert read(tmp_path, text.encode("utf-8-sig" if mark else "utf-8")) == [
            item for item, _ in items
        ]


def test_forty_megabytes_in_the_memory_of_a_few(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    item = json.dumps({"number": 123456, "name": "INVENTED " * 20})
    with path.open("w", encoding="utf-8-sig") as out:
        out.write("[")
        out.writelines(f"\r\n,{item}" if n else item for n in range(200_000))
        out.write("]")
    assert path.stat().st_size > 40_000_000
    tracemalloc.start()
    assert sum(1 for _ in json_items(open_document(path))) == 200_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 << 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1}', "a list in square brackets was expected"),
        ('[{"a": 1}\n{"a": 2}]', ":2 is not JSON: a comma or a closing bracket is missing"),
        ('[{"a": 1},\n{"a": 2}', ":2 is not JSON: it ends before its list is closed"),
        ('[{"a": 1},\n{"a": ', ":2: This is not valid JSON: it ends before it is complete"),
        ("[1,\n2,]", ":2: This is not valid JSON"),
        ("[1,\nNaN]", "NaN and Infinity are no numbers of JSON"),
        ("[1]\n[2]", ":2 is not JSON: there is something after its end"),
        ('["\\ud800"]', "half of a two-part sign"),
        ("[" * 5000, "200 levels deep"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        read(tmp_path, text.encode())
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_item_that_never_ends_is_not_read_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(b'["' + b"x" * (60 << 20))
    tracemalloc.start()
    with pytest.raises(UnusableInput, match="more than 10 million signs"):
        list(json_items(open_document(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 110 << 20


def test_a_real_list_with_a_mark_and_leading_commas(shared: Path) -> None:
    path = (
        shared
        / "data/registers/ccew/real-json-2024-09-10/publicextract.charity_published_report.zip"
    )
    [member] = open_document(path).members().values()
    items = list(json_items(member))
    assert len(items) == 133
    assert {len(item) for item in items} == {7}


def lists_in(value: object, at: str = "") -> list:
    """What is to come of a value, said another way: the whole of it is there."""
    if isinstance(value, list):
        return [(at, item) for item in value]
    inner = value.items() if isinstance(value, dict) else ()
    return [pair for key, part in inner for pair in lists_in(part, f"{at}/{escape_pointer(key)}")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=VALUES, chunk=st.integers(1, 9) | st.just(10_000), spread=st.sampled_from([None, 1]))
def test_the_lists_in_any_value_are_found(tmp_path, value, chunk, spread) -> None:
    path = tmp_path / "value.json"
    path.write_text(json.dumps(value, ensure_ascii=False, indent=spread), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "_CHUNK", chunk)
        assert list(listed_items(open_document(path))) == lists_in(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": [1, 2', "list.json:1 is not JSON: it ends before its list is closed"),
        ('{"a": [1],\n"b": {', "list.json:2 is not JSON: a key in quotation marks was expected"),
        ('{"a": [1]', "it ends before its object is closed"),
        ('{"a" [1]}', "a colon is missing before '\\[1\\]}'"),
        ('{"a": [1] "b": 2}', "a comma or a closing bracket is missing"),
        ('{"a": [1]} {}', "there is something after its end"),
        ('{"a": [1], 2: 3}', "a key in quotation marks was expected"),
        ('{"a": ' * 100_000, "list.json:1"),
    ],
)
def test_an_object_that_is_broken_is_refused_with_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "list.json"
    path.write_text(text)
    with pytest.raises(UnusableInput, match=said):
        list(listed_items(open_document(path)))
