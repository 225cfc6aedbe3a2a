"""Who took from whom between outlets: derivations added up by source, taker and credit.

Only derivations count, so there is nothing where the direction is not known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from reuse.model import ArticleId, Confidence
from reuse.report.pages.overview.tablerows import CREDITED, is_outside, label_of, statuses_of
from reuse.report.pages.site import Site
from reuse.report.wording import CONFIDENCE, count

OTHERS = "other outlets"


@dataclass(slots=True)
class Flow:
    """What one outlet took from another, credited or not: derivations, their words, how sure."""

    source: str
    taker: str
    is_credited: bool
    passages: int = 0
    words: int = 0
    confidences: Counter[Confidence] = field(default_factory=Counter)

    @property
    def sure(self) -> str:
        """How sure its directions are, in words."""
        return ", ".join(f"{n:,} {CONFIDENCE[c]}" for c, n in sorted(self.confidences.items()))

    @property
    def said(self) -> str:
        """The flow in words."""
        how = "with a credit" if self.is_credited else "without a credit"
        return (
            f"{self.taker or OTHERS} from {self.source or OTHERS}, {how}: "
            f"{count(self.passages, 'passage')}, {count(self.words, 'word')}; direction {self.sure}"
        )

    @property
    def is_unsure(self) -> bool:
        """Whether none of it is better than possible."""
        return not {"certain", "probable"} & set(self.confidences)

    @property
    def address(self) -> str:
        """The families of the table that are in it."""
        return state({"from": self.source, "to": self.taker})


def state(wanted: Mapping[str, str]) -> str:
    """The fragment under which the table of families shows what is wanted."""
    return "#?" + "&".join(f"{key}={quote(value, safe='')}" for key, value in wanted.items())


@dataclass(frozen=True, slots=True)
class Flows:
    """The flows, most words first; `outside` sources have no article in them that was taken from.

    `within` derivations stayed in one outlet.
    """

    between: tuple[Flow, ...]
    outside: frozenset[str]
    within: int


def flows_between(site: Site) -> Flows:
    """The flows of a report, but for boilerplate."""
    found: dict[tuple[str, str, bool], Flow] = {}
    places: defaultdict[str, set[bool]] = defaultdict(set)
    within = 0
    for entry in (entry for entry in site.entries if not entry.is_boilerplate):
        statuses = statuses_of(entry)
        for step in entry.lineage.derivations:
            source, taker = label_of(site, step.source), label_of(site, step.derivative)
            if source == taker:
                within += 1
                continue
            places[source].add(is_outside(step.source))
            is_credited = statuses.get(ArticleId(step.derivative)) in CREDITED
            flow = found.setdefault((source, taker, is_credited), Flow(source, taker, is_credited))
            flow.passages += 1
            flow.words += entry.family.words
            flow.confidences[step.confidence] += 1
    ordered = sorted(found.values(), key=lambda f: (-f.words, f.source, f.taker, f.is_credited))
    outside = frozenset(name for name, where in places.items() if where == {True})
    return Flows(tuple(ordered), outside, within)
