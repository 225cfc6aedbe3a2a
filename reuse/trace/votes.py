"""Whom each witness credits for the passage, and what all of them add up to.

A witness has one voice per passage: its most specific credit.  The sentence or
block that names a source outranks the by-line, which outranks a link and "he told
CNN" (the words are then the reporter's), which outrank "contributed to this report".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reuse.model import OUTLET_PREFIX, ArticleId, Span
from reuse.settings import TraceSettings
from reuse.trace.credits import Claim, Reading
from reuse.trace.families import Group
from reuse.trace.heard import INNER, Around, Heard, credits_inside
from reuse.trace.outlets import Outlet

_COPIED_ALONG = 0.6


@dataclass(frozen=True, slots=True)
class Voice:
    """One witness of a family with the credit that speaks for its passage, if any.

    `is_copied_along`: the credit stands in the passage itself, so that it may name a
    source of the story rather than the writer of its words.  `is_weak`: only doubtful
    or reworded matches tie the witness to the family.  `also`: the credits to further
    outlets in the same words.
    """

    reading: Reading
    span: Span
    claim: Claim | None
    weight: float
    is_copied_along: bool = False
    is_weak: bool = False
    also: tuple[Claim, ...] = ()

    @property
    def article(self) -> ArticleId:
        """Id of the witness."""
        return self.reading.article.id

    @property
    def is_draft(self) -> bool:
        """Whether the witness is not published yet, and so nobody's source."""
        return self.reading.is_draft

    @property
    def house(self) -> str:
        """Who speaks: the witness's outlet, or the article itself when that is unknown."""
        return self.reading.own.key if self.reading.own else f"article {self.article}"

    @property
    def credited(self) -> tuple[Outlet, ...]:
        """Whom this witness credits: nobody, one, or several in one breath."""
        return tuple(claim.outlet for claim in self._claims)

    def names(self, outlet: Outlet | None) -> bool:
        """Whether this witness credits `outlet` for the passage."""
        return outlet is not None and self.names_key(outlet.key)

    def names_key(self, key: str | None) -> bool:
        """Whether this witness credits the outlet of that key."""
        return any(claim.outlet.key == key for claim in self._claims)

    def claim_of(self, outlet: Outlet | None) -> Claim | None:
        """The credit that names an outlet, else the first."""
        naming = (c for c in self._claims if outlet is not None and c.outlet.key == outlet.key)
        return next(naming, self.claim)

    @property
    def _claims(self) -> tuple[Claim, ...]:
        return (self.claim, *self.also) if self.claim is not None else ()

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
    inside = credits_inside(group, readings)
    present: set[str | None] = {place.article for place in group.places}
    present |= {r.own.key for p in group.places if (r := readings[p.article]).own is not None}
    around = Around(present, len(group.places))
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
        is_copied = best.rank == INNER
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
    around: Around,
) -> list[_Choice]:
    """What an article says of one place, most specific first."""
    heard = (
        Heard.of(claim, span, reading, inside=inside, among=around.places)
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


def _beside(best: _Choice, choices: Sequence[_Choice]) -> tuple[Claim, ...]:
    """The credits beside the first: "according to Reuters and the BBC"."""
    found = {
        c.claim.outlet.key: c.claim
        for c in choices
        if c.rank == best.rank and c.claim.reach == best.claim.reach and not c.claim.is_own
    }
    found.pop(best.claim.outlet.key, None)
    return tuple(found[key] for key in sorted(found)) if best.claim.reach else ()


def _position(claim: Claim) -> int:
    return claim.phrase.start if claim.phrase else 0


def combined(voices: Iterable[Voice]) -> float:
    """1 - product of (1 - weight) over publishers: several pages of one count once."""
    best: dict[str, float] = {}
    for voice in voices:
        best[voice.house] = max(best.get(voice.house, 0.0), voice.weight)
    doubt = 1.0
    for house in sorted(best):
        doubt *= 1.0 - min(best[house], 0.99)
    return 1.0 - doubt
