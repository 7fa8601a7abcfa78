"""The words of the interface: complete in both languages, all of them used."""

import re
from string import Formatter
from types import ModuleType
from typing import get_args

import pytest

from refund_guide.vocabulary import AddressedTo, SourceKind
from ui import texts
from ui.entries import ENTRIES
from ui.markup import markdown
from ui.texts import TEXTS

from .support import ROOT

MADE_UP = {
    *(f"kind_{kind}" for kind in get_args(SourceKind)),
    *(f"to_{one}" for one in get_args(AddressedTo)),
    *(f"entry_{entry}" for entry in ENTRIES),
    *(f"way_{way}" for ways in ENTRIES.values() for way in ways),
    *(f"about_{part}_title" for part in ("limits", "privacy", "checked", "licence")),
    "sources",
    "about",
}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_say_the_same(key: str) -> None:
    zh, en = TEXTS[key]
    assert zh.strip() and en.strip()
    if key not in ("left_exact",):
        assert gaps(zh) == gaps(en)
    if key != "this_language":
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"「.*?」", "", en))


def test_no_key_stands_in_two_modules() -> None:
    modules = [module for module in vars(texts).values() if isinstance(module, ModuleType)]
    assert modules
    assert sum(len(module.TEXTS) for module in modules) == len(TEXTS)


def test_every_text_is_used_and_every_text_used_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").glob("*.py"))
    named = set(re.findall(r"[\"']([a-z_]+)[\"']", code))
    assert not set(TEXTS) - named - MADE_UP
    said = set(re.findall(r"(?<!_)say\(\s*[\"']([a-z_]+)[\"']", code))
    assert not (said | MADE_UP) - set(TEXTS)


def test_markup_of_a_text_is_not_taken_for_markdown() -> None:
    assert markdown("a*b_c[d]$e") == r"a\*b\_c\[d\]\$e"
    assert markdown("「申请售后」 9501-3888（5–300 元）") == "「申请售后」 9501-3888（5–300 元）"
