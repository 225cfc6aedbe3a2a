"""Drafts with their findings in place: each marked in the text, with what to do beside it.

A draft is shown in full, cut into rows where lines with findings begin, so that the cards of
a row stand beside the words that they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from reuse.model import Article, ArticleId, Skipped, Span
from reuse.report.check.wording import counted, draft_name, headline, is_ruled, is_unnamed, remarks
from reuse.report.digests import text_digest
from reuse.report.pages.card import Card, card_of
from reuse.report.pages.check.finding import Findings, FindingView
from reuse.report.pages.excerpt import Part, excerpt
from reuse.report.pages.links import anchor
from reuse.report.pages.site import Site, site_of
from reuse.report.segments import Mark
from reuse.report.wording import count
from reuse.verdict import DECISIONS, Decision, Finding, Verdict

_MOST_SKIPPED = 100


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
    """How many findings have a decision; `verb` is the `label` as it stands beside the figure."""

    decision: Decision
    label: str
    verb: str
    figure: int


@dataclass(frozen=True, slots=True)
class CheckView:
    """The page of a verdict; `articles` are those that its findings name, drafts aside.

    `articles_more` and `skipped_more` count those that share words, or were skipped, beside
    the ones that are listed; `unread` are drafts.
    """

    headline: str
    compared: str
    totals: tuple[Total, ...]
    drafts: tuple[DraftView, ...]
    articles: tuple[tuple[str, Card], ...]
    articles_more: int
    unread: tuple[Skipped, ...]
    skipped: tuple[Skipped, ...]
    skipped_more: int
    notes: tuple[str, ...]


def check_view(verdict: Verdict) -> CheckView:
    """Everything that the page shows."""
    site = site_of(verdict.report)
    known = Findings(verdict, site, {entry.family.id: entry for entry in site.entries})
    views = [(f, known.view(n, f)) for n, f in enumerate(verdict.findings, 1)]
    named = {article for _, view in views for article in _named(view)}
    others = [a for a in verdict.report.articles if a.id not in verdict.drafts]
    listed = tuple((anchor("article", a.id), card_of(site, a)) for a in others if a.id in named)
    skipped = verdict.report.skipped
    return CheckView(
        headline=headline(verdict),
        compared=count(verdict.compared, "article"),
        totals=tuple(_total(verdict, decision) for decision in DECISIONS),
        drafts=tuple(
            _draft(site, site.articles[draft], [pair for pair in views if pair[0].draft == draft])
            for draft in verdict.drafts
        ),
        articles=listed,
        articles_more=len(others) - len(listed),
        unread=verdict.unread[:_MOST_SKIPPED],
        skipped=skipped[:_MOST_SKIPPED],
        skipped_more=len(skipped[_MOST_SKIPPED:]),
        notes=(*verdict.notes, *remarks(verdict)),
    )


def _total(verdict: Verdict, decision: Decision) -> Total:
    figure = verdict.count(decision)
    verb = counted(decision, figure, is_ruled=is_ruled(verdict))
    label = counted(decision, 1, is_ruled=is_ruled(verdict))
    return Total(decision, label, verb, figure)


def _named(view: FindingView) -> Iterator[ArticleId]:
    """Every article that a finding links to."""
    yield from (card.id for card in (view.carrier, *view.others))
    said = chain(*view.basis, *(sign.detail for sign in view.signs))
    nodes = chain((part.node for part in said), (sign.points_to for sign in view.signs))
    yield from (node.article for node in nodes if node is not None and node.article is not None)


def _draft(
    site: Site, article: Article, findings: Sequence[tuple[Finding, FindingView]]
) -> DraftView:
    return DraftView(
        anchor=anchor("article", article.id),
        card=card_of(site, article),
        name="The draft" if is_unnamed(article) else draft_name(article),
        digest=text_digest(article.text),
        rows=tuple(_rows(article, findings)) if article.text else (),
        findings=tuple(view for _, view in findings),
    )


def _rows(draft: Article, findings: Sequence[tuple[Finding, FindingView]]) -> Iterator[DraftRow]:
    """The draft cut at the lines in which findings begin; the parts in order are its text."""
    text = draft.text
    marks = [
        *(Mark(f.span, "passage", str(view.number)) for f, view in findings),
        *_credits(f for f, _ in findings),
    ]
    grouped = [
        (start, tuple(some))
        for start, some in groupby(findings, key=lambda f: f[0].span.start + 1 - f[0].start.column)
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
