"""The evidence on one arrow: each entry says which way it points, and its odds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import exp

from reuse.model import Evidence, EvidenceKind
from reuse.trace.kin import QUOTED, Kin
from reuse.trace.outlets import Outlet
from reuse.trace.reasons import unworded
from reuse.trace.votes import Voice, node

_OTHERS = 3
_SHOWN_WORDS = 4
_DIGITS = 2


def naming(kin: Kin, origin: Outlet | None) -> tuple[Voice, ...]:
    """The witnesses that credit the origin, strongest first."""
    found = (v for v in kin.voices if v.names(origin))
    return tuple(sorted(found, key=lambda v: (-v.weight, v.article)))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything known about one arrow, for it and against it.

    `number`: of the witness that it leads to; `parent`: of the one that it comes from, if
    any; `origin`: the outlet that the passage is traced to, and `naming`: the witnesses that
    credit it, strongest first.
    """

    kin: Kin
    number: int
    source: str
    parent: int | None
    origin: Outlet | None
    naming: Sequence[Voice]

    def entries(self) -> tuple[Evidence, ...]:
        """The evidence, each entry once: what the derivative says first, then the others."""
        found = (
            *self._own_credit(),
            *self._times(),
            *self._shared(),
            *self._spelling(),
            *self._references(),
            *self._marks(),
            *self._containment(),
            *self._others_credits(),
        )
        return tuple(dict.fromkeys(found))

    @property
    def _voice(self) -> Voice:
        return self.kin.voices[self.number]

    @property
    def _derivative(self) -> str:
        return str(self._voice.article)

    def _entry(
        self, kind: EvidenceKind, detail: str, log_odds: float, *, favours: str | None = None
    ) -> Evidence:
        """An entry for the source where the odds are for it, else for the derivative."""
        if favours is None and log_odds:
            favours = self.source if log_odds > 0 else self._derivative
        return Evidence(kind, detail, favours, _rounded(exp(abs(log_odds))))

    def _own_credit(self) -> Iterator[Evidence]:
        if self._voice.claim is not None:
            yield self._of_claim(self._voice)

    def _others_credits(self) -> Iterator[Evidence]:
        """What others say of the origin, where the derivative does not name it."""
        if self._voice.names(self.origin) or not self._is_from_origin:
            return
        for other in islice(self.naming, _OTHERS):
            yield self._of_claim(other)

    @property
    def _is_from_origin(self) -> bool:
        """Whether the arrow starts at the origin, as an outlet or as its own article."""
        if self.parent is not None:
            return self.kin.voices[self.parent].belongs_to(self.origin)
        return self.origin is not None and self.source == node(self.origin)

    def _of_claim(self, voice: Voice) -> Evidence:
        """What a witness says, of the source of the arrow if it names that."""
        claim = voice.claim_of(self._named)
        if claim is None:
            raise ValueError("a witness without a credit has no evidence of that kind")
        favours, odds = self._favoured(claim.outlet), self.kin.credit_odds(voice)
        kind: EvidenceKind = "link" if claim.form == "link" else "credit"
        if claim.phrase is None:
            detail = f"{voice.article} {unworded(claim)}"
            return self._entry(kind, detail, odds, favours=favours)
        words = " ".join(claim.phrase.of(voice.reading.article.text)[:200].split())
        whose = "its own " if claim.is_own else ""
        detail = f'{voice.article} says "{words}" ({whose}{claim.form})'
        return self._entry(kind, detail, odds, favours=favours)

    @property
    def _named(self) -> Outlet | None:
        """The outlet of the source, where the derivative names it, else the origin."""
        own = self.kin.voices[self.parent].reading.own if self.parent is not None else None
        return own if own is not None and self._voice.names(own) else self.origin

    def _favoured(self, outlet: Outlet) -> str:
        """The node of an outlet: the source or the derivative, its own article, or itself."""
        if self.parent is not None and self.kin.voices[self.parent].belongs_to(outlet):
            return self.source
        if self._voice.belongs_to(outlet):
            return self._derivative
        return self.kin.homes.get(outlet.key, node(outlet))

    def _times(self) -> Iterator[Evidence]:
        if self.parent is None:
            return
        voices = (self.kin.voices[self.parent], self._voice)
        before, after = (voice.reading.article.published for voice in voices)
        if self._voice.is_draft:
            odds = self.kin.time(self.parent, self.number)
            detail = f"{self.source} is published already, and {self._derivative} is not yet"
            yield self._entry("time", detail, odds)
        if before is None or after is None:
            return
        stated = f"{self.source} {before.isoformat()}, {self._derivative} {after.isoformat()}"
        odds, known = self.kin.time(self.parent, self.number), self.kin.odds
        said = {
            known.first: "published first",
            known.minutes_before: "published within the hour before",
            known.minutes_after: "published within the hour after",
            known.day_before: "published the day before",
            known.day_after: "published the day after",
            known.wrong_time: "published later",
        }
        words = next((w for odd, w in said.items() if abs(exp(odds) - odd) < 1e-9), None)
        yield self._entry(
            "time", f"{words or 'too close or too coarse to compare'}: {stated}", odds
        )

    def _shared(self) -> Iterator[Evidence]:
        """Words that both have and most have otherwise."""
        versions = self.kin.versions
        if versions is None or self.parent is None:
            return
        words, changes = versions.shared_changes(self.parent, self.number)
        if changes:
            shown = ", ".join(f'"{word}"' for word in words[:_SHOWN_WORDS])
            detail = f"{self.source} and {self._derivative} read alike where most do not: {shown}"
            yield self._entry("shared-error", detail, self.kin.shared_odds(changes))

    def _spelling(self) -> Iterator[Evidence]:
        sides = [(self.number, self.kin.spelling_odds)]
        if self.parent is not None:
            sides.append((self.parent, -self.kin.spelling_odds))
        for number, odds in sides:
            foreign = self.kin.foreign(number)
            if foreign is not None:
                words = ", ".join(f'"{word}"' for word in foreign.words)
                article = self.kin.voices[number].article
                detail = f"{foreign.variety} spelling foreign to the rest of {article}: {words}"
                yield self._entry("spelling", detail, odds)

    def _references(self) -> Iterator[Evidence]:
        if self.parent is None:
            return
        for lacking, other in ((self.number, self.parent), (self.parent, self.number)):
            names = self.kin.orphans(lacking, other)
            if names:
                left_out, says = (self.kin.voices[at].article for at in (lacking, other))
                detail = (
                    f"{says} says before who is meant by {', '.join(names)}, {left_out} does not"
                )
                odds = self.kin.reference_odds
                yield self._entry("reference", detail, odds if lacking == self.number else -odds)

    def _marks(self) -> Iterator[Evidence]:
        """Quotation marks that one side has and the other lacks."""
        if self.parent is None:
            here = self._voice.reading.layout.quoted_share(self._voice.span)
            if here >= QUOTED and self._voice.claim is not None:
                detail = f"{self._derivative} sets the passage in quotation marks"
                yield self._entry("wording", detail, self.kin.marks_odds)
            return
        odds = self.kin.marks(self.parent, self.number)
        if odds:
            names = (self._derivative, self.source) if odds > 0 else (self.source, self._derivative)
            detail = "{} sets in quotation marks what {} says plainly".format(*names)
            yield self._entry("wording", detail, odds)

    def _containment(self) -> Iterator[Evidence]:
        """What the source has around or within the passage and the derivative has not."""
        if self.parent is None:
            return
        odds = self.kin.context(self.parent, self.number)
        if odds:
            names = (self.source, self._derivative)
            more, less = names if odds > 0 else names[::-1]
            detail = f"{more} shares more around the passage with others, {less} nothing"
            yield self._entry("containment", detail, odds)


def _rounded(odds: float) -> float:
    """Odds to two digits, "more than 99" at most."""
    return min(99.0, float(f"{odds:.{_DIGITS}g}"))
