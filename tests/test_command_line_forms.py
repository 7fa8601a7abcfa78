"""``plan --format ... --out --ticked --link``: every form from the command line, and clear refusals."""

import sys
from pathlib import Path
from typing import Any

import pytest

from refund_guide.command_line import main
from refund_guide.export.forms import BINARY, FORMS

from .support import LATE, TOY, plan_of

CASE = ["plan", *LATE.split(), "--date", "borrowed=2026-11-02", "--now", "2026-11-22T10:00", "--lang", "en"]
STARTS = {
    "text": b"Return it",
    "json": b"{",
    "ics": b"BEGIN:VCALENDAR\r\n",
    "pdf": b"%PDF-",
    "docx": b"PK",
    "md": b"# Return",
}


def run(*more: str) -> int:
    return main([*CASE, "--file", str(TOY), *more])


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_written_to_a_file(form: str, tmp_path: Path, capsys: Any) -> None:
    target = tmp_path / f"plan.{form}"
    assert run("--format", form, "--out", str(target)) == 0
    assert target.read_bytes().startswith(STARTS[form])
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_sent_on(form: str, capsysbinary: Any) -> None:
    assert run("--format", form) == 0
    assert capsysbinary.readouterr().out.startswith(STARTS[form])


@pytest.mark.parametrize("form", sorted(BINARY))
def test_what_is_not_text_is_kept_from_a_terminal(form: str, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert run("--format", form) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--out" in err


def test_ticks_and_link_reach_the_plan(tmp_path: Path) -> None:
    target = tmp_path / "plan.md"
    proof = plan_of(LATE).evidence[0].id
    assert run("--format", "md", "--out", str(target), "--ticked", proof, "--link", "https://guide.example") == 0
    text = target.read_text(encoding="utf-8")
    assert "- [x] " in text
    query = f"item=novel&trouble=late&borrowed=2026-11-02&done={proof}&lang=en"
    assert f"<https://guide.example/plan?{query}>" in text


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("--ticked", "slip,no_such\x1bthing"), "no_such?thing"),
        (("--link", "javascript:alert(1)"), "javascript:alert(1)"),
        (("--out", "/no/such/folder/plan.txt"), "/no/such/folder/plan.txt"),
    ],
)
def test_what_cannot_be_used_is_named(more: tuple[str, ...], named: str, capsys: Any) -> None:
    assert run(*more) == 2
    assert named in capsys.readouterr().err.replace("slip", "")


@pytest.mark.parametrize("form", ["pdf", "ics"])
def test_a_question_left_open_does_not_end_up_in_the_file(form: str, tmp_path: Path, capsys: Any) -> None:
    target = tmp_path / "plan"
    assert main(["plan", "item=novel", "--file", str(TOY), "--format", form, "--out", str(target)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "trouble=late" in err
    assert not target.exists()
