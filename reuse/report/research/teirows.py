"""The elements of the TEI document that repeat: articles, outlets, passages, links, relations.

Ids are made (`a1`, `o1`, `p1`, `p1.w1`, `r1`), because those of articles need not be names in XML;
what the report calls them stands in `idno` and `n`.  A pointer `text:a1#char=5,9` is a fragment
of plain text after RFC 5147.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.builder import E

from reuse.model import (
    OUTLET_PREFIX,
    Article,
    ArticleId,
    Certainty,
    Change,
    Confidence,
    Derivation,
    Evidence,
    Family,
    Lineage,
    Match,
    Origin,
    Report,
    Span,
    Timestamp,
    Witness,
)
from reuse.report.certainty import Standing
from reuse.report.digests import text_digest
from reuse.report.escapes import visible
from reuse.report.naming import language_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = "{http://www.w3.org/XML/1998/namespace}id"
# TEI knows three degrees of certainty, and that it is unknown.
_CERT: Mapping[Confidence | Certainty, str] = {
    "certain": "high", "probable": "medium", "possible": "low", "unknown": "unknown",
}  # fmt: skip


def text_of(said: str | None) -> str:
    """Foreign text as XML can carry it."""
    return visible(said or "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The elements of one report; `names` are the ids of articles, `orgs` of outlets."""

    report: Report
    articles: Mapping[ArticleId, Article]
    outlets: tuple[str, ...]
    names: Mapping[ArticleId, str]
    orgs: Mapping[str, str]

    def article(self, article: Article) -> _Element:
        """What is known of an article, with the hash and the size of its text."""
        text = article.text
        words = self.report.words.get(article.id)
        words = len(text.split()) if words is None else words
        bibl = E.bibl({_ID: self.names[article.id]}, E.idno(text_of(article.id), type="article"))
        bibl.extend(_told(article))
        bibl.append(
            E.extent(
                E.measure(unit="words", quantity=str(words)),
                E.measure(unit="characters", quantity=str(len(text))),
            )
        )
        bibl.append(E.idno(text_digest(text), type="sha256"))
        return bibl

    def outlet(self, name: str) -> _Element:
        """An outlet that some article credits, or that a passage comes from."""
        return E.org({_ID: self.orgs[name]}, E.orgName(text_of(name)))

    def passage(self, number: int, both: tuple[Family, Lineage], standing: Standing) -> _Element:
        """A family: its size, its origin, and where each witness carries it."""
        family, lineage = both
        one = f"p{number}"
        found = E.listAnnotation(
            {_ID: one},
            E.desc(E.measure(unit="words", quantity=str(family.words))),
            self._origin(lineage.origin),
            type="passage",
            subtype=family.nature,
            n=text_of(family.id),
            cert=_CERT["possible" if standing.is_possible else "certain"],
        )
        for n, witness in enumerate(family.witnesses, 1):
            known = _CERT["possible" if witness in standing.possible else "certain"]
            found.append(self._witness(f"{one}.w{n}", witness, cert=known))
        return found

    def match(self, match: Match) -> _Element:
        """Two places that share a passage; `n` is their similarity."""
        ends = (
            self._place(match.left_article, match.left),
            self._place(match.right_article, match.right),
        )
        return E.link(
            target=" ".join(ends),
            type=match.kind,
            n=str(match.similarity),
            cert=_CERT[match.certainty],
        )

    def derivations(self) -> Iterator[_Element]:
        """Who took which passage from whom, with the ledger and the changes."""
        made = 0
        both = zip(self.report.families, self.report.lineages, strict=True)
        for number, (family, lineage) in enumerate(both, 1):
            for step in lineage.derivations:
                made += 1
                found = self._derivation(step, family)
                found.set(_ID, f"r{made}")
                found.set("corresp", f"#p{number}")
                yield found

    def _origin(self, origin: Origin) -> _Element:
        note = E.note(text_of(" ".join(origin.basis)), type="origin", cert=_CERT[origin.confidence])
        nodes = [self.names[origin.article]] if origin.article else []
        nodes += [self.orgs[origin.outlet]] if origin.outlet else []
        if nodes:
            note.set("corresp", " ".join(f"#{node}" for node in nodes))
        return note

    def _witness(self, name: str, witness: Witness, *, cert: str) -> _Element:
        found = E.annotation(
            {_ID: name},
            target=self._place(witness.article, witness.span),
            motivation="identifying",
            cert=cert,
        )
        credit = witness.credit
        if credit is not None:
            note = E.note(type="credit", subtype=credit.status)
            if credit.outlet:
                note.set("corresp", f"#{self.orgs[credit.outlet]}")
            if credit.phrase:
                note.text = text_of(credit.phrase.of(self.articles[witness.article].text))
                note.set("target", self._place(witness.article, credit.phrase))
            found.append(note)
        return found

    def _derivation(self, step: Derivation, family: Family) -> _Element:
        found = E.relation(
            name="derives-from",
            type=family.nature,
            active=f"#{self._node(step.derivative)}",
            passive=f"#{self._node(step.source)}",
            cert=_CERT[step.confidence],
        )
        article = self.articles.get(ArticleId(step.derivative))
        if article and article.published:
            found.set("when", _when(article.published))
        lists = [
            E.list(*items, type=kind)
            for kind, items in (
                ("evidence", [self._evidence(entry) for entry in step.evidence]),
                ("changes", [self._change(change, step) for change in step.changes]),
            )
            if items
        ]
        if lists:
            found.append(E.desc(*lists))
        return found

    def _evidence(self, entry: Evidence) -> _Element:
        item = E.item(
            E.label(entry.kind),
            E.num(type="odds", value=str(entry.odds)),
            E.desc(text_of(entry.detail)),
        )
        if entry.favours:
            item.set("corresp", f"#{self._node(entry.favours)}")
        return item

    def _change(self, change: Change, step: Derivation) -> _Element:
        item = E.item(E.label(change.kind))
        sides = (
            ("before", change.before, step.source, change.source),
            ("after", change.after, step.derivative, change.derivative),
        )
        for kind, words, node, span in sides:
            if words:
                quote = E.quote(text_of(words), type=kind)
                if span:
                    quote.set("source", self._place(ArticleId(node), span))
                item.append(quote)
        return item

    def _node(self, node: str) -> str:
        """The id of an end of a derivation: an article's, else that of the outlet it names."""
        named = self.names.get(ArticleId(node))
        return self.orgs[node.removeprefix(OUTLET_PREFIX)] if named is None else named

    def _place(self, article: ArticleId, span: Span) -> str:
        return f"text:{self.names[article]}#char={span.start},{span.end}"


def rows_of(report: Report) -> Rows:
    """The rows of a report; its articles and the outlets that it names are numbered in order."""
    articles = {article.id: article for article in report.articles}
    outlets = tuple(sorted(set(_outlets(report, articles))))
    names = {article: f"a{n}" for n, article in enumerate(articles, 1)}
    orgs = {name: f"o{n}" for n, name in enumerate(outlets, 1)}
    return Rows(report, articles, outlets, names, orgs)


def _outlets(report: Report, articles: Container[str]) -> Iterator[str]:
    """The outlets that credits, origins and ledgers name."""
    for family, lineage in zip(report.families, report.lineages, strict=True):
        yield from (w.credit.outlet for w in family.witnesses if w.credit and w.credit.outlet)
        if lineage.origin.outlet:
            yield lineage.origin.outlet
        for step in lineage.derivations:
            nodes = (step.source, step.derivative, *(e.favours for e in step.evidence))
            for node in nodes:
                if node and node.startswith(OUTLET_PREFIX) and node not in articles:
                    yield node.removeprefix(OUTLET_PREFIX)


def _told(article: Article) -> Iterator[_Element]:
    if article.title:
        yield E.title(text_of(article.title))
    if article.author:
        yield E.author(text_of(article.author))
    if article.outlet:
        yield E.publisher(text_of(article.outlet))
    if article.published:
        yield E.date(article.published.isoformat(), when=_when(article.published))
    if article.url:
        yield E.idno(text_of(article.url), type="URI")
    if language := language_of(article):
        yield E.textLang(mainLang=language)


def _when(published: Timestamp) -> str:
    """A date as W3C's types have it, which know no minutes without seconds."""
    stated = published.isoformat()
    return f"{stated[:16]}:00{stated[16:]}" if published.precision == "minute" else stated
