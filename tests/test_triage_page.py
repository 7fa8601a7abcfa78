"""The page for whole tables of tickets: upload, map by hand, decide, look, download."""

from __future__ import annotations

import io
import re
import tomllib
from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.formparsers import MultiPartParser
from streamlit.testing.v1 import AppTest

from refund_guide.clock import BEIJING
from refund_guide.triage.phrases import PHRASES
from refund_guide.triage.picture import count_lapses, describe_lapses, draw_lapses
from refund_guide.triage.summary import Summary
from refund_guide.vocabulary import Language
from ui import triage_view, uploads
from ui.triage_mapping import names_apart

from .app import TREE, html, open_app
from .support import ROOT
from .triage_support import csv_bytes, rows_of, sheet_rows, xlsx_bytes

TICKET = {
    "订单号": "A1",
    "channel": "third_party",
    "status": "in_hand",
    "reason": "damaged",
    "progress": "nothing_yet",
    "goods": "ordinary",
    "signed": "2026-11-20",
}


DAMAGED = next(answer.label.zh for answer in TREE.question_by_id["reason"].question.answers if answer.id == "damaged")


def uploaded(content: bytes, name: str = "tickets.csv", locale: str = "zh-CN") -> AppTest:
    app = open_app("triage", locale=locale)
    return app.file_uploader[0].set_value((name, content, "")).run()


def decided(app: AppTest) -> AppTest:
    return app.button(key="triage-decide").click().run()


def content(app: AppTest) -> bytes:
    """What the download button would hand over."""
    held = app.session_state["triage"]
    assert app.get("download_button")
    result: bytes = held.result.content
    return result


def box(app: AppTest, label: str) -> Any:
    (found,) = [one for one in app.selectbox if label in one.label]
    return found


def test_the_page_says_what_it_takes_and_what_happens_to_it() -> None:
    app = open_app("triage")
    assert "30 MB" in html(app) and "不写入磁盘" in html(app)
    assert not app.exception


@pytest.mark.parametrize("name", ["tickets.csv", "tickets.xlsx"])
def test_a_table_is_decided_counted_and_offered(name: str) -> None:
    rows = [TICKET, {**TICKET, "reason": ""}]
    sheet = xlsx_bytes(list(TICKET), [[row[key] for row in rows] for key in TICKET])
    app = decided(uploaded(csv_bytes(rows) if name.endswith("csv") else sheet, name))
    assert not app.exception and not app.error
    assert "2 张工单：1 张有结论，1 张还缺回答" in html(app)
    assert "时限什么时候到期" in html(app)
    if name.endswith("csv"):
        first, second = rows_of(content(app))
        assert first["订单号"] == "A1" and first["outcome"] and "reason" in second["problems"]
    else:
        header, first_row, _ = sheet_rows(content(app))
        assert header[:2] == ["订单号", "channel"] and first_row[header.index("outcome")]


def test_the_file_downloaded_may_be_the_other_kind_with_ids() -> None:
    app = uploaded(csv_bytes([TICKET]))
    app.radio(key="triage-words").set_value(False)
    (form,) = [one for one in app.radio if one.key.startswith("triage-form-")]
    form.set_value("xlsx").run()
    header, row = sheet_rows(content(decided(app)))
    assert dict(zip(header, row, strict=True))["payer"] == "seller"
    assert app.session_state["triage"].result.name == "tickets-工单-已处理.xlsx"


def test_a_column_and_a_value_are_mapped_by_hand() -> None:
    rows = [{**{key: value for key, value in TICKET.items() if key != "reason"}, "X9": "碎了"}]
    app = uploaded(csv_bytes(rows, "gb18030"))
    app.session_state[f"triage-columns-{app.session_state['triage'].file_id}"] = True  # the box is opened
    app.run()
    box(app, "「X9」列").set_value("reason").run()
    assert "「碎了」（1 行" in box(app, "碎了").label
    box(app, "碎了").set_value(DAMAGED).run()
    row = rows_of(content(decided(app)), "gb18030")[0]
    assert row["X9"] == "碎了" and row["outcome"] and not row["problems"]


def test_questions_that_share_a_column_are_asked_about_together() -> None:
    shared = TREE.question_by_id["reason"].question.ask.zh
    assert shared == TREE.question_by_id["virtual_reason"].question.ask.zh
    rows = [{**{key: value for key, value in TICKET.items() if key != "reason"}, shared: "碎了"}]
    app = uploaded(csv_bytes(rows))
    box(app, "碎了").set_value(DAMAGED).run()
    assert not rows_of(content(decided(app)))[0]["problems"]


def test_values_far_down_are_offered_once_the_file_was_read() -> None:
    rows = [TICKET] * 3_000 + [{**TICKET, "reason": "碎了"}]
    app = uploaded(csv_bytes(rows))
    assert not app.selectbox
    decided(app)
    box(app, "碎了").set_value(DAMAGED).run()
    assert "请再点一次" in app.info[0].value
    assert "3,001 张有结论" in html(decided(app))


def test_another_setting_asks_for_another_run_and_shows_no_old_result() -> None:
    app = decided(uploaded(csv_bytes([TICKET])))
    assert app.get("download_button")
    app.radio(key="triage-words").set_value(False).run()
    assert not app.get("download_button") and "请再点一次" in app.info[0].value


@pytest.mark.parametrize(
    ("data", "phrase"),
    [
        (b"", "no_rows"),
        (b"channel,status\n", "no_rows"),
        (b"\x89PNG\r\n\0", "not_text"),
        (b"PK\x03\x04 no book", "not_xlsx"),
        (b"\xd0\xcf\x11\xe0 old", "old_excel"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_file_that_is_no_table_is_refused_in_the_readers_language(
    data: bytes, phrase: str, language: Language
) -> None:
    app = uploaded(data, locale="zh-CN" if language == "zh" else "en-US")
    assert [one.value for one in app.error] == [PHRASES[phrase][language == "en"]]
    assert not app.exception


def test_without_a_known_column_nothing_can_be_decided_yet() -> None:
    app = uploaded(b"a,b\n1,2\n")
    assert "没有一列认得出" in app.warning[0].value
    assert not [one for one in app.button if one.key == "triage-decide"]


def test_the_most_urgent_tickets_come_first() -> None:
    now = datetime.now(BEIJING)
    days = [f"{now - timedelta(days=ago):%Y-%m-%d}" for ago in (1, 4, 2)]
    app = decided(uploaded(csv_bytes([{**TICKET, "signed": day} for day in days])))
    table = app.dataframe[-1].value
    assert list(table["第几张"]) == [2, 3, 1]
    assert list(table["到期"]) == sorted(table["到期"])


def test_headers_that_repeat_or_are_empty_can_be_shown() -> None:
    assert names_apart(["a", "a", "", "", "a (2)"]) == ["a", "a (2)", "–", "– (2)", "a (2) (2)"]
    assert not uploaded(b"channel,channel,,\nthird_party,x,y,z\n").exception


def test_another_file_starts_afresh_and_none_forgets_everything() -> None:
    app = decided(uploaded(csv_bytes([TICKET])))
    app.file_uploader[0].set_value(("other.csv", csv_bytes([TICKET] * 2), "")).run()
    assert not app.get("download_button")
    app.file_uploader[0].set_value(None).run()
    assert "triage" not in app.session_state


def test_markup_in_a_table_stays_text() -> None:
    nasty = "<img src=x onerror=alert(1)>"
    app = decided(uploaded(csv_bytes([{**TICKET, "reason": nasty, nasty: "1"}]), f"{nasty}.csv"))
    assert nasty not in html(app)
    assert not app.exception


def test_uploads_stay_in_memory_up_to_what_a_page_takes() -> None:
    open_app("triage")
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["maxUploadSize"] == uploads.LARGEST
    assert MultiPartParser.spool_max_size > uploads.LARGEST * 1024 * 1024
    from refund_guide.triage.problems import MOST_UPLOADED_BYTES

    assert MOST_UPLOADED_BYTES == uploads.LARGEST * 1024 * 1024


def test_what_fails_unexpectedly_names_no_cell(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fail(*_: object) -> None:
        raise ValueError("secret" + " cell")

    app = uploaded(csv_bytes([TICKET]))
    monkeypatch.setattr(triage_view, "_decide", fail)
    decided(app)
    assert "页面出错了" in app.error[0].value
    assert "secret cell" not in caplog.text


SUMMARY = Summary(rows=12, decided=10, past=3, today=1, soon=4, later=2, needs_date=2, no_clock=1)


def test_the_picture_shows_every_group_with_its_number() -> None:
    assert count_lapses(SUMMARY)["lapse_soon"] == 3
    for language in ("zh", "en"):
        told = describe_lapses(SUMMARY, language)  # type: ignore[arg-type]
        drawn = draw_lapses(SUMMARY, width=340, theme="light", language=language)  # type: ignore[arg-type]
        for group, number in count_lapses(SUMMARY).items():
            name = PHRASES[group][language == "en"]
            assert f"{name} {number}" in told
            assert f">{name}<" in drawn and f">{number}<" in drawn
        ends = [float(x) + float(w) for x, w in re.findall(r'<rect x="([\d.]+)"[^>]* width="([\d.]+)"', drawn)]
        assert ends and max(ends) <= 340
    empty = draw_lapses(Summary(), width=340, theme="dark", language="zh")
    assert "<rect" not in empty and empty.startswith("<svg")


def test_a_large_workbook_of_the_page_has_a_limit() -> None:
    from refund_guide.triage.files import TriageFile
    from refund_guide.triage.problems import TriageError

    with pytest.raises(TriageError, match="use CSV"):
        TriageFile.open(io.BytesIO(xlsx_bytes(list(TICKET), [[value] for value in TICKET.values()])), most_cells=3)
