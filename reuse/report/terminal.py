"""The report for a terminal: a summary of the families, and two articles aligned.

Plain text that reads well through a pipe; colour only adds.  Every foreign
character passes `escapes`, so no article can move the cursor or set a title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reuse.model import (
    Article,
    ArticleId,
    Derivation,
    Family,
    Lineage,
    Match,
    Origin,
    Report,
    Span,
    Witness,
)
from reuse.report.certainty import POSSIBLE, Standing, standings
from reuse.report.escapes import in_line
from reuse.report.moments import date_words
from reuse.report.naming import Name, ids_of, name_of, names_of, numbers_of, told
from reuse.report.segments import differences
from reuse.report.sidebyside import side_by_side, two_columns, wrapped
from reuse.report.wording import (
    CERTAINTY,
    CONFIDENCE,
    EVIDENCE,
    KIND,
    NATURE,
    change_words,
    count,
    credit_words,
    is_known,
    ledger,
    node_outlet,
    opening,
    origin_words,
)

WIDTH = 88
_LONGEST = 160
# Witnesses and derivations listed of one family; a wire story can have hundreds.
_MOST = 12
# Families listed in full, skipped inputs, and reasons for an origin; the report has all.
_MOST_FAMILIES, _MOST_SKIPPED, _MOST_REASONS = 20, 20, 4
_MOST_CHANGES = 3
_POSSIBLE = f"? {POSSIBLE}"


def render(report: Report) -> str:
    """The summary without colour at the usual width."""
    return summary(report, width=WIDTH, color=False)


def summary(report: Report, *, width: int, color: bool) -> str:
    """What an editor needs on one screen: totals, then the first families with their evidence.

    Boilerplate is counted, not listed; of families twenty are, of a family's
    witnesses twelve.
    """
    known = _Known(report)
    pairs = zip(numbers_of(report.families), report.families, report.lineages, strict=True)
    shown = [(n, f, lineage) for n, f, lineage in pairs if f.nature != "boilerplate"]
    blocks = [_totals(report, [family for _, family, _ in shown])]
    for number, family, lineage in shown[:_MOST_FAMILIES]:
        lines = _family(known, family, lineage=lineage)
        blocks.append(_block(f"{number}. ", lines, width=width, color=color))
    if len(shown) > _MOST_FAMILIES:
        more = count(len(shown) - _MOST_FAMILIES, "more passage")
        blocks.append(f"... and {more}; the report lists all.")
    blocks += _rest(report, len(report.families) - len(shown), width=width)
    return "\n\n".join(blocks) + "\n"


def comparison(left: Article, right: Article, report: Report, *, width: int, color: bool) -> str:
    """Every match that the report on two articles holds in two columns, changed words bracketed."""
    matches = report.matches
    heads = [f"{_short(str(name_of(a)))}\n{_short(a.title or a.source)}" for a in (left, right)]
    parts = [two_columns(*heads, width=width)]
    spans = [_ways(match, left.id) for match in matches]
    for number, (match, (one, other)) in enumerate(zip(matches, spans, strict=True), 1):
        changes = differences(
            one.of(left.text), other.of(right.text), languages=(left.language, right.language)
        )
        parts.append(_bold(wrapped(_caption(match, number, total=len(matches)), width), color))
        parts.append(side_by_side(changes, width=width, color=color))
    if not matches:
        least = report.settings["min_words"]
        parts.append(wrapped(f"No shared passage of {least} words or more was found.", width))
    else:
        key = "[-only left-] {+only right+}; case, quotes and dashes count as equal."
        parts.append(wrapped(key, width))
    parts += _notes(report, width)
    return "\n\n".join(parts) + "\n"


def _ways(match: Match, left: ArticleId) -> tuple[Span, Span]:
    straight = match.left_article == left
    return (match.left, match.right) if straight else (match.right, match.left)


def _caption(match: Match, number: int, *, total: int) -> str:
    words = count(match.words, "word")
    return f"Passage {number} of {total}: {words}, {KIND[match.kind]}, {CERTAINTY[match.certainty]}"


def _totals(report: Report, shown: Sequence[Family]) -> str:
    taking_part = {witness.article for family in shown for witness in family.witnesses}
    words = count(sum(family.words for family in shown), "word")
    return (
        f"{count(len(report.articles), 'article')} read, {len(report.skipped):,} skipped: "
        f"{count(len(shown), 'shared passage')} ({words}) in "
        f"{count(len(taking_part), 'article')}."
    )


class _Known:
    """What every family's block looks up in a report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.names = names_of(report.articles)
        self.standings = standings(report)

    def name(self, node: str) -> str:
        """The name of an article id or `outlet:NAME`."""
        return _short(str(self.names.get(ArticleId(node)) or node_outlet(node)))


def _family(known: _Known, family: Family, *, lineage: Lineage) -> Iterator[str]:
    first, standing = family.witnesses[0], known.standings[family.id]
    ids = ids_of(family, lineage)
    yield f"“{in_line(opening(first.span.of(known.report.article(first.article).text)))}”"
    witnesses = count(len(family.witnesses), "witness", many="witnesses")
    said = f"{count(family.words, 'word')}, {NATURE[family.nature]}, {witnesses}"
    yield f"{said}, {_POSSIBLE} only" if standing.is_possible else said
    reasons = [told(reason, ids, names=known.names) for reason in lineage.origin.basis]
    yield f"Origin: {_origin(known, lineage.origin, reasons=reasons)}"
    for witness in family.witnesses[:_MOST]:
        yield f"- {_witness(known, witness, origin=lineage.origin, standing=standing)}"
    for step in lineage.derivations[:_MOST]:
        detail = (told(e.detail, ids, names=known.names) for e in ledger(step)[:1])
        yield f"> {_derivation(known, step, strongest=next(detail, ''))}"
    yield from _changes(known, lineage)
    if len(family.witnesses) > _MOST:
        more = len(family.witnesses) - _MOST
        yield f"... and {count(more, 'more witness', many='more witnesses')} in the full report"


def _origin(known: _Known, origin: Origin, *, reasons: Sequence[str]) -> str:
    said = "not known"
    if is_known(origin):
        name = str(Name(origin_words(origin), origin.article or ""))
        if origin.article is not None and not origin.outlet:
            name = known.name(origin.article)
        where = "" if origin.in_corpus else " (not in the corpus)"
        said = f"{_short(name)}{where}, {CONFIDENCE[origin.confidence]}"
    basis = [_short(reason) for reason in reasons[:_MOST_REASONS]]
    if len(reasons) > _MOST_REASONS:
        basis.append(f"and {count(len(reasons) - _MOST_REASONS, 'more reason')}")
    return f"{said}. {'; '.join(basis)}" if basis else said


def _witness(known: _Known, witness: Witness, *, origin: Origin, standing: Standing) -> str:
    article = known.report.article(witness.article)
    words = [known.name(article.id)]
    if article.title and article.outlet:
        words.append(f"“{_short(article.title)}”")
    if article.published:
        words.append(date_words(article.published))
    said = f"{', '.join(words)}: {credit_words(witness, origin)}"
    if witness.credit and witness.credit.phrase:
        said += f", “{_short(witness.credit.phrase.of(article.text))}”"
    return f"{said}; {_POSSIBLE}" if witness in standing.possible else said


def _changes(known: _Known, lineage: Lineage) -> Iterator[str]:
    """The first changes of the first copy that has any, on one line."""
    steps = [step for step in lineage.derivations if step.changes]
    if not steps:
        return
    shown = steps[0].changes[:_MOST_CHANGES]
    said = "; ".join(_short(change_words(change)) for change in shown)
    more = sum(len(step.changes) for step in steps) - len(shown)
    rest = f"; and {count(more, 'more change')}" if more else ""
    yield f"Changed in {known.name(steps[0].derivative)}: {said}{rest}"


def _derivation(known: _Known, step: Derivation, *, strongest: str) -> str:
    """A step with its strongest entry in words and the kinds of all others."""
    said = f"{known.name(step.source)} → {known.name(step.derivative)}: "
    said += CONFIDENCE[step.confidence]
    first, *others = ledger(step) or (None,)
    if first is None:
        return said
    shown = EVIDENCE[first.kind]
    also = dict.fromkeys(EVIDENCE[e.kind] for e in others if e.favours in (step.source, None))
    against = dict.fromkeys(
        EVIDENCE[e.kind] for e in others if e.favours not in (step.source, None)
    )
    said += f"; {shown}: {_short(strongest)}"
    for label, kinds in (("also", [kind for kind in also if kind != shown]), ("against", against)):
        if kinds:
            said += f"; {label}: {', '.join(kinds)}"
    return said


def _rest(report: Report, hidden: int, *, width: int) -> Iterator[str]:
    if hidden:
        verb = "is" if hidden == 1 else "are"
        yield wrapped(f"{count(hidden, 'passage')} of boilerplate {verb} not listed.", width)
    if report.skipped:
        lines = [f"- {in_line(s.source)}: {_short(s.reason)}" for s in report.skipped]
        if len(lines) > _MOST_SKIPPED:
            more = count(len(lines) - _MOST_SKIPPED, "more input")
            lines[_MOST_SKIPPED:] = [f"... and {more}; the report lists all."]
        yield "\n".join(["Skipped:", *(wrapped(line, width, indent="    ") for line in lines)])
    yield from _notes(report, width)


def _notes(report: Report, width: int) -> Iterator[str]:
    if report.notes:
        yield "\n".join(
            wrapped(f"Note: {in_line(note)}", width, indent="    ") for note in report.notes
        )


def _block(lead: str, lines: Iterator[str], *, width: int, color: bool) -> str:
    indent = " " * len(lead)
    first, *others = (wrapped(line, width - len(lead), indent=f"{indent}  ") for line in lines)
    return "\n".join([lead + _bold(first, color), *(indent + line for line in others)])


def _bold(text: str, color: bool) -> str:
    if not color:
        return text
    import click

    return click.style(text, bold=True)


def _short(text: str) -> str:
    """Foreign text on one line, cut where it stops being readable in a list."""
    line = in_line(text[: 4 * _LONGEST])
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
