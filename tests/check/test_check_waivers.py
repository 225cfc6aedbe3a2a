"""What is let pass: waivers with their dates, a baseline with its count, and how both show."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from passages import OTHER, PASSAGE, article

import reuse
from reuse.check.baselines import keep_baseline
from reuse.check.policy import Policy, load_baseline, settled
from reuse.errors import PolicyError
from reuse.model import Article, ArticleId
from reuse.report.check import render_verdict
from reuse.verdict import Verdict, Waiver

TODAY = date(2026, 11, 22)

WIRE = [
    article("a-1", PASSAGE, "So much for the day.", outlet="The Mill Herald"),
    article("b-1", OTHER, "Trains run again.", outlet="NPR"),
]
DRAFT = article("drafts/x.txt", "Good morning.", PASSAGE, "In other news:", OTHER)


def checked(policy: Policy, *drafts: Article) -> Verdict:
    return reuse.check(drafts or [DRAFT], WIRE, policy=policy, today=TODAY)


WATER, MICE = (finding.fingerprint for finding in checked(Policy()).findings)


def waiver(fingerprint: str = WATER, *, expires: date = TODAY) -> Waiver:
    return Waiver(fingerprint, "the Herald gave leave", "Ana Ruiz", expires)


def rulings(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.ruling.decision, finding.ruling.ground) for finding in verdict.findings]


def test_a_waived_passage_keeps_its_place_and_says_who_why_and_until_when() -> None:
    before, verdict = checked(Policy()), checked(Policy(waivers=(waiver(),)))

    assert rulings(verdict) == [("tell", "waiver"), ("fail", "default")]
    assert [f.span for f in verdict.findings] == [f.span for f in before.findings]
    water, mice = verdict.findings
    said = "waived by Ana Ruiz until 2026-11-22: the Herald gave leave"
    assert (water.ruling.reason, water.waiver) == (said, waiver())
    assert (water.otherwise, mice.otherwise) == (before.findings[0].ruling, None)
    assert (water.fix.steps, mice.fix) == ((), before.findings[1].fix)


def test_a_waiver_applies_up_to_and_with_its_last_day() -> None:
    over = waiver(expires=date(2026, 11, 21))
    verdict = checked(Policy(waivers=(over,)))

    assert rulings(verdict)[0] == ("fail", "default")
    assert verdict.findings[0].ruling.reason.endswith(
        "; the waiver of Ana Ruiz expired on 2026-11-21"
    )
    assert (verdict.expired, verdict.unmatched) == ((over,), ())
    for both in ((waiver(), over), (over, waiver())):
        renewed = checked(Policy(waivers=both))
        assert (renewed.expired, rulings(renewed)[0]) == ((), ("tell", "waiver"))
    longer = waiver(expires=date(2027, 1, 1))
    for both in ((waiver(), longer), (longer, waiver())):
        assert checked(Policy(waivers=both)).findings[0].waiver == longer


def test_only_data_names_a_waiver_that_may_be_about_another_draft() -> None:
    stray = waiver("0" * 16)
    verdict = checked(Policy(waivers=(waiver(), stray)))

    assert verdict.unmatched == (stray,)
    for shown in ("text", "html", "sarif", "junit"):
        assert "0" * 16 not in str(render_verdict(verdict, shown))
    assert json.loads(render_verdict(verdict, "json"))["waivers"]["unmatched"] == [
        {
            "fingerprint": "0" * 16,
            "reason": "the Herald gave leave",
            "author": "Ana Ruiz",
            "expires": "2026-11-22",
        }
    ]


def test_of_many_stray_waivers_a_few_are_named() -> None:
    many = tuple(waiver(f"{n:016x}", expires=date(2026, 1, 1)) for n in range(50))
    text = " ".join(render_verdict(checked(Policy(waivers=many)), "text").split())
    assert (
        "50 waivers of the policy have expired: 0000000000000000 of Ana Ruiz on 2026-01-01, "
        in text
    )
    assert "and 47 more (--format json lists all)" in text


def test_what_passes_anyhow_is_not_called_waived() -> None:
    policy = Policy(outlet="The Mill Herald", waivers=(waiver(),))
    verdict = checked(policy)
    assert rulings(verdict)[0] == ("tell", "default")
    assert (verdict.findings[0].waiver, verdict.unmatched) == (None, ())


def kept(verdict: Verdict, file: Path) -> Policy:
    keep_baseline(verdict, file)
    return Policy(baseline=load_baseline(file))


@pytest.mark.parametrize("is_verdict", [False, True])
def test_with_a_baseline_only_new_findings_fail(tmp_path: Path, is_verdict: bool) -> None:
    old = replace(DRAFT, text=f"Good morning.\n\n{PASSAGE}")
    file = tmp_path / "baseline.json"
    if is_verdict:
        file.write_text(render_verdict(checked(Policy(), old), "json"))
    else:
        keep_baseline(checked(Policy(), old), file)

    verdict = checked(Policy(baseline=load_baseline(file)))

    assert rulings(verdict) == [("tell", "baseline"), ("fail", "default")]
    assert [finding.is_baselined for finding in verdict.findings] == [True, False]
    assert verdict.decision == "fail"
    assert checked(Policy(baseline=load_baseline(file)), old).decision == "pass"


def test_writing_a_baseline_gives_the_verdict_that_it_leads_to(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    verdict = keep_baseline(checked(Policy()), file)

    assert (verdict.decision, rulings(verdict)) == ("pass", [("tell", "baseline")] * 2)
    assert verdict == checked(Policy(baseline=load_baseline(file)))
    before = file.read_text()
    assert keep_baseline(replace(verdict, resolved=2), file).resolved == 0
    assert file.read_text() == before


def test_a_verdict_made_with_a_baseline_is_a_baseline_too(tmp_path: Path) -> None:
    policy = kept(checked(Policy()), tmp_path / "one.json")
    two = tmp_path / "two.json"
    two.write_text(render_verdict(checked(policy), "json"))
    assert load_baseline(two) == policy.baseline


def test_waived_passages_are_not_in_a_baseline(tmp_path: Path) -> None:
    verdict = checked(Policy(waivers=(waiver(),)))
    policy = kept(verdict, tmp_path / "baseline.json")
    assert policy.baseline is not None
    assert [entry.fingerprint for entry in policy.baseline.entries] == [MICE]
    both = replace(policy, waivers=(waiver(),))
    assert rulings(checked(both)) == [("tell", "waiver"), ("tell", "baseline")]


def test_a_passage_that_is_copied_once_more_is_new(tmp_path: Path) -> None:
    once = replace(DRAFT, text=f"Good morning.\n\n{PASSAGE}\n\nGoodbye.")
    before = checked(Policy(), once)
    policy = kept(before, tmp_path / "baseline.json")

    elsewhere = replace(once, id=ArticleId("y.txt"), source="drafts/y.txt")
    twice = settled(
        before.findings * 2,
        {once.id: once.source},
        waivers=(),
        baseline=policy.baseline,
        today=TODAY,
    )

    assert [finding.is_baselined for finding in twice.findings] == [True, False]
    assert rulings(checked(policy, elsewhere)) == [("fail", "default")]


def test_a_draft_is_known_by_its_id_or_by_its_path(tmp_path: Path) -> None:
    policy = kept(checked(Policy()), tmp_path / "baseline.json")
    moved = replace(DRAFT, source="/elsewhere/x.txt")
    renamed = replace(DRAFT, id=ArticleId("cms-17"))
    for draft in (moved, renamed):
        assert checked(policy, draft).decision == "pass"


def test_a_passage_that_lost_its_credit_is_new(tmp_path: Path) -> None:
    credited = replace(DRAFT, text=f"The Mill Herald reports:\n\n{PASSAGE}\n\nGoodbye.")
    policy = kept(checked(Policy(), credited), tmp_path / "baseline.json")
    assert [e.decision for e in policy.baseline.entries] == ["warn"]  # type: ignore[union-attr]  # as written

    assert checked(policy, credited).decision == "pass"
    bare = replace(DRAFT, text=f"{PASSAGE}\n\nGoodbye.")
    assert rulings(checked(policy, bare)) == [("fail", "default")]


def test_what_is_no_longer_found_is_told_and_dropped(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    policy = kept(checked(Policy()), file)
    mended = replace(DRAFT, text=f"Good morning.\n\n{PASSAGE}")
    verdict = checked(policy, mended)

    assert verdict.resolved == 1
    assert "1 finding of the baseline no longer" in render_verdict(verdict, "text")
    keep_baseline(verdict, file)
    assert [entry.fingerprint for entry in load_baseline(file).entries] == [WATER]


def test_drafts_that_are_not_checked_stay_in_a_baseline(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    other = replace(DRAFT, id=ArticleId("y.txt"), source="drafts/y.txt")
    keep_baseline(checked(Policy(), DRAFT, other), file)
    all_of_it = file.read_text()

    policy = Policy(baseline=load_baseline(file))
    assert checked(policy).resolved == 0
    keep_baseline(checked(policy), file)
    assert file.read_text() == all_of_it


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "its schema is neither"),
        ('{"schema": "reuse.report/1"}', "its schema is neither"),
        ('{"schema": "reuse.baseline/1"}', "incomplete"),
        ('{"schema": "reuse.baseline/1", "findings": [{"draft": "x"}]}', "incomplete"),
        ('{"schema": "reuse.baseline/1", "findings": [3]}', "incomplete"),
        ('{"schema": "reuse.verdict/1", "findings": 3, "drafts": [3]}', "incomplete"),
    ],
)
def test_what_is_no_baseline_is_an_error_and_is_not_overwritten(
    tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(content)
    with pytest.raises(PolicyError, match=words):
        load_baseline(file)
    with pytest.raises(PolicyError, match=words):
        keep_baseline(checked(Policy()), file)
    assert file.read_text() == content


def test_what_is_let_pass_is_told_in_every_format(tmp_path: Path) -> None:
    policy = kept(checked(Policy(), replace(DRAFT, text=f"{OTHER}\n\nSo.")), tmp_path / "b.json")
    verdict = checked(replace(policy, waivers=(waiver(),)))

    text, page = render_verdict(verdict, "text"), render_verdict(verdict, "html")
    first = f"2 passages of {DRAFT.source} pass (1 waived and 1 known before)."
    assert first in " ".join(text.split())
    assert f"1. {DRAFT.source}, line 3, column 1 of its text: waived\n" in text
    assert f"2. {DRAFT.source}, line 7, column 1 of its text: known before\n" in text
    assert "(otherwise: no credit for these words was found)" in " ".join(text.split())
    assert '<span class="ruling ruling-tell">waived</span>' in page
    assert '<span class="ruling ruling-tell">known before</span>' in page
    water, mice = json.loads(render_verdict(verdict, "json"))["findings"]
    assert (water["waiver"]["author"], water["baseline"]) == ("Ana Ruiz", False)
    assert (mice["waiver"], mice["baseline"], mice["ground"]) == (None, True, "baseline")
    assert mice["otherwise"] == {
        "decision": "fail",
        "reason": "no credit for these words was found",
        "ground": "default",
    }


def test_hostile_words_of_a_waiver_are_only_text() -> None:
    hostile = Waiver(WATER, "</p><script>alert(1)</script>\x1b[2J\u202e", "<b>\x00{{ 7*7 }}", TODAY)
    verdict = checked(Policy(waivers=(hostile,)))
    assert "\x1b" not in render_verdict(verdict, "text")
    page = render_verdict(verdict, "html")
    assert "<script>alert(1)" not in page
    assert "\u202e" not in page
    assert json.loads(render_verdict(verdict, "json"))["findings"][0]["ground"] == "waiver"


def test_a_finding_that_fails_shows_the_fingerprint_that_a_waiver_needs() -> None:
    assert f"Fingerprint, for a waiver: {WATER}" in render_verdict(checked(Policy()), "text")
