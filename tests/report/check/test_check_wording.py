"""What a person reads of a verdict: labels, remarks, and what is shortened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from check_samples import seeds_verdict, waived_verdict

from reuse.report.check import render_verdict
from reuse.report.check.wording import headline, label, remarks
from reuse.verdict import Decision, Ruling, Verdict, Waiver


def with_ruling(verdict: Verdict, ruling: Ruling) -> Verdict:
    """The verdict with its first finding alone, decided so."""
    return replace(verdict, findings=(replace(verdict.findings[0], ruling=ruling),))


@pytest.mark.parametrize(
    ("decision", "said"),
    [("fail", "may not run as it is"), ("warn", "needs a look"), ("tell", "passes")],
)
def test_only_what_a_rule_forbids_may_not_run(decision: Decision, said: str) -> None:
    (ruled,) = with_ruling(seeds_verdict(), Ruling(decision, "so it is", "rule")).findings
    assert label(ruled) == said


def test_a_headline_counts_what_somebody_let_pass() -> None:
    said = headline(waived_verdict())
    assert said.startswith("Not ready: 1 passage of ")
    assert said.endswith("needs a credit and 2 pass (1 waived and 1 known before).")


def waivers(count: int) -> tuple[Waiver, ...]:
    return tuple(Waiver(f"{n:016}", "agreed", "Ana", date(2026, 1, 1)) for n in range(count))


def test_of_many_waivers_that_have_expired_three_are_named() -> None:
    three, four = (next(remarks(replace(seeds_verdict(), expired=waivers(n)))) for n in (3, 4))
    named = ", ".join(f"{n:016} of Ana on 2026-01-01" for n in range(3))
    assert three == f"3 waivers of the policy have expired: {named}"
    assert four.endswith(f": {named}, and 1 more (--format json lists all)")


def test_a_waiver_that_matches_nothing_may_be_about_another_draft() -> None:
    assert list(remarks(replace(seeds_verdict(), unmatched=waivers(3)))) == []


@pytest.mark.parametrize(("number", "said"), [(1, "1 finding of"), (2, "2 findings of")])
def test_each_finding_that_is_gone_from_the_baseline_is_told(number: int, said: str) -> None:
    (remark,) = remarks(replace(seeds_verdict(), resolved=number))
    assert remark.startswith(said)
    assert list(remarks(seeds_verdict())) == []


def test_a_passage_that_is_only_possible_says_so_on_a_terminal() -> None:
    verdict = seeds_verdict()
    first, *others = verdict.findings
    unsure = replace(verdict, findings=(replace(first, certainty="possible"), *others))
    assert render_verdict(verdict, "text").count("? possible match") == 0
    assert render_verdict(unsure, "text").count("? possible match") == 1


@pytest.mark.parametrize(
    ("reasons", "said"),
    [(2, "reason 0; reason 1"), (3, "reason 0; reason 1; and 1 more reason")],
)
def test_two_reasons_of_an_origin_are_told_and_the_others_counted(reasons: int, said: str) -> None:
    verdict = seeds_verdict()
    first = verdict.findings[0]
    basis = tuple(f"reason {n}" for n in range(reasons))
    told = replace(verdict, findings=(replace(first, origin=replace(first.origin, basis=basis)),))
    assert f"– {said}\n" in render_verdict(told, "text").replace("\n     ", " ")
