"""The words of passages, cut out of articles that were tokenised once, all together.

A page asks for the same articles again and again; tokenising is a pass over
columns, which costs little in a batch and much for one passage at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from reuse.model import Article, ArticleId, Span
from reuse.text.tokens import tokenize
from reuse.text.units import WORD


@dataclass(frozen=True, slots=True)
class Words:
    """One passage with the code-point bounds and key numbers of its words.

    Equal words have equal keys, within what one `index_words` or `two_words` gave.
    """

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[int]
    sizes: list[int] = field(default_factory=list)  # sixtieths of a word, none if all are words

    def parts(self, first: int, last: int) -> int:
        """Sixtieths of a word of the words `first:last`."""
        return sum(self.sizes[first:last]) if self.sizes else WORD * (last - first)

    def __len__(self) -> int:
        return len(self.keys)

    def bounds(self, first: int, last: int, *, at: int) -> tuple[int, int]:
        """Code points of the words `first:last`; no words are nothing, at `at`."""
        return (self.starts[first], self.ends[last - 1]) if first < last else (at, at)


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of many articles as columns; article `n` owns `offsets[n]:offsets[n + 1]`."""

    articles: Mapping[ArticleId, int]
    texts: Sequence[str]
    offsets: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    key: NDArray[np.int64]
    size: NDArray[np.uint8]

    def of(self, article: ArticleId, span: Span) -> Words:
        """The words of one passage; a word that the span cuts is compared by what is left."""
        number = self.articles[article]
        first, last = self._range(number, span)
        starts = (self.start[first:last] - span.start).tolist()
        ends = (self.end[first:last] - span.start).tolist()
        keys = self.key[first:last].tolist()
        text = span.of(self.texts[number])
        for n in {0, len(keys) - 1} if keys else ():
            if starts[n] < 0 or ends[n] > len(text):
                starts[n], ends[n] = max(0, starts[n]), min(len(text), ends[n])
                # Below every key of a whole word, and equal for equal pieces.
                keys[n] = -1 - crc32(text[starts[n] : ends[n]].encode("utf-8", "surrogatepass"))
        return Words(text, starts, ends, keys, self.size[first:last].tolist())

    def count(self, article: ArticleId, spans: Iterable[Span]) -> int:
        """How many words the spans, which must not overlap, hold together."""
        number = self.articles[article]
        ranges = [self._range(number, span) for span in spans]
        if not len(self.size):
            return sum(last - first for first, last in ranges)
        return sum(int(self.size[first:last].sum()) for first, last in ranges) // WORD

    def _range(self, number: int, span: Span) -> tuple[int, int]:
        begin, stop = int(self.offsets[number]), int(self.offsets[number + 1])
        first = begin + int(np.searchsorted(self.end[begin:stop], span.start, side="right"))
        last = begin + int(np.searchsorted(self.start[begin:stop], span.end, side="left"))
        return first, max(first, last)


def index_words(articles: Sequence[Article]) -> WordIndex:
    """The words of articles with distinct ids, in one pass."""
    texts = [article.text for article in articles]
    table = tokenize(texts, [article.language for article in articles])
    return WordIndex(
        articles={article.id: n for n, article in enumerate(articles)},
        texts=texts,
        offsets=table.offsets,
        start=table.start,
        end=table.end,
        # Small numbers instead of 64-bit hashes: equal exactly when the keys are equal.
        key=np.unique(table.key, return_inverse=True)[1].astype(np.int64),
        size=table.size,
    )


def two_words(left: str, right: str, *, languages: Sequence[str | None]) -> tuple[Words, Words]:
    """The words of two passages that belong to no index."""
    tongues = chain(languages, (None, None))
    index = index_words(
        [Article(ArticleId(name), text, name, language=next(tongues))
         for name, text in (("left", left), ("right", right))]
    )  # fmt: skip
    one, other = (
        index.of(name, Span(0, len(text))) if text else Words("", [], [], [])
        for name, text in zip(index.articles, index.texts, strict=True)
    )
    return one, other
