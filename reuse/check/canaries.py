"""Canaries: passages of an archive's own articles, planted in drafts and looked for.

An archive proves itself on its own articles.  Half of the passages stand word for word, in the
other half every sixth word is another; around them stand words of other articles in an order
that nobody wrote.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reuse.archive.archive import Archive
from reuse.check import check
from reuse.check.part import covered
from reuse.model import Article, ArticleId, Progress, Span
from reuse.settings import Settings

LENGTHS = (12, 20, 30, 50)
_EDITED_EVERY = 6
_AROUND = 60  # words before and after
_SEED = 1
_FOUND = 0.5  # share of the passage that the findings cover


@dataclass(frozen=True, slots=True)
class Canaries:
    """How many passages were planted and found, of each kind."""

    verbatim: int
    verbatim_found: int
    edited: int
    edited_found: int

    @property
    def all_verbatim(self) -> bool:
        """Whether no verbatim passage was missed."""
        return self.verbatim_found == self.verbatim

    def lines(self) -> Iterator[str]:
        """The same in words."""
        for kind, found, planted in (
            ("verbatim", self.verbatim_found, self.verbatim),
            ("edited (every sixth word)", self.edited_found, self.edited),
        ):
            if planted:
                yield f"Planted {planted} {kind}: {found / planted:.0%} found ({found})."


@dataclass(frozen=True, slots=True)
class _Planted:
    draft: Article
    span: Span
    is_edited: bool


def plant(archive: Archive, count: int, *, settings: Settings, progress: Progress) -> Canaries:
    """Plant `count` passages of the archive's articles, and look for each."""
    chance = random.Random(_SEED)
    articles = [a for a in archive.sample(2 * count) if len(a.text.split()) > min(LENGTHS)]
    found = [0, 0]
    planted = [0, 0]
    for done, number in enumerate(range(count if articles else 0)):
        progress("planting canaries", done, count)
        canary = _planted(articles, number, chance, least=settings.min_words)
        if canary is None:
            continue
        verdict = check(canary.draft, archive, settings=settings)
        spans = [finding.span for finding in verdict.findings]
        planted[canary.is_edited] += 1
        found[canary.is_edited] += covered(canary.span, spans) >= _FOUND * len(canary.span)
    return Canaries(planted[0], found[0], planted[1], found[1])


def _planted(
    articles: Sequence[Article], number: int, chance: random.Random, *, least: int
) -> _Planted | None:
    source = articles[number % len(articles)]
    # A sign alone is no word to the search.
    words = [word for word in source.text.split() if any(map(str.isalnum, word))]
    is_edited = number % 2 == 1
    length = max(least, LENGTHS[number // 2 % len(LENGTHS)] if not is_edited else LENGTHS[-2])
    if len(words) < length:
        return None
    begin = chance.randrange(len(words) - length + 1)
    passage = words[begin : begin + length]
    strange = [
        w for a in chance.choices(articles, k=8) for w in chance.choices(a.text.split(), k=15)
    ]
    if is_edited:
        for at in range(_EDITED_EVERY // 2, length, _EDITED_EVERY):
            passage[at] = strange.pop()
    before, after = " ".join(strange[:_AROUND]), " ".join(strange[_AROUND : 2 * _AROUND])
    middle = " ".join(passage)
    text = f"{before}.\n\n{middle}\n\n{after}."
    start = len(before) + 3
    draft = replace(Article(ArticleId("canary"), text, "canary"), language=source.language)
    return _Planted(draft, Span(start, start + len(middle)), is_edited)
