"""Whom each witness credits for the passage, and what all of them add up to.

A witness has one voice per passage: its most specific credit.  The sentence or
block that names a source outranks the by-line, which outranks a link and "he told
CNN" (the words are then the reporter's), which outrank "contributed to this report".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from reuse.model import OUTLET_PREFIX, ArticleId, Span
from reuse.settings import TraceSettings
from reuse.trace.credits import Claim, Reading
from reuse.trace.families import Group
from reuse.trace.outlets import Outlet

_SPECIFIC = {
    "lead-in": 4,
    "sentence": 4,
    "told": 2,
    "source": 3,
    "dateline": 3,
    "by-line": 3,
    "link": 2,
}
_INNER = 1
_INNER_FORMS = ("sentence", "lead-in")
_PUT_IN = 0.9
_FEW_COPIES, _MANY_COPIES = 0.35, 0.5
_NEAR, _SOME = 250, 20  # code points
_MOST_DATELINES = 50
_COPIED_ALONG = 0.6
_OWN = 0.8
LINK_TO_ARTICLE = 0.85
_UNTIED_LINK = 0.6


@dataclass(frozen=True, slots=True)
class Voice:
    """One witness of a family with the credit that speaks for its passage, if any.

    `is_copied_along`: the credit stands in the passage itself, so that it may name a
    source of the story rather than the writer of its words.  `is_weak`: only doubtful
    or reworded matches tie the witness to the family.  `also`: further outlets that the
    same words credit.
    """

    reading: Reading
    span: Span
    claim: Claim | None
    weight: float
    is_copied_along: bool = False
    is_weak: bool = False
    also: tuple[Outlet, ...] = ()

    @property
    def article(self) -> ArticleId:
        """Id of the witness."""
        return self.reading.article.id

    @property
    def house(self) -> str:
        """Who speaks: the witness's outlet, or the article itself when that is unknown."""
        return self.reading.own.key if self.reading.own else f"article {self.article}"

    @property
    def credited(self) -> tuple[Outlet, ...]:
        """Whom this witness credits: nobody, one, or several in one breath."""
        return (self.claim.outlet, *self.also) if self.claim is not None else ()

    def names(self, outlet: Outlet | None) -> bool:
        """Whether this witness credits `outlet` for the passage."""
        return outlet is not None and self.names_key(outlet.key)

    def names_key(self, key: str | None) -> bool:
        """Whether this witness credits the outlet of that key."""
        if self.claim is None:
            return False
        return self.claim.outlet.key == key or any(other.key == key for other in self.also)

    def belongs_to(self, outlet: Outlet | None) -> bool:
        """Whether this witness is an article of `outlet` itself."""
        own = self.reading.own
        return outlet is not None and own is not None and own.key == outlet.key


def node(outlet: Outlet) -> str:
    """The ledger's name of an outlet outside the corpus."""
    return f"{OUTLET_PREFIX}{outlet.name}"


def listen(
    group: Group, readings: Mapping[ArticleId, Reading], *, settings: TraceSettings
) -> tuple[Voice, ...]:
    """The voice of every witness of a family, in the order of its places."""
    inside = _inside(group, readings)
    present: set[str | None] = {place.article for place in group.places}
    present |= {r.own.key for p in group.places if (r := readings[p.article]).own is not None}
    around = _Around(present, len(group.places))
    choices = [
        _choices(place.span, readings[place.article], settings, inside=inside, around=around)
        for place in group.places
    ]
    agreed = _agreed(choices)
    voices = []
    for place, choice in zip(group.places, choices, strict=True):
        reading, is_weak = readings[place.article], place.article in group.weak
        best = _best(choice, agreed)
        if best is None:
            voices.append(Voice(reading, place.span, None, 0.0, is_weak=is_weak))
            continue
        is_copied = best.rank == _INNER
        weight = best.weight * (_COPIED_ALONG if is_copied else 1.0)
        also = _beside(best, choice)
        voices.append(Voice(reading, place.span, best.claim, weight, is_copied, is_weak, also))
    return tuple(voices)


class _Choice(NamedTuple):
    """A credit that may speak for a place of the passage."""

    rank: int
    weight: float
    place: int
    claim: Claim


def _choices(
    span: Span,
    reading: Reading,
    settings: TraceSettings,
    *,
    inside: Counter[str],
    around: _Around,
) -> list[_Choice]:
    """What an article says of one place, most specific first."""
    heard = (
        _Heard.of(claim, span, reading, inside=inside, among=around.places)
        for claim in reading.claims
    )
    found = [
        _Choice(h.rank, weight, -_position(h.claim), h.claim)
        for h in heard
        if h.is_meant(around.present, settings) and (weight := h.weight(around.present)) > 0
    ]
    return sorted(found, key=lambda c: c[:3], reverse=True)


def _agreed(choices: Sequence[Sequence[_Choice]]) -> frozenset[str]:
    """The outlets that two places and more credit before all others."""
    first = Counter(some[0].claim.outlet.key for some in choices if some)
    return frozenset(key for key, count in first.items() if count > 1)


def _best(choices: Sequence[_Choice], agreed: frozenset[str]) -> _Choice | None:
    """The most specific credit; one that nobody shares yields to one that others give, too.

    "... reports Fox News" in the midst of an agency's story is of a sentence in it.
    """
    if not choices or choices[0].claim.outlet.key in agreed:
        return choices[0] if choices else None
    shared = (choice for choice in choices if choice.claim.outlet.key in agreed)
    return next(shared, choices[0])


def _beside(best: _Choice, choices: Sequence[_Choice]) -> tuple[Outlet, ...]:
    """Whom an article credits beside the first: "according to Reuters and the BBC"."""
    found = {
        c.claim.outlet.key: c.claim.outlet
        for c in choices
        if c.rank == best.rank and c.claim.reach == best.claim.reach and not c.claim.is_own
    }
    found.pop(best.claim.outlet.key, None)
    return tuple(found[key] for key in sorted(found)) if best.claim.reach else ()


def claim_unit(claim: Claim) -> float:
    """Full strength of a claim's reach, against which its cover is measured."""
    return max((reach.strength for reach in claim.reach), default=1.0)


def _position(claim: Claim) -> int:
    return claim.phrase.start if claim.phrase else 0


class _Around(NamedTuple):
    """What links of a family may lead to, and how many places it has."""

    present: Set[str | None]
    places: int


class _Heard(NamedTuple):
    """A credit of one article beside one place of a passage.

    `cover`: its mean strength over the place; `is_inner`: whether it stands inside;
    `is_along`: whether half of the copies have it inside, in the same words.
    """

    claim: Claim
    cover: float
    is_inner: bool
    is_along: bool

    @classmethod
    def of(
        cls, claim: Claim, span: Span, reading: Reading, *, inside: Counter[str], among: int
    ) -> _Heard:
        """What some copies alone put in, at an end of the passage, is of all of it."""
        cover, number = _cover(claim, span, reading), inside[_wording(claim, reading)]
        is_inner = claim.phrase is not None and span.contains(claim.phrase)
        is_put_in = number <= max(int(is_inner), _FEW_COPIES * among)
        if claim.form in _INNER_FORMS and claim.phrase is not None and is_put_in:
            is_near = _is_near_end(claim.phrase, span, reading.article.text)
            if is_near and any(reach.span.overlap(span) >= _SOME for reach in claim.reach):
                cover = max(cover, _PUT_IN)
        is_along = is_inner and number > 1 and number >= _MANY_COPIES * among
        return cls(claim, cover, is_inner, is_along)

    @property
    def rank(self) -> int:
        """What outranks what.

        A credit that stands in most copies of the passage was copied with the words: "Warner
        told CNN" in forty copies of one agency story names a source of the story, not the
        writer of its sentences.
        """
        along = self.claim.form == "sentence" and self.is_along
        if self.is_inner and (along or self.claim.form == "told"):
            return _INNER
        return _SPECIFIC.get(self.claim.form, 0)

    def is_meant(self, present: Set[str | None], settings: TraceSettings) -> bool:
        """Whether the credit is of the passage, or a link to one who carries it."""
        if self.cover >= settings.credit_cover * claim_unit(self.claim):
            return True
        is_here = self.claim.outlet.key in present or self.claim.target in present
        return self.claim.form == "link" and is_here

    def weight(self, present: Set[str | None]) -> float:
        """How surely it names the source of the passage, 0 to 1."""
        claim = self.claim
        if claim.form == "link" and claim.target in present:
            return LINK_TO_ARTICLE
        if claim.form == "link" and not claim.reach and claim.outlet.key in present:
            return _UNTIED_LINK
        return claim.strength * self.cover * (_OWN if claim.is_own else 1.0)


def _cover(claim: Claim, span: Span, reading: Reading) -> float:
    """Mean strength of a credit over a place; of datelines that of all to the same agency."""
    claims = [claim]
    if claim.form == "dateline":
        same = claim.outlet.key
        claims = [c for c in reading.claims if c.form == "dateline" and c.outlet.key == same]
    return min(1.0, sum(c.cover(span) for c in claims[:_MOST_DATELINES]))


def _is_near_end(phrase: Span, span: Span, text: str) -> bool:
    """Whether a credit stands at an end of the passage, or this is of one paragraph."""
    if phrase.start - span.start < _NEAR or span.end - phrase.end < _NEAR:
        return True
    return "\n" not in text[span.start : span.end]


def _inside(group: Group, readings: Mapping[ArticleId, Reading]) -> Counter[str]:
    """In how many places of the passage each credit stands inside, word by word."""
    found: Counter[str] = Counter()
    for place in group.places:
        reading = readings[place.article]
        found.update(
            {
                _wording(claim, reading)
                for claim in reading.claims
                if claim.form in _INNER_FORMS and claim.phrase and place.span.contains(claim.phrase)
            }
        )
    return found


def _wording(claim: Claim, reading: Reading) -> str:
    """Whom a credit names, and the words that do."""
    words = claim.phrase.of(reading.article.text) if claim.phrase else ""
    return f"{claim.outlet.key}: {' '.join(words.lower().split())}"


def combined(voices: Iterable[Voice]) -> float:
    """1 - product of (1 - weight) over publishers: several pages of one count once."""
    best: dict[str, float] = {}
    for voice in voices:
        best[voice.house] = max(best.get(voice.house, 0.0), voice.weight)
    doubt = 1.0
    for house in sorted(best):
        doubt *= 1.0 - min(best[house], 0.99)
    return 1.0 - doubt
