"""One credit beside one place of a passage: whether it is meant, what it outranks, its weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from itertools import islice
from typing import NamedTuple

from reuse.model import ArticleId, Span
from reuse.settings import TraceSettings
from reuse.trace.credits import Claim, Reading
from reuse.trace.families import Group

_SPECIFIC = {
    "lead-in": 4,
    "sentence": 4,
    "closing": 4,
    "told": 2,
    "source": 3,
    "dateline": 3,
    "by-line": 3,
    "link": 2,
}
INNER = 1
_OF_THEIR_WORDS = ("sentence", "closing")
_INNER_FORMS = ("sentence", "lead-in")
_PUT_IN = 0.9
_FEW_COPIES, _MANY_COPIES = 0.35, 0.5
_NEAR, _SOME = 250, 20  # code points
_MOST_DATELINES = 50
_OWN = 0.8
LINK_TO_ARTICLE = 0.85
_UNTIED_LINK = 0.6


def claim_unit(claim: Claim) -> float:
    """Full strength of a claim's reach, against which its cover is measured."""
    return max((reach.strength for reach in claim.reach), default=1.0)


class Around(NamedTuple):
    """What links of a family may lead to, and how many places it has."""

    present: Set[str | None]
    places: int


class Heard(NamedTuple):
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
    ) -> Heard:
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
        along = self.claim.form in _OF_THEIR_WORDS and self.is_along
        if self.is_inner and (along or self.claim.form == "told"):
            return INNER
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
        alike = (c for c in reading.claims if c.form == "dateline" and c.outlet.key == same)
        claims = list(islice(alike, _MOST_DATELINES))
    return min(1.0, sum(c.cover(span) for c in claims))


def _is_near_end(phrase: Span, span: Span, text: str) -> bool:
    """Whether a credit stands at an end of the passage, or this is of one paragraph."""
    if phrase.start - span.start < _NEAR or span.end - phrase.end < _NEAR:
        return True
    return "\n" not in text[span.start : span.end]


def credits_inside(group: Group, readings: Mapping[ArticleId, Reading]) -> Counter[str]:
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
