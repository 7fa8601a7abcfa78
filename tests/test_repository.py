"""What the repository promises outside its code: documents, pins and settings that hold."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter
from streamlit import config

from refund_guide.schema import Knowledge

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"]


def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))


def dotted(table: dict[str, Any], prefix: str = "") -> list[str]:
    keys = []
    for key, value in table.items():
        keys += dotted(value, f"{prefix}{key}.") if isinstance(value, dict) else [prefix + key]
    return keys


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two #rrggbb colours."""

    def luminance(colour: str) -> float:
        channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def examples() -> list[Any]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return [
        pytest.param(block, items, id=f"{block}-{number}")
        for number, example in enumerate(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
        for block, items in yaml.safe_load(example).items()
    ]


@pytest.mark.parametrize(("block", "items"), examples())
def test_an_example_for_editors_is_one_the_schema_accepts(block: str, items: Any) -> None:
    TypeAdapter(Knowledge.model_fields[block].annotation).validate_python(items)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_dependency_is_pinned(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert named
    assert [line for line in named if not re.fullmatch(r"[A-Za-z][\w.-]*==[\w.]+", line)] == []


def test_the_readme_names_the_command_that_the_build_server_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("./tools/run.sh", "./tools/test.sh"):
        assert f"\n{command} " in readme
        assert (ROOT / command).stat().st_mode & 0o111
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("exec ./tools/test.sh")


def test_streamlit_knows_every_setting() -> None:
    unknown = [key for key in dotted(settings()) if key not in config.get_config_options()]
    assert unknown == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_can_be_read(mode: str) -> None:
    theme = settings()["theme"][mode]
    pages = (theme["backgroundColor"], theme["secondaryBackgroundColor"])
    readable = {"button": contrast("#ffffff", theme["primaryColor"])}
    for page in pages:
        readable |= {
            f"text on {page}": contrast(theme["textColor"], page),
            f"link on {page}": contrast(theme["linkColor"], page),
        }
    assert {what: ratio for what, ratio in readable.items() if ratio < 4.5} == {}
