"""Who took from whom between outlets: derivations added up by source, taker and credit.

Only derivations count, so there is nothing where the direction is not known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from reuse.model import ArticleId, Confidence, Derivation
from reuse.report.pages.overview.labels import label_of
from reuse.report.pages.overview.tablerows import CREDITED, statuses_of
from reuse.report.pages.site import Entry, Site
from reuse.report.wording import CONFIDENCE, count, is_owed

OTHERS = "other outlets"
Standing = Literal["credited", "free", "bare"]
STANDING: dict[Standing, str] = {
    "credited": "with a credit",
    "free": "no credit expected",
    "bare": "without a credit",
}
_ORDER = tuple(STANDING)


@dataclass(slots=True)
class Flow:
    """What one outlet took from another with one standing: derivations, their words, how sure.

    `standing` says whether the taker gives a credit, to the source or to the passage's origin,
    or whether none is expected.
    """

    source: str
    taker: str
    standing: Standing
    passages: int = 0
    words: int = 0
    confidences: Counter[Confidence] = field(default_factory=Counter)

    @property
    def sure(self) -> str:
        """How sure its directions are, in words."""
        return ", ".join(f"{n:,} {CONFIDENCE[c]}" for c, n in sorted(self.confidences.items()))

    @property
    def place(self) -> int:
        """Where it stands among those of the same two outlets."""
        return _ORDER.index(self.standing)

    @property
    def credit(self) -> str:
        """Its standing in words."""
        return STANDING[self.standing]

    @property
    def said(self) -> str:
        """The flow in words."""
        return (
            f"{self.taker or OTHERS} from {self.source or OTHERS}, {self.credit}: "
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
    found: dict[tuple[str, str, Standing], Flow] = {}
    counted: set[tuple[tuple[str, str, Standing], int]] = set()
    places: defaultdict[str, set[bool]] = defaultdict(set)
    within = 0
    for entry in (entry for entry in site.entries if not entry.is_boilerplate):
        statuses = statuses_of(entry)
        for step in entry.lineage.derivations:
            source, taker = label_of(site, step.source), label_of(site, step.derivative)
            if source == taker:
                within += 1
                continue
            places[source].add(step.source not in site.articles)
            status = statuses.get(ArticleId(step.derivative), "unjudged")
            key = (source, taker, _standing(entry, step, status=status))
            flow = found.setdefault(key, Flow(*key))
            # Several copies of one passage in one paper are one passage that it took.
            if (key, entry.number) not in counted:
                counted.add((key, entry.number))
                flow.passages += 1
                flow.words += entry.family.words
            flow.confidences[step.confidence] += 1
    outside = frozenset(name for name, where in places.items() if where == {True})
    return Flows(tuple(sorted(found.values(), key=by_words)), outside, within)


def by_words(flow: Flow) -> tuple[int, str, str, int]:
    """The order of flows: most words first."""
    return -flow.words, flow.source, flow.taker, flow.place


def _standing(entry: Entry, step: Derivation, *, status: str) -> Standing:
    if status in CREDITED or (status == "misattributed" and _names_its_source(step)):
        return "credited"
    is_free = status in ("free", "origin", "unjudged") or not is_owed(entry.family.nature)
    return "free" if is_free else "bare"


def _names_its_source(step: Derivation) -> bool:
    """Whether the taker's own credit is to whom it took from, though that is not the origin."""
    return any(
        entered.kind in ("credit", "link")
        and entered.favours == step.source
        and entered.detail.startswith(f"{step.derivative} ")
        for entered in step.evidence
    )
