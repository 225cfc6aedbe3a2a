"""Every type that flows through the row, in the order it flows.

Frozen values with sorted tuples: equal means equal.  Before `Derivation` a pair is left and right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NewType, Protocol

from reuse.timestamp import Precision as Precision  # noqa: PLC0414
from reuse.timestamp import Timestamp as Timestamp  # noqa: PLC0414

ArticleId = NewType("ArticleId", str)
FamilyId = NewType("FamilyId", str)
MatchId = NewType("MatchId", str)

Basis = Literal[
    "record", "sidecar", "front-matter", "json-ld", "meta", "html",
    "copyright", "dateline", "by-line", "headline", "text",
]  # fmt: skip
Kind = Literal["verbatim", "edited", "paraphrase", "summary"]
Certainty = Literal["certain", "possible"]
Nature = Literal["copied", "wire", "press-release", "quotation", "boilerplate", "self"]
CreditStatus = Literal["credited", "quoted", "linked", "elsewhere", "misattributed", "none"]
Confidence = Literal["certain", "probable", "possible", "unknown"]
EvidenceKind = Literal[
    "credit", "time", "link", "containment", "shared-error", "spelling", "boundary", "wording",
    "reference",
]  # fmt: skip
DisguiseKind = Literal[
    "zero-width", "soft-hyphen", "variation-selector", "look-alike", "combining-marks",
    "styled-letters", "ligature", "quotes", "spaced-letters", "line-hyphen", "case", "capitals",
]  # fmt: skip
ChangeKind = Literal["number", "date", "name", "negation", "hedge", "attribution", "quotation"]

OUTLET_PREFIX = "outlet:"
# A folder that holds either file is a report, or keeps what a scan has done, and is never input.
REPORT_MARKER = ".reuse-report"
REPORT_GENERATOR = "reuse (copytrail)"  # on every page of ours; a page that says so is no article
WORK_MARKER = "reuse-work.json"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open, never empty range of code points of one article's text as it was read."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """Number of code points that both spans hold; 0 when they do not meet."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def hull(self, other: Span) -> Span:
        """The shortest span that contains both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def of(self, text: str) -> str:
        """The words of `text` that this span marks."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A hyperlink of an article; `span` is None when it is not tied to words of the text."""

    url: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, order=True)
class Provenance:
    """Where one metadata field of an article came from, and which words state it."""

    field: str
    basis: Basis
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was read, with what is known about it; `text` is never altered."""

    id: ArticleId
    text: str
    source: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Timestamp | None = None
    url: str | None = None
    language: str | None = None
    links: tuple[Link, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    first_line: int | None = None  # of the file in which `text` stands as it is, from that line on
    left_out: int = 0  # words that its page or its Word document hides; they are not in `text`
    label: str | None = None  # what to show for its id, where others of a report have its name

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError(f"an article's text must be str, not {type(self.text).__name__}")
        if self.published is not None and not isinstance(self.published, Timestamp):
            raise TypeError("an article's published must be a Timestamp or None")

    def basis(self, metadata_field: str) -> Provenance | None:
        """Where `metadata_field` (`"outlet"`, `"published"`, ...) came from, if it is set."""
        return next((p for p in self.provenance if p.field == metadata_field), None)


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A record that could not be read, as a value: which one, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """Two spans that carry the same passage; no direction yet.

    `similarity` is a share (0..1], `words` counts the shorter side; the articles are in order.
    """

    left_article: ArticleId
    right_article: ArticleId
    left: Span
    right: Span
    kind: Kind
    similarity: float
    words: int
    certainty: Certainty

    def __post_init__(self) -> None:
        if not 0.0 < self.similarity <= 1.0:
            raise ValueError(f"similarity must lie in (0, 1], not {self.similarity}")

    @property
    def id(self) -> MatchId:
        """Stable name: where the match starts in both articles, and that it is a summary."""
        name = f"{self.left_article}@{self.left.start}~{self.right_article}@{self.right.start}"
        return MatchId(f"{name}~summary" if self.kind == "summary" else name)


@dataclass(frozen=True, slots=True)
class Findings:
    """What an engine gives: every match, how many tokens each article has, and notes."""

    matches: tuple[Match, ...]
    words: Mapping[ArticleId, int]
    notes: tuple[str, ...] = ()


class Progress(Protocol):
    """Told now and then how far a stage is; it must be quick and never raise."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """`done` of `total` steps of the named stage are behind us; 0 in all: nobody knows."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What a witness says of where its passage comes from; `phrase` marks the words that say so."""

    status: CreditStatus
    outlet: str | None = None
    phrase: Span | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """One article that carries a family's passage, and where."""

    article: ArticleId
    span: Span
    credit: Credit | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """One reused passage with every article that carries it, sorted by article and span."""

    id: FamilyId
    witnesses: tuple[Witness, ...]
    nature: Nature
    words: int


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One entry of the ledger; `favours` is the node it speaks for as the source, at those odds.

    A node is an article id or `outlet:NAME`; None speaks for neither, with odds of 1.
    """

    kind: EvidenceKind
    detail: str
    favours: str | None
    odds: float = 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """What the derivative says otherwise; a side that says nothing has no span and no words."""

    kind: ChangeKind
    source: Span | None
    derivative: Span | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """`derivative` took the passage from `source`; both are nodes (see `Evidence`)."""

    source: str
    derivative: str
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The outlet that wrote a passage first, as far as the evidence goes."""

    outlet: str | None
    article: ArticleId | None
    in_corpus: bool
    confidence: Confidence
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """How one family's passage travelled: a forest whose root may lie outside the corpus."""

    family: FamilyId
    origin: Origin
    derivations: tuple[Derivation, ...]


@dataclass(frozen=True, slots=True, order=True)
class Disguise:
    """One word of a witness that is written so that a comparison of characters would miss it.

    `is_typographic` where programs for setting text do so by themselves.
    """

    article: ArticleId
    span: Span
    kind: DisguiseKind
    is_typographic: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a renderer may know.

    `articles` are sorted by id, `matches` by articles and spans, `families` and `lineages` are
    parallel, by family id.  `disguises` are of the witnesses, sorted.  `notes` says in
    whole sentences what was bounded or thinned.
    """

    version: str
    settings: Mapping[str, object]
    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    matches: tuple[Match, ...]
    families: tuple[Family, ...]
    lineages: tuple[Lineage, ...]
    words: Mapping[ArticleId, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    disguises: tuple[Disguise, ...] = ()

    def article(self, article_id: ArticleId) -> Article:
        """The article of that id; KeyError when the report has none."""
        at = bisect_left(self.articles, article_id, key=lambda a: a.id)
        if at == len(self.articles) or self.articles[at].id != article_id:
            raise KeyError(article_id)
        return self.articles[at]
