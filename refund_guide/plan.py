"""The plan: the one object that page, file, command line and batch all show.

Plain data in one language, already worded and dated. Made only by ``planner``; nothing here decides
anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from .vocabulary import (
    AddressedTo,
    Chance,
    Confidence,
    Language,
    Owner,
    Payer,
    RefundType,
    RungState,
    ScriptPurpose,
    SourceKind,
    Unit,
)

DeadlineStatus = Literal["needs_date", "running", "due_today", "passed"]


@dataclass(frozen=True, slots=True)
class CitedPart:
    """What every part of a plan carries: who it is and what backs it."""

    id: str
    sources: tuple[str, ...]
    disputed_by: tuple[str, ...]
    because: tuple[str, ...]
    """The questions whose answers brought this part into the plan."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as the reader gave it, in words, and the page where it can be changed."""

    question: str
    answer: str
    ask: str
    label: str
    page: str


@dataclass(frozen=True, slots=True)
class PlannedNotice(CitedPart):
    """Whether to apply oneself, and whether anybody will tell."""

    apply: str
    told: str


@dataclass(frozen=True, slots=True)
class PlannedFreight(CitedPart):
    """Who pays the return freight, and why."""

    payer: Payer
    why: str


@dataclass(frozen=True, slots=True)
class PlannedDeadline(CitedPart):
    """A clock, dated as far as the dates are known, with its state as of now."""

    label: str
    owner: Owner
    starts_from: str
    """The event (or earlier deadline) the clock starts from."""
    event: str | None
    """The event whose date is needed: the one at the start of a chain of deadlines."""
    min: int | None
    max: int
    unit: Unit
    length: str
    rule: str
    """How it counts, also without a date: the length and what it starts from."""
    started: datetime | None
    earliest: datetime | None
    due: datetime | None
    status: DeadlineStatus
    estimate: bool
    counted: tuple[str, ...]
    if_missed: str
    still_open: str
    then: dict[str, str]


@dataclass(frozen=True, slots=True)
class PlannedStep(CitedPart):
    """Something to do, with the buttons to tap."""

    text: str
    path: tuple[str, ...]
    by: str | None
    """Id of the deadline this step must meet, when that deadline is part of the plan."""


@dataclass(frozen=True, slots=True)
class PlannedEvidence(CitedPart):
    """Something to keep, and how to repair its absence."""

    text: str
    required: bool
    repair: str


@dataclass(frozen=True, slots=True)
class PlannedScript(CitedPart):
    """Words to send, and to whom."""

    purpose: ScriptPurpose
    title: str
    to: AddressedTo
    short: str
    full: str | None
    unfilled: tuple[str, ...]
    """Slots the user has to fill in by hand."""


@dataclass(frozen=True, slots=True)
class PlannedRung(CitedPart):
    """A route, and whether it is open now."""

    label: str
    how: str
    path: tuple[str, ...]
    state: RungState
    why: str | None
    """Why it is not open, when it is not."""
    opens_on: datetime | None


@dataclass(frozen=True, slots=True)
class PlannedWarning(CitedPart):
    """What to take care of."""

    text: str


@dataclass(frozen=True, slots=True)
class PlannedClaim:
    """What one of the disagreeing sources says."""

    source: str
    says: str


@dataclass(frozen=True, slots=True)
class PlannedConflict:
    """Sources that disagree about something in the plan, and which one wins."""

    id: str
    title: str
    claims: tuple[PlannedClaim, ...]
    answer: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source the plan rests on, and whether it is time to read it again."""

    id: str
    title: str
    kind: SourceKind
    says: str | None
    effective_from: date | None
    until: date | None
    checked_on: date
    confidence: Confidence
    link: str | None
    recheck_due: bool
    """True when nobody has read the source again for longer than its kind allows."""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """Because you answered this, these parts apply, backed by these sources."""

    question: str
    answer: str
    ask: str
    label: str
    decides: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassedHint:
    """By the dates given, a deadline has passed and the answers no longer describe the case."""

    deadline: str
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Plan(CitedPart):
    """Everything to tell one shopper, in one language, as of one moment."""

    language: Language
    now: datetime
    answers: tuple[GivenAnswer, ...]
    title: str
    summary: str
    refund_type: RefundType
    chance: Chance
    chance_why: str
    who_refunds: str
    no_deadline: str | None
    notice: PlannedNotice
    freight: PlannedFreight
    deadlines: tuple[PlannedDeadline, ...]
    steps: tuple[PlannedStep, ...]
    evidence: tuple[PlannedEvidence, ...]
    scripts: tuple[PlannedScript, ...]
    ladder: tuple[PlannedRung, ...]
    warnings: tuple[PlannedWarning, ...]
    conflicts: tuple[PlannedConflict, ...]
    trace: tuple[TraceLine, ...]
    cited_sources: tuple[CitedSource, ...]
    events: tuple[str, ...]
    """Events whose dates this plan can use, in the order of the knowledge file."""
    passed: tuple[PassedHint, ...] = field(default=())

    @property
    def outcome(self) -> str:
        """The id of the outcome."""
        return self.id

    @property
    def first_step(self) -> PlannedStep:
        """The one thing to do now."""
        return self.steps[0]

    def deadline(self, deadline_id: str | None) -> PlannedDeadline | None:
        """The deadline of that id, if the plan has it."""
        return next((one for one in self.deadlines if one.id == deadline_id), None)
