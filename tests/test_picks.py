"""Filters and compared answers in one value of the address."""

import pytest

from ui.picks import read_picks, write_picks

CHOICES = {"reason": ["faulty", "damaged", "not_sure"], "status": ["in_hand"]}


@pytest.mark.parametrize(
    ("picks", "text"),
    [
        ({"reason": ["faulty", "damaged"], "status": ["in_hand"]}, "reason.faulty.damaged-status.in_hand"),
        ({"reason": ["not_sure"]}, "reason.not_sure"),
        ({}, "all"),
    ],
)
def test_what_is_written_is_read_again(picks: dict[str, list[str]], text: str) -> None:
    assert write_picks(picks) == text
    assert read_picks(CHOICES, text) == picks


def test_no_picks_at_all_leave_no_trace_in_the_address() -> None:
    assert write_picks(None) == ""
    assert write_picks({"reason": []}) == "all"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".",
        "reason",
        "reason.",
        "reason.x",
        "x.faulty",
        "reason.faulty-",
        "reason.faulty-reason.damaged",
        "ALL",
    ],
)
def test_a_value_that_means_nothing_is_not_half_understood(text: str) -> None:
    assert read_picks(CHOICES, text) is None


def test_a_choice_given_twice_counts_once() -> None:
    assert read_picks(CHOICES, "reason.faulty.faulty") == {"reason": ["faulty"]}
