"""`reuse.report/1`, as the JSON of `reuse.report.formats.json` has it.

Members may be added to any object without a new schema number.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from reuse.model import (
    Basis,
    Certainty,
    ChangeKind,
    Confidence,
    CreditStatus,
    DisguiseKind,
    EvidenceKind,
    Kind,
    Nature,
)


class Tool(BaseModel):
    """What made this."""

    name: Literal["reuse"]
    version: str


class Range(BaseModel):
    """Half-open, in code points of the text as it was read."""

    start: int = Field(ge=0)
    end: int = Field(ge=1)


class Place(BaseModel):
    """A range, or nothing."""

    start: int | None
    end: int | None


class CreditGiven(Place):
    """What a text says of where a passage comes from, and in which words."""

    status: CreditStatus
    outlet: str | None
    phrase: str | None


class OriginFound(BaseModel):
    """Who wrote a passage first, as far as the evidence goes."""

    outlet: str | None
    article: str | None
    in_corpus: bool
    confidence: Confidence
    basis: list[str]


class Stated(Place):
    """Where a field of an article comes from."""

    basis: Basis = Field(alias="from")


class ArticleRow(BaseModel):
    """An article of the report."""

    id: str
    source: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    words: int = Field(ge=0)
    sha256: str
    metadata: dict[str, Stated]


class SkippedRow(BaseModel):
    """What could not be read."""

    source: str
    reason: str


class Side(Range):
    """One side of a match."""

    article: str


class MatchRow(BaseModel):
    """Two places that carry one passage."""

    id: str
    left: Side
    right: Side
    kind: Kind
    similarity: float = Field(gt=0, le=1)
    words: int = Field(ge=1)
    certainty: Certainty


class WitnessRow(Side):
    """An article that carries a passage, and its credit."""

    credit: CreditGiven | None


class EvidenceRow(BaseModel):
    """An entry of a ledger."""

    kind: EvidenceKind
    detail: str
    favours: str | None
    odds: float


class ChangeRow(BaseModel):
    """What a copy says otherwise."""

    kind: ChangeKind
    before: str
    after: str
    source: Range | None
    derivative: Range | None


class DerivationRow(BaseModel):
    """A step from source to derivative."""

    source: str
    derivative: str
    confidence: Confidence
    evidence: list[EvidenceRow]
    changes: list[ChangeRow]


class FamilyRow(BaseModel):
    """One passage, every article that carries it, and its way."""

    id: str
    words: int = Field(ge=1)
    nature: Nature
    witnesses: list[WitnessRow]
    origin: OriginFound
    derivations: list[DerivationRow]


class DisguiseRow(Side):
    """A word that is written so that a comparison of characters would miss it."""

    kind: DisguiseKind
    typographic: bool = Field(description="Programs for setting text do so by themselves.")
    text: str


class ReportMade(BaseModel):
    """`reuse.report/1`: the draft and the articles that share something with it."""

    schema_: Literal["reuse.report/1"] = Field(alias="schema")
    tool: Tool
    settings: dict[str, Any]
    articles: list[ArticleRow]
    skipped: list[SkippedRow]
    matches: list[MatchRow]
    families: list[FamilyRow]
    disguises: list[DisguiseRow]
    notes: list[str]
