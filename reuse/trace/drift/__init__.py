"""What a copy changed that matters: numbers, dates, names, whether, how sure and who says so.

Only what stands between equal words is a change: a sentence left out, or told anew, is none,
nor is a form filled anew.  Precision comes before recall, for an editor reads the list.  The
time is linear in the passages; of one longer than `words.LONGEST` characters the rest is not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reuse.model import Change, Derivation, Span, Timestamp
from reuse.text.layout import Layout
from reuse.trace.drift.days import is_one_day
from reuse.trace.drift.edits import align
from reuse.trace.drift.lexicon import Lexicon, lexicon
from reuse.trace.drift.quotes import lost_marks
from reuse.trace.drift.rules import changes_of
from reuse.trace.drift.words import LONGEST, Passage, read
from reuse.trace.votes import Voice

__all__ = ["changes", "with_changes"]

# A passage that stands several times in an article is compared in so many places.
_MOST_PLACES = 8
# Passages that share fewer of the shorter one's words are told anew.
_LEAST_SHARED = 0.75


def with_changes(arrows: Iterable[Derivation], voices: Sequence[Voice]) -> tuple[Derivation, ...]:
    """The derivations with their changes; none where the source is not among the witnesses."""
    places: dict[str, list[Voice]] = {}
    for voice in voices:
        known = places.setdefault(str(voice.article), [])
        if len(known) < _MOST_PLACES:
            known.append(voice)
    family = _Family(places)
    return tuple(family.with_changes(arrow) for arrow in arrows)


def changes(
    source: Layout, derivative: Layout, *, spans: tuple[Span, Span], language: str | None
) -> tuple[Change, ...]:
    """What the passage at the second span says otherwise than the one at the first."""
    if not _are_near(spans[0].of(source.text), spans[1].of(derivative.text)):
        return ()
    words = lexicon(language)
    left, right = read(source, spans[0], lexicon=words), read(derivative, spans[1], lexicon=words)
    return _compared(left, right, words)


def _are_near(one: str, other: str) -> bool:
    """Whether two passages differ, and so little that the rest may say where."""
    if one == other:
        return False
    ours, theirs = Counter(one[:LONGEST].split()), Counter(other[:LONGEST].split())
    least = min(ours.total(), theirs.total())
    return (ours & theirs).total() >= _LEAST_SHARED * least


def _compared(left: Passage, right: Passage, words: Lexicon) -> tuple[Change, ...]:
    found = align(left, right)
    return (*changes_of(found, lexicon=words), *lost_marks(found))


@dataclass(frozen=True, slots=True)
class _Family:
    """The places of one family by article, and those that were read."""

    places: Mapping[str, Sequence[Voice]]
    passages: dict[tuple[str, Span, str | None], Passage] = field(default_factory=dict)

    def with_changes(self, arrow: Derivation) -> Derivation:
        """A derivation with what each place of the derivative changed."""
        sources = self.places.get(arrow.source, ())
        found = tuple(
            dict.fromkeys(
                change
                for place in self.places.get(arrow.derivative, ())
                for change in self._changes(sources, place)
            )
        )
        return replace(arrow, changes=found) if found else arrow

    def _changes(self, sources: Sequence[Voice], place: Voice) -> tuple[Change, ...]:
        words = _words(place)
        if any(_words(source) == words for source in sources):
            return ()
        near = [source for source in sources if _are_near(_words(source), words)]
        if not near:
            return ()
        language = place.reading.article.language or near[0].reading.article.language
        passage = self._read(place, language)
        lefts = [self._read(source, language) for source in near]
        left = max(lefts, key=lambda p: _shared(p, passage)) if len(lefts) > 1 else lefts[0]
        days = _dates(near[0]), _dates(place)
        known = lexicon(language)
        found = _compared(left, passage, known)
        return tuple(c for c in found if not is_one_day(c, days, calendar=known.calendar))

    def _read(self, place: Voice, language: str | None) -> Passage:
        key = str(place.article), place.span, language
        if key not in self.passages:
            words = lexicon(language)
            self.passages[key] = read(place.reading.layout, place.span, lexicon=words)
        return self.passages[key]


def _words(place: Voice) -> str:
    return place.span.of(place.reading.article.text)


def _dates(place: Voice) -> Timestamp | None:
    return place.reading.article.published


def _shared(one: Passage, other: Passage) -> int:
    ours, theirs = (Counter(word.key for word in side.words) for side in (one, other))
    return (ours & theirs).total()
