"""Lines that an outlet puts into its articles whatever they are about, learned from them.

A passage is such a line where three articles of one outlet and more carry it, have nothing
else in common, and have it at their edge, or where most articles of that outlet carry it.
Of many outlets, each must do so, or the passage is news that they share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reuse.model import Article, ArticleId
from reuse.trace.families import Group
from reuse.trace.votes import Voice

_MANY = 3
_MOST = 0.8
_EDGE_PARAGRAPHS = 4
_EDGE_SHARE = 0.25
_USUAL = 0.5
_TOP = 20  # code points
_ELSE_IN_COMMON = 0.2


@dataclass(frozen=True, slots=True)
class Habits:
    """What the articles of each outlet have in common, in a collection.

    `counts`: how many articles each outlet has, by its label; `shared`: how many code
    points of an article lie in passages that others of its outlet carry.
    """

    counts: Mapping[str, int]
    shared: Mapping[ArticleId, int]

    @classmethod
    def of(
        cls,
        articles: Sequence[Article],
        groups: Sequence[Group],
        known: Mapping[ArticleId, Article],
    ) -> Habits:
        """The habits of the outlets of `articles`, whose families are `groups`."""
        counts = Counter(a.outlet for a in articles if a.outlet)
        shared: Counter[ArticleId] = Counter()
        for group in groups:
            shared.update(_within_outlets(group, known))
        return cls(counts, shared)

    def reason(
        self, voices: Sequence[Voice], fellows: Mapping[ArticleId, Sequence[ArticleId]]
    ) -> str | None:
        """Why a passage is a habit of each outlet that carries it; None when it is none.

        `fellows`: see `Surroundings.fellows`.
        """
        by_label: dict[str | None, dict[ArticleId, Voice]] = {}
        for voice in voices:
            by_label.setdefault(voice.reading.article.outlet or None, {})[voice.article] = voice
        if None in by_label:
            return None
        if not all(self._is_habit(held) or _is_header(held, fellows) for held in by_label.values()):
            return None
        carrying = sum(map(len, by_label.values()))
        whose = "one outlet" if len(by_label) == 1 else f"each of {len(by_label)} outlets"
        return f"the same lines in {carrying} articles of {whose} on different things"

    def _is_habit(self, carrying: Mapping[ArticleId, Voice]) -> bool:
        if len(carrying) < _MANY:
            return False
        different = sum(map(self._is_different, carrying.values()))
        if different < max(_MANY, _MOST * len(carrying)):
            return False
        at_edge = sum(_is_at_edge(voice) for voice in carrying.values())
        label = next(iter(carrying.values())).reading.article.outlet or ""
        usual = len(carrying) > _MANY and len(carrying) >= _USUAL * self.counts.get(label, 0)
        return usual or at_edge >= _MOST * len(carrying)

    def _is_different(self, voice: Voice) -> bool:
        """Whether an article has little else in common with others of its outlet."""
        else_shared = self.shared.get(voice.article, 0) - len(voice.span)
        return else_shared <= _ELSE_IN_COMMON * len(voice.reading.article.text)


def _within_outlets(group: Group, known: Mapping[ArticleId, Article]) -> dict[ArticleId, int]:
    """How much of a passage each witness carries of whose outlet there are others."""
    labels = [known[place.article].outlet for place in group.places]
    houses: defaultdict[str, set[ArticleId]] = defaultdict(set)
    for place, label in zip(group.places, labels, strict=True):
        if label:
            houses[label].add(place.article)
    found: Counter[ArticleId] = Counter()
    for place, label in zip(group.places, labels, strict=True):
        if label and len(houses[label]) > 1:
            found[place.article] += len(place.span)
    return found


def _is_header(
    carrying: Mapping[ArticleId, Voice], fellows: Mapping[ArticleId, Sequence[ArticleId]]
) -> bool:
    """Whether articles of one outlet begin alike, and go on each in its own way."""
    if len(carrying) < _MANY:
        return False
    alone = sum(
        voice.span.start <= _TOP and not fellows.get(article) and _is_at_edge(voice)
        for article, voice in carrying.items()
    )
    return alone >= _MOST * len(carrying)


def _is_at_edge(voice: Voice) -> bool:
    """Whether the passage lies in the first or last lines, and is no large part of the text."""
    layout = voice.reading.layout
    if len(voice.span) > _EDGE_SHARE * len(layout.text):
        return False
    first, last = layout.number(voice.span.start), layout.number(voice.span.end - 1)
    size = len(layout.starts)
    return first >= max(1, size - _EDGE_PARAGRAPHS) or last < min(_EDGE_PARAGRAPHS, size - 1)
