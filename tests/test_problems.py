"""How a problem reads, and how text from outside is shown in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.problems import KnowledgeError, Problem, printable

FIRST, SECOND = Problem("f.yaml", 2, "R301", "x"), Problem("f.yaml", 10, "C601", "y")


def test_a_problem_prints_its_place_code_and_message() -> None:
    assert str(FIRST) == "f.yaml:2 R301 x"


def test_problems_are_sorted_by_place() -> None:
    error = KnowledgeError([SECOND, FIRST])
    assert error.problems == [FIRST, SECOND]
    assert str(error) == "f.yaml:2 R301 x\nf.yaml:10 C601 y"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("借书", "借书"),
        ("abcde", "abcde"),
        ("abcdef", "abcd…"),
        ("a\nb", "a?b"),
        ("\x1b[2J", "?[2J"),
        ("\ud800", "?"),
    ],
)
def test_text_from_outside_is_shown_in_one_short_line(text: str, shown: str) -> None:
    assert printable(text, 5) == shown


@given(st.text(st.characters()), st.integers(1, 100))
def test_whatever_is_shown_can_be_printed(text: str, longest: int) -> None:
    shown = printable(text, longest)
    assert shown.isprintable()
    assert len(shown) == min(len(text), longest)
    shown.encode()


def test_shown_text_has_sixty_characters_unless_asked_otherwise() -> None:
    assert printable("x" * 60) == "x" * 60
    assert printable("x" * 61) == "x" * 59 + "…"
