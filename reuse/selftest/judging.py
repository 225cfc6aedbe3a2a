"""What the program said of planted passages, held against what was planted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from reuse.model import Article, ArticleId, FamilyId, Match, Report, Span
from reuse.proof import LostRun, Trial
from reuse.selftest.material import Words
from reuse.selftest.oracle import shared_runs
from reuse.selftest.plants import Plant
from reuse.verdict import Verdict

Sides = list[tuple[Span, Span]]


class Reported:
    """The matches of a report by article pair, and its disguises by article."""

    def __init__(self, report: Report) -> None:
        self._matches: defaultdict[tuple[ArticleId, ArticleId], list[Match]] = defaultdict(list)
        for match in report.matches:
            self._matches[match.left_article, match.right_article].append(match)
        self._disguised: defaultdict[ArticleId, list[Span]] = defaultdict(list)
        for disguise in report.disguises:
            self._disguised[disguise.article].append(disguise.span)
        self._families: defaultdict[ArticleId, dict[FamilyId, list[Span]]] = defaultdict(dict)
        for family in report.families:
            for witness in family.witnesses:
                spans = self._families[witness.article].setdefault(family.id, [])
                spans.append(witness.span)

    def share(self, one: ArticleId, other: ArticleId) -> bool:
        """Whether two articles have a match, or carry one passage."""
        pair = (min(one, other), max(one, other))
        return pair in self._matches or bool(
            self._families[one].keys() & self._families[other].keys()
        )

    def between(self, one: ArticleId, other: ArticleId) -> Sides:
        """The spans of two articles that match, those of `one` first."""
        if one < other:
            return [(m.left, m.right) for m in self._matches.get((one, other), ())]
        return [(m.right, m.left) for m in self._matches.get((other, one), ())]

    def shows(self, one: tuple[ArticleId, Span], other: tuple[ArticleId, Span]) -> bool:
        """Whether passages of the report that have both places have half of each together."""
        met = self._meeting(*one)
        far = self._meeting(*other)
        both = met.keys() & far.keys()
        return all(
            2 * sum(map(place.overlap, _united(chain.from_iterable(found[f] for f in both))))
            >= len(place)
            for (_, place), found in ((one, met), (other, far))
        )

    def _meeting(self, article: ArticleId, place: Span) -> dict[FamilyId, list[Span]]:
        """The families that have some of a place, and where the article has them."""
        return {
            family: spans
            for family, spans in self._families[article].items()
            if any(map(place.overlap, spans))
        }

    def told(self, article: ArticleId, places: Sequence[Span]) -> float:
        """The share of those places that are reported as disguised."""
        known = self._disguised[article]
        met = sum(any(place.overlap(span) for span in known) for place in places)
        return met / len(places) if places else 0.0


def trial_of(plant: Plant, source: Article, copy: Article, reported: Reported) -> Trial:
    """How a scan met a plant."""
    sides = [
        pair
        for pair in reported.between(source.id, copy.id)
        if pair[0].overlap(plant.span) and pair[1].overlap(plant.planted)
    ]
    left, right = [pair[0] for pair in sides], [pair[1] for pair in sides]
    moved = (Span(s.start + plant.at, s.end + plant.at) for s in plant.changed)
    # A report tells of words, not of the wider gaps between them.
    changed = [span for span in moved if not span.of(copy.text).isspace()]
    return Trial(
        plant.asked,
        "scan",
        source.id,
        copy.id,
        plant.span,
        plant.planted,
        plant.text,
        covered=min(
            _covered(plant.span, left, source.text), _covered(plant.planted, right, copy.text)
        ),
        overlap=(_overlap(plant.span, left) + _overlap(plant.planted, right)) / 2,
        told=reported.told(copy.id, changed),
        is_shown=reported.shows((source.id, plant.span), (copy.id, plant.planted)),
    )


def check_trial_of(plant: Plant, source: Article, draft: Article, verdict: Verdict) -> Trial:
    """How a check of the copy met a plant; of the source it shows a place, and no span is asked."""
    spans = [f.span for f in verdict.findings if f.draft == draft.id]
    spans = [span for span in spans if span.overlap(plant.planted)]
    return Trial(
        plant.asked,
        "check",
        source.id,
        draft.id,
        plant.span,
        plant.planted,
        plant.text,
        covered=_covered(plant.planted, spans, draft.text),
        overlap=_overlap(plant.planted, spans),
    )


def lost_runs(
    source: tuple[Article, Words], copy: tuple[Article, Words], reported: Reported, *, least: int
) -> tuple[int, list[LostRun]]:
    """How many runs of `least` words two articles share, and those that are not marked whole."""
    sides = reported.between(source[0].id, copy[0].id)
    runs = shared_runs(source[1], copy[1], least=least)
    lost = []
    for run in runs:
        left = source[1].span(run.left, run.left + run.length)
        right = copy[1].span(run.right, run.right + run.length)
        is_marked = (
            _covered(left, [pair[0] for pair in sides], source[0].text) == 1
            and _covered(right, [pair[1] for pair in sides], copy[0].text) == 1
        )
        if not is_marked:
            text = left.of(source[0].text)
            lost.append(LostRun(source[0].id, copy[0].id, left, right, run.length, text))
    return len(runs), lost


def _covered(span: Span, spans: Sequence[Span], text: str) -> float:
    """The share of a span's letters and digits that lie in any of the spans."""
    letters = [at for at in range(span.start, span.end) if text[at].isalnum()]
    held = sum(any(s.start <= at < s.end for s in spans) for at in letters)
    return held / len(letters) if letters else 0.0


def _overlap(span: Span, spans: Iterable[Span]) -> float:
    """Intersection over union of a span and others together."""
    united = sorted(_united(spans))
    inside = sum(span.overlap(other) for other in united)
    return inside / (len(span) + sum(map(len, united)) - inside)


def _united(spans: Iterable[Span]) -> Iterator[Span]:
    """The same places as spans that do not meet."""
    held: Span | None = None
    for span in sorted(spans):
        if held is not None and span.start <= held.end:
            held = held.hull(span)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
