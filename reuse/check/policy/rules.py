"""What follows for a passage: the rules of a newsroom, and one table where it has none.

By default, copying without a credit, or under a wrong one, fails.  What is credited but not in
quotation marks, what has a licence that nobody named, and what is only possible is to be looked
at.  Speech of third persons, nobody's lines and the outlet's own words are told, and pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from reuse.model import Certainty, Credit, CreditStatus, Nature
from reuse.verdict import Decision, Ruling

# What a draft says of a passage; "own": its outlet wrote that, and owes nobody a credit.
Owed = CreditStatus | Literal["own"]

_UNCREDITED = "no credit for these words was found"
_ELSEWHERE = "the draft names their source, but not for these words"
_MISATTRIBUTED = "the draft credits another outlet than the evidence points to"

_COPIED: Mapping[Owed, Ruling] = {
    "none": Ruling("fail", _UNCREDITED),
    "elsewhere": Ruling("fail", _ELSEWHERE),
    "misattributed": Ruling("fail", _MISATTRIBUTED),
    "linked": Ruling("warn", "their source is linked, but the copied words are not quoted"),
    "credited": Ruling("warn", "their source is credited, but the copied words are not quoted"),
    "quoted": Ruling("tell", "their source is credited, and the words are quoted"),
    "own": Ruling("tell", "the draft's own outlet wrote these words first"),
}
_WIRE: Mapping[Owed, Ruling] = {
    **_COPIED,
    "linked": Ruling("warn", "wire copy with a link to its agency; no licence is known"),
    "credited": Ruling("warn", "wire copy with a credit; no licence is known"),
}
_RELEASE: Mapping[Owed, Ruling] = {
    **dict.fromkeys(
        ("none", "elsewhere", "misattributed"),
        Ruling("warn", "the words are from a press release that is not named"),
    ),
    **dict.fromkeys(
        ("linked", "credited", "quoted", "own"),
        Ruling("tell", "the words are from a press release, which is named"),
    ),
}
_FREE: Mapping[Nature, Ruling] = {
    "quotation": Ruling("tell", "speech of a third person, which others quote too"),
    "boilerplate": Ruling("tell", "a standing line that is nobody's news"),
    "self": Ruling("tell", "the draft's own outlet has published these words before"),
}
_OWING: Mapping[Nature, Mapping[Owed, Ruling]] = {
    "copied": _COPIED,
    "wire": _WIRE,
    "press-release": _RELEASE,
}
_SOFTENED: Mapping[Decision, Decision] = {"fail": "warn", "warn": "warn", "tell": "tell"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows for passages of these kinds; an empty tuple means any kind.

    `min_words` and `max_words` bound the words of the passage in the draft.  A rule that names
    no certainty does not make a passage fail that is only possible.
    """

    decision: Decision
    nature: tuple[Nature, ...] = ()
    credit: tuple[Owed, ...] = ()
    certainty: tuple[Certainty, ...] = ()
    min_words: int = 0
    max_words: int | None = None
    reason: str | None = None

    def fits(self, nature: Nature, credit: Owed, *, certainty: Certainty, words: int) -> bool:
        """Whether a passage is of the kind that the rule is about."""
        return (
            (not self.nature or nature in self.nature)
            and (not self.credit or credit in self.credit)
            and (not self.certainty or certainty in self.certainty)
            and self.min_words <= words
            and (self.max_words is None or words <= self.max_words)
        )


def judge(nature: Nature, credit: Credit | None, *, certainty: Certainty, verbatim: int) -> Ruling:
    """What the default policy says of a passage of that nature with that credit.

    A credit of None is that of the outlet which wrote it; `verbatim` counts the stretches of the
    passage that stand word for word.  Reworded text that is credited has nothing to quote, and
    passes; what is only possible never fails.

    >>> judge("copied", Credit("none"), certainty="certain", verbatim=1).decision
    'fail'
    """
    if nature in _FREE:
        return _FREE[nature]
    status = owed(credit)
    if not verbatim and nature == "copied" and status in ("credited", "linked"):
        return Ruling("tell", "the words are reworded, and their source is credited")
    return softened(_OWING[nature][status], certainty)


def owed(credit: Credit | None) -> Owed:
    """What a draft says of a passage."""
    return credit.status if credit is not None else "own"


def softened(ruling: Ruling, certainty: Certainty) -> Ruling:
    """A ruling that never fails where the passage is only possible, and says so."""
    if certainty == "certain":
        return ruling
    reason = f"{ruling.reason}; whether it is the same passage is not certain"
    return replace(ruling, decision=_SOFTENED[ruling.decision], reason=reason)
