"""Text -> plain data: what is read, what is refused, on which line; and that nothing gets past."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refund_guide.problems import KnowledgeError, Problem
from refund_guide.source_text import MAX_CHARACTERS, MAX_DEPTH, MAX_VALUES, Positions, line_of, parse
from refund_guide.tree import Tree, validate

from .hostile import damaged, small_text
from .support import only_problem, toy_text

CHUNKS = 20
HEAD_VARIANTS, SMALL_VARIANTS, TOY_VARIANTS = 300, 180, 20
"""Variants per chunk: 10,000 in all."""


def refused(text: str) -> Problem:
    with pytest.raises(KnowledgeError) as caught:
        parse(text, "file.yaml")
    return only_problem(caught.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-20", date(2026, 11, 20)),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("True", "True"),
        ("007", "007"),
        ("1.5", "1.5"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("12:30", "12:30"),
        ("²", "²"),
        ("-", None),
        ("9" * 19, "9" * 19),
        ("2026-02-30", "2026-02-30"),
        ("2026-11-20T10:00", "2026-11-20T10:00"),
        ('"12"', "12"),
        ("'true'", "true"),
        ('"2026-11-20"', "2026-11-20"),
    ],
)
def test_a_plain_word_is_read_as_people_mean_it(written: str, read: object) -> None:
    if written == "-":
        assert parse("key:\n  -", "f") == {"key": [read]}
    else:
        found = parse(f"key: {written}", "f")["key"]
        assert (found, type(found)) == (read, type(read))


def test_maps_and_lists_keep_their_order_and_nesting() -> None:
    data = parse("b:\n  - {z: 1, a: [x, y]}\n  - text\na: {}\n", "f")
    assert list(data) == ["b", "a"]
    assert data == {"b": [{"z": 1, "a": ["x", "y"]}, "text"], "a": {}}
    assert list(data["b"][0]) == ["z", "a"]


def test_every_value_knows_its_line() -> None:
    positions: Positions = {}
    parse("a: 1\nb:\n  c:\n    - x\n    - d: >-\n        long\n        text\n      e: 2\n", "f", positions)
    assert positions[("a",)] == 1
    assert positions[("b", "c", 0)] == 4
    assert positions[("b", "c", 1, "d")] == 5
    assert positions[("b", "c", 1, "e")] == 8


def test_a_value_below_its_key_is_found_at_the_key() -> None:
    positions: Positions = {}
    parse("# note\na:\n\n  b:\n    - x\n", "f", positions)
    assert positions[("a",)] == 2
    assert positions[("a", "b")] == 4


def test_the_line_of_something_missing_is_the_line_of_what_is_around_it() -> None:
    positions: Positions = {}
    parse("a:\n  - b: 1\n  - c: 1\n", "f", positions)
    assert line_of(positions, ("a", 1, "missing", "deeper")) == 3
    assert line_of(positions, ("nothing",)) == 1


def test_a_repeated_key_is_refused_with_its_line() -> None:
    problem = refused("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")
    assert (problem.code, problem.line) == ("Y107", 5)
    assert "'c' is written twice" in problem.message


def test_all_repeated_keys_are_named_at_once() -> None:
    with pytest.raises(KnowledgeError) as caught:
        parse("a: 1\na: 2\nb: {x: 1, x: 2}\na: 3\n", "f")
    assert [(one.code, one.line) for one in caught.value.problems] == [("Y107", 2), ("Y107", 3), ("Y107", 4)]


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert parse("a: {<<: x}\n", "f") == {"a": {"<<": "x"}}


@pytest.mark.parametrize(
    ("text", "line", "code", "says"),
    [
        ("", 1, "Y102", "empty"),
        ("# only a comment\n", 1, "Y102", "empty"),
        ("---\n", 1, "Y102", "empty"),
        ("a: 1\nb: [1, 2\n", 3, "Y104", "not valid YAML"),
        ("a: 1\n b: 2\n", 2, "Y104", "check indentation"),
        ('a: "x\n', 2, "Y104", "quotes"),
        ("a: 1\nb: \x07\n", 2, "Y104", "U+0007 cannot be used; remove it"),
        ("a: 1\nb: 2\nc: \ud800\n", 3, "Y104", "U+D800"),
        ("a: 1\nb: &x 2\n", 2, "Y105", "use a group instead"),
        ("a: 1\nb: *x\n", 2, "Y105", "not allowed"),
        ("a: &x\n  b: 1\n", 1, "Y105", "not allowed"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "Y106", "remove tag:yaml.org,2002:python"),
        ("a: !mine x\n", 1, "Y106", "!mine"),
        ("a: !!str 5\n", 1, "Y106", "remove"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "Y106", "a key must be a plain word"),
        ("a: 1\n!!str b: 2\n", 2, "Y106", "a key must be a plain word"),
        ("a: 1\n*x : 2\n", 2, "Y106", "a key must be a plain word"),
        ("a: 1\n---\nb: 2\n", 2, "Y108", "remove the '---' line"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(text: str, line: int, code: str, says: str) -> None:
    problem = refused(text)
    assert (problem.code, problem.line) == (code, line)
    assert says in problem.message
    assert str(problem).startswith(f"file.yaml:{line} {code} ")


def test_deep_nesting_is_refused_and_reasonable_nesting_is_not() -> None:
    assert refused("a:\n- " + "[" * 100_000).code == "Y101"
    assert refused("a: 1\nb: " + "{x: " * 1000).line == 2
    parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f")
    assert refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).message == f"nested deeper than {MAX_DEPTH} levels"


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert (refused(bomb).code, refused(bomb).line) == ("Y105", 1)


def test_a_file_too_long_or_with_too_many_values_is_refused_unread() -> None:
    assert refused("x" * (MAX_CHARACTERS + 1)).code == "Y103"
    problem = refused("a: 1\nb:\n" + "- x\n" * MAX_VALUES)
    assert problem.code == "Y103"
    assert problem.line == MAX_VALUES
    assert "values; split or shorten" in problem.message


def test_a_message_stays_one_short_line_whatever_the_file_says() -> None:
    key = "k\\n\\e[2J" * 100
    problem = refused(f'"{key}": 1\n"{key}": 2\n')
    assert problem.code == "Y107"
    assert str(problem).isprintable()
    assert len(str(problem)) < 150


def survives(text: str) -> Tree | None:
    """Load the text, or be told by well-formed problems why it cannot be loaded."""
    try:
        return Tree(validate(parse(text, "f.yaml"), text, "f.yaml"), "f.yaml")
    except KnowledgeError as error:
        assert error.problems
        lines = text.count("\n") + text.count("\r") + text.count("\u2028") + text.count("\x85") + 2
        for problem in error.problems:
            assert 1 <= problem.line <= lines, problem
            assert problem.code[0] in "YS", problem
            assert problem.message.isprintable(), problem
            assert len(problem.message) < 600, problem
        return None


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_damaged_file_loads_or_says_what_is_wrong(chunk: int) -> None:
    head = toy_text().partition("sources:")[0]
    loaded = [survives(text) for text in damaged(head, chunk, HEAD_VARIANTS)]
    loaded += [survives(text) for text in damaged(small_text(), 1000 + chunk, SMALL_VARIANTS)]
    loaded += [survives(text) for text in damaged(toy_text(), 2000 + chunk, TOY_VARIANTS)]
    assert len(loaded) * CHUNKS == 10_000
    assert None in loaded, "no variant was damaged enough"
    assert any(loaded), "every variant was damaged beyond use"


def test_undamaged_files_load() -> None:
    assert survives(small_text()) is not None
    assert survives(toy_text()) is not None


@settings(max_examples=300)
@given(st.text(st.characters(), max_size=200))
def test_any_text_loads_or_says_what_is_wrong(text: str) -> None:
    survives(text)


@settings(max_examples=200)
@given(st.text("ab:-[]{},&*!|>'\"#%@? \n\t~0", max_size=80))
def test_any_heap_of_yaml_signs_loads_or_says_what_is_wrong(text: str) -> None:
    survives(text)
