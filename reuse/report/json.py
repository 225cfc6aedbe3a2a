"""The report as JSON, schema `reuse.report/1` of the contract.

Key order is fixed and lists keep the report's order, so that equal reports are
equal bytes.  Text stays readable UTF-8; what UTF-8 cannot carry is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reuse.model import (
    Article,
    ArticleId,
    Credit,
    Derivation,
    Family,
    Lineage,
    Match,
    Origin,
    Provenance,
    Report,
    Span,
    Witness,
)
from reuse.report.escapes import without_surrogates
from reuse.report.jsontext import indented

SCHEMA = "reuse.report/1"


def render(report: Report) -> str:
    """The same as `to_json`: what `reuse.report.render` asks of a format."""
    return to_json(report)


def to_json(report: Report) -> str:
    """The report as indented JSON that ends in a newline; always encodable as UTF-8."""
    # A lone surrogate can only stand inside a JSON string, where its escape means the same.
    return without_surrogates(indented(_sections(report))) + "\n"


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain dicts and lists, keys in the schema's order."""
    return {
        key: list(value) if isinstance(value, Iterator) else value
        for key, value in _sections(report).items()
    }


def _sections(report: Report) -> dict[str, Any]:
    """The schema's top level; what may be long is an iterator, made while it is written."""
    texts = {article.id: article.text for article in report.articles}
    return {
        "schema": SCHEMA,
        "tool": {"name": "reuse", "version": report.version},
        "settings": _plain(report.settings),
        "articles": (_article(a, report.words.get(a.id)) for a in report.articles),
        "skipped": [{"source": s.source, "reason": s.reason} for s in report.skipped],
        "matches": (_match(match) for match in report.matches),
        "families": (
            _family(family, lineage, texts=texts)
            for family, lineage in zip(report.families, report.lineages, strict=True)
        ),
        "notes": list(report.notes),
    }


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _article(article: Article, words: int | None) -> dict[str, Any]:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "language": article.language,
        "words": len(article.text.split()) if words is None else words,
        "metadata": {p.field: _provenance(p) for p in article.provenance},
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {"from": provenance.basis, **_bounds(provenance.span)}


def _bounds(span: Span | None) -> dict[str, int | None]:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _match(match: Match) -> dict[str, Any]:
    return {
        "id": match.id,
        "left": {"article": match.left_article, **_bounds(match.left)},
        "right": {"article": match.right_article, **_bounds(match.right)},
        "kind": match.kind,
        "similarity": match.similarity,
        "words": match.words,
        "certainty": match.certainty,
    }


def _family(family: Family, lineage: Lineage, *, texts: Mapping[ArticleId, str]) -> dict[str, Any]:
    return {
        "id": family.id,
        "words": family.words,
        "nature": family.nature,
        "witnesses": [_witness(w, texts[w.article]) for w in family.witnesses],
        "origin": _origin(lineage.origin),
        "derivations": [_derivation(d) for d in lineage.derivations],
    }


def _witness(witness: Witness, text: str) -> dict[str, Any]:
    credit = _credit(witness.credit, text) if witness.credit else None
    return {"article": witness.article, **_bounds(witness.span), "credit": credit}


def _credit(credit: Credit, text: str) -> dict[str, Any]:
    return {
        "status": credit.status,
        "outlet": credit.outlet,
        "phrase": credit.phrase.of(text) if credit.phrase else None,
        **_bounds(credit.phrase),
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "outlet": origin.outlet,
        "article": origin.article,
        "in_corpus": origin.in_corpus,
        "confidence": origin.confidence,
        "basis": list(origin.basis),
    }


def _derivation(derivation: Derivation) -> dict[str, Any]:
    return {
        "source": derivation.source,
        "derivative": derivation.derivative,
        "confidence": derivation.confidence,
        "evidence": [
            {"kind": e.kind, "detail": e.detail, "favours": e.favours} for e in derivation.evidence
        ],
    }
