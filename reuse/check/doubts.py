"""Passages that are only possible as a whole, and hold a stretch that is a copy by itself.

A passage that stands several times beside itself is drawn as one, of which a published article
has a part; a sentence that was copied may stand among reworded ones.  Such a stretch is aligned
once more, with nothing of the passage around it and as though the draft had it once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from reuse.engine import Means
from reuse.engine.local import LocalEngine
from reuse.model import Article, ArticleId, Span
from reuse.progress import silent
from reuse.report.words import WordIndex
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
    for (draft, carrier), some in pairs.items():
        text = articles[draft].text
        alone = replace(articles[draft], text=_blanked(text, _around(some, index, len(text))))
        found = engine.match_pair(alone, articles[carrier], settings=settings, progress=silent)
        certain = [match.left for match in found.matches if match.certainty == "certain"]
        held = {_words(doubt, index) for doubt in some if _is_held(doubt.stretch, certain)}
        sure.update(doubt for doubt in some if _words(doubt, index) in held)
    return frozenset(sure)


def _words(doubt: Doubt, index: WordIndex) -> tuple[int, ...]:
    return tuple(index.of(doubt.draft, doubt.stretch).keys)


def _is_held(stretch: Span, certain: Iterable[Span]) -> bool:
    return any(stretch.overlap(span) >= _HELD * len(stretch) for span in certain)


def _around(doubts: Iterable[Doubt], index: WordIndex, length: int) -> Iterator[Span]:
    """What of the draft is blanked: passages but for their stretches, and repeats of these."""
    told: dict[tuple[int, ...], Span] = {}
    for doubt in doubts:
        kept = told.setdefault(_words(doubt, index), doubt.stretch)
        yield from _without(doubt.passage, kept)
    for keys, kept in told.items():
        whole = index.of(doubt.draft, Span(0, length))
        at = np.arange(len(whole) - len(keys) + 1)
        known = np.array(whole.keys)
        for step, key in enumerate(keys):
            at = at[known[at + step] == key]
        for first in at.tolist():
            place = Span(whole.starts[first], whole.ends[first + len(keys) - 1])
            yield from _without(place, kept)


def _without(span: Span, kept: Span) -> Iterator[Span]:
    """The parts of a span before and after another."""
    for start, end in (
        (span.start, min(span.end, kept.start)),
        (max(span.start, kept.end), span.end),
    ):
        if start < end:
            yield Span(start, end)


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with white space for the words of some spans, so that places stay."""
    parts, at = [], 0
    for span in sorted(spans):
        if span.end > at:
            start = max(at, span.start)
            parts += [text[at:start], _INK.sub(" ", text[start : span.end])]
            at = span.end
    return "".join([*parts, text[at:]])
