"""Whom each witness credits for the passage, and what all of them add up to.

A witness has one voice per passage: its most specific credit.  The sentence or
block that names a source outranks the by-line, which outranks a link and "he told
CNN" (the words are then the reporter's), which outrank "contributed to this report".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

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
_COPIED_ALONG = 0.6
_OWN = 0.8
_UNTIED_LINK = 0.4


@dataclass(frozen=True, slots=True)
class Voice:
    """One witness of a family with the credit that speaks for its passage, if any.

    `is_copied_along`: the credit stands in the passage itself, so that it may name a
    source of the story rather than the writer of its words.  `is_weak`: only doubtful
    or reworded matches tie the witness to the family.
    """

    reading: Reading
    span: Span
    claim: Claim | None
    weight: float
    is_copied_along: bool = False
    is_weak: bool = False

    @property
    def article(self) -> ArticleId:
        """Id of the witness."""
        return self.reading.article.id

    @property
    def house(self) -> str:
        """Who speaks: the witness's outlet, or the article itself when that is unknown."""
        return self.reading.own.key if self.reading.own else f"article {self.article}"

    def names(self, outlet: Outlet | None) -> bool:
        """Whether this witness credits `outlet` for the passage."""
        return outlet is not None and self.claim is not None and self.claim.outlet.key == outlet.key

    def belongs_to(self, outlet: Outlet | None) -> bool:
        """Whether this witness is an article of `outlet` itself."""
        own = self.reading.own
        return outlet is not None and own is not None and own.key == outlet.key


@dataclass(frozen=True, slots=True)
class Candidate:
    """An outlet that witnesses name, with the share of doubt they remove (0 to 1)."""

    outlet: Outlet
    score: float
    voices: tuple[Voice, ...]

    @property
    def houses(self) -> int:
        """How many different publishers name it."""
        return len({voice.house for voice in self.voices})


def node(outlet: Outlet) -> str:
    """The ledger's name of an outlet outside the corpus."""
    return f"{OUTLET_PREFIX}{outlet.name}"


def listen(
    group: Group, readings: Mapping[ArticleId, Reading], *, settings: TraceSettings
) -> tuple[Voice, ...]:
    """The voice of every witness of a family, in the order of its places."""
    copied = _copied_along(group, readings)
    # Articles and outlets that a link may lead to.
    present: set[str | None] = {place.article for place in group.places}
    present |= {r.own.key for p in group.places if (r := readings[p.article]).own is not None}
    voices = []
    for place in group.places:
        reading = readings[place.article]
        is_weak = place.article in group.weak
        weighed = [
            (_rank(claim, copied, place.span), _weight(claim, place.span, present=present), claim)
            for claim in reading.claims
            if claim.cover(place.span) >= settings.credit_cover * claim_unit(claim)
            or (claim.form == "link" and (claim.outlet.key in present or claim.target in present))
        ]
        weighed = [w for w in weighed if w[1] > 0]
        if not weighed:
            voices.append(Voice(reading, place.span, None, 0.0, is_weak=is_weak))
            continue
        rank, weight, claim = max(weighed, key=lambda w: (w[0], w[1], -_position(w[2])))
        is_copied = rank == _INNER
        factor = _COPIED_ALONG if is_copied else 1.0
        voices.append(Voice(reading, place.span, claim, weight * factor, is_copied, is_weak))
    return tuple(voices)


def claim_unit(claim: Claim) -> float:
    """Full strength of a claim's reach, against which its cover is measured."""
    return max((reach.strength for reach in claim.reach), default=1.0)


def _position(claim: Claim) -> int:
    return claim.phrase.start if claim.phrase else 0


def _rank(claim: Claim, copied: frozenset[str], span: Span) -> int:
    inner = claim.phrase is not None and span.contains(claim.phrase)
    along = claim.form == "sentence" and claim.outlet.key in copied
    if inner and (along or claim.form == "told"):
        return _INNER
    return _SPECIFIC.get(claim.form, 0)


def _weight(claim: Claim, span: Span, *, present: Set[str | None]) -> float:
    cover = min(1.0, claim.cover(span))
    if claim.form == "link" and claim.target in present:
        return claim.strength
    if claim.form == "link" and not claim.reach and claim.outlet.key in present:
        return _UNTIED_LINK
    return claim.strength * cover * (_OWN if claim.is_own else 1.0)


def _copied_along(group: Group, readings: Mapping[ArticleId, Reading]) -> frozenset[str]:
    """Outlets that every witness credits in a sentence inside the passage.

    Such a credit was copied with the words: "Warner told CNN" in forty copies of one
    agency story names a source of the story, not the writer of its sentences.
    """
    shared: frozenset[str] | None = None
    for place in group.places:
        inside = frozenset(
            claim.outlet.key
            for claim in readings[place.article].claims
            if claim.form == "sentence" and claim.phrase and place.span.contains(claim.phrase)
        )
        shared = inside if shared is None else shared & inside
    return shared or frozenset()


def tally(voices: Sequence[Voice]) -> tuple[Candidate, ...]:
    """The outlets that the witnesses name, best supported first.

    An outlet whose own article, among the witnesses, credits somebody else hands its
    votes on: what was copied from it was not written by it.  Witnesses that only
    doubtful matches tie to the others have no vote beside sure ones.
    """
    heirs = _last_heirs(_heirs(voices))
    sure = [voice for voice in voices if not voice.is_weak]
    voices = sure or voices
    support: dict[str, list[Voice]] = {}
    outlets: dict[str, Outlet] = {}
    for voice in voices:
        if voice.claim is None:
            continue
        named = voice.claim.outlet
        outlet = heirs.get(named.key) or named
        outlets.setdefault(outlet.key, outlet)
        support.setdefault(outlet.key, []).append(voice)
    found = [
        Candidate(outlets[key], combined(members), tuple(members))
        for key, members in support.items()
    ]
    return tuple(sorted(found, key=lambda c: (-round(c.score, 9), c.outlet.key)))


def _heirs(voices: Iterable[Voice]) -> dict[str, Outlet]:
    heirs: dict[str, Outlet] = {}
    for voice in sorted(voices, key=lambda v: (-v.weight, v.article)):
        own, claim = voice.reading.own, voice.claim
        if own and claim and not claim.is_own and voice.weight >= 0.5:
            heirs.setdefault(own.key, claim.outlet)
    return heirs


def _last_heirs(heirs: Mapping[str, Outlet]) -> dict[str, Outlet | None]:
    """The end of each chain of credits; None when the chain leads into a circle."""
    found: dict[str, Outlet | None] = {}
    for start in heirs:
        path: dict[str, None] = {}
        key, last = start, heirs[start]
        while key in heirs and key not in found and key not in path:
            path[key] = None
            last = heirs[key]
            key = last.key
        end = None if key in path else found.get(key, last)
        found.update(dict.fromkeys(path, end))
    return found


def combined(voices: Iterable[Voice]) -> float:
    """1 - product of (1 - weight) over publishers: several pages of one count once."""
    best: dict[str, float] = {}
    for voice in voices:
        best[voice.house] = max(best.get(voice.house, 0.0), voice.weight)
    doubt = 1.0
    for house in sorted(best):
        doubt *= 1.0 - min(best[house], 0.99)
    return 1.0 - doubt
