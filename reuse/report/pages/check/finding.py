"""One finding as a page shows it: what its card says, and what stands in the details."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reuse.model import Article, ArticleId, FamilyId
from reuse.report.check.wording import label, why, wording_place
from reuse.report.disguised import disguised_said, disguises_in, typography_said
from reuse.report.moves import Moved, changed
from reuse.report.pages.card import Card, Said, card_of, said_of
from reuse.report.pages.excerpt import Part, Quote, excerpt, quote
from reuse.report.pages.lineage.ledgers import EvidenceView, evidence_of
from reuse.report.pages.site import Entry, Site
from reuse.report.segments import compared
from reuse.report.wording import (
    CONFIDENCE,
    CREDIT,
    KIND,
    NATURE,
    count,
    is_known,
    origin_words,
)
from reuse.verdict import Decision, Finding, Lines, Position, Step, Verdict

# Characters of a passage that its card repeats; beyond it, of either end.
_LONGEST_SHOWN, _KEPT = 700, 260
_MOST_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of the draft in a card: text, a mark to add (`is_mark`), or a gap."""

    text: str
    is_mark: bool = False


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
    disguised: str
    typography: str
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
    wording: str | None
    wording_place: str | None
    ours: tuple[Part, ...]
    theirs: tuple[Part, ...]
    signs: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """A verdict with what the views of its findings look up."""

    verdict: Verdict
    site: Site
    entries: Mapping[FamilyId, Entry]

    def view(self, number: int, finding: Finding) -> FindingView:
        """One finding, by its number on the page."""
        entry, origin = self.entries[finding.family], finding.origin
        draft = self.site.articles[finding.draft]
        carriers = sorted({w.article for w in entry.family.witnesses} - {*self.verdict.drafts})
        others = [a for a in carriers if a != finding.carrier.article]
        ours, theirs = self._aligned(finding)
        disguises = disguises_in(self.verdict.report, finding.draft, finding.span)
        return FindingView(
            number=number,
            anchor=f"finding-{number}",
            decision=finding.ruling.decision,
            label=label(finding),
            place=f"{_place(finding.start)} to {_place(finding.end)}",
            facts=", ".join(_facts(finding)),
            is_possible=finding.certainty == "possible",
            reason=why(finding),
            disguised=disguised_said(disguises, draft.text),
            typography=typography_said(disguises, draft.text),
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
            wording=finding.fix.wording.words if finding.fix.wording else None,
            wording_place=self._wording_place(finding),
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
        return _place(Position(finding.start.line - line, column))

    def _wording_place(self, finding: Finding) -> str | None:
        wording = finding.fix.wording
        if wording is None:
            return None
        by = Lines.of_article(self.site.articles[finding.draft]).position(wording.by)
        return wording_place(by.line, _place(by))

    def _aligned(self, finding: Finding) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """The passage in the draft, and in the article to compare with, changes marked."""
        sides = ((finding.draft, finding.span), (finding.carrier.article, finding.carrier.span))
        ours, theirs = (self.site.index.of(article, span) for article, span in sides)
        starts = (finding.carrier.span.start, finding.span.start)
        still = Moved(())
        marks = changed(compared(theirs, ours).changes, starts, moved=(still, still))
        one, other = (
            excerpt(self.site.articles[article].text, span, marks=marks[1 - n])
            for n, (article, span) in enumerate(sides)
        )
        return one, other

    def _signs(self, finding: Finding, entry: Entry) -> Iterator[EvidenceView]:
        """The ledger of the step to this draft, what speaks most for its source first."""
        for step in entry.lineage.derivations:
            if step.derivative == finding.draft:
                yield from evidence_of(self.site, entry, step=step)


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
