"""What a number that is not public is called, and whom an operator may let it be."""

import pytest

from cpstandard.fetch.addresses import Allowed, allowed, special


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("8.8.8.8", ""),
        ("2606:4700::1111", ""),
        ("example.org", "not a number"),
        ("", "not a number"),
        ("127.0.0.1", "loopback"),
        ("240.0.0.1", "reserved"),
    ],
)
def test_what_a_number_is_called(number, kind):
    assert special(number) == kind
    assert Allowed().refusal(number) == kind


def test_no_permission_reaches_the_keys_of_a_cloud():
    door = allowed(["all"])
    assert door.refusal("127.0.0.1") == door.refusal("10.0.0.1") == door.refusal("fd00::1") == ""
    assert door.refusal("169.254.169.254") == special("169.254.169.254") != ""
    assert door.refusal("fd00:ec2::254") == "of a cloud's own services"
