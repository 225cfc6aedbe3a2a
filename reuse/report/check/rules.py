"""The kinds of finding, each with a name that machines keep and words that people read.

A kind is what a passage is and what the draft says of it, never what a policy makes of that:
the same finding has the same rule under every policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reuse.model import CreditStatus, Nature
from reuse.verdict import Decision, Finding

_Owed = CreditStatus | Literal["own"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding: what it is called, what the default policy decides, what to do."""

    id: str
    name: str
    decision: Decision
    short: str
    full: str
    advice: str


_CREDIT_IT = "Put the credit before the passage, and quotation marks around the copied words."
_NOTHING = "Nothing needs to be done."

RULES: tuple[Rule, ...] = (
    Rule(
        "reuse/uncredited",
        "Uncredited",
        "fail",
        "Published words without a credit",
        "Words of the draft were published before, and the draft does not name their source.",
        f"{_CREDIT_IT} Or say it in your own words, from your own reporting.",
    ),
    Rule(
        "reuse/credited-elsewhere",
        "CreditedElsewhere",
        "fail",
        "Published words whose source is named elsewhere in the draft",
        "The draft names the source of these words, but so far away, or of something else, that "
        "no reader takes it for the credit of this passage.",
        _CREDIT_IT,
    ),
    Rule(
        "reuse/misattributed",
        "Misattributed",
        "fail",
        "Published words under the credit of another outlet",
        "The draft credits these words to an outlet, and the evidence points to another one.",
        "Look at the evidence; replace the credit, unless you know better.",
    ),
    Rule(
        "reuse/unquoted",
        "Unquoted",
        "warn",
        "Credited words without quotation marks",
        "The draft names the source of these words; that they are the source's own words, no "
        "quotation marks say.",
        "Put quotation marks around the copied words, or use your own.",
    ),
    Rule(
        "reuse/unlicensed-wire",
        "UnlicensedWire",
        "warn",
        "Credited wire copy",
        "The words are those of a news agency, which the draft names. Whether a licence covers "
        "them, a newsroom says in its policy.",
        "Make sure that your licence covers these words.",
    ),
    Rule(
        "reuse/press-release",
        "PressRelease",
        "warn",
        "Words of a press release",
        "The words are those of a press release, which others published too.",
        "Name who released it.",
    ),
    Rule(
        "reuse/quoted",
        "Quoted",
        "tell",
        "Credited and quoted words",
        "The draft names the source of these words, and quotation marks stand around them.",
        _NOTHING,
    ),
    Rule(
        "reuse/own-words",
        "OwnWords",
        "tell",
        "Words that the draft's own outlet wrote first",
        "The words were published before, and the draft's own outlet is where they come from.",
        _NOTHING,
    ),
    Rule(
        "reuse/quotation",
        "SharedQuotation",
        "tell",
        "Speech of a third person",
        "The words are what somebody said; others quote them too.",
        _NOTHING,
    ),
    Rule(
        "reuse/boilerplate",
        "Boilerplate",
        "tell",
        "A standing line",
        "The words stand in many articles and are nobody's news.",
        _NOTHING,
    ),
    Rule(
        "reuse/self",
        "SameOutlet",
        "tell",
        "Words that the draft's own outlet has published before",
        "The draft's own outlet, or one of the same owner, has published these words before.",
        _NOTHING,
    ),
)
_COPIED: Mapping[_Owed, str] = {
    "none": "reuse/uncredited",
    "elsewhere": "reuse/credited-elsewhere",
    "misattributed": "reuse/misattributed",
    "linked": "reuse/unquoted",
    "credited": "reuse/unquoted",
    "quoted": "reuse/quoted",
    "own": "reuse/own-words",
}
_WIRE: Mapping[_Owed, str] = {
    **_COPIED,
    "linked": "reuse/unlicensed-wire",
    "credited": "reuse/unlicensed-wire",
}
_OF_NATURE: Mapping[Nature, Mapping[_Owed, str]] = {
    "copied": _COPIED,
    "wire": _WIRE,
    "press-release": dict.fromkeys(_COPIED, "reuse/press-release"),
    "quotation": dict.fromkeys(_COPIED, "reuse/quotation"),
    "boilerplate": dict.fromkeys(_COPIED, "reuse/boilerplate"),
    "self": dict.fromkeys(_COPIED, "reuse/self"),
}
_NUMBERS = {rule.id: number for number, rule in enumerate(RULES)}


def rule_number(finding: Finding) -> int:
    """The place in `RULES` of what a finding is."""
    status: _Owed = finding.credit.status if finding.credit is not None else "own"
    return _NUMBERS[_OF_NATURE[finding.nature][status]]


def rule_of(finding: Finding) -> Rule:
    """What a finding is."""
    return RULES[rule_number(finding)]
