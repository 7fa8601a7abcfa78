"""The words the knowledge file may use: ids, closed vocabularies, conditions, sentences in both languages.

What the models of ``schema`` are made of, and what the rest of the package calls things.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Template = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=6000, strip_whitespace=True, pattern=r"^(?:[^{}]|\{[a-z][a-z0-9_]*\})*$"
    ),
]
"""Prose with gaps. A brace that does not belong to a gap is refused here, so filling cannot fail."""

Language = Literal["zh", "en"]
Unit = Literal["minutes", "hours", "days", "working_days", "months", "years"]
Counting = Literal["from_event", "from_next_day"]
Owner = Literal["you", "seller", "platform", "bank", "courier", "authority"]
Payer = Literal["buyer", "seller", "nobody", "unsettled"]
RefundType = Literal["cancel", "refund_only", "return_refund", "exchange", "none"]
Chance = Literal["high", "good", "open", "low", "none"]
SourceKind = Literal[
    "law", "regulation", "court", "platform_rule", "platform_page", "payment_guide", "news", "calendar", "article"
]
Confidence = Literal["full_text", "excerpt", "weak", "inference"]
RungState = Literal["open", "not_yet", "closed"]
AddressedTo = Literal["seller", "platform", "courier", "payment", "authority", "apple", "bank", "buyer"]
ScriptPurpose = Literal[
    "message",
    "first_message",
    "application",
    "refusal_reply",
    "nudge",
    "step_in",
    "courier_complaint",
    "postal_appeal",
    "payment_complaint",
    "complaint",
    "apple_request",
    "bank_request",
    "court",
]
"""What words to send are for; ``message`` is any other answer in the conversation."""
RowKind = Literal[
    "page",
    "status",
    "shop",
    "item",
    "chips",
    "field",
    "countdown",
    "entry",
    "buttons",
    "menu",
    "checkbox",
]
"""The rows a drawing of a page is made of, each as plain as a wireframe."""
Shown = Annotated[str, StringConstraints(min_length=1, max_length=16, strip_whitespace=True, pattern=r"^[^\d{}]+$")]
"""Words as the app shows them, which is in Chinese. No digits: ``×`` stands for a figure."""


def _as_alternatives(value: Any) -> Any:
    """Let ``when:`` be one mapping or a list of mappings; the list means "any of these"."""
    return [value] if isinstance(value, dict) else value


Condition = Annotated[
    list[Annotated[dict[Id, Annotated[list[Id], Field(min_length=1)]], Field(min_length=1)]],
    BeforeValidator(_as_alternatives),
    Field(min_length=1),
]
"""AND over the questions of a mapping, OR over the answers of a question, OR over the mappings."""


class Strict(BaseModel):
    """Base of all models: a key the schema does not know is an error, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Text(Strict):
    """One sentence or more in both languages; ``{id}`` stands for a duration, amount or slot."""

    zh: Template
    en: Template

    def in_language(self, language: Language) -> str:
        """The template in that language, gaps not filled."""
        return self.zh if language == "zh" else self.en


class Item(Strict):
    """Anything with a name of its own."""

    id: Id
