"""Drafts with their findings in place: each marked in the text, with what to do beside it.

A draft is shown in full, cut into rows where lines with findings begin, so that the cards of
a row stand beside the words that they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reuse.model import Article, ArticleId, FamilyId, Skipped, Span
from reuse.report.check.wording import DECISION, draft_name, headline
from reuse.report.digests import text_digest
from reuse.report.pages.card import Card, Node, Said, card_of, node_of, said_of
from reuse.report.pages.excerpt import Part, Quote, excerpt, quote
from reuse.report.pages.links import anchor
from reuse.report.pages.site import Entry, Site, site_of
from reuse.report.segments import Mark, compared, marks_of
from reuse.report.wording import (
    CONFIDENCE,
    CREDIT,
    EVIDENCE,
    KIND,
    NATURE,
    count,
    is_known,
    ledger,
    odds_of,
    origin_words,
)
from reuse.verdict import DECISIONS, Decision, Finding, Position, Step, Verdict

# Characters of a passage that its card repeats; beyond it, of either end.
_LONGEST_SHOWN, _KEPT = 700, 260
_MOST_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of the draft in a card: text, a mark to add (`is_mark`), or a gap."""

    text: str
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of the ledger of a draft's source."""

    kind: str
    detail: tuple[Said, ...]
    points_to: Node | None
    odds: str | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: what its card says, and what stands in the details."""

    number: int
    anchor: str
    decision: Decision
    label: str
    place: str
    facts: str
    is_possible: bool
    reason: str
    fingerprint: str
    origin: str | None
    confidence: str
    in_corpus: bool
    basis: tuple[tuple[Said, ...], ...]
    status: str | None
    credit: str
    phrase: Quote | None
    carrier: Card
    others: tuple[Card, ...]
    others_more: int
    steps: tuple[Step, ...]
    credit_line: str | None
    credit_place: str | None
    placed: tuple[Placed, ...]
    link: str | None
    ours: tuple[Part, ...]
    theirs: tuple[Part, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Lines of a draft with the findings that begin in them; `lead` holds those lines alone."""

    lead: tuple[Part, ...]
    rest: tuple[Part, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """One draft in full."""

    anchor: str
    card: Card
    name: str
    digest: str
    rows: tuple[DraftRow, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """How many findings have a decision."""

    decision: Decision
    label: str
    figure: int


@dataclass(frozen=True, slots=True)
class CheckView:
    """The page of a verdict; `articles` are those that the page names, drafts aside."""

    headline: str
    compared: str
    totals: tuple[Total, ...]
    drafts: tuple[DraftView, ...]
    articles: tuple[tuple[str, Card], ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


def check_view(verdict: Verdict) -> CheckView:
    """Everything that the page shows."""
    site = site_of(verdict.report)
    page = _Page(verdict, site, {entry.family.id: entry for entry in site.entries})
    views = tuple(page.finding(n, finding) for n, finding in enumerate(verdict.findings, 1))
    others = (a for a in verdict.report.articles if a.id not in verdict.drafts)
    return CheckView(
        headline=headline(verdict),
        compared=count(verdict.compared, "article"),
        totals=tuple(Total(d, DECISION[d], verdict.count(d)) for d in DECISIONS),
        drafts=tuple(page.draft(draft, views) for draft in verdict.drafts),
        articles=tuple((anchor("article", a.id), card_of(site, a)) for a in others),
        skipped=verdict.report.skipped,
        notes=verdict.report.notes,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """A verdict with what its page looks up."""

    verdict: Verdict
    site: Site
    entries: Mapping[FamilyId, Entry]

    def draft(self, draft: ArticleId, views: Sequence[FindingView]) -> DraftView:
        """One draft; `views` are those of all findings, in order."""
        article = self.site.articles[draft]
        numbered = zip(self.verdict.findings, views, strict=True)
        own = [(finding, view) for finding, view in numbered if finding.draft == draft]
        return DraftView(
            anchor=anchor("article", draft),
            card=card_of(self.site, article),
            name=draft_name(article),
            digest=text_digest(article.text),
            rows=tuple(_rows(article, own)) if article.text else (),
            findings=tuple(view for _, view in own),
        )

    def finding(self, number: int, finding: Finding) -> FindingView:
        """One finding, by its number on the page."""
        entry, origin = self.entries[finding.family], finding.origin
        draft = self.site.articles[finding.draft]
        carriers = sorted({w.article for w in entry.family.witnesses} - {*self.verdict.drafts})
        others = [a for a in carriers if a != finding.carrier.article]
        ours, theirs = self._aligned(finding)
        return FindingView(
            number=number,
            anchor=f"finding-{number}",
            decision=finding.ruling.decision,
            label=DECISION[finding.ruling.decision],
            place=f"{_place(finding.begin)} to {_place(finding.end)}",
            facts=", ".join(_facts(finding)),
            is_possible=finding.certainty == "possible",
            reason=finding.ruling.reason,
            fingerprint=finding.fingerprint,
            origin=origin_words(origin) if is_known(origin) else None,
            confidence=CONFIDENCE[origin.confidence],
            in_corpus=origin.in_corpus,
            basis=tuple(said_of(self.site, entry, sentence=said) for said in origin.basis),
            status=finding.credit.status if finding.credit else None,
            credit=CREDIT[finding.credit.status] if finding.credit else "none is due",
            phrase=_phrase(finding, draft),
            carrier=self._card(finding.carrier.article),
            others=tuple(map(self._card, others[:_MOST_OTHERS])),
            others_more=max(0, len(others) - _MOST_OTHERS),
            steps=finding.fix.steps,
            credit_line=finding.fix.credit,
            credit_place=self._credit_place(finding),
            placed=tuple(_placed(finding, draft.text)),
            link=finding.fix.link,
            ours=ours,
            theirs=theirs,
            signs=tuple(self._signs(finding, entry)),
        )

    def _card(self, article: ArticleId) -> Card:
        return card_of(self.site, self.site.articles[article])

    def _credit_place(self, finding: Finding) -> str | None:
        at = finding.fix.credit_at
        if at is None:
            return None
        text = self.site.articles[finding.draft].text
        line = text.count("\n", at, finding.span.start)
        column = at - text.rfind("\n", 0, at)
        return _place(Position(finding.begin.line - line, column))

    def _aligned(self, finding: Finding) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """The passage in the draft, and in the article to compare with, changes marked."""
        sides = ((finding.draft, finding.span), (finding.carrier.article, finding.carrier.span))
        ours, theirs = (self.site.index.of(article, span) for article, span in sides)
        changes = compared(theirs, ours).changes
        one, other = (
            excerpt(
                self.site.articles[article].text, span, marks=marks_of(changes, span, side=1 - n)
            )
            for n, (article, span) in enumerate(sides)
        )
        return one, other

    def _signs(self, finding: Finding, entry: Entry) -> Iterator[Sign]:
        """The ledger of the step to this draft, what speaks most for its source first."""
        steps = (d for d in entry.lineage.derivations if d.derivative == finding.draft)
        for step in steps:
            for entered in ledger(step):
                favours = entered.favours
                yield Sign(
                    EVIDENCE[entered.kind],
                    said_of(self.site, entry, sentence=entered.detail),
                    node_of(self.site, favours) if favours is not None else None,
                    odds_of(entered.odds) if favours is not None else None,
                )


def _facts(finding: Finding) -> Iterator[str]:
    yield count(finding.words, "word")
    yield NATURE[finding.nature]
    if finding.kind:
        yield KIND[finding.kind]


def _phrase(finding: Finding, draft: Article) -> Quote | None:
    credit = finding.credit
    return quote(draft.text, credit.phrase) if credit and credit.phrase else None


def _place(position: Position) -> str:
    return f"line {position.line:,}, column {position.column:,}"


def _rows(draft: Article, findings: Sequence[tuple[Finding, FindingView]]) -> Iterator[DraftRow]:
    """The draft cut at the lines in which findings begin; the parts in order are its text."""
    text = draft.text
    marks = [
        *(Mark(f.span, "passage", str(view.number)) for f, view in findings),
        *_credits(f for f, _ in findings),
    ]
    grouped = [
        (start, tuple(some))
        for start, some in groupby(findings, key=lambda f: f[0].span.start + 1 - f[0].begin.column)
    ]
    if not grouped or grouped[0][0]:
        grouped.insert(0, (0, ()))
    ends = [start for start, _ in grouped[1:]] + [len(text)]
    for (start, some), end in zip(grouped, ends, strict=True):
        # The lines with findings first, so that their cards follow them where a page is narrow.
        reach = max((min(f.span.end, end) for f, _ in some), default=end)
        middle = text.find("\n", reach, end) + 1 or end
        yield DraftRow(
            lead=excerpt(text, Span(start, middle), marks=marks),
            rest=excerpt(text, Span(middle, end), marks=marks) if middle < end else (),
            findings=tuple(view for _, view in some),
        )


def _credits(findings: Iterable[Finding]) -> list[Mark]:
    given = (finding.credit for finding in findings)
    marks = {Mark(c.phrase, "credit", c.outlet or "") for c in given if c and c.phrase}
    return sorted(marks, key=lambda mark: (mark.span, mark.ref))


def _placed(finding: Finding, text: str) -> Iterator[Placed]:
    """The passage with quotation marks where they belong; the middle of a long one is left out."""
    if not finding.fix.quote:
        return
    at = min(finding.span.start, finding.fix.quote[0].start)
    for span in finding.fix.quote:
        if at < span.start:
            yield Placed(_shortened(text[at : span.start]))
        yield Placed("“", is_mark=True)
        yield Placed(_shortened(span.of(text)))
        yield Placed("”", is_mark=True)
        at = span.end
    if at < finding.span.end:
        yield Placed(_shortened(text[at : finding.span.end]))


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_SHOWN:
        return text
    return f"{text[:_KEPT].rstrip()} … {text[-_KEPT:].lstrip()}"
