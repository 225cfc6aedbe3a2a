"""Passages that are only possible as a whole, and hold a stretch that is a copy by itself.

A passage that stands several times beside itself is drawn as one, of which a published article
has a part; a sentence that was copied may stand among reworded ones.  Such a stretch is aligned
once more, with nothing of the passage around it and as though both had it once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from reuse.engine import Means
from reuse.engine.local import LocalEngine
from reuse.model import Article, ArticleId, Span
from reuse.progress import silent
from reuse.report.words import WordIndex, Words
from reuse.settings import Settings

_INK = re.compile(r"\S")
_HELD = 0.5  # share of the stretch in a match that is certain


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A stretch of a draft's passage that stands word for word in a published article."""

    draft: ArticleId
    carrier: ArticleId
    passage: Span
    stretch: Span


def copied_for_certain(
    doubts: Iterable[Doubt],
    articles: Mapping[ArticleId, Article],
    *,
    index: WordIndex,
    settings: Settings,
) -> frozenset[Doubt]:
    """Those whose stretch, of `min_words` words and more, would be a certain match by itself.

    Each draft is aligned once with each article that it shares such a stretch with.
    """
    pairs: defaultdict[tuple[ArticleId, ArticleId], list[Doubt]] = defaultdict(list)
    for doubt in sorted(set(doubts)):
        if index.count(doubt.draft, [doubt.stretch]) >= settings.min_words:
            pairs[doubt.draft, doubt.carrier].append(doubt)
    engine = LocalEngine(Means())
    sure: set[Doubt] = set()
    for (name, carrier), some in pairs.items():
        draft, words = articles[name], {doubt: _words(doubt, index) for doubt in some}
        alone = replace(
            draft, text=isolated(draft.text, words, index.of(name, Span(0, len(draft.text))))
        )
        theirs = articles[carrier]
        whole = index.of(carrier, Span(0, len(theirs.text)))
        once = replace(theirs, text=said_once(theirs.text, set(words.values()), whole))
        found = engine.match_pair(alone, once, settings=settings, progress=silent)
        certain = [match.left for match in found.matches if match.certainty == "certain"]
        held = {words[doubt] for doubt in some if _is_held(doubt.stretch, certain)}
        sure.update(doubt for doubt in some if words[doubt] in held)
    return frozenset(sure)


def _words(doubt: Doubt, index: WordIndex) -> tuple[int, ...]:
    return tuple(index.of(doubt.draft, doubt.stretch).keys)


def _is_held(stretch: Span, certain: Iterable[Span]) -> bool:
    return any(stretch.overlap(span) >= _HELD * len(stretch) for span in certain)


def isolated(text: str, words: Mapping[Doubt, tuple[int, ...]], whole: Words) -> str:
    """A draft in which each stretch stands once, and nothing else of the passages.

    White space takes the place of other words, so that every place stays.
    """
    kept: dict[tuple[int, ...], Span] = {}
    for doubt, keys in words.items():
        kept.setdefault(keys, doubt.stretch)
    repeats = (place for keys in kept for place in _places(keys, whole))
    blanked = _blanked(text, [*(doubt.passage for doubt in words), *repeats])
    parts, at = [], 0
    for span in sorted(kept.values()):
        start = max(at, span.start)
        parts += [blanked[at:start], text[start : span.end]]
        at = max(at, span.end)
    return "".join([*parts, blanked[at:]])


def said_once(text: str, stretches: Iterable[tuple[int, ...]], whole: Words) -> str:
    """An article with white space for every stretch that it says again, but the first time."""
    again: list[Span] = []
    for keys in stretches:
        places = _places(keys, whole)
        again += [place for place in places[1:] if place.start >= places[0].end]
    return _blanked(text, again)


def _places(keys: tuple[int, ...], whole: Words) -> list[Span]:
    """Everywhere that an article has these words in a row."""
    known = np.array(whole.keys)
    at = np.arange(len(known) - len(keys) + 1)
    for step, key in enumerate(keys):
        at = at[known[at + step] == key]
    return [Span(whole.starts[n], whole.ends[n + len(keys) - 1]) for n in at.tolist()]


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with white space for every sign of some spans."""
    parts, at = [], 0
    for span in sorted(spans):
        start = max(at, span.start)
        parts += [text[at:start], _INK.sub(" ", text[start : span.end])]
        at = max(at, span.end)
    return "".join([*parts, text[at:]])
