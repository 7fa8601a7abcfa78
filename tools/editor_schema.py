"""Write the JSON Schema that lets an editor complete and check decision_tree.yaml while typing.

    python -m tools.editor_schema

The models in ``refund_guide/schema.py`` are the truth; a test fails when the written file is older.
"""

from __future__ import annotations

import json
from pathlib import Path

from refund_guide.schema import Knowledge

SCHEMA_FILE = Path(__file__).resolve().parent.parent / "docs" / "decision_tree.schema.json"


def editor_schema() -> str:
    """The schema as text, ending with a newline."""
    return json.dumps(Knowledge.model_json_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(editor_schema(), encoding="utf-8")
    print(SCHEMA_FILE)
