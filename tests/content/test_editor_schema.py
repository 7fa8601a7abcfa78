"""The schema editors use is the one the models give."""

from tools.editor_schema import SCHEMA_FILE, editor_schema


def test_the_written_editor_schema_is_current():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == editor_schema(), "run python -m tools.editor_schema"
