"""The stemma of two witnesses, in closed form: four families in five are of two.

The same answers as stemma.py gives, for a tenth of the work; there are three trees at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

from reuse.trace.kin import Kin
from reuse.trace.outlets import Outlet
from reuse.trace.stemma import Root, Step, named_outside

_SOURCES = (0, 1)


@dataclass(frozen=True, slots=True)
class Duo:
    """The odds of a step from either of two witnesses to the other, as likelihoods."""

    kin: Kin
    forth: float
    back: float
    is_house: bool

    @classmethod
    def of(cls, kin: Kin, *, is_house: bool = False) -> Duo:
        """The duo of a family of two; see `Stemma.of`."""
        return cls(kin, _step(kin, 0), _step(kin, 1), is_house)

    @property
    def sources(self) -> tuple[int, ...]:
        """Numbers of the witnesses that may have copies."""
        return _SOURCES

    def roots(self) -> tuple[Root, ...]:
        """All possible origins, likeliest first, nobody last among equals."""
        odds = self.kin.odds
        inside = odds.inside_house if self.is_house else odds.inside
        found: list[tuple[int | None, Outlet | None, float]] = [
            (at, None, inside / 2 * exp(self.kin.as_root(at)) * step)
            for at, step in ((0, self.forth), (1, self.back))
        ]
        outside = named_outside(self.kin)
        for outlet in (*(outside[key] for key in sorted(outside)), None):
            agency = odds.agency if outlet is not None and outlet.is_agency else 1.0
            found.append((None, outlet, (1 - inside) * agency * sum(self._trees(outlet))))
        whole = sum(chance for _, _, chance in found)
        roots = (Root(at, outlet, chance / whole) for at, outlet, chance in found)
        return tuple(sorted(roots, key=lambda r: -round(r.chance, 9)))

    def tree(self, root: Root) -> dict[int, Step]:
        """The likeliest step to each witness but the root, if `root` is the origin."""
        if root.witness is not None:
            return {1 - root.witness: Step(root.witness, 1.0)}
        apart, forth, back = self._trees(root.outlet)
        whole = apart + forth + back
        if apart >= forth and apart >= back:
            return {0: Step(None, (apart + forth) / whole), 1: Step(None, (apart + back) / whole)}
        if forth >= back:
            return {0: Step(None, (apart + forth) / whole), 1: Step(0, forth / whole)}
        return {0: Step(1, back / whole), 1: Step(None, (apart + back) / whole)}

    def _trees(self, outlet: Outlet | None) -> tuple[float, float, float]:
        """The weights of both from outside, of the second from the first, and the other way."""
        share = self.kin.odds.from_origin
        rest = log((1 - share) / 2)
        first = log(share + (1 - share) / 2)
        one, other = self.kin.from_outside(outlet.key if outlet else None)
        one, other = exp(one + first), exp(other + first)
        return one * other, one * self.forth * exp(rest), other * self.back * exp(rest)


def _step(kin: Kin, source: int) -> float:
    """The likelihood of a step from one of the two to the other; none from a draft."""
    return 0.0 if kin.voices[source].is_draft else exp(kin.step(source, 1 - source))
