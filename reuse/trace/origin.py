"""Who wrote the passage first, as far as the evidence goes; "unknown" where there is none.

Every possible origin has its share of the odds (stemma.py); the articles of one outlet are
taken together.  An answer is given from a share of a half and more, and carries its reasons,
those against it too.  It is certain only where two publishers and more say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reuse.model import ArticleId, Confidence, Origin
from reuse.trace.duo import Duo
from reuse.trace.kin import Kin
from reuse.trace.nature import is_self
from reuse.trace.outlets import Outlet
from reuse.trace.reasons import (
    against,
    earlier_without_credit,
    handed_on,
    is_first,
    published_before,
    reason,
    told_by_clues,
    why_unknown,
)
from reuse.trace.stemma import Root, Stemma
from reuse.trace.votes import Voice, combined, node

CERTAIN = 0.97
PROBABLE = 0.8
POSSIBLE = 0.6
_MOST_OF_A_HOUSE = 0.7
_ENOUGH_WORDS = 20
_SHOWN = 12
_STRONG = 0.6
_WEAKER: dict[Confidence, Confidence] = {"certain": "probable", "probable": "possible"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The origin of one family, as an outlet where one is known, and as a node.

    `support`: how surely the credits that name it directly speak for it, 0 to 1.
    `chance`: its share among all possible origins.  `stemma`: None where nobody asked.
    """

    origin: Origin
    outlet: Outlet | None
    support: float = 0.0
    chance: float = 0.0
    stemma: Stemma | Duo | None = None

    @property
    def node(self) -> str | None:
        """The ledger's name of the origin; None when it is unknown."""
        if self.origin.article is not None:
            return str(self.origin.article)
        return node(self.outlet) if self.outlet else None

    @property
    def is_asked(self) -> bool:
        """Whether the passage has an origin at all: page furniture and speech have none."""
        return self.stemma is not None

    @property
    def is_sure(self) -> bool:
        """Whether the origin is more than possible."""
        return self.origin.confidence in ("certain", "probable")

    def root(self, stemma: Stemma | Duo) -> Root:
        """The origin as a root of the stemma of its family."""
        for number, voice in enumerate(stemma.kin.voices):
            if voice.article == self.origin.article:
                return Root(number if number in stemma.sources else None, None, self.chance)
        return Root(None, self.outlet, self.chance)


@dataclass(frozen=True, slots=True)
class _Choice:
    """One possible answer: an outlet with its articles, or one article of unknown outlet."""

    outlet: Outlet | None
    roots: tuple[Root, ...]

    @property
    def chance(self) -> float:
        return sum(root.chance for root in self.roots)

    @property
    def article(self) -> int | None:
        """The number of the witness that most of the share is of."""
        best = self.roots[0]
        is_most = best.chance >= _MOST_OF_A_HOUSE * self.chance
        return best.witness if is_most else None


def unknown(why: str, stemma: Stemma | Duo | None = None) -> Answer:
    """No answer, and why."""
    return Answer(Origin(None, None, False, "unknown", (why,)), None, stemma=stemma)


def find_origin(
    voices: Sequence[Voice],
    *,
    words: int,
    fellows: Mapping[ArticleId, Sequence[ArticleId]] | None = None,
) -> Answer:
    """The origin of the passage that `voices` carry, of so many words."""
    kin = Kin.of(voices, fellows=fellows)
    stemma = _stemma(kin, voices)
    choices = _choices(kin, stemma.roots())
    best = choices[0] if choices else None
    is_named = best is not None and any(v.names(best.outlet) for v in kin.voices)
    # A few words may be alike by chance: without a credit more must speak for one.
    least = POSSIBLE if is_named or words >= _ENOUGH_WORDS else PROBABLE
    if best is None or best.chance < least:
        likeliest = [(_name(kin, choice), choice.chance) for choice in choices[:2]]
        return unknown(why_unknown(kin, likeliest), stemma)
    return _answer(best, kin, stemma)


def inherited(outer: Answer, voices: Sequence[Voice]) -> Answer:
    """The origin of a piece of a longer passage whose origin is `outer`."""
    if outer.outlet is None:
        raise ValueError("a passage without a known outlet hands no origin on")
    article = outer.origin.article
    here = article if any(v.article == article for v in voices) else None
    why = f"a piece of a longer passage, which is traced to {outer.outlet.name}"
    origin = Origin(
        outer.outlet.name,
        here,
        any(v.belongs_to(outer.outlet) for v in voices),
        weaker(outer.origin.confidence),
        (why,),
    )
    support = combined(v for v in voices if v.names(outer.outlet))
    stemma = _stemma(Kin.of(voices), voices)
    return Answer(origin, outer.outlet, support, outer.chance, stemma)


def _stemma(kin: Kin, voices: Sequence[Voice]) -> Stemma | Duo:
    kind = Duo if len(kin.voices) == 2 else Stemma
    return kind.of(kin, is_house=is_self(voices))


def weaker(confidence: Confidence) -> Confidence:
    """One step less sure, "possible" at least."""
    return _WEAKER.get(confidence, confidence)


def _choices(kin: Kin, roots: Iterable[Root]) -> list[_Choice]:
    """The possible answers, likeliest first; a source that nobody names is none."""
    grouped: dict[str, list[Root]] = {}
    outlets: dict[str, Outlet | None] = {}
    for root in roots:
        if root.witness is None and root.outlet is None:
            continue
        key, outlet = _house(kin, root)
        outlets.setdefault(key, outlet)
        grouped.setdefault(key, []).append(root)
    found = [_Choice(outlets[key], tuple(held)) for key, held in grouped.items()]
    return sorted(found, key=lambda c: -round(c.chance, 9))


def _house(kin: Kin, root: Root) -> tuple[str, Outlet | None]:
    outlet = root.outlet
    if root.witness is not None:
        outlet = kin.voices[root.witness].reading.own
        if outlet is None:
            return f"article {kin.voices[root.witness].article}", None
    return (outlet.key, outlet) if outlet else ("", None)


def _name(kin: Kin, choice: _Choice) -> str:
    if choice.outlet is not None:
        return choice.outlet.name
    number = choice.roots[0].witness
    return str(kin.voices[number].article) if number is not None else "nobody"


def _answer(best: _Choice, kin: Kin, stemma: Stemma | Duo) -> Answer:
    outlet, voices = best.outlet, kin.voices
    at_home = [v for v in voices if v.belongs_to(outlet) and not v.is_draft]
    home = voices[best.article] if best.article is not None else None
    article = home.article if home else None
    naming = [v for v in voices if v.names(outlet)]
    handed = list(handed_on(kin, outlet))
    early = [*published_before(kin, home), *earlier_without_credit(kin, outlet)]
    contrary = [*against(kin, outlet, home), *early]
    if article is None and len(at_home) > 1 and outlet is not None:
        contrary.append(
            f"{len(at_home)} articles of {outlet.name} carry it; none is certainly first"
        )
    told = len(naming) + len(handed)
    is_agreed = not contrary and 2 * told >= len(voices)
    # An article that others credit may be a copy, too, if it says nothing and is not the first.
    is_agreed = is_agreed and (not at_home or is_first(kin, home) or _is_by_lined(home))
    confidence = _confidence(best, naming, is_agreed=is_agreed)
    confidence = weaker(confidence) if early else confidence
    basis = [reason(v, outlet) for v in naming] + handed
    basis += told_by_clues(kin, home)
    basis = basis or [f"likelier than all others together, by dates and words ({best.chance:.0%})"]
    shown = (*_cut(_unique(basis)), *_cut(_unique(contrary)))
    in_corpus = bool(at_home) or article is not None
    name = outlet.name if outlet else None
    origin = Origin(name, article, in_corpus, confidence, tuple(shown))
    return Answer(origin, outlet, combined(naming), best.chance, stemma)


def _confidence(best: _Choice, naming: Sequence[Voice], *, is_agreed: bool) -> Confidence:
    """How sure an answer is; nothing but credits of two publishers makes it certain.

    Half of the witnesses must say so, and nothing may speak against it; an article of the
    collection must be the first of all dated ones or have its own by-line.
    """
    if best.chance < PROBABLE or not naming:
        return "possible"
    houses = {voice.house for voice in naming if voice.weight >= _STRONG and not voice.is_weak}
    is_told = len(houses) > 1 and is_agreed
    return "certain" if best.chance >= CERTAIN and is_told else "probable"


def _is_by_lined(home: Voice | None) -> bool:
    return home is not None and home.claim is not None and home.claim.is_own


def _unique(reasons: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(reasons))


def _cut(reasons: Sequence[str]) -> Iterator[str]:
    yield from reasons[:_SHOWN]
    if len(reasons) > _SHOWN:
        yield f"and {len(reasons) - _SHOWN} more"
