"""Who wrote the passage first, as far as the evidence goes; "unknown" where there is none.

The order of belief: what witnesses credit, links, publication times that do not
overlap.  Each answer carries its reasons; a lone early date is only "possible".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reuse.model import ArticleId, Confidence, Origin
from reuse.trace.nature import is_self
from reuse.trace.outlets import Outlet
from reuse.trace.times import is_earlier
from reuse.trace.votes import Candidate, Voice, node, tally

_CERTAIN = 0.97
_PROBABLE = 0.6
_POSSIBLE = 0.25
_RIVAL = 0.5
_SHOWN = 12
_WEAKER: dict[Confidence, Confidence] = {"certain": "probable", "probable": "possible"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The origin of one family, as an outlet where one is known, and as a node."""

    origin: Origin
    outlet: Outlet | None

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
    candidates = tally(voices)
    if candidates and candidates[0].score >= _POSSIBLE:
        return _credited(candidates, voices)
    if is_self(voices):
        return _own(voices)
    first = earliest(voices)
    if first is not None:
        return _dated(first, voices)
    return unknown(_why_unknown(voices))


def earliest(voices: Sequence[Voice]) -> Voice | None:
    """The witness that was certainly published before every other article, if there is one."""
    dated = [v for v in voices if v.reading.article.published]
    if len(dated) < len(voices):
        return None
    first = min(dated, key=_moment)
    published = first.reading.article.published
    others = (v for v in dated if v.article != first.article)
    if all(is_earlier(published, v.reading.article.published) for v in others):
        return first
    return None


def _moment(voice: Voice) -> tuple[str, ArticleId]:
    published = voice.reading.article.published
    return (published.moment.isoformat() if published else "", voice.article)


def weaker(confidence: Confidence) -> Confidence:
    """One step less sure, "possible" at least."""
    return _WEAKER.get(confidence, confidence)


def _credited(candidates: Sequence[Candidate], voices: Sequence[Voice]) -> Answer:
    best = candidates[0]
    outlet = best.outlet
    article, contradictions = _article_of(outlet, voices)
    confidence = _confidence(best, candidates[1:])
    if contradictions:
        confidence = weaker(confidence)
    at_home = any(v.belongs_to(outlet) for v in voices)
    basis = [_reason(v) for v in best.voices][:_SHOWN]
    if len(best.voices) > _SHOWN:
        basis.append(f"and {len(best.voices) - _SHOWN} more witnesses say so")
    basis += [f"against it: {_reason(v)}" for c in candidates[1:] for v in c.voices][:_SHOWN]
    origin = Origin(outlet.name, article, at_home, confidence, (*basis, *contradictions))
    return Answer(origin, outlet)


def _confidence(best: Candidate, rivals: Sequence[Candidate]) -> Confidence:
    if best.score >= _CERTAIN and best.houses > 1:
        level: Confidence = "certain"
    else:
        level = "probable" if best.score >= _PROBABLE else "possible"
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
    reasons = [f"against it: {article} was published earlier" for article in before[:_SHOWN]]
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
    stated = published.isoformat() if published else ""
    own = first.reading.own
    reason = (
        f"{first.article} was published {stated}, before every other witness; no credit says so"
    )
    name = own.name if own else None
    return Answer(Origin(name, first.article, True, "possible", (reason,)), own)


def _why_unknown(voices: Sequence[Voice]) -> str:
    articles = {v.article for v in voices}
    undated = {v.article for v in voices if v.reading.article.published is None}
    if undated:
        return (
            f"no witness credits anybody for this passage, and {len(undated)} of {len(articles)} "
            "witnesses have no date"
        )
    return "no witness credits anybody for this passage, and their dates do not tell which is first"


def _reason(voice: Voice) -> str:
    claim = voice.claim
    if claim is None or claim.phrase is None:
        target = claim.outlet.name if claim else "nobody"
        return f"{voice.article} links to {target}"
    words = " ".join(claim.phrase.of(voice.reading.article.text)[:200].split())
    whose = "its own " if claim.is_own else ""
    return f'{voice.article}: "{words}" ({whose}{claim.form})'
