"""Promises about the package as a whole: what it may import, how long it may be, and in which tongue it speaks."""

import ast
import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from refund_guide.export.headings import HEADINGS
from refund_guide.phrasebook import WORDS
from refund_guide.triage.phrases import PHRASES

from .support import LATE, ROOT, TOY

PACKAGE = ROOT / "refund_guide"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 300
CHINESE = re.compile("[\u4e00-\u9fff]")

FORBIDDEN = {"streamlit", "pandas"}
"""Never in the package: pages are somebody else's business, and pandas takes longer to load than a plan to make."""

HEAVY = {"streamlit", "pandas", "numpy", "pyarrow"}
"""Not loaded for one plan on the command line."""

SPEAKS_CHINESE = {"phrasebook.py", "wording.py", "export/headings.py", "triage/phrases.py"}
"""Words for what is computed and headings, in both languages: never advice, which is in the knowledge file."""

MENTIONS_CHINESE = {
    "drawing.py": "the line that calls a drawing a drawing",
    "export/drawable.py": "characters a font must hold",
    "triage/csv_form.py": "the range of characters by which an encoding is known",
    "triage/dates.py": "how dates are written in tables",
    "triage/values.py": "how people write that a cell is empty",
}
"""Reads or lists Chinese characters; short, and nothing a shopper should do."""


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(path: Path) -> set[str]:
    """Top-level names of everything a module imports, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module"):
            found |= {str(one.value).partition(".")[0] for one in node.args if isinstance(one, ast.Constant)}
    return found


def texts(path: Path) -> list[str]:
    """Every text of a module that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in statements]
    return [node.value for node in constants if isinstance(node.value, str)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_package_never_imports_streamlit_or_pandas(path: Path) -> None:
    assert not imported(path) & FORBIDDEN


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_package_imports_nothing_of_the_app(path: Path) -> None:
    assert not imported(path) & {"ui", "pages", "app", "tools", "tests"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_there_is_no_chinese_advice_in_python(path: Path) -> None:
    chinese = [text for text in texts(path) if CHINESE.search(text)]
    if name_of(path) in SPEAKS_CHINESE:
        assert chinese, "take it off the list"
    elif name_of(path) in MENTIONS_CHINESE:
        assert not [text for text in chinese if "。" in text], MENTIONS_CHINESE[name_of(path)]
    else:
        assert chinese == []


def test_the_scan_sees_texts_and_not_docstrings() -> None:
    assert [text for text in texts(PACKAGE / "wording.py") if "分钟" in text]
    assert not [text for text in texts(PACKAGE / "wording.py") if "36 小时" in text]
    assert "pydantic" in imported(PACKAGE / "schema.py")
    assert "chinese_calendar" in imported(PACKAGE / "working_days.py")


def test_one_plan_on_the_command_line_loads_nothing_heavy() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "refund_guide", "plan", *LATE.split(), "--file", str(TOY)]
    ran = subprocess.run(
        command, cwd=ROOT, env=os.environ, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines() if "|" in line}
    assert {"refund_guide", "yaml", "pydantic"} <= loaded
    assert not loaded & HEAVY


TABLES = {"word": WORDS, "heading": HEADINGS, "say": PHRASES}
EVERY_WORD = [(name, key) for name, table in TABLES.items() for key in table]


def gaps(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


@pytest.mark.parametrize(("table", "key"), EVERY_WORD)
def test_every_word_exists_in_both_languages_with_the_same_gaps(table: str, key: str) -> None:
    zh, en = TABLES[table][key]
    assert zh.strip() == zh != ""
    assert en.strip() == en != ""
    assert gaps(zh) == gaps(en)
    assert all(name.isidentifier() for name in gaps(zh))
    assert not CHINESE.search(en)


@pytest.mark.parametrize("table", TABLES)
def test_every_word_the_package_uses_exists(table: str) -> None:
    callers = {"word": {"word", "CountingStep"}}.get(table, {table})
    calls = [
        node
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in callers and node.args
    ]
    used = {node.args[0].value for node in calls if isinstance(node.args[0], ast.Constant)}
    assert len(used) > 5
    assert used <= set(TABLES[table])
