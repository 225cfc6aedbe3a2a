"""The report as plain text: a summary of the families, and two articles aligned.

What a pipe, a file and a terminal without cursor get; `console` draws the same for one
that has colours.  Every foreign character passes `escapes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reuse.model import Article, Derivation, Report, Witness
from reuse.report.moments import date_words
from reuse.report.plain.brevity import changes_said, grounds, short
from reuse.report.plain.columns import Line
from reuse.report.plain.listing import (
    MARK_POSSIBLE,
    MOST_WITNESSES,
    Listed,
    hidden_said,
    listing_of,
    notes_said,
    origin_said,
    skipped_said,
    totals,
    unnamed_said,
)
from reuse.report.plain.pairnote import (
    KEY,
    PairNotes,
    aligned,
    caption_of,
    head_of,
    nothing_shared,
    shared_passages,
)
from reuse.report.plain.sidebyside import plain, two_columns, wrapped
from reuse.report.wording import CONFIDENCE, EVIDENCE, count

WIDTH = 88
# Copies of which each has a line on what it changed.
_MOST_CHANGED = 3


def render(report: Report) -> str:
    """The summary at the usual width."""
    return summary(report, width=WIDTH)


def summary(report: Report, *, width: int) -> str:
    """What an editor needs on one screen: totals, then the first families with their evidence.

    Boilerplate is counted, not listed; of families twenty are, of a family's
    witnesses twelve.
    """
    listing = listing_of(report)
    unnamed = (wrapped(line, width) for line in unnamed_said(listing))
    blocks = ["\n".join((wrapped(totals(listing), width), *unnamed))]
    blocks += (_block(f"{each.number}. ", _family(each), width=width) for each in listing.first)
    blocks += (wrapped(line, width) for line in hidden_said(listing))
    if report.skipped:
        lines = (wrapped(line, width, indent="    ") for line in skipped_said(report))
        blocks.append("\n".join(["Skipped:", *lines]))
    blocks += _notes(report, width)
    return "\n\n".join(blocks) + "\n"


def comparison(left: Article, right: Article, report: Report, *, width: int) -> str:
    """Every match that the report on two articles holds in two columns, changed words bracketed.

    Passages come in the order of the left article.
    """
    shared, notes = shared_passages(report, left.id), PairNotes(report)
    parts = [_text(two_columns(head_of(left), head_of(right), width=width))]
    for number, passage in enumerate(shared, 1):
        caption = caption_of(passage.match, number, total=len(shared))
        said = (caption, notes.lineage(passage.match), *notes.disguised(passage.match))
        parts.append("\n".join(wrapped(line, width) for line in said if line))
        parts.append(_text(aligned((left, right), passage, notes=notes, width=width)))
    parts.append(wrapped(KEY if shared else nothing_shared(report), width))
    parts += _notes(report, width)
    return "\n\n".join(parts) + "\n"


def _text(lines: Iterable[Line]) -> str:
    return "\n".join(plain(line).rstrip() for line in lines)


def _notes(report: Report, width: int) -> Iterator[str]:
    if notes := [wrapped(note, width, indent="    ") for note in notes_said(report)]:
        yield "\n".join(notes)


def _block(lead: str, lines: Iterable[str], *, width: int) -> str:
    indent = " " * len(lead)
    first, *others = (wrapped(line, width - len(lead), indent=f"{indent}  ") for line in lines)
    return "\n".join([lead + first, *(indent + line for line in others)])


def _family(each: Listed) -> Iterator[str]:
    yield each.opening
    yield ", ".join(each.traits)
    reasons = "; ".join(each.reasons)
    yield f"Origin: {origin_said(each)}" + (f" – {reasons}" if reasons else "")
    yield from _changes(each)
    for witness in each.family.witnesses[:MOST_WITNESSES]:
        yield f"- {_witness(each, witness)}"
    for step in each.lineage.derivations[:MOST_WITNESSES]:
        yield f"> {_derivation(each, step)}"
    if more := len(each.family.witnesses[MOST_WITNESSES:]):
        yield f"... and {count(more, 'more witness', many='more witnesses')} in the full report"


def _witness(each: Listed, witness: Witness) -> str:
    article = each.report.article(witness.article)
    words = [each.name(article.id)]
    if article.title and article.outlet:
        words.append(f"“{short(article.title)}”")
    if article.published:
        words.append(date_words(article.published))
    said = f"{', '.join(words)}: {each.credit(witness)}"
    possible = MARK_POSSIBLE if witness in each.standing.possible else ""
    return "; ".join(filter(None, (said, possible, each.disguised(witness))))


def _changes(each: Listed) -> Iterator[str]:
    """The first copies that changed something, a line for each, and how many more did."""
    steps = [step for step in each.lineage.derivations if step.changes]
    for step in steps[:_MOST_CHANGED]:
        yield f"Changed in {each.name(step.derivative)}: {changes_said(step.changes)}"
    if more := len(steps[_MOST_CHANGED:]):
        yield f"Changed in {count(more, 'more copy', many='more copies')}, not listed here"


def _derivation(each: Listed, step: Derivation) -> str:
    """A step with its strongest entry in words and the kinds of all others."""
    said = f"{each.name(step.source)} → {each.name(step.derivative)}: "
    said += CONFIDENCE[step.confidence]
    found = grounds(step)
    if found.strongest is None:
        return said
    said += f"; {EVIDENCE[found.strongest.kind]}: {each.told(found.strongest.detail)}"
    for label, kinds in (("also", found.also), ("against", found.against)):
        if kinds:
            said += f"; {label}: {', '.join(kinds)}"
    return said
