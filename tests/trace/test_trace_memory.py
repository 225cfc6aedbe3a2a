"""Tracing a large collection holds neither its texts nor words that nobody asks for."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest

from reuse.model import Article, ArticleId, Kind, Match, Span
from reuse.settings import TraceSettings
from reuse.shelf import Shelf
from reuse.trace import _read, layouts, plain, trace

PASSAGE = " ".join(f"passage{number}" for number in range(30))
BODY = " ".join(f"{'long' * 15}{number % 50}" for number in range(1_500))


def collection(count: int) -> tuple[list[Article], list[Match]]:
    """Long articles with one passage in common, and the matches of the first with all others."""
    shelf, span = Shelf(memory=0), Span(0, len(PASSAGE))
    ids = [ArticleId(f"a{number:03}") for number in range(count)]
    articles = [shelf.put(Article(name, f"{PASSAGE}\n\n{name} {BODY}", "made")) for name in ids]
    matches = [
        Match(ids[0], other, span, span, "verbatim", 1.0, 30, "certain") for other in ids[1:]
    ]
    return articles, matches


def test_texts_in_a_file_stay_there(monkeypatch: pytest.MonkeyPatch) -> None:
    articles, matches = collection(250)
    few = articles[:3], matches[:2]
    trace(*few, settings=TraceSettings())  # what is loaded once
    monkeypatch.setattr(layouts, "_CHARACTERS_KEPT", len(BODY))
    monkeypatch.setattr(plain, "_CHARACTERS_AT_ONCE", 5 * len(BODY))
    tracemalloc.start()
    try:
        families, _ = trace(articles, matches, settings=TraceSettings())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [len(family.witnesses) for family in families] == [250]
    assert peak < 250 * len(BODY) / 3


@pytest.mark.parametrize(
    ("kind", "is_kept"),
    [("verbatim", False), ("paraphrase", False), ("summary", False), ("edited", True)],
)
def test_words_are_kept_of_what_is_compared(kind: Kind, is_kept: bool) -> None:
    articles, matches = collection(2)
    matches = [replace(match, kind=kind) for match in matches]
    _, words = _read(articles, matches, TraceSettings(), progress=lambda *_: None)
    assert [bool(len(words[article.id].numbers)) for article in articles] == [is_kept] * 2
    assert [words[article.id].text for article in articles] == [a.text for a in articles]
