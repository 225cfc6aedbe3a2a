"""Which witness took the passage from whom, each arrow with its ledger of evidence.

Copies that credit one outlet are siblings under it.  A witness that credits nobody
hangs under the origin as "possible", with the evidence for and against shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, islice

from reuse.model import Confidence, Derivation, Evidence, EvidenceKind
from reuse.trace.origin import Answer, weaker
from reuse.trace.outlets import Outlet
from reuse.trace.spelling import Foreign, foreign_spelling
from reuse.trace.times import is_day_before, is_earlier
from reuse.trace.votes import Voice, node

_SURE = 0.85
_LIKELY = 0.5
_OTHERS = 3
_QUOTED = 0.8


def derivations(voices: Sequence[Voice], answer: Answer) -> tuple[Derivation, ...]:
    """An arrow into every witness but the origin's own article; none when it is unknown.

    None either from an article to one published before it, unless that one credits it.
    """
    if answer.node is None:
        return ()
    company = _Company.of(voices, answer)
    arrows: dict[str, Derivation] = {}
    for voice in voices:
        if voice.article == answer.node:
            continue
        # A witness with two stretches of the passage has one arrow, from the better evidence.
        arrow = _arrow(voice, company)
        if arrow is None:
            continue
        known = arrows.get(arrow.derivative)
        if known is None or _sureness(arrow) > _sureness(known):
            arrows[arrow.derivative] = arrow
    return tuple(arrows[key] for key in sorted(_without_rings(arrows)))


def _without_rings(arrows: Mapping[str, Derivation]) -> dict[str, Derivation]:
    """The arrows as a forest: where witnesses credit each other, the least sure arrow goes."""
    kept = dict(arrows)
    seen: set[str] = set()
    for key in arrows:
        # What is above a witness, up to what was seen before; a ring meets itself.
        path: dict[str, None] = {}
        at = key
        while at in arrows and at not in seen and at not in path:
            path[at] = None
            at = arrows[at].source
        if at in path:
            ring = dropwhile(at.__ne__, path)
            del kept[min(ring, key=lambda k: (_sureness(arrows[k]), k))]
        seen.update(path)
    return kept


@dataclass(frozen=True, slots=True)
class _Company:
    """A family seen from any of its witnesses, looked up once.

    `naming`: the voices that credit the origin, strongest first, few more than are
    shown.  `homes`: the articles of each outlet among the witnesses, two at most.
    `spelt`: what was found of their spelling, by article and place.
    """

    answer: Answer
    by_article: Mapping[str, Voice]
    naming: tuple[Voice, ...]
    homes: Mapping[str, Sequence[Voice]]
    spelt: dict[tuple[str, int], Foreign | None] = field(default_factory=dict)

    @classmethod
    def of(cls, voices: Sequence[Voice], answer: Answer) -> _Company:
        naming = sorted(
            (v for v in voices if v.names(answer.outlet)), key=lambda v: (-v.weight, v.article)
        )
        unique = {v.article: v for v in reversed(naming)}
        best = sorted(unique.values(), key=lambda v: (-v.weight, v.article))[: _OTHERS + 1]
        homes: dict[str, list[Voice]] = {}
        for voice in voices:
            own = voice.reading.own
            if own is None:
                continue
            known = homes.setdefault(own.key, [])
            if len(known) < 2 and all(v.article != voice.article for v in known):
                known.append(voice)
        by_article = {str(v.article): v for v in reversed(voices)}
        return cls(answer, by_article, tuple(best), homes)

    def foreign(self, voice: Voice) -> Foreign | None:
        """What of the passage is spelt unlike the rest of a witness's article."""
        reading, key = voice.reading, (voice.article, voice.span.start)
        if not reading.is_spelt:
            return None
        if key not in self.spelt:
            text = reading.article.text
            self.spelt[key] = foreign_spelling(text, voice.span, own=reading.own)
        return self.spelt[key]

    def home_of(self, outlet: Outlet, *, besides: Voice) -> Voice | None:
        """A witness of `outlet` itself, other than `besides`."""
        homes = self.homes.get(outlet.key, ())
        return next((v for v in homes if v.article != besides.article), None)


def _sureness(arrow: Derivation) -> int:
    return ("unknown", "possible", "probable", "certain").index(arrow.confidence)


def _arrow(voice: Voice, company: _Company) -> Derivation | None:
    source, parent = _source(voice, company)
    if source is None or source == voice.article:
        return None
    if parent is not None and _is_backwards(parent, voice) and not _credits(voice, parent):
        return None
    evidence = tuple(dict.fromkeys(_Ledger(voice, source, parent).entries(company)))
    confidence = _confidence(voice, company.answer)
    if voice.is_weak or (parent is not None and _is_backwards(parent, voice)):
        confidence = "possible"
    if any(e.favours == voice.article for e in evidence):
        confidence = weaker(confidence)
    return Derivation(source, str(voice.article), confidence, evidence)


def _is_backwards(parent: Voice, voice: Voice) -> bool:
    """Whether the article that an arrow would start from is clearly the later one."""
    return is_earlier(voice.reading.article.published, parent.reading.article.published)


def _credits(voice: Voice, parent: Voice) -> bool:
    """Whether a witness says in so many words that the passage is of that article's outlet."""
    claim, own = voice.claim, parent.reading.own
    if claim is None or claim.is_own or claim.form == "assisted":
        return False
    return claim.target == parent.article or (own is not None and voice.names(own))


def _source(voice: Voice, company: _Company) -> tuple[str | None, Voice | None]:
    """Where the passage came from for this witness, and that article when it is a witness."""
    claim, origin = voice.claim, company.answer.node
    is_other = claim is not None and not claim.is_own and not voice.is_copied_along
    if claim is None or not is_other or voice.names(company.answer.outlet):
        return origin, company.by_article.get(origin or "")
    if claim.form == "assisted":
        return origin, company.by_article.get(origin or "")
    linked = company.by_article.get(claim.target or "")
    home = linked or company.home_of(claim.outlet, besides=voice)
    if home is not None:
        return str(home.article), home
    return node(claim.outlet), None


def _confidence(voice: Voice, answer: Answer) -> Confidence:
    if voice.claim is None or voice.claim.is_own or voice.claim.form == "assisted":
        return "possible"
    level: Confidence = "possible"
    if voice.weight >= _LIKELY:
        level = "certain" if voice.weight >= _SURE else "probable"
    if answer.origin.confidence == "possible" and voice.names(answer.outlet):
        level = weaker(level)
    return level


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Everything known about one arrow, for it and against it."""

    voice: Voice
    source: str
    parent: Voice | None

    def entries(self, company: _Company) -> Iterator[Evidence]:
        """The evidence, strongest kind first."""
        yield from self._credits(company)
        yield from self._times()
        yield from self._spelling(company)
        yield from self._marks()
        yield from self._containment()

    def _credits(self, company: _Company) -> Iterator[Evidence]:
        if self.voice.claim is not None:
            yield self._of_claim(self.voice)
            if self.voice.names(company.answer.outlet):
                return
        others = (v for v in company.naming if v.article != self.voice.article)
        for other in islice(others, _OTHERS):
            yield self._of_claim(other)

    def _of_claim(self, voice: Voice) -> Evidence:
        claim = voice.claim
        if claim is None:
            raise ValueError("a witness without a credit has no evidence of that kind")
        favours = self._favoured(claim.outlet)
        if claim.phrase is None:
            return _entry("link", f"{voice.article} links to {claim.outlet.name}", favours)
        words = " ".join(claim.phrase.of(voice.reading.article.text)[:200].split())
        kind: EvidenceKind = "link" if claim.form == "link" else "credit"
        whose = "its own " if claim.is_own else ""
        return _entry(kind, f'{voice.article} says "{words}" ({whose}{claim.form})', favours)

    def _favoured(self, outlet: Outlet) -> str:
        """The node of an outlet: the source when that is its article, else the outlet itself."""
        if self.parent is not None and self.parent.belongs_to(outlet):
            return self.source
        if self.voice.belongs_to(outlet):
            return str(self.voice.article)
        return node(outlet)

    def _times(self) -> Iterator[Evidence]:
        if self.parent is None:
            return
        before, after = (v.reading.article.published for v in (self.parent, self.voice))
        if before is None or after is None:
            return
        stated = f"{self.source} {before.isoformat()}, {self.voice.article} {after.isoformat()}"
        if is_earlier(before, after):
            yield _entry("time", f"published first: {stated}", self.source)
        elif is_day_before(before, after):
            yield _entry("time", f"published the day before: {stated}", self.source)
        elif is_day_before(after, before):
            detail = f"published the day after: {stated}"
            yield _entry("time", detail, str(self.voice.article))
        elif is_earlier(after, before):
            yield _entry("time", f"published later: {stated}", str(self.voice.article))
        else:
            yield _entry("time", f"too close or too coarse to compare: {stated}", None)

    def _spelling(self, company: _Company) -> Iterator[Evidence]:
        for voice, favours in ((self.voice, self.source), (self.parent, str(self.voice.article))):
            foreign = company.foreign(voice) if voice is not None else None
            if voice is not None and foreign is not None:
                words = ", ".join(f'"{word}"' for word in foreign.words)
                detail = (
                    f"{foreign.variety} spelling foreign to the rest of {voice.article}: {words}"
                )
                yield _entry("spelling", detail, favours)

    def _marks(self) -> Iterator[Evidence]:
        """Quotation marks that one side has and the other lacks."""
        here = self.voice.reading.layout.quoted_share(self.voice.span)
        if self.parent is None:
            if here >= _QUOTED and self.voice.claim is not None:
                detail = f"{self.voice.article} sets the passage in quotation marks"
                yield _entry("wording", detail, self.source)
            return
        there = self.parent.reading.layout.quoted_share(self.parent.span)
        if here >= _QUOTED and there == 0:
            detail = f"{self.voice.article} sets in quotation marks what {self.source} says plainly"
            yield _entry("wording", detail, self.source)
        elif there >= _QUOTED and here == 0:
            detail = f"{self.source} sets in quotation marks what {self.voice.article} says plainly"
            yield _entry("wording", detail, None)

    def _containment(self) -> Iterator[Evidence]:
        """The longer version of a passage is more often the older one; weak evidence."""
        if self.parent is None:
            return
        here, there = len(self.voice.span), len(self.parent.span)
        if there >= 1.5 * here:
            detail = f"{self.source} carries a longer version of the passage"
            yield _entry("containment", detail, self.source)


def _entry(kind: EvidenceKind, detail: str, favours: str | None) -> Evidence:
    return Evidence(kind, detail, favours)
