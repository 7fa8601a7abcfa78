"""All cases as a table in one language, filtered, searched, and written to a file. Loads pandas."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from urllib.parse import urlencode

import pandas as pd

from refund_guide.cases import CaseRow, list_cases
from refund_guide.export.escaping import as_plain_cell
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language, Text
from refund_guide.wording import word

from .picks import Picks
from .texts import say

RESULTS = ("outcome", "refund_type", "payer")
DEADLINES = "deadline"


@dataclass(frozen=True, slots=True)
class CaseTable:
    """Every answer set; ``ids`` and ``words`` have the same rows and columns."""

    rows: tuple[CaseRow, ...]
    ids: pd.DataFrame
    words: pd.DataFrame
    titles: Mapping[str, str]
    """Column -> what it is called, no two the same."""

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, picks: Picks, search: str) -> pd.DataFrame:
        """The rows that fit, in words, without the columns that say nothing about any of them."""
        fits = pd.Series(True, index=self.ids.index)
        for fact, wanted in picks.items():
            if not wanted:
                continue
            if fact == DEADLINES:
                fits &= pd.Series([not set(wanted).isdisjoint(row.deadlines) for row in self.rows])
            else:
                fits &= self.ids[fact].isin(list(wanted))
        for term in search.casefold().split():
            fits &= self._mentions(term)
        return self.words[fits].dropna(axis="columns", how="all")

    def _mentions(self, term: str) -> pd.Series:
        columns = (
            column.isin([one for one in column.cat.categories if term in one.casefold()])
            for _, column in self.words.items()
        )
        found: pd.Series = reduce(pd.Series.__or__, columns)
        return found


@lru_cache(maxsize=1)
def _rows(tree: Tree) -> tuple[CaseRow, ...]:
    return tuple(list_cases(tree))


@lru_cache(maxsize=2)
def case_table(tree: Tree, language: Language) -> CaseTable:
    """The table, made once for each language; half a second for thousands of rows."""
    rows, phrases = _rows(tree), tree.phrases(language)

    def write(text: Text) -> str:
        return text.in_language(language).format_map(phrases)

    labels: dict[str, dict[str, str]] = {
        "outcome": {one.id: write(one.title) for one in tree.knowledge.outcomes},
        "refund_type": {one: word(one, language) for one in {row.refund_type for row in rows} - {""}},
        "payer": {one: word(f"payer_{one}", language) for one in {row.payer for row in rows} - {""}},
    }
    titles = {
        "outcome": say("cases_outcome", language),
        "refund_type": say("kind", language),
        "payer": say("freight", language),
    }
    columns: dict[str, list[str | None]] = {name: [getattr(row, name) for row in rows] for name in RESULTS}
    for asked in tree.questions:
        columns[asked.id] = [row.answers.get(asked.id) for row in rows]
        labels[asked.id] = {answer.id: write(answer.label) for answer in asked.question.answers}
        titles[asked.id] = write(asked.question.ask)
    ids = pd.DataFrame({name: pd.Series(values, dtype="category") for name, values in columns.items()})
    words = pd.DataFrame({name: ids[name].astype(object).map(labels[name]).astype("category") for name in columns})
    clocks = {one.id: write(one.label) for one in tree.knowledge.deadlines}
    told = (say("list_comma", language).join(clocks[one] for one in row.deadlines) for row in rows)
    words[DEADLINES] = pd.Series(list(told), dtype="category")
    titles[DEADLINES] = say("cases_deadlines", language)
    return CaseTable(rows, ids, words, _tell_apart(titles))


def _tell_apart(titles: Mapping[str, str]) -> dict[str, str]:
    """Two questions may be worded alike; their ids then stand behind them."""
    often = Counter(titles.values())
    return {name: title if often[title] == 1 else f"{title} ({name})" for name, title in titles.items()}


def as_csv(table: CaseTable, found: pd.DataFrame, base: str, link: str) -> bytes:
    """The rows for a spreadsheet: marked as UTF-8, so that Excel shows Chinese, and without formulas."""
    return _to_write(table, found, base, link).map(_safe).to_csv(index=False).encode("utf-8-sig")


def as_xlsx(table: CaseTable, found: pd.DataFrame, base: str, link: str) -> bytes:
    """The rows as an Excel file; every cell is text."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(target, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        data = _to_write(table, found, base, link)
        data.to_excel(writer, index=False, sheet_name="cases", freeze_panes=(1, 1))
        sheet = writer.sheets["cases"]
        sheet.autofilter(0, 0, len(data), len(data.columns) - 1)
        sheet.set_column(0, len(data.columns) - 1, 22)
    return target.getvalue()


def _to_write(table: CaseTable, found: pd.DataFrame, base: str, link: str) -> pd.DataFrame:
    data = found.astype(object).rename(columns=dict(table.titles))
    data[link] = [f"{base}?{urlencode(table.rows[number].answers)}" for number in found.index]
    return data


def _safe(cell: object) -> object:
    return as_plain_cell(cell) if isinstance(cell, str) else cell


def columns_first(found: pd.DataFrame, order: Sequence[str]) -> list[str]:
    """The columns of the rows found, the given ones first."""
    return [name for name in order if name in found] + [name for name in found if name not in order]
