"""The family tree of a passage's witnesses: how likely each possible origin is, and each step.

Possible origins are the witnesses, every outlet that one of them credits and that is none
of them, and a source that nobody names.  For each, all trees over all witnesses are summed
(forest.py) with the odds of every step (kin.py); the shares are the answer.  Of a large
family the likeliest sources alone may have copies, and every other witness is a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from reuse.trace.forest import Logs, best_tree, log_tree_sum, step_shares
from reuse.trace.kin import Kin
from reuse.trace.outlets import Outlet
from reuse.trace.times import latest_of
from reuse.trace.versions import Costs
from reuse.trace.votes import Voice

_MOST_SOURCES = 16
_MOST_NAMED = 16
_MOST_TEXTS = 4


@dataclass(frozen=True, slots=True)
class Root:
    """One possible origin: a witness by its number, or an outlet outside; neither is nobody.

    `chance`: its share among all possible origins, 0 to 1.
    """

    witness: int | None
    outlet: Outlet | None
    chance: float


@dataclass(frozen=True, slots=True)
class Step:
    """Where one witness took the passage: the number of a witness, or None for the outside root.

    `chance`: the share of trees from the root that have this step.
    """

    source: int | None
    chance: float


@dataclass(frozen=True, slots=True)
class Stemma:
    """The odds of a family, as matrices over its possible sources.

    `sources`: numbers of the witnesses that may have copies, sorted, no draft among them;
    `steps`: log odds from each to every witness, shape (sources, witnesses); `changes`: see
    `Kin.changes`.
    """

    kin: Kin
    sources: tuple[int, ...]
    steps: Logs
    changes: Costs
    is_house: bool

    @classmethod
    def of(cls, kin: Kin, *, is_house: bool = False) -> Stemma:
        """The stemma of a family; `is_house`: whether all witnesses are of one house."""
        sources = _sources(kin)
        return cls(kin, sources, kin.steps(sources), kin.changes(sources), is_house)

    def roots(self) -> tuple[Root, ...]:
        """All possible origins, likeliest first, nobody last among equals."""
        outside = named_outside(self.kin)
        keys = sorted(outside)
        named = (self._outside(outside[key]) for key in keys)
        logs = [*self._inside(), *named, self._outside(None)]
        shares = _shares(np.array(logs))
        nodes: list[tuple[int | None, Outlet | None]] = [(s, None) for s in self.sources]
        nodes += [(None, outside[key]) for key in keys]
        found = [
            Root(witness, outlet, float(share))
            for (witness, outlet), share in zip([*nodes, (None, None)], shares, strict=True)
        ]
        return tuple(sorted(found, key=lambda r: -round(r.chance, 9)))

    def tree(self, root: Root) -> dict[int, Step]:
        """The likeliest step to each witness but the root, if `root` is the origin."""
        size = len(self.sources)
        among, leaving = self._logs(root, change=self.kin.odds.change_of_step)
        at = size if root.witness is None else self.sources.index(root.witness)
        best = best_tree(among, at)
        shares = step_shares(among, at, best)
        found: dict[int, Step] = {}
        for number, witness in enumerate(self.sources):
            if number != at:
                found[witness] = Step(self._node(best[number]), shares[number])
        for column, witness in enumerate(self._leaves()):
            odds = _shares(leaving[:, column])
            source = int(odds.argmax())
            found[witness] = Step(self._node(source), float(odds[source]))
        return found

    def _node(self, number: int) -> int | None:
        return self.sources[number] if number < len(self.sources) else None

    def _leaves(self) -> list[int]:
        """The witnesses that have no copies."""
        held = set(self.sources)
        return [v for v in range(len(self.kin.voices)) if v not in held]

    def _logs(self, root: Root, *, change: float, text: int | None = None) -> tuple[Logs, Logs]:
        """The log odds of steps between the sources, with the outside root last, and to leaves."""
        size, is_inside = len(self.sources), root.witness is not None
        at = self.sources.index(root.witness) if root.witness is not None else size
        logs = np.empty((size + (not is_inside), len(self.kin.voices)))
        worth = np.minimum(self.changes, self.kin.odds.most_changes) * log(change)
        np.add(self.steps, worth[:size], out=logs[:size])
        if not is_inside:
            logs[size] = self.kin.from_outside(root.outlet.key if root.outlet else None)
            logs[size] += worth[size if text is None else text]
        logs += self._prior(len(logs), at)[:, None]
        among = np.zeros((len(logs), len(logs)))
        among[:, :size] = logs[:, self.sources]
        return among, logs[:, self._leaves()]

    def _prior(self, size: int, root: int) -> NDArray[np.float64]:
        """Log odds of each source before anything is known: the origin, or any."""
        share = self.kin.odds.from_origin
        others = max(1, size - 1)
        found = np.full(size, log((1 - share) / others))
        found[root] = log(share + (1 - share) / others)
        return found

    def _inside(self) -> list[float]:
        """The log likelihood of each source as the origin."""
        odds = self.kin.odds
        inside = odds.inside_house if self.is_house else odds.inside
        prior = log(inside / len(self.sources))
        return [prior + self.kin.as_root(s) + self._sum(Root(s, None, 0.0)) for s in self.sources]

    def _outside(self, outlet: Outlet | None) -> float:
        """The log likelihood of an outlet that is no witness, or of nobody, as the origin."""
        odds = self.kin.odds
        inside = odds.inside_house if self.is_house else odds.inside
        agency = odds.agency if outlet is not None and outlet.is_agency else 1.0
        root = Root(None, outlet, 0.0)
        # The words of a source outside are not known: they are the oldest, or those of a witness.
        texts = self._outside_texts()
        sums = [self._sum(root, text=text) for text in texts]
        return log((1 - inside) * agency) + float(np.logaddexp.reduce(sums)) - log(len(texts))

    def _outside_texts(self) -> list[int]:
        size = len(self.sources)
        if self.kin.versions is None:
            return [size]
        order = np.argsort(self.changes[:size].sum(axis=1), kind="stable")
        return [size, *order[:_MOST_TEXTS].tolist()]

    def _sum(self, root: Root, *, text: int | None = None) -> float:
        """The log of the sum over all trees from one root."""
        among, leaving = self._logs(root, change=self.kin.odds.change, text=text)
        at = len(self.sources) if root.witness is None else self.sources.index(root.witness)
        return log_tree_sum(among, at) + float(np.logaddexp.reduce(leaving).sum())


def _sources(kin: Kin) -> tuple[int, ...]:
    """The witnesses that may be a source: all sure ones, of a large family the likeliest."""
    voices = kin.voices
    named = {outlet.key for v in voices if v.claim and not v.claim.is_own for outlet in v.credited}
    # The article of an outlet that others credit may be the source, however it is tied to them.
    published = [at for at, v in enumerate(voices) if not v.is_draft] or list(range(len(voices)))
    sure = [at for at in published if not voices[at].is_weak or _own_key(voices[at]) in named]
    pool = sure if len(sure) > 1 else published
    if len(pool) <= _MOST_SOURCES:
        return tuple(pool)
    changes = kin.versions.costs_from_oldest(pool) if kin.versions else np.zeros(len(pool))
    cost = dict(zip(pool, changes.tolist(), strict=True))
    times = {at: voices[at].reading.article.published for at in pool}
    known = {at: latest_of(time) for at, time in times.items() if time is not None}
    earliest = frozenset(sorted(known, key=lambda at: (known[at], at))[:_MOST_SOURCES])

    def rank(at: int) -> tuple[bool, bool, bool, float, int]:
        claim = voices[at].claim
        is_named = _own_key(voices[at]) in named
        return (not is_named, not (claim and claim.is_own), at not in earliest, cost[at], at)

    return tuple(sorted(sorted(pool, key=rank)[:_MOST_SOURCES]))


def _own_key(voice: Voice) -> str | None:
    return voice.reading.own.key if voice.reading.own else None


def named_outside(kin: Kin) -> dict[str, Outlet]:
    """The outlets that sure witnesses credit most and that are no witness's own, by key."""
    voices = [v for v in kin.voices if not v.is_weak] or kin.voices
    outlets: dict[str, Outlet] = {}
    weights: dict[str, float] = {}
    for voice in voices:
        for outlet in voice.credited:
            if outlet.key not in kin.homes:
                outlets.setdefault(outlet.key, outlet)
                weights[outlet.key] = weights.get(outlet.key, 0.0) + voice.weight
    most = sorted(weights, key=lambda key: (-round(weights[key], 9), key))[:_MOST_NAMED]
    return {key: outlets[key] for key in most}


def _shares(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = np.exp(logs - logs.max())
    found: NDArray[np.float64] = weights / weights.sum()
    return found
