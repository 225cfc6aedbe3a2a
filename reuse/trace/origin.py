"""Who wrote the passage first, as far as the evidence goes; "unknown" where there is none.

The order of belief: what witnesses credit, links, publication times that do not
overlap.  Each answer carries its reasons; a lone early date is only "possible".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reuse.model import ArticleId, Confidence, Origin, Timestamp
from reuse.trace.nature import is_self
from reuse.trace.outlets import Outlet
from reuse.trace.times import first_of, is_day_before, is_earlier
from reuse.trace.votes import Candidate, Voice, combined, node, tally

_CERTAIN = 0.97
PROBABLE = 0.6
_POSSIBLE = 0.25
_RIVAL = 0.5
_SHOWN = 12
_WEAKER: dict[Confidence, Confidence] = {"certain": "probable", "probable": "possible"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The origin of one family, as an outlet where one is known, and as a node.

    `support`: how surely the credits that name it directly speak for it, 0 to 1.
    """

    origin: Origin
    outlet: Outlet | None
    support: float = 0.0

    @property
    def node(self) -> str | None:
        """The ledger's name of the origin; None when it is unknown."""
        if self.origin.article is not None:
            return str(self.origin.article)
        return node(self.outlet) if self.outlet else None


def unknown(reason: str) -> Answer:
    """No answer, and why."""
    return Answer(Origin(None, None, False, "unknown", (reason,)), None)


def find_origin(voices: Sequence[Voice]) -> Answer:
    """The origin of the passage that `voices` carry."""
    named = tally(voices)
    late = [c for c in named if _is_too_late(c.outlet, voices)]
    candidates = [c for c in named if c not in late]
    if candidates and candidates[0].score >= _POSSIBLE:
        return _credited(candidates, voices, late=late)
    if is_self(voices):
        return _own(voices)
    first = earliest(voices)
    if first is not None:
        return _dated(first, voices)
    return unknown(_why_unknown(voices, late))


def inherited(outer: Answer, voices: Sequence[Voice]) -> Answer:
    """The origin of a piece of a longer passage whose origin is `outer`."""
    if outer.outlet is None:
        return outer
    article = outer.origin.article
    here = article if any(v.article == article for v in voices) else None
    reason = f"a piece of a longer passage, which is traced to {outer.outlet.name}"
    origin = Origin(
        outer.outlet.name,
        here,
        any(v.belongs_to(outer.outlet) for v in voices),
        weaker(outer.origin.confidence),
        (reason,),
    )
    return Answer(origin, outer.outlet, combined(v for v in voices if v.names(outer.outlet)))


def _is_too_late(outlet: Outlet, voices: Sequence[Voice]) -> bool:
    """Whether the outlet's own article came after most others, which do not credit it."""
    home = [v for v in voices if v.belongs_to(outlet)]
    if not home:
        return False
    others = {v.article: v for v in voices if not v.belongs_to(outlet)}
    first = first_of(v.reading.article.published for v in home)
    before = [voice for voice in others.values() if _is_before_all(voice, first)]
    crediting = sum(voice.names(outlet) for voice in before)
    return 2 * len(before) > len(others) and 2 * crediting < len(before)


def _is_before_all(voice: Voice, times: Iterable[Timestamp | None]) -> bool:
    published = voice.reading.article.published
    return all(is_earlier(published, time) for time in times)


def earliest(voices: Sequence[Voice]) -> Voice | None:
    """The witness that was published before every other article, if there is one.

    Certainly before, or a day of the calendar before.
    """
    dated = [v for v in voices if v.reading.article.published]
    if len(dated) < len(voices):
        return None
    first = min(dated, key=_moment)
    published = first.reading.article.published
    others = (v for v in dated if v.article != first.article)
    if all(_is_before(published, v.reading.article.published) for v in others):
        return first
    return None


def _is_before(left: Timestamp | None, right: Timestamp | None) -> bool:
    return is_earlier(left, right) or is_day_before(left, right)


def _moment(voice: Voice) -> tuple[datetime, ArticleId]:
    return _stamp(voice.reading.article.published), voice.article


def weaker(confidence: Confidence) -> Confidence:
    """One step less sure, "possible" at least."""
    return _WEAKER.get(confidence, confidence)


def _credited(
    candidates: Sequence[Candidate], voices: Sequence[Voice], *, late: Sequence[Candidate]
) -> Answer:
    best, rivals = candidates[0], (*candidates[1:], *late)
    outlet = best.outlet
    article, contradictions = _article_of(outlet, voices)
    contradictions += _earlier_without_credit(outlet, voices)
    confidence = _confidence(best, candidates[1:])
    if contradictions:
        confidence = weaker(confidence)
    at_home = any(v.belongs_to(outlet) for v in voices)
    direct = [v for v in best.voices if v.names(outlet)]
    basis = _unique(_reason(v) for v in direct)
    basis += _unique(_handed_on(v, outlet) for v in best.voices if not v.names(outlet))
    against = _unique(f"against it: {_reason(v)}" for c in rivals for v in c.voices)
    shown = (*_cut(basis), *_cut(against), *_cut(_unique(contradictions)))
    origin = Origin(outlet.name, article, at_home, confidence, shown)
    return Answer(origin, outlet, combined(direct))


def _unique(reasons: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(reasons))


def _cut(reasons: Sequence[str]) -> list[str]:
    rest = len(reasons) - _SHOWN
    return [*reasons[:_SHOWN], f"and {rest} more"] if rest > 0 else list(reasons)


def _handed_on(voice: Voice, origin: Outlet) -> str:
    named = voice.claim.outlet.name if voice.claim else "nobody"
    return f"{voice.article} credits {named}, whose own article credits {origin.name}"


def _earlier_without_credit(outlet: Outlet, voices: Sequence[Voice]) -> list[str]:
    """Witnesses that carried the passage before all who name an origin outside the corpus."""
    if any(v.belongs_to(outlet) for v in voices):
        return []
    naming = [v for v in voices if v.names(outlet)]
    silent = {v.article: v for v in voices if v.claim is None and not v.is_weak}
    earliest_named = first_of(v.reading.article.published for v in naming)
    before = [
        article
        for article, voice in sorted(silent.items())
        if _is_before_all(voice, earliest_named)
    ]
    if not naming or 2 * len(before) <= len(silent):
        return []
    first = "was published earlier than every witness that credits"
    return [f"against it: {article} {first} {outlet.name}" for article in before]


def _confidence(best: Candidate, rivals: Sequence[Candidate]) -> Confidence:
    if best.score >= _CERTAIN and best.houses > 1:
        level: Confidence = "certain"
    else:
        level = "probable" if best.score >= PROBABLE else "possible"
    if any(rival.score >= _RIVAL * best.score for rival in rivals):
        level = weaker(level)
    return level


def _article_of(outlet: Outlet, voices: Sequence[Voice]) -> tuple[ArticleId | None, list[str]]:
    """Which witness is the origin's own article, and what speaks against that."""
    own = [v for v in voices if v.belongs_to(outlet)]
    if not own:
        return None, []
    claimed = [v for v in own if v.claim is not None and v.claim.is_own]
    pool = claimed or own
    articles = {v.article for v in pool}
    first = pool[0] if len(articles) == 1 else earliest(pool)
    if first is None:
        return None, [
            f"{len(articles)} articles of {outlet.name} carry it; none is certainly first"
        ]
    published = first.reading.article.published
    before = sorted(v.article for v in voices if is_earlier(v.reading.article.published, published))
    before = list(dict.fromkeys(before))
    reasons = [f"against it: {article} was published earlier" for article in before]
    return first.article, reasons


def _own(voices: Sequence[Voice]) -> Answer:
    first = earliest(voices)
    outlet = voices[0].reading.own
    name = outlet.name if outlet else None
    if first is None:
        reason = "every witness is of this house; which article was first is not known"
        return Answer(Origin(name, None, True, "possible", (reason,)), outlet)
    own = first.reading.own
    reason = f"{first.article} is the earliest of the articles, all of one house"
    name = own.name if own else None
    return Answer(Origin(name, first.article, True, "possible", (reason,)), own)


def _dated(first: Voice, voices: Sequence[Voice]) -> Answer:
    published = first.reading.article.published
    own = first.reading.own
    others = [v.reading.article.published for v in voices if v.article != first.article]
    how = "before every other witness"
    if any(is_day_before(published, other) for other in others):
        how += ", of the next only a day before, by dates without hours"
    reason = f"{first.article} was published {_stated(published)}, {how}; no credit says so"
    name = own.name if own else None
    return Answer(Origin(name, first.article, True, "possible", (reason,)), own)


def _why_unknown(voices: Sequence[Voice], late: Sequence[Candidate]) -> str:
    articles = {v.article: v.reading.article.published for v in voices}
    if late:
        named = ", ".join(c.outlet.name for c in late)
        return f"credits name {named}, but most witnesses that give no credit were published before"
    undated = sum(published is None for published in articles.values())
    if undated:
        return (
            f"no witness credits anybody for this passage, and {undated} of {len(articles)} "
            "witnesses have no date"
        )
    first, second, *_ = sorted(articles, key=lambda a: (_stamp(articles[a]), a))
    stated = f"{first} {_stated(articles[first])}, {second} {_stated(articles[second])}"
    return (
        "no witness credits anybody for this passage, and the dates do not tell which of the "
        f"first two is older: {stated}"
    )


def _stamp(published: Timestamp | None) -> datetime:
    return published.moment if published else datetime.max.replace(tzinfo=UTC)


def _stated(published: Timestamp | None) -> str:
    return published.isoformat() if published else "undated"


def _reason(voice: Voice) -> str:
    claim = voice.claim
    if claim is None or claim.phrase is None:
        target = claim.outlet.name if claim else "nobody"
        return f"{voice.article} links to {target}"
    words = " ".join(claim.phrase.of(voice.reading.article.text)[:200].split())
    whose = "its own " if claim.is_own else ""
    return f'{voice.article}: "{words}" ({whose}{claim.form})'
