"""Records that share an id, or a name and a place, are found in memory and in a file alike."""

import pickle
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.validate import likenesses
from cpstandard.validate.likenesses import Likenesses

RECORDS = st.lists(
    st.builds(
        lambda number, name: {"id": f"x-{number}", "name": f"Hall {name}", "scope": "city"},
        st.integers(0, 12),
        st.integers(0, 12),
    ),
    max_size=40,
)


def sharing(records):
    ids = Counter(record["id"] for record in records)
    names = Counter(record["name"] for record in records)
    return [n for n, r in enumerate(records) if ids[r["id"]] > 1 or names[r["name"]] > 1]


def of(records):
    found = Likenesses()
    for position, record in enumerate(records):
        found.add(position, record)
    return found


@pytest.fixture(params=[1, 3, 7, 1 << 16])
def little_memory(request, monkeypatch):
    monkeypatch.setattr(likenesses, "_IN_MEMORY", request.param)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(records=RECORDS, cut=st.integers(0, 40))
@pytest.mark.usefixtures("little_memory")
def test_those_that_share_are_found(records, cut):
    whole = of(records)
    assert len(whole) == len(records)
    assert whole.positions() == sharing(records)
    first, second = of(records[:cut]), pickle.loads(pickle.dumps(of(records[cut:])))
    first.add_all(second, after=len(records[:cut]))
    assert first.positions() == sharing(records)


@pytest.mark.usefixtures("little_memory")
def test_more_may_be_added_after_one_has_looked():
    found = of([{"id": "a", "name": "Hall"}, {"id": "b", "name": "Pub"}])
    assert found.positions() == []
    found.add(5, {"id": "b", "name": "Inn"})
    assert found.positions() == [1, 5]
