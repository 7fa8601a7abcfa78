"""Lengths of time and sums: every number of the knowledge file, written down once."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .vocabulary import Counting, Id, Item, Text, Unit

_LONGEST: dict[Unit, int] = {
    "minutes": 100_000,
    "hours": 100_000,
    "days": 36_525,
    "working_days": 2_500,
    "months": 1_200,
    "years": 100,
}
"""A longer one is a slip of the finger, and might end beyond the last date there is."""


class Duration(Item):
    """A length of time, written down once. ``min`` is only given for a range."""

    label: Text
    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)]
    unit: Unit
    counting: Counting
    holiday_moves: bool = False
    """Civil Code 203: a last day on a public holiday moves on to the next working day."""
    sources: list[Id] = []
    effective_from: date | None = None
    disputed_by: list[Id] = []

    @model_validator(mode="after")
    def _ends_some_day(self) -> Self:
        if max(self.min or 0, self.max) > (longest := _LONGEST[self.unit]):
            raise ValueError(f"longer than {longest} {self.unit}; write it in a larger unit or correct it")
        return self


class Amount(Item):
    """A sum, share or count, written down once."""

    label: Text
    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None
    unit: Literal["yuan", "times", "count"]
    sources: list[Id] = []
    effective_from: date | None = None
    disputed_by: list[Id] = []

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        if self.max is None and (self.percent is None or self.min is not None):
            raise ValueError("give 'max' (with 'min' for a range), 'percent', or both")
        return self
