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
from reuse.report.escapes import in_line
from reuse.report.segments import differences
from reuse.report.sidebyside import side_by_side, two_columns, wrapped
from reuse.report.wording import (
    CERTAINTY,
    CONFIDENCE,
    EVIDENCE,
    KIND,
    NATURE,
    count,
    credit_words,
    node_outlet,
    opening,
    origin_words,
    outlet_name,
    strongest,
)

WIDTH = 88
_LONGEST = 160
# Witnesses and derivations listed of one family; a wire story can have hundreds.
_MOST = 12


def render(report: Report) -> str:
    """The summary without colour at the usual width."""
    return summary(report, width=WIDTH, color=False)


def summary(report: Report, *, width: int, color: bool) -> str:
    """What an editor needs on one screen: totals, then every family with its evidence.

    Boilerplate is counted, not listed; of a family, twelve witnesses are.
    """
    pairs = list(zip(report.families, report.lineages, strict=True))
    shown = [(f, lineage) for f, lineage in pairs if f.nature != "boilerplate"]
    blocks = [_totals(report, [family for family, _ in shown])]
    for number, (family, lineage) in enumerate(shown, 1):
        lines = _family(report, family, lineage=lineage)
        blocks.append(_block(f"{number}. ", lines, width=width, color=color))
    blocks += _rest(report, len(pairs) - len(shown), width=width)
    return "\n\n".join(blocks) + "\n"


def comparison(
    left: Article, right: Article, matches: Sequence[Match], *, width: int, color: bool
) -> str:
    """Every match of two articles in two columns, changed words bracketed.

    `matches` may hold their articles either way round.
    """
    heads = [f"{_name(a)}\n{_short(a.title or a.source)}" for a in (left, right)]
    parts = [two_columns(*heads, width=width)]
    spans = [_ways(match, left.id) for match in matches]
    for number, (match, (one, other)) in enumerate(zip(matches, spans, strict=True), 1):
        changes = differences(
            one.of(left.text), other.of(right.text), languages=(left.language, right.language)
        )
        parts.append(_bold(wrapped(_caption(match, number, total=len(matches)), width), color))
        parts.append(side_by_side(changes, width=width, color=color))
    if not matches:
        parts.append("No passage of one is in the other.")
    else:
        key = "[-only left-] {+only right+}; case, quotes and dashes count as equal."
        parts.append(wrapped(key, width))
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


def _family(report: Report, family: Family, *, lineage: Lineage) -> Iterator[str]:
    first = family.witnesses[0]
    yield f"“{in_line(opening(first.span.of(report.article(first.article).text)))}”"
    witnesses = count(len(family.witnesses), "witness", many="witnesses")
    yield f"{count(family.words, 'word')}, {NATURE[family.nature]}, {witnesses}"
    yield f"Origin: {_origin(lineage.origin)}"
    for witness in family.witnesses[:_MOST]:
        yield f"- {_witness(report, witness, origin=lineage.origin)}"
    for derivation in lineage.derivations[:_MOST]:
        yield f"> {_derivation(report, derivation)}"
    if len(family.witnesses) > _MOST:
        yield f"{len(family.witnesses) - _MOST:,} more witnesses are in the full report"


def _origin(origin: Origin) -> str:
    if origin.confidence == "unknown" or not (origin.outlet or origin.article):
        said = "not known"
    else:
        where = "" if origin.in_corpus else " (not in the corpus)"
        said = f"{_short(origin_words(origin))}{where}, {CONFIDENCE[origin.confidence]}"
    basis = "; ".join(_short(reason) for reason in origin.basis)
    return f"{said}. {basis}" if basis else said


def _witness(report: Report, witness: Witness, *, origin: Origin) -> str:
    article = report.article(witness.article)
    words = [_name(article)]
    if article.title:
        words.append(f"“{_short(article.title)}”")
    if article.published:
        words.append(article.published.isoformat())
    said = f"{', '.join(words)}: {credit_words(witness, origin)}"
    if witness.credit and witness.credit.phrase:
        said += f", “{_short(witness.credit.phrase.of(article.text))}”"
    return said


def _derivation(report: Report, derivation: Derivation) -> str:
    source, derivative = (_node(report, n) for n in (derivation.source, derivation.derivative))
    said = f"{source} → {derivative}: {CONFIDENCE[derivation.confidence]}"
    best = strongest(derivation)
    return f"{said}; {EVIDENCE[best.kind]}: {_short(best.detail)}" if best else said


def _node(report: Report, node: str) -> str:
    try:
        return _name(report.article(ArticleId(node)))
    except KeyError:
        return _short(node_outlet(node))


def _rest(report: Report, hidden: int, *, width: int) -> Iterator[str]:
    if hidden:
        verb = "is" if hidden == 1 else "are"
        yield wrapped(f"{count(hidden, 'passage')} of boilerplate {verb} not listed.", width)
    if report.skipped:
        lines = (f"- {in_line(s.source)}: {_short(s.reason)}" for s in report.skipped)
        yield "\n".join(["Skipped:", *(wrapped(line, width, indent="    ") for line in lines)])
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


def _name(article: Article) -> str:
    return _short(outlet_name(article))


def _short(text: str) -> str:
    """Foreign text on one line, cut where it stops being readable in a list."""
    line = in_line(text[: 4 * _LONGEST])
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
