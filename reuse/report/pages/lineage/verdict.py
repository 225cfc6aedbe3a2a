"""One sentence about a passage that an editor can quote, no surer than the evidence is."""

from __future__ import annotations

from collections.abc import Iterator

from reuse.model import Confidence, Nature
from reuse.report.moments import Moment, moment_of
from reuse.report.pages.card import Node, Said, node_of
from reuse.report.pages.site import Entry, Site
from reuse.report.wording import count, is_known

_SURELY: dict[Confidence, str] = {
    "certain": "First written by ",
    "probable": "Probably first written by ",
    "possible": "Possibly first written by ",
}
_NOBODYS: dict[Nature, str] = {
    "quotation": "Words of a third person that these articles quote. Who printed them first is "
    "not traced, and no credit is expected.",
    "boilerplate": "Standing text, such as a caption, a form or a legal line. Who wrote it first "
    "is not traced, and no credit is expected.",
}
_NAMED = frozenset({"credited", "quoted", "linked"})
# How the reasons of an origin begin that speak for another (trace/reasons.py).
_AGAINST = "against it:"


def verdict(site: Site, entry: Entry) -> tuple[Said, ...]:
    """Who wrote a family's passage first, how sure that is, and who says so.

    A sentence cut into words, articles and moments; its texts in order are the sentence.
    """
    if not is_known(entry.lineage.origin):
        return (_text(_NOBODYS.get(entry.family.nature, "Who wrote this first is not known.")),)
    return tuple(_known(site, entry))


def _known(site: Site, entry: Entry) -> Iterator[Said]:
    origin = entry.lineage.origin
    yield _text(_SURELY[origin.confidence])
    article = site.articles.get(origin.article) if origin.article is not None else None
    if article is not None:
        yield _node(node_of(site, article.id))
        if when := moment_of(article.published):
            yield _text(", published ")
            yield _moment(when)
    else:
        yield _node(node_of(site, f"outlet:{origin.outlet}"))
        where = "which of its articles here is not known" if origin.in_corpus else ""
        yield _text(f" ({where or 'not among these articles'})")
    yield _text(f"{_told(entry)}.{_doubts(origin.basis)}")


def _told(entry: Entry) -> str:
    """How many of the copies name the origin, as a clause."""
    origin = entry.lineage.origin
    copies = [article for article in entry.carriers if article != origin.article]
    naming = {
        w.article
        for w in entry.family.witnesses
        if w.credit and w.credit.status in _NAMED and w.credit.outlet == origin.outlet
    }
    told, number = len(naming.intersection(copies)), len(copies)
    if not told:
        return "" if entry.family.nature == "self" else "; no copy says so"
    if told == number:
        return {1: ", as the copy says", 2: ", as both copies say"}.get(
            told, f", as all {told:,} copies say"
        )
    of = f"{number:,}" if number > 2 else "two"
    return f", as one of {of} copies says" if told == 1 else f", as {told:,} of {of} copies say"


def _doubts(basis: tuple[str, ...]) -> str:
    against = sum(reason.startswith(_AGAINST) for reason in basis)
    if not against:
        return ""
    return f" {count(against, 'reason')} below {'speaks' if against == 1 else 'speak'} against it."


def _text(text: str) -> Said:
    return Said(text, None, None)


def _node(node: Node) -> Said:
    return Said(str(node.name), node, None)


def _moment(moment: Moment) -> Said:
    return Said(moment.words, None, moment)
