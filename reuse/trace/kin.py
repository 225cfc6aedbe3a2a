"""What speaks for a step from one witness to another: each sign with its odds.

A sign is worth odds for the step one way and, where it tells, against the other way.
The ledger of the report shows the same odds, but for the words: see `Odds`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np

from reuse.model import ArticleId
from reuse.trace.forest import Logs
from reuse.trace.odds import ODDS, Odds
from reuse.trace.references import bare_names, introduced
from reuse.trace.spelling import Foreign, foreign_spelling
from reuse.trace.times import CLEARLY, is_day_before, is_earlier
from reuse.trace.versions import Costs, Versions
from reuse.trace.votes import Voice

QUOTED = 0.8


@dataclass(frozen=True, slots=True)
class Kin:
    """The witnesses of one family, one voice an article, sorted, and how they compare.

    `fellows`: see `Surroundings.fellows`; `homes`: the first published
    article of each outlet, by key.  `versions`: None where two texts only, or equal
    ones, have nothing to tell.
    """

    voices: tuple[Voice, ...]
    versions: Versions | None
    fellows: Mapping[ArticleId, Sequence[ArticleId]] = field(default_factory=dict)
    odds: Odds = ODDS
    homes: Mapping[str, str] = field(default_factory=dict)
    articles: frozenset[str] = frozenset()
    bare: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)
    introduced: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)
    spelt: dict[int, Foreign | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        voices: Sequence[Voice],
        *,
        fellows: Mapping[ArticleId, Sequence[ArticleId]] | None = None,
        odds: Odds = ODDS,
    ) -> Kin:
        """The kin of a family's voices; of an article with several the strongest speaks."""
        best: dict[ArticleId, Voice] = {}
        for voice in voices:
            known = best.get(voice.article)
            if known is None or _strength(voice) > _strength(known):
                best[voice.article] = voice
        chosen = tuple(best[article] for article in sorted(best))
        versions = None
        if len(chosen) > 2:
            versions = Versions.of([v.span.of(v.reading.article.text) for v in chosen])
            versions = None if versions.is_one else versions
        homes = {
            v.reading.own.key: str(v.article)
            for v in reversed(chosen)
            if v.reading.own and not v.is_draft
        }
        return cls(chosen, versions, fellows or {}, odds, homes, frozenset(map(str, best)))

    def steps(self, sources: Sequence[int]) -> Logs:
        """The log odds of a step from each of some witnesses to each of all.

        Shape (sources, witnesses); credits, times and all other signs but the words.
        """
        found = np.zeros((len(sources), len(self.voices)))
        for row, u in enumerate(sources):
            for v in range(len(self.voices)):
                if u != v:
                    found[row, v] = self.step(u, v)
        return found

    def changes(self, sources: Sequence[int]) -> Costs:
        """What each of some witnesses changed in the words of each, and of a source outside.

        Shape (sources + 1, witnesses), the source outside last; see `Versions.costs`.
        """
        everyone = range(len(self.voices))
        if self.versions is None:
            return np.zeros((len(sources) + 1, len(everyone)))
        costs = self.versions.costs(sources, everyone)
        return np.vstack((costs, self.versions.costs_from_oldest(everyone)))

    def step(self, u: int, v: int) -> float:
        """The log odds of a step from one witness to another, their words aside."""
        return self.credit(u, v) + self._signs(u, v)

    def from_outside(self, outlet: str | None) -> list[float]:
        """The log odds of a step to each witness from an outlet, by key, that is none of them.

        Without a key: from a source that nobody names.
        """
        everyone = range(len(self.voices))
        spelt = log(self.odds.spelling)
        return [self._credit(v, outlet) + (spelt if self.foreign(v) else 0.0) for v in everyone]

    def as_root(self, v: int) -> float:
        """The log odds of what a witness says of the passage, if it wrote that itself."""
        voice, odds = self.voices[v], self.odds
        spelt = -log(odds.spelling) if self.foreign(v) else 0.0
        if voice.claim is None:
            return spelt
        if voice.claim.is_own:
            return spelt + log(self._trust(voice))
        return spelt + log(odds.own_words * self._doubt_of_credit(v))

    def credit(self, u: int, v: int) -> float:
        """The log odds of a witness's credit, or silence, if its source is another witness."""
        claim, parent = self.voices[v].claim, self.voices[u]
        if claim is None or claim.is_own:
            return self._credit(v, None)
        own = parent.reading.own
        if claim.target == parent.article or self.voices[v].names(own):
            return log(self._trust(self.voices[v]))
        repeats = parent.names(claim.outlet) and not (parent.claim and parent.claim.is_own)
        doubt = self._doubt_of_credit(v)
        if repeats:
            return log(max(doubt, self.odds.repeated * self._trust(self.voices[v])))
        return log(doubt)

    def _credit(self, v: int, outlet: str | None) -> float:
        """As `credit`, from an outlet that is no witness."""
        voice = self.voices[v]
        own = voice.reading.own
        if voice.claim is None:
            # An outlet need not credit itself.
            return 0.0 if own is not None and own.key == outlet else log(self.odds.silent)
        if not voice.claim.is_own and voice.names_key(outlet):
            return log(self._trust(voice))
        return log(self._doubt_of_credit(v))

    def _doubt_of_credit(self, v: int) -> float:
        """How likely a credit is that does not name the source."""
        voice = self.voices[v]
        claim = voice.claim
        doubt = self._doubt(voice)
        if claim is None or claim.is_own:
            return doubt
        is_here = claim.outlet.key in self.homes or claim.target in self.articles
        return doubt * (self.odds.by_chance if is_here else 1.0)

    def credit_odds(self, voice: Voice) -> float:
        """The log odds of a witness's credit for whom it names."""
        return log(self._trust(voice) / self._doubt(voice))

    def shared_odds(self, changes: int) -> float:
        """The log odds of so many changes that two witnesses share against most others."""
        return -log(self.odds.change_of_step) * min(changes, self.odds.most_changes)

    @property
    def spelling_odds(self) -> float:
        """The log odds of foreign spelling."""
        return log(self.odds.spelling)

    @property
    def reference_odds(self) -> float:
        """The log odds of a name that one side alone introduces."""
        return log(self.odds.reference)

    @property
    def marks_odds(self) -> float:
        """The log odds of quotation marks that one side alone has."""
        return log(self.odds.marks)

    def _trust(self, voice: Voice) -> float:
        """How surely a credit names the source: from doubt to nearly 1."""
        claim = voice.claim
        if claim is not None and claim.is_own:
            return min(self.odds.own, claim.strength)
        return min(1 - self.odds.wrong, max(self.odds.wrong, voice.weight))

    def _doubt(self, voice: Voice) -> float:
        return 1 - self._trust(voice)

    def _signs(self, u: int, v: int) -> float:
        found = self.time(u, v) + self.spelling(u, v) + self.marks(u, v)
        return found + self.reference(u, v) + self.context(u, v)

    def time(self, u: int, v: int) -> float:
        """Whether the source was published first; a draft comes after all that are."""
        if self.voices[u].is_draft or self.voices[v].is_draft:
            return self._before_draft(u, v)
        before = self.voices[u].reading.article.published
        after = self.voices[v].reading.article.published
        if before is None or after is None or before is after or before == after:
            return 0.0
        if is_earlier(before, after):
            is_clear = is_earlier(before, after, by=CLEARLY)
            return log(self.odds.first if is_clear else self.odds.minutes_before)
        if is_earlier(after, before):
            is_clear = is_earlier(after, before, by=CLEARLY)
            return log(self.odds.wrong_time if is_clear else self.odds.minutes_after)
        if is_day_before(before, after):
            return log(self.odds.day_before)
        return log(self.odds.day_after) if is_day_before(after, before) else 0.0

    def _before_draft(self, u: int, v: int) -> float:
        if self.voices[u].is_draft == self.voices[v].is_draft:
            return 0.0
        return log(self.odds.first if self.voices[v].is_draft else self.odds.wrong_time)

    def foreign(self, v: int) -> Foreign | None:
        """What of the passage is spelt unlike the rest of a witness's article."""
        reading = self.voices[v].reading
        if not reading.is_spelt:
            return None
        if v not in self.spelt:
            text, span = reading.article.text, self.voices[v].span
            self.spelt[v] = foreign_spelling(text, span, own=reading.own)
        return self.spelt[v]

    def spelling(self, u: int, v: int) -> float:
        """Whether the passage is spelt as it is nowhere else in the derivative."""
        found = log(self.odds.spelling) if self.foreign(v) else 0.0
        return found - log(self.odds.spelling) if self.foreign(u) else found

    def marks(self, u: int, v: int) -> float:
        """Whether the derivative sets in quotation marks what the source says plainly."""
        there, here = self._quoted(u), self._quoted(v)
        if here >= QUOTED and there == 0:
            return log(self.odds.marks)
        return -log(self.odds.marks) if there >= QUOTED and here == 0 else 0.0

    def _quoted(self, v: int) -> float:
        return self.voices[v].reading.layout.quoted_share(self.voices[v].span)

    def reference(self, u: int, v: int) -> float:
        """Whether the passage names somebody whom only the source introduces."""
        there, here = bool(self.orphans(v, u)), bool(self.orphans(u, v))
        return log(self.odds.reference) * (int(there) - int(here))

    def orphans(self, v: int, u: int) -> tuple[str, ...]:
        """Names that witness `u` introduces before the passage and witness `v` does not."""
        if v not in self.bare:
            voice = self.voices[v]
            article = voice.reading.article
            self.bare[v] = bare_names(article.text, voice.span, language=article.language)
        if not self.bare[v]:
            return ()
        return tuple(name for name in self.bare[v] if self._introduces(u, name))

    def _introduces(self, u: int, name: str) -> bool:
        found = self.introduced.get(u)
        if found is None:
            voice = self.voices[u]
            found = introduced(voice.reading.article.text, voice.span)
            self.introduced[u] = found
        return name in found

    def context(self, u: int, v: int) -> float:
        """Whether the source shares more around the passage with others, the derivative nothing."""
        if not self.fellows:
            return 0.0
        there, here = (self.voices[at].article for at in (u, v))
        ours, theirs = self.fellows.get(there, ()), self.fellows.get(here, ())
        if not theirs and any(fellow != here for fellow in ours):
            return log(self.odds.context)
        is_narrower = not ours and any(fellow != there for fellow in theirs)
        return -log(self.odds.context) if is_narrower else 0.0


def _strength(voice: Voice) -> tuple[bool, float, int, int]:
    return (not voice.is_weak, voice.weight, len(voice.span), -voice.span.start)
