"""What the validator proposes for a text that has not the form of its field."""

import pytest

from cpstandard.validate.readings import date


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("14/06/2004", "2004-06-14"),
        ("29/02/2020", "2020-02-29"),
        ("c. 1985", "1985~"),
        ("31/02/2020", None),
        ("29/02/2021", None),
        ("31 June 2020", None),
        ("05/2021", "2021-05"),
        ("13/2021", None),
        ("Jan-85", "1985-01"),
        ("85-Ionawr", "1985-01"),
        ("Jan-19", None),
        ("Box-85", None),
    ],
)
def test_no_day_is_proposed_that_is_not_in_the_calendar(text: str, read: str | None) -> None:
    assert date(text) == read
