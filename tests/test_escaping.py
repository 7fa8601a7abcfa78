"""Text typed by a user comes out as text: read the format back and the same characters are there."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.export.escaping import as_plain_cell, as_plain_html, as_plain_markdown

HOSTILE = [
    "# heading",
    "- list\n- list",
    "1. one\n2) two",
    "> quoted",
    "    code",
    "```python\nx\n```",
    "[link](javascript:alert(1)) ![picture](http://x/y.png)",
    "<https://example.com> https://example.com www.example.com",
    "| a | b |\n|---|---|",
    "title\n=====",
    "title\n-----",
    "***bold*** __strong__ ~~gone~~",
    "&lt;b&gt; &#x3c;script&#x3e;",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "$x^2$ \\frac{1}{2} $$y$$",
    ":red[x] :smile: :material/home:",
    "a -> b <- c -- d >= e",
    "[^1]: note",
    "\\*escaped already\\*",
    "ends with a backslash\\",
    "👩‍👩‍👧 🇨🇳",
    "שלום \u202eabc\u202c مرحبا",
    "zero\u200bwidth\u2060joiner",
    "退" * 5000,
    "*" * 5000,
]
_MARKED = re.compile(r"(\\*)([`*_{}\[\]()#+\-.!|~$<>:&=^@])")


def read_back(markdown: str) -> str:
    """What CommonMark reads: escaped punctuation is itself, a backslash at the end of a line is the line's end."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown.replace("\\\n", "\n"))


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        assert not attrs
        self.tags.append(tag)
        self.text += "\n" * (tag == "br")

    def handle_data(self, data) -> None:
        self.text += data


def read_html(written: str) -> Reader:
    reader = Reader()
    reader.feed(written)
    reader.close()
    return reader


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:30])
def test_markdown_reads_back_as_the_same_text(text) -> None:
    assert lines(read_back(as_plain_markdown(text))) == lines(text)


@given(st.text())
def test_any_text_reads_back_from_markdown(text) -> None:
    written = as_plain_markdown(text)
    shown = "".join(c for c in text if c in "\n\r\t" or not re.match(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", c))
    assert lines(read_back(written)) == lines(shown)
    written.encode("utf-8")


@given(st.text(st.sampled_from("*_`#[]()<>$:\\ \n\t-+=.1a~|&@^!{}\"'")))
def test_nothing_that_means_something_is_left_bare(text) -> None:
    written = as_plain_markdown(text)
    for marks in _MARKED.finditer(written):
        assert len(marks[1]) % 2 == 1, written
    assert not re.search(r"^[ \t]", written, re.MULTILINE)
    assert not re.search(r"\\\n(\n|$)", written), "a hard line break only stands between two lines"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:30])
def test_html_reads_back_as_the_same_text(text) -> None:
    reader = read_html(as_plain_html(text))
    assert set(reader.tags) <= {"bdi", "br"}
    assert reader.text.split("\n") == text.splitlines()


@given(st.text())
def test_any_text_is_only_text_in_html(text) -> None:
    written = as_plain_html(text)
    assert set(read_html(written).tags) <= {"bdi", "br"}
    assert html.unescape(re.sub("<[^>]*>", "", written)).count("<") == text.count("<")
    written.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u200b=1",
        "\u202e=1",
        "＝1",
        "\ufeff=cmd|' /C calc'!A0",
        "\n=1",
    ],
    ids=repr,
)
def test_a_formula_is_text_in_a_cell(text) -> None:
    assert as_plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "退款", "a=1", "2026-11-20", "12.50", "'quoted", "👍"])
def test_ordinary_text_stays_as_it_is_in_a_cell(text) -> None:
    assert as_plain_cell(text) == text


@given(st.text())
def test_no_cell_begins_with_a_formula(text) -> None:
    written = as_plain_cell(text)
    assert written.removeprefix("'") == text.removeprefix("'")
    assert not written.lstrip().startswith(("=", "+", "-", "@"))
