"""What the knowledge file may say: one pydantic model per block of ``decision_tree.yaml``.

Shape only: field names, types and closed vocabularies. Unknown keys are refused. Whether the
ids named here exist, and whether every case is answered exactly once, is the business of
``check``; finding the line of a mistake is the business of ``source_text`` and ``tree``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, field_validator

from .desk import Desk
from .quantities import Amount, Duration
from .situations import CustomerWords, Situation
from .sketch import Drawing
from .vocabulary import (
    AddressedTo,
    Chance,
    Condition,
    Confidence,
    Id,
    Item,
    Owner,
    Payer,
    RefundType,
    RungState,
    ScriptPurpose,
    SourceKind,
    Strict,
    Text,
)

MOST_QUESTIONS = 200
"""More are refused before anybody walks through them."""


class Page(Item):
    """A page of the form."""

    title: Text


class Source(Item):
    """Where a statement comes from, and when somebody last read it there."""

    title: Text
    kind: SourceKind
    says: Text | None = None
    effective_from: date | None = None
    until: date | None = None
    checked_on: date
    confidence: Confidence
    link: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


class Event(Item):
    """A moment the user may know and a deadline may start from."""

    label: Text
    ask: Text
    help: Text
    precision: Literal["day", "minute"]
    may_be_future: bool = False
    after: list[Id] = []
    """Events that cannot be later than this one."""


class Slot(Item):
    """A gap in a script that only the user can fill."""

    label: Text
    help: Text | None = None
    """Where the user can see it."""
    event: Id | None = None
    """The event whose date fills this gap, so that a date already given need not be typed again."""
    long: bool = False
    """True where people write sentences, not a few words."""
    characters: Annotated[int, Field(gt=0)] | None = None
    """How many characters an ordinary value takes, so that the length of a script is honest."""


class Group(Item):
    """A name for several answers of one question, usable in conditions like an answer."""

    question: Id
    answers: Annotated[list[Id], Field(min_length=1)]


class Answer(Item):
    """An answer a question may have; without ``offered_when`` it is always offered."""

    label: Text
    help: Text | None = None
    drawing: Id | None = None
    offered_when: Condition | None = None


class Question(Item):
    """What is asked, when, and with which answers."""

    page: Id
    ask: Text
    help: Text
    drawing: Id | None = None
    """A sketch of where to see the answer, where words are not enough."""
    asked_when: Condition | None = None
    always_known: bool = False
    """True where the person must know; every other question offers ``not_sure``."""
    answers: Annotated[list[Answer], Field(min_length=2)]


class Part(Item):
    """What a plan is assembled from. Without ``when`` it belongs to every plan."""

    when: Condition | None = None
    order: int = 100
    sources: list[Id] = []
    disputed_by: list[Id] = []


class Outcome(Part):
    """What the shopper can get. Exactly one holds for every complete answer set."""

    title: Text
    summary: Text
    refund_type: RefundType
    chance: Chance
    chance_why: Text
    who_refunds: Text
    no_deadline: Text | None = None
    """Why no clock runs; required exactly where no deadline holds."""


class Notice(Part):
    """Must I apply myself, and will anybody tell me? Exactly one holds for every answer set."""

    apply: Text
    told: Text


class Step(Part):
    """Something to do."""

    text: Text
    path: list[Text] = []
    """The buttons to tap, in order."""
    by: Id | None = None
    """The deadline this step must meet."""


class Deadline(Part):
    """A clock: whose it is, what starts it, how long it runs, and what its end means."""

    label: Text
    owner: Owner
    starts_from: Id
    duration: Id
    if_missed: Text
    still_open: Text
    then: dict[Id, Id] | None = None
    """The answers that describe the case once this deadline has passed."""


class Freight(Part):
    """Who pays the return freight. Exactly one holds for every answer set."""

    payer: Payer
    why: Text


class Evidence(Part):
    """Something to keep or to show."""

    text: Text
    need: Literal["required", "helpful"]
    repair: Text
    """What to do today if it is missing."""


class Script(Part):
    """Words to send."""

    title: Text
    to: AddressedTo
    purpose: ScriptPurpose = "message"
    short: Text
    """Fits a chat box (``meta.chat_box_characters``)."""
    full: Text | None = None


class Rung(Part):
    """One route of the escalation ladder with the gate that opens or closes it."""

    label: Text
    how: Text
    path: list[Text] = []
    state: RungState = "open"
    """What the rung is when no gate below says otherwise."""
    open_when: Condition | None = None
    closed_when: Condition | None = None
    opens_after: Id | None = None
    """A deadline whose lapse opens the rung."""
    not_yet: Text | None = None
    closed: Text | None = None


class Warning(Part):
    """What to take care of."""

    text: Text


class Claim(Strict):
    """What one of the disagreeing sources says."""

    source: Id
    says: Text


class Conflict(Item):
    """Sources that disagree, what we tell the user, and why that one wins."""

    title: Text
    claims: Annotated[list[Claim], Field(min_length=1)]
    answer: Text
    why: Text
    sources: list[Id] = []


class Meta(Strict):
    """What is said about the guide as a whole."""

    title: Text
    disclaimer: Text
    privacy: Text
    checked_on: date
    recheck_after_days: dict[SourceKind, Annotated[int, Field(gt=0)]]
    """How long a reading of a source is trusted, for every kind of source."""
    fixed_holidays: list[
        Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
    ] = []
    """Public holidays with a fixed date (``01-01``), for years whose calendar is not published yet."""
    fixed_numbers: list[str] = []
    """Digits that are names, not quantities (telephone numbers and the like)."""
    chat_box_characters: Annotated[int, Field(gt=0)] | None = None
    """The most Chinese characters the short form of a script may have; ``None`` sets no limit."""

    @field_validator("recheck_after_days")
    @classmethod
    def _every_kind(cls, days: dict[SourceKind, int]) -> dict[SourceKind, int]:
        if missing := sorted(set(get_args(SourceKind)) - set(days)):
            raise ValueError(f"no entry for {', '.join(missing)}")
        return days


class Knowledge(Strict):
    """The whole file."""

    meta: Meta
    pages: list[Page]
    sources: list[Source]
    durations: list[Duration]
    amounts: list[Amount] = []
    events: list[Event]
    slots: list[Slot] = []
    groups: list[Group] = []
    situations: list[Situation] = []
    customer_words: list[CustomerWords] = []
    drawings: list[Drawing] = []
    questions: Annotated[list[Question], Field(min_length=1, max_length=MOST_QUESTIONS)]
    outcomes: Annotated[list[Outcome], Field(min_length=1)]
    notices: list[Notice]
    steps: list[Step]
    deadlines: list[Deadline]
    freight: list[Freight]
    evidence: list[Evidence]
    scripts: list[Script]
    ladder: list[Rung]
    warnings: list[Warning]
    desk: Desk
    conflicts: list[Conflict] = []
