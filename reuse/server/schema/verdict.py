"""`reuse.verdict/1`, as the JSON of `reuse.report.check.json` has it.

Members may be added to any object without a new schema number.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from reuse.model import Certainty, Kind, Nature
from reuse.server.schema.report import (
    CreditGiven,
    OriginFound,
    Range,
    ReportMade,
    SkippedRow,
    Tool,
)
from reuse.verdict import Decision, Ground, Outcome


class Position(BaseModel):
    """A place as editors count it; columns are code points."""

    line: int = Field(ge=1)
    column: int = Field(ge=1)


class Lines(BaseModel):
    """Where a passage begins and ends."""

    start: Position
    end: Position


class Counts(BaseModel):
    """How many findings have each decision."""

    fail: int = Field(ge=0)
    warn: int = Field(ge=0)
    tell: int = Field(ge=0)


class CheckedDraft(BaseModel):
    """A draft that was checked."""

    id: str
    source: str


class AlsoIn(Range):
    """The published place to compare with."""

    article: str
    text: str
    url: str | None


class RulingMade(BaseModel):
    """What a policy says of a passage, why, and by which of its parts."""

    decision: Decision
    reason: str
    ground: Ground


class WaiverGiven(BaseModel):
    """Leave for the passages of one fingerprint."""

    fingerprint: str
    reason: str
    author: str
    expires: date = Field(description="The last day.")


class WaiversLeft(BaseModel):
    """Waivers of the policy that let nothing pass here."""

    expired: list[WaiverGiven]
    unmatched: list[WaiverGiven]


class WordingAsked(BaseModel):
    """The words that a licence asks for and the draft does not have, to stand before `by`."""

    outlet: str
    words: str
    paragraphs: int | None
    by: int


class StepToTake(BaseModel):
    """One thing to do."""

    kind: str = Field(examples=["credit", "source", "licence", "quote", "link"])
    words: str


class FixFound(BaseModel):
    """What would mend a finding."""

    steps: list[StepToTake]
    credit: str | None = Field(description="The words that name the source.")
    credit_at: int | None = Field(description="Where they belong, in code points.")
    credit_is_line: bool = Field(description="Whether they are a line of their own there.")
    quote: list[Range] = Field(description="Each start and end takes a quotation mark.")
    link: str | None
    wording: WordingAsked | None


class FindingMade(Range, RulingMade):
    """One passage of the draft that was published before."""

    fingerprint: str
    waiver: WaiverGiven | None
    baseline: bool = Field(description="Whether it passes because it was known before.")
    otherwise: RulingMade | None = Field(description="The ruling without waiver and baseline.")
    draft: str
    lines: Lines
    text: str
    words: int = Field(ge=1)
    family: str
    nature: Nature
    kind: Kind | None
    certainty: Certainty
    credit: CreditGiven | None
    origin: OriginFound
    source: str | None = Field(description="Of whom the draft has it: an id, or outlet:NAME.")
    also_in: AlsoIn
    fix: FixFound


class VerdictMade(BaseModel):
    """`reuse.verdict/1`: the worst decision, every finding, and the report behind them."""

    schema_: Literal["reuse.verdict/1"] = Field(alias="schema")
    tool: Tool
    decision: Outcome
    counts: Counts
    drafts: list[CheckedDraft]
    unread: list[SkippedRow] = Field(description="Drafts that could not be read: none, here.")
    compared: int = Field(ge=0, description="Articles that the draft was compared with.")
    waivers: WaiversLeft
    resolved: int = Field(ge=0, description="Findings of the baseline that are gone.")
    findings: list[FindingMade]
    report: ReportMade
