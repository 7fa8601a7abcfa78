"""Sketches of pages of the app: what a drawing in the knowledge file may consist of."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from .vocabulary import Item, RowKind, Shown, Strict, Text


class Row(Strict):
    """One row of a drawing; several pieces where its kind has them (chips, buttons, a menu, name and value)."""

    kind: RowKind
    shows: Annotated[list[Shown], Field(min_length=1, max_length=4)]
    marked: bool | Shown = False
    """Whether to look here; one of several pieces is named."""
    caption: Text | None = None
    """Stands at the mark."""

    @model_validator(mode="after")
    def _marks_what_it_shows(self) -> Self:
        if isinstance(self.marked, str) and self.marked not in self.shows:
            raise ValueError(f"'marked' names {self.marked!r}, which the row does not show; write one of its pieces")
        if self.caption and not self.marked:
            raise ValueError("a caption stands at a mark; add 'marked: true'")
        return self


class Drawing(Item):
    """A sketch of a page of the app: where on it the answer to a question stands."""

    alt: Text
    """What it shows, in one sentence, for those who cannot see it."""
    rows: Annotated[list[Row], Field(min_length=1, max_length=9)]

    @field_validator("rows")
    @classmethod
    def _marks_something(cls, rows: list[Row]) -> list[Row]:
        if not any(row.marked for row in rows):
            raise ValueError("no row is marked; add 'marked: true' to the one to look at")
        return rows
