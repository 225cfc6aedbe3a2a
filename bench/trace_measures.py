"""How well lineages meet cascades: origin, edges, credits, and two simple baselines.

A cascade is found when one family holds two of its witnesses where they are; of several
such families the one with most counts.  Outlets are compared by what their names mean.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cascades import Cascade, Member, Simulation

from reuse.model import OUTLET_PREFIX, ArticleId, Family, Lineage, Report, Witness
from reuse.trace.outlets import directory

STATUSES = ("credited", "linked", "misattributed", "none")
SIZES = {"2": (2, 2), "3-5": (3, 5), "6-12": (6, 12)}
LEVELS = ("certain", "probable", "possible")
_SHOWN_AS = {"quoted": "credited", "elsewhere": "none"}
Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A cascade with the family and lineage that meet it."""

    cascade: Cascade
    family: Family
    lineage: Lineage

    @property
    def is_answered(self) -> bool:
        """Whether the lineage names an origin."""
        return self.lineage.origin.confidence != "unknown"

    @property
    def is_right(self) -> bool:
        """Whether that origin is the original: its article, or its outlet alone."""
        origin, original = self.lineage.origin, self.cascade.original
        if origin.article is not None:
            return origin.article == original.article
        if origin.outlet is None or key(origin.outlet) != key(original.outlet):
            return False
        return original.article is not None or not origin.in_corpus

    @property
    def witnesses(self) -> dict[ArticleId, Witness]:
        """The longest witness of the family in each article of the cascade."""
        own = {m.article: m for m in self.cascade.witnesses}
        found: dict[ArticleId, Witness] = {}
        for witness in self.family.witnesses:
            member = own.get(witness.article)
            if member is not None and witness.span.overlap(member.span):
                old = found.get(witness.article)
                if old is None or len(witness.span) > len(old.span):
                    found[witness.article] = witness
        return found


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """What makes two names one outlet."""
    return directory().resolve(name).key


def meet(simulation: Simulation, report: Report) -> list[Found]:
    """The cascades that the report holds, in their order."""
    places = {
        m.article: (number, m)
        for number, cascade in enumerate(simulation.cascades)
        for m in cascade.witnesses
    }
    best: dict[int, tuple[int, int]] = {}
    for at, family in enumerate(report.families):
        held: dict[int, set[ArticleId]] = defaultdict(set)
        for witness in family.witnesses:
            number, member = places.get(witness.article, (-1, None))
            if member is not None and witness.span.overlap(member.span):
                held[number].add(witness.article)
        for number, articles in held.items():
            if len(articles) > max(1, best.get(number, (0, 0))[0]):
                best[number] = (len(articles), at)
    return [
        Found(simulation.cascades[number], report.families[at], report.lineages[at])
        for number, (_, at) in sorted(best.items())
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """Right answers among answers among questions."""

    asked: int
    answered: int
    right: int

    @classmethod
    def of(cls, found: Iterable[Found]) -> Tally:
        """Of the program."""
        rows = list(found)
        answered = [f for f in rows if f.is_answered]
        return cls(len(rows), len(answered), sum(f.is_right for f in answered))

    @classmethod
    def of_rule(cls, found: Sequence[Found], rule: Callable[[Found], ArticleId | None]) -> Tally:
        """Of a rule that names an article or nothing."""
        named = [(rule(f), f.cascade.original.article) for f in found]
        answers = [pair for pair in named if pair[0] is not None]
        return cls(len(found), len(answers), sum(got == wanted for got, wanted in answers))

    @property
    def share(self) -> float:
        """Answers per question."""
        return self.answered / self.asked if self.asked else 0.0

    @property
    def accuracy(self) -> float:
        """Right ones per answer."""
        return self.right / self.answered if self.answered else 0.0


def splits(found: Sequence[Found]) -> dict[str, Tally]:
    """The program's tally of all, by where the original is, and by number of witnesses."""
    rows = {"all": list(found)}
    rows["original in the corpus"] = [f for f in found if f.cascade.original.article]
    rows["original outside"] = [f for f in found if not f.cascade.original.article]
    for name, (least, most) in SIZES.items():
        rows[f"{name} witnesses"] = [f for f in found if least <= len(f.cascade.witnesses) <= most]
    for level in LEVELS:
        rows[level] = [f for f in found if f.lineage.origin.confidence == level]
    return {name: Tally.of(own) for name, own in rows.items()}


def baselines(found: Sequence[Found]) -> dict[str, Tally]:
    """What two rules of thumb make of the same families."""
    return {
        "earliest date wins": Tally.of_rule(found, _earliest),
        "most complete copy wins": Tally.of_rule(found, _longest),
    }


def _earliest(found: Found) -> ArticleId | None:
    dated = [
        (m.published.moment, m.article)
        for m in found.cascade.witnesses
        if m.published is not None and m.article is not None
    ]
    return min(dated)[1] if dated else None


def _longest(found: Found) -> ArticleId | None:
    witnesses = found.witnesses
    return max(witnesses, key=lambda a: (len(witnesses[a].span), a), default=None)


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision and recall, 0 to 1, of so many true ones."""

    precision: float
    recall: float
    number: int

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _quality(right: int, *, given: int, wanted: int) -> Quality:
    return Quality(right / given if given else 0.0, right / wanted if wanted else 0.0, wanted)


def true_edges(cascade: Cascade) -> set[Edge]:
    """Who took the passage from whom, of the members in the corpus."""
    found: set[Edge] = set()
    for member in cascade.witnesses:
        if member.parent is not None:
            source = cascade.members[member.parent]
            found.add(
                (source.article or f"{OUTLET_PREFIX}{key(source.outlet)}", str(member.article))
            )
    return found


def edges(found: Sequence[Found]) -> Quality:
    """The derivations against the true parents."""
    right = given = wanted = 0
    for one in found:
        truth = true_edges(one.cascade)
        named = {(_node(d.source), _node(d.derivative)) for d in one.lineage.derivations}
        right += len(truth & named)
        given += len(named)
        wanted += len(truth)
    return _quality(right, given=given, wanted=wanted)


def _node(name: str) -> str:
    if name.startswith(OUTLET_PREFIX):
        return OUTLET_PREFIX + key(name.removeprefix(OUTLET_PREFIX))
    return name


def true_status(cascade: Cascade, member: Member) -> str:
    """What a copy says about the true origin."""
    if member.named is None:
        return "none"
    if key(member.named) != key(cascade.original.outlet):
        return "misattributed"
    return "linked" if member.form == "link" else "credited"


def statuses(found: Iterable[Found]) -> Counter[tuple[str, str]]:
    """How often each true status of a copy was reported as which."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        witnesses = one.witnesses
        for member in one.cascade.witnesses:
            if member.parent is None or member.article not in witnesses:
                continue
            credit = witnesses[member.article].credit
            status = credit.status if credit else "none"
            counts[true_status(one.cascade, member), _SHOWN_AS.get(status, status)] += 1
    return counts


def status_quality(counts: Counter[tuple[str, str]]) -> dict[str, Quality]:
    """Precision and recall of each status."""
    return {
        status: _quality(
            counts[status, status],
            given=sum(n for (_, shown), n in counts.items() if shown == status),
            wanted=sum(n for (true, _), n in counts.items() if true == status),
        )
        for status in STATUSES
    }


def macro_f1(quality: Mapping[str, Quality]) -> float:
    """The mean F1 of the statuses that some copy truly has."""
    known = [q.f1 for q in quality.values() if q.number]
    return sum(known) / len(known) if known else 0.0


def form_recall(found: Iterable[Found]) -> dict[str, tuple[int, int]]:
    """By wording, how many credits to the true origin were read as such, of how many."""
    counts: dict[str, tuple[int, int]] = {}
    for one in found:
        witnesses = one.witnesses
        for member in one.cascade.witnesses:
            if member.article not in witnesses or member.form is None:
                continue
            if true_status(one.cascade, member) == "misattributed" or not one.is_right:
                continue
            credit = witnesses[member.article].credit
            is_read = credit is not None and credit.status in ("credited", "quoted", "linked")
            right, number = counts.get(member.form, (0, 0))
            counts[member.form] = (right + is_read, number + 1)
    return dict(sorted(counts.items()))
