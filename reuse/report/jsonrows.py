"""The rows of the report's long lists as JSON text: articles, matches, families.

Written out key by key.  A dict for every row, and a walk through it, would take three
times as long; `jsontext` writes all that is short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reuse.model import (
    Article,
    ArticleId,
    Change,
    Credit,
    Derivation,
    Disguise,
    Evidence,
    Family,
    Lineage,
    Match,
    Origin,
    Provenance,
    Report,
    Span,
    Witness,
)
from reuse.report.digests import text_digest
from reuse.report.jsontext import scalar

_DEEP, _DEEPER, _DEEPEST = ("\n" + " " * indent for indent in (10, 12, 16))
_MOST_KEPT = 1 << 12


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one report, each with the line break before it.

    `kept`: the metadata of articles that state it alike, which most of a source do.
    """

    report: Report
    kept: dict[tuple[Provenance, ...], str] = field(default_factory=dict, repr=False)

    def articles(self) -> Iterator[str]:
        """The articles, as the report has them."""
        counts = self.report.words
        return (self._article(a, counts.get(a.id)) for a in self.report.articles)

    def matches(self) -> Iterator[str]:
        """The matches, as the report has them."""
        return map(_match, self.report.matches)

    def families(self) -> Iterator[str]:
        """The families, each with its lineage."""
        articles = {article.id: article for article in self.report.articles}
        both = zip(self.report.families, self.report.lineages, strict=True)
        return (_family(family, lineage, articles=articles) for family, lineage in both)

    def disguises(self) -> Iterator[str]:
        """The disguised words, as the report has them."""
        article = self.report.article
        return (_disguise(each, article(each.article).text) for each in self.report.disguises)

    def _article(self, article: Article, words: int | None) -> str:
        published = article.published.isoformat() if article.published else None
        count = len(article.text.split()) if words is None else words
        return (
            f'\n    {{\n      "id": {scalar(article.id)},\n      "source": {scalar(article.source)}'
            f',\n      "title": {scalar(article.title)},\n      "outlet": {scalar(article.outlet)}'
            f',\n      "author": {scalar(article.author)},\n      "published": {scalar(published)}'
            f',\n      "url": {scalar(article.url)},\n      "language": {scalar(article.language)}'
            f',\n      "words": {count},\n      "sha256": "{text_digest(article.text)}"'
            f',\n      "metadata": {self._metadata(article.provenance)}'
            "\n    }"
        )

    def _metadata(self, provenance: tuple[Provenance, ...]) -> str:
        if any(p.span for p in provenance):
            return _provenances(provenance)
        known = self.kept.get(provenance)
        if known is None:
            known = _provenances(provenance)
            if len(self.kept) < _MOST_KEPT:
                self.kept[provenance] = known
        return known


def _provenances(provenance: Iterable[Provenance]) -> str:
    held = {p.field: p for p in provenance}
    members = ",".join(
        f'\n        {scalar(name)}: {{\n          "from": {scalar(p.basis)},\n          '
        f"{_bounds(p.span, _DEEP)}\n        }}"
        for name, p in held.items()
    )
    return f"{{{members}\n      }}" if members else "{}"


def _bounds(span: Span | None, newline: str) -> str:
    if span is None:
        return f'"start": null,{newline}"end": null'
    return f'"start": {span.start},{newline}"end": {span.end}'


def _match(match: Match) -> str:
    left, right = match.left, match.right
    one, other = scalar(match.left_article), scalar(match.right_article)
    return (
        f'\n    {{\n      "id": {scalar(match.id)},\n      "left": {{'
        f'\n        "article": {one},\n        "start": {left.start},\n        "end": {left.end}'
        f'\n      }},\n      "right": {{\n        "article": {other}'
        f',\n        "start": {right.start},\n        "end": {right.end}'
        f'\n      }},\n      "kind": {scalar(match.kind)},\n      "similarity": {match.similarity}'
        f',\n      "words": {match.words},\n      "certainty": {scalar(match.certainty)}\n    }}'
    )


def _family(family: Family, lineage: Lineage, *, articles: Mapping[ArticleId, Article]) -> str:
    witnesses = (_witness(w, articles[w.article]) for w in family.witnesses)
    return (
        f'\n    {{\n      "id": {scalar(family.id)},\n      "words": {family.words}'
        f',\n      "nature": {scalar(family.nature)},\n      "witnesses": {_array(witnesses, 6)}'
        f',\n      "origin": {_origin(lineage.origin)}'
        f',\n      "derivations": {_array(map(_derivation, lineage.derivations), 6)}\n    }}'
    )


def _disguise(disguise: Disguise, text: str) -> str:
    span = disguise.span
    return (
        f'\n    {{\n      "article": {scalar(disguise.article)}'
        f',\n      "start": {span.start},\n      "end": {span.end}'
        f',\n      "kind": {scalar(disguise.kind)}'
        f',\n      "typographic": {scalar(disguise.is_typographic)}'
        f',\n      "text": {scalar(span.of(text))}\n    }}'
    )


def _array(rows: Iterable[str], indent: int) -> str:
    members = ",".join(rows)
    return f"[{members}\n{' ' * indent}]" if members else "[]"


def _witness(witness: Witness, article: Article) -> str:
    span, credit = witness.span, witness.credit
    given = _credit(credit, article) if credit else "null"
    return (
        f'\n        {{\n          "article": {scalar(witness.article)}'
        f',\n          "start": {span.start},\n          "end": {span.end}'
        f',\n          "credit": {given}\n        }}'
    )


def _credit(credit: Credit, article: Article) -> str:
    phrase = credit.phrase.of(article.text) if credit.phrase else None
    return (
        f'{{\n            "status": {scalar(credit.status)}'
        f',\n            "outlet": {scalar(credit.outlet)},\n            "phrase": {scalar(phrase)}'
        f",\n            {_bounds(credit.phrase, _DEEPER)}\n          }}"
    )


def _origin(origin: Origin) -> str:
    basis = (f"\n          {scalar(reason)}" for reason in origin.basis)
    return (
        f'{{\n        "outlet": {scalar(origin.outlet)},\n        "article": '
        f'{scalar(origin.article)},\n        "in_corpus": {scalar(origin.in_corpus)}'
        f',\n        "confidence": {scalar(origin.confidence)}'
        f',\n        "basis": {_array(basis, 8)}\n      }}'
    )


def _derivation(derivation: Derivation) -> str:
    return (
        f'\n        {{\n          "source": {scalar(derivation.source)}'
        f',\n          "derivative": {scalar(derivation.derivative)}'
        f',\n          "confidence": {scalar(derivation.confidence)}'
        f',\n          "evidence": {_array(map(_evidence, derivation.evidence), 10)}'
        f',\n          "changes": {_array(map(_change, derivation.changes), 10)}\n        }}'
    )


def _evidence(entry: Evidence) -> str:
    return (
        f'\n            {{\n              "kind": {scalar(entry.kind)}'
        f',\n              "detail": {scalar(entry.detail)}'
        f',\n              "favours": {scalar(entry.favours)}'
        f',\n              "odds": {scalar(entry.odds)}\n            }}'
    )


def _change(change: Change) -> str:
    return (
        f'\n            {{\n              "kind": {scalar(change.kind)}'
        f',\n              "before": {scalar(change.before)}'
        f',\n              "after": {scalar(change.after)}'
        f',\n              "source": {_place(change.source)}'
        f',\n              "derivative": {_place(change.derivative)}\n            }}'
    )


def _place(span: Span | None) -> str:
    return f"{{{_DEEPEST}{_bounds(span, _DEEPEST)}{_DEEPEST[:-2]}}}" if span else "null"
