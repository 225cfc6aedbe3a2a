"""The check before publication: what it finds, what it decides, and what it advises."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from passages import OTHER, PASSAGE, article

import reuse
from reuse.check import check_sources
from reuse.check.findings import findings_of
from reuse.check.fix import credit_line, sentence_start
from reuse.check.part import about_drafts
from reuse.check.policy import judge
from reuse.errors import InputMissing, NothingToRead, UnreadableInput
from reuse.model import (
    Article,
    ArticleId,
    Certainty,
    Credit,
    CreditStatus,
    Derivation,
    Family,
    FamilyId,
    Kind,
    Lineage,
    Match,
    Nature,
    Origin,
    Report,
    Span,
    Timestamp,
    Witness,
)
from reuse.report.check.wording import headline
from reuse.verdict import Decision, Lines, Position, Verdict

SEEDS = sorted((Path(__file__).parent.parent / "seeds").iterdir())
BEFORE = "The council met on Friday."
AFTER = "Nobody asked a question."


def draft_of(*paragraphs: str) -> str:
    return "\n\n".join([BEFORE, *paragraphs, AFTER])


def published(*paragraphs: str, **fields: object) -> Article:
    fields.setdefault("outlet", "The Mill Herald")
    return article("a-1", *(paragraphs or (PASSAGE,)), "So much for the day.", **fields)


def decisions(verdict: Verdict) -> list[Decision]:
    return [finding.ruling.decision for finding in verdict.findings]


def followed(verdict: Verdict, *, is_quoting: bool) -> str:
    """The draft after what the findings advise."""
    text = verdict.report.article(verdict.drafts[0]).text
    added: list[tuple[int, int, str]] = []
    for fix in (finding.fix for finding in verdict.findings):
        if fix.credit is not None and fix.credit_at is not None:
            added.append((fix.credit_at, 0, f"{fix.credit} "))
        if is_quoting:
            added += [(span.start, 2, "“") for span in fix.quote]
            added += [(span.end, 1, "”") for span in fix.quote]
    for at, _, words in sorted(added, reverse=True):
        text = text[:at] + words + text[at:]
    return text


def test_the_seeds_are_three_findings_of_which_two_fail() -> None:
    verdict = check_sources([SEEDS[2]], SEEDS[:2])

    assert (verdict.decision, verdict.compared) == ("fail", 2)
    assert decisions(verdict) == ["fail", "warn", "fail"]
    assert [f.origin.outlet for f in verdict.findings] == ["Reuters", "The Telegraph", "RT"]
    reuters, telegraph, rt = verdict.findings
    assert (reuters.source, rt.source) == ("outlet:Reuters", SEEDS[1].name)
    assert [f.fix.credit for f in verdict.findings] == [
        "According to Reuters:",
        None,
        "According to RT:",
    ]
    assert (rt.start, rt.end) == (Position(24, 1), Position(24, 164))
    assert telegraph.credit is not None
    text = verdict.report.article(telegraph.draft).text
    ends = [span.of(text)[-9:] for span in telegraph.fix.quote]
    assert ends == ["al-Ashar.", "vehicles."]


def random_texts(dice: random.Random) -> list[str]:
    """Twelve texts of random words, with passages planted in some, the first one included."""
    words = [w for seed in SEEDS for w in seed.read_text("utf-8").split()]
    texts = [dice.choices(words, k=dice.randrange(60, 120)) for _ in range(12)]
    for _ in range(6):
        passage = dice.choices(words, k=dice.choice((12, 14, 25, 60)))
        for number in {0, *dice.sample(range(1, 12), dice.randrange(1, 5))}:
            share = dice.choice((0.0, 0.0, 0.1, 0.2))
            copy = [dice.choice(words) if dice.random() < share else word for word in passage]
            at = dice.randrange(len(texts[number]))
            texts[number][at:at] = copy
    return [" ".join(text) for text in texts]


def corpora() -> list[list[Article]]:
    seeds = [article(path.name, path.read_text("utf-8")) for path in SEEDS]
    rotated = [[seeds[n], *seeds[:n], *seeds[n + 1 :]] for n in range(len(seeds))]
    made = [
        [article(f"n{n}", text) for n, text in enumerate(random_texts(random.Random(seed)))]
        for seed in range(4)
    ]
    return rotated + made


@pytest.mark.parametrize("articles", corpora(), ids=lambda a: a[0].id)
def test_every_passage_that_scan_finds_check_finds(articles: list[Article]) -> None:
    draft, *others = articles
    report, verdict = reuse.scan(articles), reuse.check(draft, others)

    def with_draft(found: Report) -> set[object]:
        return {m for m in found.matches if draft.id in (m.left_article, m.right_article)}

    places = {w.span for f in report.families for w in f.witnesses if w.article == draft.id}
    spans = [finding.span for finding in verdict.findings]
    assert with_draft(report) == with_draft(verdict.report)
    assert set(spans) == places
    assert len(spans) == sum(w.article == draft.id for f in report.families for w in f.witnesses)
    for match in report.matches:
        for side, span in ((match.left_article, match.left), (match.right_article, match.right)):
            assert side != draft.id or any(span.overlap(found) for found in spans)


NOBODY = Origin(None, None, False, "unknown", ())
DRAFT, A, B = ArticleId("draft"), ArticleId("a"), ArticleId("b")


def match_of(
    left: ArticleId,
    right: ArticleId,
    *spans: Span,
    kind: Kind = "verbatim",
    certainty: Certainty = "certain",
) -> Match:
    return Match(left, right, spans[0], spans[1], kind, 1.0, 9, certainty)


def family_of(name: str, *places: tuple[ArticleId, Span]) -> Family:
    witnesses = (Witness(article, span, Credit("none")) for article, span in sorted(places))
    return Family(FamilyId(name), tuple(witnesses), "copied", 9)


def report_of(
    *families: Family, matches: tuple[Match, ...], lineages: tuple[Lineage, ...] = ()
) -> Report:
    """A report of three equal articles."""
    unknown = tuple(Lineage(family.id, NOBODY, ()) for family in families)
    return Report(
        version="0",
        settings={},
        articles=tuple(article(name, f"{PASSAGE} {OTHER}") for name in (A, B, DRAFT)),
        skipped=(),
        matches=tuple(sorted(matches, key=lambda m: (m.left_article, m.right_article, m.left))),
        families=families,
        lineages=lineages or unknown,
        words=dict.fromkeys((A, B, DRAFT), 60),
    )


def test_of_matches_those_are_kept_that_join_places_of_one_passage() -> None:
    first, second, third, fourth = (Span(n, n + 10) for n in (0, 20, 40, 60))
    joined = match_of(A, B, first, first)
    of_draft = match_of(A, DRAFT, fourth, fourth)
    report = report_of(
        family_of("f1", (A, first), (B, first), (DRAFT, first)),
        family_of("f2", (A, second), (B, second), (DRAFT, second)),
        family_of("f3", (A, third), (B, third)),
        matches=(
            joined,
            of_draft,
            match_of(A, B, first, second),
            match_of(A, B, second, fourth),
            match_of(A, B, third, third),
        ),
    )

    part = about_drafts(report, frozenset([DRAFT]))

    assert part.matches == (joined, of_draft)
    assert [family.id for family in part.families] == ["f1", "f2"]
    assert [lineage.family for lineage in part.lineages] == ["f1", "f2"]
    assert part.words == report.words


def test_a_draft_that_only_a_possible_match_joins_with_sure_ones_is_possible() -> None:
    span = Span(0, len(PASSAGE))
    report = report_of(
        family_of("f1", (A, span), (B, span), (DRAFT, span)),
        matches=(
            match_of(A, B, span, span),
            match_of(A, DRAFT, span, span, certainty="possible"),
        ),
    )
    # What it has word for word would be certain by itself.
    reworded = tuple(
        replace(some, text=f"{OTHER} {OTHER}") if some.id == DRAFT else some
        for some in report.articles
    )

    (finding,) = findings_of(replace(report, articles=reworded), frozenset([DRAFT]))
    assert (finding.certainty, finding.ruling.decision) == ("possible", "warn")


def test_words_that_would_be_certain_by_themselves_make_a_possible_passage_certain() -> None:
    span = Span(0, len(PASSAGE))
    report = report_of(
        family_of("f1", (A, span), (DRAFT, span)),
        matches=(match_of(A, DRAFT, span, span, certainty="possible"),),
    )

    (finding,) = findings_of(report, frozenset([DRAFT]))
    assert (finding.certainty, finding.ruling.decision) == ("certain", "fail")
    (finding,) = findings_of(report, frozenset([DRAFT]), settings=reuse.Settings(min_words=40))
    assert (finding.certainty, finding.ruling.decision) == ("possible", "warn")


def test_a_draft_is_compared_with_its_source_before_the_origin() -> None:
    span = Span(0, len(PASSAGE))
    family = family_of("f1", (A, span), (B, span), (DRAFT, span))
    origin = Origin("NPR", A, True, "probable", ())

    def carrier(*steps: Derivation) -> ArticleId:
        matches = (match_of(A, B, span, span), match_of(B, DRAFT, span, span))
        report = report_of(family, matches=matches, lineages=(Lineage(family.id, origin, steps),))
        (finding,) = findings_of(report, frozenset([DRAFT]))
        return finding.carrier.article

    assert carrier(Derivation(B, DRAFT, "probable", ())) == B
    assert carrier(Derivation("outlet:NPR", DRAFT, "probable", ())) == A


def test_the_match_of_a_finding_has_most_of_both_places() -> None:
    span, half = Span(0, len(PASSAGE)), Span(0, len(PASSAGE) // 2)
    uneven = match_of(A, DRAFT, Span(0, 20), Span(0, len(PASSAGE) + 20), kind="edited")
    report = report_of(
        family_of("f1", (A, span), (DRAFT, span)),
        matches=(match_of(A, DRAFT, half, half), uneven),
    )

    for given in (report, replace(report, matches=report.matches[::-1])):
        (finding,) = findings_of(given, frozenset([DRAFT]))
        assert finding.kind == "verbatim"


def test_each_of_many_passages_of_one_pair_has_its_own_match() -> None:
    text = "".join(f"w{n:03} of x{n:03} and of y{n:03} and so on.\n" for n in range(200))
    spans = [Span(at, at + 30) for at in range(0, len(text), len(text) // 200)]
    kinds: list[Kind] = ["verbatim", "edited"] * 100
    report = report_of(
        *(family_of(f"f{n:03}", (A, span), (DRAFT, span)) for n, span in enumerate(spans)),
        matches=tuple(match_of(A, DRAFT, s, s, kind=k) for s, k in zip(spans, kinds, strict=True)),
    )
    articles = tuple(replace(some, text=text) for some in report.articles)

    found = findings_of(replace(report, articles=articles), frozenset([DRAFT]))

    assert [finding.kind for finding in found] == kinds


def test_what_the_report_keeps_concerns_the_draft() -> None:
    verdict = reuse.check(
        draft_of(PASSAGE),
        [published(), article("b", OTHER, BEFORE), article("c", OTHER, AFTER)],
    )

    assert [a.id for a in verdict.report.articles] == ["a-1", "draft"]
    assert len(verdict.report.families) == len(verdict.report.matches) == 1
    assert verdict.compared == 3


def test_an_undated_draft_is_not_the_origin_of_what_was_published() -> None:
    dated = Timestamp(datetime(2020, 5, 3, tzinfo=UTC), "day")
    for outlet, when in ((None, None), ("The Mill Herald", None), ("The Mill Herald", dated)):
        verdict = reuse.check(draft_of(PASSAGE), [published(outlet=outlet, published=when)])
        (finding,) = verdict.findings
        assert (finding.origin.article, finding.source) == ("a-1", "a-1")


def test_the_matches_among_others_tell_who_was_first() -> None:
    days = [Timestamp(datetime(2020, 5, day, tzinfo=UTC), "day") for day in (3, 9)]
    verdict = reuse.check(
        draft_of(PASSAGE),
        [
            replace(published(outlet="NPR", published=days[1]), id=ArticleId("a-0")),
            published(published=days[0], url="https://mill.example/1"),
        ],
    )

    (finding,) = verdict.findings
    assert finding.origin.outlet == "The Mill Herald"
    assert finding.fix.credit == "As The Mill Herald reported on 3 May 2020:"
    assert finding.fix.link == "https://mill.example/1"


def test_advice_that_is_taken_mends_the_draft() -> None:
    against = [published(published=Timestamp(datetime(2020, 5, 3, tzinfo=UTC), "day"))]
    verdict = reuse.check(draft_of(PASSAGE), against)
    assert verdict.decision == "fail"

    credited = reuse.check(followed(verdict, is_quoting=False), against)
    quoted = reuse.check(followed(verdict, is_quoting=True), against)

    assert (credited.decision, decisions(credited)) == ("warn", ["warn"])
    assert credited.findings[0].fix.credit is None
    assert (quoted.decision, decisions(quoted)) == ("pass", ["tell"])
    assert quoted.findings[0].fix.steps == ()


def test_a_credit_goes_before_the_sentence_in_which_the_passage_begins() -> None:
    words = "He told the U.S. committee that (as he put it) "
    tail = PASSAGE[0].lower() + PASSAGE[1:]
    verdict = reuse.check(draft_of(f"All was well. {words}{tail}"), [published(PASSAGE)])

    (finding,) = verdict.findings
    text = verdict.report.article(finding.draft).text
    assert finding.fix.credit_at == text.index(words)


def test_an_opening_mark_belongs_to_the_sentence() -> None:
    text = "All was well. “So it went on for years,” he said. And (so to say) on."
    for words, begin in (("it went", "“So"), ("years", "“So"), ("so to say", "And")):
        assert sentence_start(article("a", text), text.index(words)) == text.index(begin)


def test_without_a_known_outlet_the_advice_is_to_name_the_source() -> None:
    verdict = reuse.check(draft_of(PASSAGE), [published(outlet=None, title="Water runs low")])

    (finding,) = verdict.findings
    assert finding.fix.credit is None
    assert finding.fix.steps[0].words == (
        "Name your source: these words also stand in “Water runs low”."
    )


@pytest.mark.parametrize(
    ("outlet", "credit"),
    [
        ("Associated Press", "According to the Associated Press:"),
        ("The Detroit Free Press", "According to The Detroit Free Press:"),
        ("Press", "According to Press:"),
        ("Reuters", "According to Reuters:"),
    ],
)
def test_some_names_have_an_article_in_a_sentence(outlet: str, credit: str) -> None:
    origin = Origin(outlet, None, False, "probable", ())
    assert credit_line(origin, None) == credit


def test_a_wrong_credit_is_to_be_replaced() -> None:
    against = [
        article(f"a{n}", f"The BBC reports: {PASSAGE}", f"So much, {n}.", outlet=outlet)
        for n, outlet in enumerate(("NPR", "RT", "CNN"))
    ]
    verdict = reuse.check(draft_of(f"The Telegraph reports: {PASSAGE}"), against)

    (finding,) = verdict.findings
    assert (finding.credit and finding.credit.status, verdict.decision) == ("misattributed", "fail")
    assert finding.fix.steps[0].words.startswith("Replace the credit to The Telegraph with this")
    assert finding.fix.credit == "According to BBC:"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "http:///news", "mill.example"])
def test_addresses_that_no_browser_may_follow_are_no_links(url: str) -> None:
    verdict = reuse.check(draft_of(PASSAGE), [published(url=url)])
    assert verdict.findings[0].fix.link is None


@pytest.mark.parametrize(
    ("nature", "status", "expected"),
    [
        ("copied", "none", "fail"),
        ("copied", "elsewhere", "fail"),
        ("copied", "misattributed", "fail"),
        ("copied", "linked", "warn"),
        ("copied", "credited", "warn"),
        ("copied", "quoted", "tell"),
        ("copied", None, "tell"),
        ("wire", "none", "fail"),
        ("wire", "misattributed", "fail"),
        ("wire", "credited", "warn"),
        ("wire", "quoted", "tell"),
        ("press-release", "none", "warn"),
        ("press-release", "credited", "tell"),
        ("quotation", "none", "tell"),
        ("boilerplate", "none", "tell"),
        ("self", "none", "tell"),
    ],
)
def test_the_default_policy(
    nature: Nature, status: CreditStatus | None, expected: Decision
) -> None:
    credit = Credit(status) if status else None
    assert judge(nature, credit, certainty="certain", verbatim=1).decision == expected
    softened = "warn" if expected == "fail" else expected
    assert judge(nature, credit, certainty="possible", verbatim=1).decision == softened


def test_the_policy_in_the_docs_is_the_one_in_use() -> None:
    docs = (SEEDS[0].parent.parent / "docs" / "check.md").read_text("utf-8")
    table = docs.split("<!-- policy -->\n")[1].split("\n\n")[0].splitlines()[2:]
    told = {tuple(cell.strip() for cell in row.split("|")[1:3]): row.split("|")[3] for row in table}
    cases: dict[tuple[str, str], tuple[Nature, CreditStatus, int]] = {
        ("copied text or wire copy", "no credit"): ("wire", "elsewhere", 1),
        ("copied text or wire copy", "an agency's"): ("copied", "credited", 1),
        ("copied text", "a credit or a link"): ("copied", "linked", 1),
        ("copied text", "a credit, and its own words"): ("copied", "credited", 0),
        ("wire copy", "a credit or a link"): ("wire", "credited", 1),
        ("from a press release", "no credit"): ("press-release", "none", 1),
        ("from a press release", "a credit"): ("press-release", "credited", 1),
        ("speech of a third person", "anything"): ("quotation", "none", 1),
    }
    words = {"fail": " fails", "warn": " needs a look", "tell": " passes"}
    assert len(told) == len(cases)
    for ((passage, gives), said), ((nature_is, gives_is), case) in zip(
        told.items(), cases.items(), strict=True
    ):
        nature, status, verbatim = case
        ruling = judge(nature, Credit(status), certainty="certain", verbatim=verbatim)
        assert passage.startswith(nature_is)
        assert gives.startswith(gives_is)
        assert said.startswith(words[ruling.decision])


def test_reworded_text_with_a_credit_has_nothing_to_quote() -> None:
    for status in ("credited", "linked"):
        assert judge("copied", Credit(status), certainty="certain", verbatim=0).decision == "tell"
    assert judge("copied", Credit("none"), certainty="certain", verbatim=0).decision == "fail"


def test_a_fingerprint_survives_edits_elsewhere_and_typography() -> None:
    against = [published(), article("b", OTHER, "Trains run again.", outlet="NPR")]

    def prints(*paragraphs: str) -> list[str]:
        found = reuse.check(draft_of(*paragraphs), against).findings
        return [finding.fingerprint for finding in found]

    first, second = prints(PASSAGE, "All else is new.", OTHER)
    assert first != second
    assert prints("A new line at the top.", PASSAGE.upper()) == [first]
    assert prints(OTHER, "Other words.", PASSAGE) == [second, first]
    assert prints(PASSAGE.replace("old mill town", "mill town")) != [first]


def test_a_draft_that_stands_in_the_collection_is_not_compared_with_itself(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(draft_of(PASSAGE))
    (tmp_path / "old.txt").write_text(f"{OTHER}\n")

    verdict = check_sources([draft], [tmp_path])

    assert (verdict.decision, verdict.findings, verdict.compared) == ("pass", (), 1)
    assert verdict.notes == (
        f"{draft}: the draft itself stands among these articles, and was not compared with itself",
    )


def test_a_copy_of_a_whole_article_from_elsewhere_is_found(tmp_path: Path) -> None:
    for name in ("wire", "drafts"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(draft_of(PASSAGE, OTHER))

    verdict = check_sources([tmp_path / "drafts" / "a.txt"], [tmp_path / "wire"])

    assert verdict.decision == "fail"
    assert verdict.drafts == ("a.txt~2",)


@pytest.mark.parametrize("source", ["", "draft", "cms", "\x00", "\ud800", "x" * 10_000])
def test_a_verbatim_copy_is_found_whatever_both_say_of_their_source(source: str) -> None:
    copy = replace(published(), source=source)
    for draft in (copy.text, replace(copy, id=ArticleId("d"), outlet=None)):
        verdict = reuse.check(draft, [copy])
        assert (verdict.decision, verdict.report.notes) == ("fail", ())


def test_what_came_through_standard_input_is_no_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = draft_of(PASSAGE)
    (tmp_path / "stdin").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    assert check_sources(["-"], ["stdin"]).decision == "fail"


def test_a_file_is_one_draft_however_often_a_path_leads_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    (folder / "sub").mkdir(parents=True)
    for name in ("x.txt", "sub/x.txt"):
        (folder / name).write_text(draft_of(PASSAGE))
    (tmp_path / "a.txt").write_text(PASSAGE)
    paths = [folder / "sub" / "x.txt", folder, folder / "sub" / ".." / "x.txt"]

    for order in (paths, paths[::-1]):
        verdict = check_sources(order, [tmp_path / "a.txt"])
        assert verdict.drafts == ("sub/x.txt", "x.txt")
        assert [finding.draft for finding in verdict.findings] == ["sub/x.txt", "x.txt"]


def test_several_drafts_have_one_verdict_and_are_not_compared_with_each_other() -> None:
    drafts = [
        article("b", BEFORE, PASSAGE, AFTER),
        article("c", OTHER, "So it was."),
        article("d", OTHER, "It went on."),
    ]
    verdict = reuse.check(drafts, [published()])

    assert verdict.decision == "fail"
    assert [finding.draft for finding in verdict.findings] == ["b"]
    assert verdict.drafts == ("b", "c", "d")


def test_two_drafts_with_one_passage_are_two_findings() -> None:
    drafts = [article(name, BEFORE, PASSAGE, name) for name in ("b", "c")]
    verdict = reuse.check(drafts, [published()])

    assert [(f.draft, f.carrier.article) for f in verdict.findings] == [("b", "a-1"), ("c", "a-1")]


def test_what_cannot_be_judged_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text(" \n")
    (tmp_path / "good.txt").write_text(PASSAGE)
    with pytest.raises(UnreadableInput, match=r"blank\.txt: empty"):
        check_sources([tmp_path / "blank.txt"], SEEDS)
    with pytest.raises(NothingToRead, match=r"no article to compare with .*blank\.txt: empty"):
        check_sources([tmp_path / "good.txt"], [tmp_path / "blank.txt"])
    with pytest.raises(NothingToRead, match="the draft itself"):
        check_sources([tmp_path / "good.txt"], [tmp_path / "good.txt"])
    with pytest.raises(UnreadableInput, match="draft: empty"):
        reuse.check([PASSAGE, " "], SEEDS)
    with pytest.raises(UnreadableInput, match="draft: holds no words"):
        reuse.check([PASSAGE, "!!! …\n—"], SEEDS)
    with pytest.raises(NothingToRead, match="no draft"):
        reuse.check([], SEEDS)
    with pytest.raises(InputMissing):
        check_sources([tmp_path / "nowhere"], SEEDS)


def test_an_unreadable_draft_hides_no_finding_of_another(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text(" \n")
    (tmp_path / "page.bin").write_bytes(bytes(range(256)))
    (tmp_path / "own.txt").write_text("A story of our own.")
    blank, page = tmp_path / "blank.txt", tmp_path / "page.bin"

    verdict = check_sources([blank, SEEDS[2], page], SEEDS[:2])
    assert verdict.decision == "fail"
    assert decisions(verdict) == ["fail", "warn", "fail"]
    assert [unread.source for unread in verdict.unread] == [str(blank), str(page)]

    clean = check_sources([blank, tmp_path / "own.txt"], SEEDS[:2])
    assert (clean.decision, clean.findings) == ("fail", ())
    assert headline(clean) == (
        f"Not ready: nothing in {tmp_path / 'own.txt'} stands in the 2 articles, but 1 other draft "
        "could not be read, and was not checked."
    )
    with pytest.raises(UnreadableInput, match=r"^2 drafts could not be read: .*blank.*; .*page"):
        check_sources([blank, page], SEEDS[:2])


@pytest.mark.parametrize("name", ["text", "json", "html", "sarif", "junit"])
def test_every_format_names_the_draft_that_was_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "blank.txt").write_text(" \n")
    arguments = ("blank.txt", SEEDS[2], "--against", SEEDS[0], "--against", SEEDS[1])

    status, out, err = ran(*arguments, "--format", name, cwd=tmp_path)

    assert status == 3
    assert "blank.txt" in out
    assert "It is yet unclear" in out
    assert err == "Error: 1 draft could not be read: blank.txt: empty\n"


def test_lines_and_columns_count_from_one_in_code_points() -> None:
    lines = Lines.of("a\r\n\U0001f600bc\n\nd")
    assert [lines.position(at) for at in (0, 3, 4, 6, 7, 8)] == [
        Position(1, 1),
        Position(2, 1),
        Position(2, 2),
        Position(2, 4),
        Position(3, 1),
        Position(4, 1),
    ]


def test_lines_of_a_draft_with_front_matter_are_those_of_its_file(tmp_path: Path) -> None:
    draft, wire = tmp_path / "draft.md", tmp_path / "wire.txt"
    draft.write_text(f"---\ntitle: Dry\n---\n\nHeard. {PASSAGE}\n", "utf-8")
    wire.write_text(PASSAGE, "utf-8")

    (finding,) = check_sources([draft], [wire]).findings
    assert (finding.start, finding.end.line) == (Position(5, 8), 5)
    assert draft.read_text("utf-8").splitlines()[4][7:].startswith(PASSAGE[:20])


def ran(*arguments: object, cwd: Path, stdin: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [Path(sys.executable).with_name("reuse"), "check", *map(str, arguments)],
        input=stdin.encode(),
        capture_output=True,
        check=False,
        cwd=cwd,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_command_fails_warns_and_passes_by_its_status(tmp_path: Path) -> None:
    against = ("--against", SEEDS[0], "--against", SEEDS[1])
    status, out, err = ran(SEEDS[2], *against, "--report", "check.html", cwd=tmp_path)
    assert (status, err) == (1, "")
    assert "2 passages" in out
    assert "24:1: According to RT:" in out
    assert out.splitlines()[-1] == "Report: check.html"
    assert (tmp_path / "check.html").read_text("utf-8").startswith("<!doctype html>")

    status, out, _ = ran(SEEDS[2], "--against", SEEDS[0], cwd=tmp_path)
    assert status == 0
    assert out.startswith("Nothing needs a credit: 1 passage of")

    status, out, _ = ran("-", *against, cwd=tmp_path, stdin="A story of our own.")
    assert (status, out) == (0, "Nothing in stdin stands in the 2 articles.\n")


def test_a_check_in_the_terminal_loads_no_pages() -> None:
    code = (
        "import sys\nfrom reuse.cli import cli\n"
        f"cli.main(['check', {str(SEEDS[2])!r}, '--against', {str(SEEDS[1])!r}],"
        " standalone_mode=False)\n"
        "sys.exit(any(name.startswith('reuse.report.pages') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_json_holds_the_findings_and_the_report(tmp_path: Path) -> None:
    arguments = (SEEDS[2], "--against", SEEDS[0], "--against", SEEDS[1], "--format", "json")
    status, out, _ = ran(*arguments, cwd=tmp_path)

    verdict = json.loads(out)
    text = SEEDS[2].read_text("utf-8")
    assert status == 1
    assert (verdict["schema"], verdict["report"]["schema"]) == ("reuse.verdict/1", "reuse.report/1")
    assert verdict["counts"] == {"fail": 2, "warn": 1, "tell": 0}
    for finding in verdict["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"]
        for bound, place in finding["lines"].items():
            line_start = Lines.of(text).starts[place["line"] - 1]
            assert line_start + place["column"] - 1 == finding[bound]
    assert ran(*arguments, cwd=tmp_path)[1] == out


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["good.txt"], 2, "--against"),
        (["--against", "good.txt"], 2, "DRAFT"),
        (["nowhere", "--against", "good.txt"], 2, "nowhere"),
        (["good.txt", "--against", "nowhere"], 2, "nowhere"),
        (["good.txt", "--against", "good.txt"], 3, "no article to compare with"),
        (["good.txt", "--against", "empty"], 3, "no article to compare with"),
        (["blank.txt", "--against", "good.txt"], 3, "blank.txt: empty"),
        (["signs.txt", "--against", "good.txt"], 3, "signs.txt: holds no words"),
        (["shell.html", "--against", "good.txt"], 3, "shell.html: holds no words but its title"),
        (["good.txt", "--against", "more.txt", "--against", "blank.txt", "--strict"], 3, "blank"),
        (["-", "--against", "-"], 2, "standard input can be read once"),
        (["good.txt", "--against", "more.txt", "-o", "good.txt"], 2, "would be overwritten"),
        (["good.txt", "--against", "more.txt", "--report", "more.txt"], 2, "would be overwritten"),
        (["good.txt", "--against", "more.txt", "--report", "empty"], 2, "it is a folder"),
        (["good.txt", "--against", "more.txt", "--format", "parquet"], 2, "--format"),
    ],
)
def test_bad_calls_of_check_exit_with_a_clear_line(
    tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "good.txt").write_text("Some words of a draft that says little.")
    (tmp_path / "more.txt").write_text("Another article.")
    (tmp_path / "blank.txt").write_text(" \n")
    (tmp_path / "signs.txt").write_text("!!! …\n—")
    shell = "<html><head><title>Rain</title></head><body><h1>Rain</h1></body></html>"
    (tmp_path / "shell.html").write_text(shell)
    found = ran(*arguments, cwd=tmp_path)
    assert found[:2] == (status, "")
    assert words in found[2]
