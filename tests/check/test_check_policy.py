"""What a policy says of a passage: licences, own house, rules, and the table under them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from passages import PASSAGE, article

import reuse
from reuse.check.fix import fix_of
from reuse.check.policy import Case, Draft, Licence, Policy, Rule, judge
from reuse.model import Confidence, Credit, CreditStatus, Nature, Origin, Span
from reuse.report.check import render_verdict
from reuse.verdict import Decision, Ruling, Verdict, Wording

BODY = ("The council met on Friday.", "Nobody asked a question.", PASSAGE, "It adjourned.")
AP = Licence("AP", ("Associated Press",), 3)


WIRE = article("wire", PASSAGE, "So much for the day.", outlet="Associated Press")


def case(
    nature: Nature = "wire", status: CreditStatus | None = "none", *, text: str = "", **of: object
) -> Case:
    made = Case(
        draft=Draft(article("draft", text or "\n\n".join(BODY))),
        nature=nature,
        credit=Credit(status) if status else None,
        certainty="certain",
        words=30,
        origin=Origin("Associated Press", None, False, "probable", ()),
        home=None,
        carrier=WIRE,
        outlets=frozenset(["Associated Press"]),
        quotable=(Span(0, 30),),
    )
    return replace(made, **of)  # type: ignore[arg-type]  # fields by name


def decided(policy: Policy, given: Case) -> tuple[Decision, str]:
    ruling = policy.judge(given)
    return ruling.decision, ruling.ground


NATURES: tuple[Nature, ...] = (
    "copied", "wire", "press-release", "quotation", "boilerplate", "self",
)  # fmt: skip
STATUSES: tuple[CreditStatus | None, ...] = (
    "credited", "quoted", "linked", "elsewhere", "misattributed", "none", None,
)  # fmt: skip


@pytest.mark.parametrize("nature", NATURES)
def test_a_policy_that_says_nothing_is_the_default(nature: Nature) -> None:
    for status in STATUSES:
        given = case(nature, status)
        credit = given.credit
        assert Policy().judge(given) == judge(nature, credit, certainty="certain", verbatim=1)


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("By Associated Press\n\nWater is low.\n\nIt is.\n\n", True),
        ("Water is low, THE ASSOCIATED\u00a0PRESS says.\n\nIt is.\n\n", True),
        ("One.\n\nTwo.\n\nThree, by the Associated Press.\n\nFour.", True),
        ("One.\n\nTwo.\n\nThree.\n\nFour, by the Associated Press.", False),
        ("The associated presses are low.\n\nIt is.", False),
        ("(AP) Water is low.\n\nIt is.", False),
    ],
)
def test_a_licence_covers_what_has_its_wording_in_its_place(text: str, is_kept: bool) -> None:
    policy = Policy(licences=(AP,))
    for status in ("none", "elsewhere", "linked", "credited"):
        given = case(status=status, text=text)
        if is_kept:
            assert decided(policy, given) == ("tell", "licence")
            assert policy.wording(given) is None
        else:
            assert policy.judge(given).decision == Policy().judge(given).decision
            assert "asks for “Associated Press” in the first 3 paragraphs" in (
                policy.judge(given).reason
            )


def test_the_headline_is_none_of_the_first_paragraphs() -> None:
    text = "Water is low\n\nOne.\n\nTwo.\n\nThree, by the Associated Press.\n\nFour."
    for title, decision in (("Water is Low", "tell"), ("Water", "fail")):
        draft = Draft(article("draft", text, title=title))
        assert decided(Policy(licences=(AP,)), case(draft=draft))[0] == decision


def test_without_a_place_the_wording_may_stand_anywhere_or_as_the_author() -> None:
    anywhere = Policy(licences=(replace(AP, paragraphs=None),))
    by_line = Draft(article("draft", "Water is low.", author="The Associated Press"))

    assert decided(anywhere, case(text="x\n" * 99 + "Associated Press"))[0] == "tell"
    assert decided(anywhere, case(draft=by_line))[0] == "tell"
    assert decided(Policy(licences=(AP,)), case(draft=by_line))[0] == "fail"


@pytest.mark.parametrize("missing", ["fail", "warn", "tell"])
def test_the_policy_may_say_what_a_missing_wording_means(missing: Decision) -> None:
    policy = Policy(licences=(replace(AP, missing=missing),))
    assert decided(policy, case()) == (missing, "licence")
    soft = "warn" if missing == "fail" else missing
    assert decided(policy, case(certainty="possible")) == (soft, "licence")


def test_a_licence_without_a_wording_asks_for_nothing() -> None:
    assert decided(Policy(licences=(Licence("apnews.com"),)), case()) == ("tell", "licence")


def test_of_two_licences_for_one_outlet_either_wording_will_do() -> None:
    policy = Policy(licences=(AP, Licence("Associated Press", ("AP",), 1)))
    assert decided(policy, case(text="NEW YORK (AP) - Water is low."))[0] == "tell"
    assert "“Associated Press”" in policy.judge(case(text="Water is low.")).reason


@pytest.mark.parametrize(
    ("origin", "credited", "is_covered"),
    [
        (Origin("AP", None, False, "possible", ()), None, True),
        (Origin("Reuters", None, False, "probable", ()), "Associated Press", False),
        (Origin("Associated Press", None, False, "unknown", ()), None, False),
        (Origin(None, None, False, "unknown", ()), "The Associated Press", True),
    ],
)
def test_a_licence_is_for_what_is_traced_to_the_outlet_or_else_credited_to_it(
    origin: Origin, credited: str | None, is_covered: bool
) -> None:
    policy = Policy(licences=(Licence("AP"),))
    given = case(origin=origin, credit=Credit("credited", credited))
    assert (policy.judge(given).ground == "licence") == is_covered


def test_a_licence_covers_no_credit_to_somebody_else() -> None:
    assert decided(Policy(licences=(Licence("AP"),)), case(status="misattributed"))[0] == "fail"


def test_a_quotation_needs_no_licence_and_what_passes_lacks_nothing() -> None:
    policy = Policy(licences=(replace(AP, missing="fail"),))
    assert decided(policy, case(status="quoted")) == ("tell", "default")
    reworded = case("copied", "credited", quotable=())
    ruling = Policy(licences=(AP,)).judge(reworded)
    assert (ruling.decision, "licence" in ruling.reason) == ("tell", False)


@pytest.mark.parametrize(
    ("confidence", "carrier", "decision"),
    [
        ("certain", "The Mill Herald", "tell"),
        ("probable", "The Mill Herald", "tell"),
        ("possible", "The Mill Herald", "warn"),
        ("unknown", "The Mill Herald", "warn"),
        ("possible", "Associated Press", "warn"),
        ("possible", "Reuters", "tell"),
    ],
)
def test_a_credit_is_doubted_where_neither_the_evidence_nor_an_article_speaks_for_it(
    confidence: Confidence, carrier: str, decision: Decision
) -> None:
    given = case(
        "copied",
        credit=Credit("quoted", "Reuters"),
        origin=Origin("Reuters", None, False, confidence, ()),
        outlets=frozenset([carrier]),
    )
    assert decided(Policy(), given) == (decision, "default")


@pytest.mark.parametrize(("nature", "decision"), [("copied", "tell"), ("wire", "warn")])
def test_reworded_wire_copy_with_a_credit_needs_a_licence_all_the_same(
    nature: Nature, decision: Decision
) -> None:
    given = case(nature, credit=Credit("credited", "AP"), quotable=())
    assert decided(Policy(), given) == (decision, "default")


@pytest.mark.parametrize("nature", ["copied", "wire", "press-release"])
def test_a_licence_covers_whatever_its_outlet_owns(nature: Nature) -> None:
    assert decided(Policy(licences=(Licence("AP"),)), case(nature)) == ("tell", "licence")


@pytest.mark.parametrize("nature", ["copied", "wire", "press-release"])
def test_what_ones_own_house_wrote_is_self_reuse(nature: Nature) -> None:
    for policy in (Policy(outlet="Associated Press"), Policy("The Herald", ("AP",))):
        assert decided(policy, case(nature)) == ("tell", "own")
    assert decided(Policy(outlet="The Herald"), case(nature))[1] == "default"


def test_a_known_origin_decides_whose_it_is_not_who_carries_it() -> None:
    policy = Policy("The Mill Herald")
    for origin, carrier, ground in (
        ("The Mill Herald", "Reuters", "own"),
        ("Reuters", "The Mill Herald", "default"),
    ):
        traced = Origin(origin, None, False, "possible", ())
        given = case("copied", origin=traced, outlets=frozenset([carrier]))
        assert policy.judge(given).ground == ground


def test_where_the_origin_is_unknown_all_that_carry_it_must_be_of_the_house() -> None:
    nobody = Origin(None, None, False, "unknown", ())
    policy = Policy("The Mill Herald", ("The Mill Weekly",))
    for outlets, ground in (
        ({"The Mill Weekly", "Mill Herald"}, "own"),
        ({"The Mill Weekly", "Reuters"}, "default"),
        ({"The Mill Weekly", None}, "default"),
    ):
        given = case("copied", origin=nobody, outlets=frozenset(outlets))
        assert policy.judge(given).ground == ground


def test_a_rule_may_forbid_self_reuse() -> None:
    policy = Policy(outlet="AP", rules=(Rule("warn", nature=("self",), min_words=20),))
    assert decided(policy, case("copied")) == ("warn", "rule")
    assert decided(policy, case("copied", words=20)) == ("warn", "rule")
    assert decided(policy, case("copied", words=19)) == ("tell", "own")
    assert decided(policy, case("self")) == ("warn", "rule")
    assert replace(policy, licences=(AP,)).wording(case("copied")) is None


def test_the_first_rule_that_fits_decides() -> None:
    policy = Policy(
        rules=(
            Rule("tell", max_words=10, reason="so few words are anybody's"),
            Rule("fail", nature=("wire", "copied"), credit=("credited",)),
            Rule("warn", credit=("credited", "own")),
        )
    )

    def of(*given: object, **more: object) -> str:
        return policy.judge(case(*given, **more)).decision  # type: ignore[arg-type]  # as `case`

    assert of("copied", words=10) == "tell"
    assert policy.judge(case(words=3)) == Ruling("tell", "so few words are anybody's", "rule")
    assert of("wire", "credited", words=11) == "fail"
    assert of("press-release", "credited") == "warn"
    assert of("copied", None) == "warn"
    assert decided(policy, case("wire", "linked")) == ("warn", "default")
    assert policy.judge(case("wire", "credited")).reason.endswith("(rule 2 of the policy)")


def test_a_possible_passage_fails_only_by_a_rule_that_says_possible() -> None:
    for rule, decision in (
        (Rule("fail"), "warn"),
        (Rule("fail", certainty=("certain",)), "warn"),
        (Rule("fail", certainty=("possible",)), "fail"),
        (Rule("tell"), "tell"),
    ):
        given = case("copied", certainty="possible")
        assert Policy(rules=(rule,)).judge(given).decision == decision


def test_a_licence_comes_before_the_rules() -> None:
    policy = Policy(licences=(Licence("AP"),), rules=(Rule("fail", nature=("wire",)),))
    assert decided(policy, case()) == ("tell", "licence")
    other = Origin("Reuters", None, False, "probable", ())
    assert decided(policy, case(origin=other)) == ("fail", "rule")


def checked(*paragraphs: str, policy: Policy | None = None) -> Verdict:
    return reuse.check("\n\n".join(paragraphs), [WIRE], policy=policy)


def test_the_advice_of_a_licence_names_its_wording_and_its_place() -> None:
    verdict = checked(*BODY, policy=Policy(licences=(AP,)))

    (finding,) = verdict.findings
    assert (finding.nature, verdict.decision) == ("wire", "fail")
    by = len("\n\n".join(BODY[:3]))
    assert finding.fix.wording == Wording("Associated Press", "Associated Press", 3, by)
    assert [step.kind for step in finding.fix.steps] == ["licence"]
    text = render_verdict(verdict, "text")
    assert "Write “Associated Press” in the first 3 paragraphs: your licence asks for it." in text
    said = "anywhere up to the end of line 5, for example, after a space, at"
    at = len(PASSAGE) + 1
    assert f"{said} 5:{at}: Associated Press" in " ".join(text.split())
    assert f"{said} line 5, column {at}" in render_verdict(verdict, "html")


def test_the_end_of_a_draft_is_that_of_its_last_words() -> None:
    licence = replace(AP, paragraphs=None)
    (finding,) = checked(*BODY, "\n \n", policy=Policy(licences=(licence,))).findings
    assert finding.fix.wording is not None
    assert finding.fix.wording.by == len("\n\n".join(BODY))


def test_a_draft_that_takes_the_advice_of_a_licence_passes() -> None:
    policy = Policy(licences=(AP,))
    (finding,) = checked(*BODY, policy=policy).findings
    assert finding.fix.wording is not None

    mended = checked("Associated Press", *BODY, policy=policy)

    assert mended.decision == "pass"
    assert mended.findings[0].ruling == Ruling(
        "tell", "your licence for AP covers these words", "licence"
    )
    assert mended.findings[0].fix.steps == ()


def test_wire_without_a_licence_is_advised_as_before() -> None:
    given = case(status="credited")
    ruling = Ruling("warn", "")
    assert fix_of(given, ruling, credit_at=0).wording is None
    assert "Make sure that your licence covers" in fix_of(given, ruling, credit_at=0).steps[0].words


def test_what_a_rule_forbids_is_not_said_to_need_a_credit() -> None:
    verdict = checked("By AP", *BODY, policy=Policy(rules=(Rule("fail"),)))

    text, page = render_verdict(verdict, "text"), render_verdict(verdict, "html")
    assert text.startswith("Not ready: 1 passage of the draft may not run as it is.")
    assert ": may not run as it is\n" in text
    assert "needs a credit" not in text + page


def test_a_credit_that_nothing_speaks_for_is_to_be_made_sure_of() -> None:
    doubtful = case("copied", None, quotable=(), credit=Credit("quoted", "The Mill Herald"))
    doubtful = replace(doubtful, origin=Origin(None, None, False, "unknown", ()))
    ruling = Policy().judge(doubtful)

    assert ruling.decision == "warn"
    assert [step.words for step in fix_of(doubtful, ruling, credit_at=0).steps] == [
        "Make sure that The Mill Herald wrote these words: they also stand in Associated Press."
    ]


def test_what_a_rule_forbids_and_nothing_mends_has_advice_all_the_same() -> None:
    quoted = case("copied", "quoted", quotable=())
    ruling = Policy(rules=(Rule("fail"),)).judge(quoted)

    assert ruling.decision == "fail"
    assert [step.words for step in fix_of(quoted, ruling, credit_at=0).steps] == [
        "Use your own words, or ask for a waiver."
    ]
