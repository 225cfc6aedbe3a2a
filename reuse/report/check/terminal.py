"""The verdict for a terminal: one block a finding, with where, why and what to do.

Every foreign character passes `escapes`, as in `reuse.report.formats.text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reuse.model import Skipped, Span
from reuse.report.certainty import standings
from reuse.report.check.wording import headline, label, place_words, remarks, why, wording_place
from reuse.report.disguised import disguised_said, disguises_in, typography_said
from reuse.report.escapes import in_line
from reuse.report.moments import date_words
from reuse.report.naming import ids_of, names_of, numbers_of
from reuse.report.plain.brevity import short
from reuse.report.plain.listing import MOST_SKIPPED, Listed, origin_said
from reuse.report.plain.sidebyside import wrapped
from reuse.report.wording import CREDIT, KIND, NATURE, count, opening
from reuse.verdict import Finding, Lines, Position, Verdict

WIDTH = 88
_MOST_REASONS = 2
_SHOWN = (6, 4)  # first and last words of what is to be quoted
_INDENT = "   "


def render(verdict: Verdict) -> str:
    """The verdict at the usual width."""
    return verdict_text(verdict, width=WIDTH)


def verdict_text(verdict: Verdict, *, width: int) -> str:
    """The verdict in one sentence, then every finding, then what else there is to know.

    Of a finding that passes, where it is and why.
    """
    known = Blocks(verdict)
    blocks = [wrapped(headline(verdict), width)]
    for number, finding in enumerate(verdict.findings, 1):
        first, *others = known.lines(finding)
        head = wrapped(f"{number}. {first}", width, indent=_INDENT)
        blocks.append("\n".join([head, *(_hung(line, width) for line in others)]))
    blocks += _rest(verdict, width)
    return "\n\n".join(blocks) + "\n"


def _hung(line: str, width: int) -> str:
    """A line of a block in its place; what does not fit hangs two columns further in."""
    lead = _INDENT + line[: len(line) - len(line.lstrip(" "))]
    return lead + wrapped(line, width, indent=f"{lead}  ")


class Blocks:
    """The findings of a verdict in words, and what every one of them looks up."""

    def __init__(self, verdict: Verdict) -> None:
        report = verdict.report
        self.verdict = verdict
        self.names = names_of(report.articles)
        known = standings(report)
        rows = zip(numbers_of(report.families), report.families, report.lineages, strict=True)
        self.families = {
            f.id: Listed(number, f, lineage, known[f.id], report, self.names, ids_of(f, lineage))
            for number, f, lineage in rows
        }
        self.breaks = {draft: Lines.of_article(report.article(draft)) for draft in verdict.drafts}

    def lines(self, finding: Finding) -> Iterator[str]:
        """The lines of one finding's block."""
        draft = self.verdict.report.article(finding.draft)
        yield f"{place_words(self.verdict, finding)}: {label(finding)}"
        yield f"“{in_line(opening(finding.span.of(draft.text)))}”"
        kind = [KIND[finding.kind]] if finding.kind else []
        possible = ["? possible match"] if finding.certainty == "possible" else []
        words = [count(finding.words, "word"), NATURE[finding.nature], *kind, *possible]
        yield ", ".join(words)
        yield f"Why: {in_line(why(finding))}"
        yield from self.disguised(finding)
        if finding.ruling.decision == "tell":
            return
        yield f"Origin: {self.origin(finding)}"
        yield f"Also in: {self.carrier(finding)}"
        if finding.credit and finding.credit.phrase:
            phrase = short(finding.credit.phrase.of(draft.text))
            yield f"Credit: {CREDIT[finding.credit.status]}, “{phrase}”"
        yield from self._fix(finding)
        yield f"Fingerprint, for a waiver: {finding.fingerprint}"

    def origin(self, finding: Finding) -> str:
        """Who wrote a passage first, how sure that is, and why."""
        each = self.families[finding.family]
        said = origin_said(each)
        basis = [each.told(reason) for reason in finding.origin.basis]
        if len(basis) > _MOST_REASONS:
            basis[_MOST_REASONS:] = [f"and {count(len(basis) - _MOST_REASONS, 'more reason')}"]
        return f"{said} – {'; '.join(basis)}" if basis else said

    def carrier(self, finding: Finding) -> str:
        """The published article to compare with."""
        article = self.verdict.report.article(finding.carrier.article)
        said = [short(str(self.names[article.id]))]
        if article.title and article.outlet:
            said.append(f"“{short(article.title)}”")
        if article.published:
            said.append(date_words(article.published))
        return ", ".join(said)

    def disguised(self, finding: Finding) -> Iterator[str]:
        """How words are disguised, and where the first one is; what is typography by itself."""
        report, text = self.verdict.report, self.verdict.report.article(finding.draft).text
        some = disguises_in(report, finding.draft, finding.span)
        told = (
            ("Disguised", disguised_said(some, text)),
            ("Typography", typography_said(some, text)),
        )
        for (label_, said), is_set in zip(told, (False, True), strict=True):
            if said:
                first = next(d.span.start for d in some if d.is_typographic == is_set)
                at = self.breaks[finding.draft].position(first)
                yield f"{label_}: {said}; first at {_at(at)}"

    def _fix(self, finding: Finding) -> Iterator[str]:
        """Every step, and what it takes: the line to add, the places of marks, the address."""
        fix, at = finding.fix, self.breaks[finding.draft].position
        for step in fix.steps:
            yield f"- {step.words}"
            if step.kind == "credit" and fix.credit and fix.credit_at is not None:
                yield f"  {_at(at(fix.credit_at))}: {fix.credit}"
            elif step.kind == "quote":
                yield from (f"  {self._marks(finding, span)}" for span in fix.quote)
            elif step.kind == "link" and fix.link:
                yield f"  {short(fix.link)}"
            elif step.kind == "licence" and fix.wording:
                by = at(fix.wording.by)
                yield f"  {wording_place(by.line, _at(by))}: {in_line(fix.wording.words)}"

    def _marks(self, finding: Finding, span: Span) -> str:
        begin, end = map(self.breaks[finding.draft].position, (span.start, span.end))
        words = span.of(self.verdict.report.article(finding.draft).text).split()
        if len(words) > sum(_SHOWN):
            words[_SHOWN[0] : -_SHOWN[1]] = ["…"]
        return f"{_at(begin)} to {_at(end)}: “{in_line(' '.join(words))}”"


def _at(position: Position) -> str:
    return f"{position.line}:{position.column}"


def _rest(verdict: Verdict, width: int) -> Iterator[str]:
    report = verdict.report
    if verdict.unread:
        yield _listed("Not read, and so not checked:", verdict.unread, width)
    if report.skipped:
        yield _listed("Not read, and so not compared with:", report.skipped, width)
    said = (*verdict.notes, *remarks(verdict))
    if said:
        notes = (wrapped(f"Note: {in_line(note)}", width, indent="    ") for note in said)
        yield "\n".join(notes)


def _listed(title: str, unread: Sequence[Skipped], width: int) -> str:
    """Inputs that could not be read, with the reason of each."""
    lines = [f"- {in_line(s.source)}: {short(s.reason)}" for s in unread[:MOST_SKIPPED]]
    if more := len(unread) - len(lines):
        lines.append(f"... and {count(more, 'more input')}; --format json lists all.")
    return "\n".join([title, *(wrapped(line, width, indent="    ") for line in lines)])
