"""What a newsroom lets run: its rules, its licences, its own house, and what it waived."""

from __future__ import annotations

from reuse.check.policy.baseline import Baseline, baseline_of, load_baseline, write_baseline
from reuse.check.policy.case import Case
from reuse.check.policy.licences import Draft, Licence, place_of
from reuse.check.policy.policy import Policy, doubted
from reuse.check.policy.reading import load_policy
from reuse.check.policy.rules import Rule, judge
from reuse.check.policy.waivers import accepted, settled, worst
from reuse.verdict import Waiver

__all__ = [
    "Baseline",
    "Case",
    "Draft",
    "Licence",
    "Policy",
    "Rule",
    "Waiver",
    "accepted",
    "baseline_of",
    "doubted",
    "judge",
    "load_baseline",
    "load_policy",
    "place_of",
    "settled",
    "worst",
    "write_baseline",
]
