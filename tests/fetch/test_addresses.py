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
        ("4000::1", "reserved"),
        ("2a00::5efe:10.0.0.1", "another number in disguise"),
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


def test_all_that_is_named_may_be_reached_and_nothing_else() -> None:
    named = allowed(["10.1.2.3/8", "192.168.7.1"])  # a host of a network stands for the network
    assert [named.refusal(each) for each in ("10.9.9.9", "192.168.7.1")] == ["", ""]
    assert named.refusal("192.168.7.2")
    assert allowed(["all", "100.64.0.1"]).refusal("127.0.0.1") == ""
    assert allowed(["all", "100.64.0.1"]).refusal("100.64.0.1") == ""
