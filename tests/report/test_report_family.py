"""What the page of a family says: who was first, who owes credit, and how much it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import pairwise

import pytest
from report_samples import BLAZE, NEWS, RT
from small_reports import UNKNOWN, article, family, place, report_of, traced, untraced

from reuse.model import (
    Article,
    ArticleId,
    Change,
    Confidence,
    Credit,
    Derivation,
    Evidence,
    Family,
    FamilyId,
    Lineage,
    Match,
    Nature,
    Origin,
    Report,
    Span,
    Timestamp,
    Witness,
)
from reuse.report.pages.lineage.family import MOST_IN_FULL, FamilyView, family_view
from reuse.report.pages.lineage.ledgers import overall_odds
from reuse.report.pages.lineage.witnesses import LONGEST_CHANGES, MOST_CHANGED_TEXT
from reuse.report.pages.links import FolderLinks
from reuse.report.pages.site import site_of
from reuse.report.templates import environment
from reuse.report.wording import credit_words


def view_of(report: Report, number: int = 0) -> FamilyView:
    site = site_of(report)
    return family_view(site, site.entries[number])


def page_of(report: Report, number: int = 0) -> str:
    template = environment().get_template("family.html")
    return template.render(links=FolderLinks("../"), top=1, view=view_of(report, number))


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", "", page)).split())


def verdict_of(report: Report, number: int = 0) -> str:
    return "".join(part.text for part in view_of(report, number).verdict)


def with_origin(report: Report, origin: Origin, nature: Nature = "copied") -> Report:
    families = (replace(report.families[0], nature=nature), *report.families[1:])
    lineages = (replace(report.lineages[0], origin=origin), *report.lineages[1:])
    return replace(report, families=families, lineages=lineages)


def test_the_verdict_names_an_outlet_from_outside_and_who_says_so(report: Report) -> None:
    assert verdict_of(report) == (
        "First written by The Telegraph (not among these articles), as both copies say."
    )


@pytest.mark.parametrize(
    ("confidence", "opening"), [("probable", "Probably first"), ("possible", "Possibly first")]
)
def test_the_verdict_is_no_surer_than_the_origin(
    report: Report, confidence: Confidence, opening: str
) -> None:
    origin = replace(report.lineages[0].origin, confidence=confidence)

    said = verdict_of(with_origin(report, origin))

    assert said.startswith(f"{opening} written by The Telegraph (")


def test_the_verdict_says_that_no_copy_names_the_origin_and_what_speaks_against_it(
    report: Report,
) -> None:
    origin = Origin("Nobody’s Post", None, False, "possible", ("a date", 'against it: "x" (y)'))

    assert verdict_of(with_origin(report, origin)) == (
        "Possibly first written by Nobody’s Post (not among these articles); no copy says so. "
        "1 reason below speaks against it."
    )


def test_the_verdict_counts_the_copies_that_name_the_origin_as_a_sentence_does(
    report: Report,
) -> None:
    silent, *others = report.families[0].witnesses
    families = (
        replace(report.families[0], witnesses=(replace(silent, credit=Credit("none")), *others)),
        *report.families[1:],
    )

    assert verdict_of(replace(report, families=families)).endswith(", as one of two copies says.")


def test_the_verdict_names_the_article_of_the_origin_and_its_date(report: Report) -> None:
    dated = replace(
        report.articles[1], published=Timestamp(datetime(2015, 11, 24, tzinfo=UTC), "day")
    )
    changed = replace(report, articles=(report.articles[0], dated, report.articles[2]))

    assert verdict_of(changed, 1) == (
        f"Probably first written by RT ({RT}), published 24 November 2015; no copy says so."
    )


@pytest.mark.parametrize(
    ("nature", "said"),
    [
        ("copied", "Who wrote this first is not known."),
        ("quotation", "Words of a third person that these articles quote. "),
        ("boilerplate", "Standing text, such as a caption, a form or a legal line. "),
    ],
)
def test_the_verdict_of_an_unknown_origin_is_that_and_the_reasons_follow(
    report: Report, nature: Nature, said: str
) -> None:
    unknown = Origin(None, None, False, "unknown", ("neither article is dated",))
    changed = with_origin(report, unknown, nature)

    assert verdict_of(changed).startswith(said)
    assert "Why no origin is named neither article is dated" in words_of(page_of(changed))


@pytest.mark.parametrize("nature", ["quotation", "press-release", "boilerplate", "self"])
def test_no_credit_is_missed_where_none_is_expected(report: Report, nature: Nature) -> None:
    witness = report.families[1].witnesses[1]
    families = tuple(replace(f, nature=nature) for f in report.families)

    assert credit_words(witness, UNKNOWN, nature="copied") == "no credit found"
    assert credit_words(witness, UNKNOWN, nature=nature).endswith(": no credit expected")
    page = page_of(replace(report, families=families), 1)
    assert "no credit found" not in page
    assert "status-none" not in page


def test_a_piece_of_a_longer_passage_leads_to_it(report: Report) -> None:
    first = report.families[0]
    piece = tuple(replace(w, span=Span(w.span.start + 5, w.span.end - 5)) for w in first.witnesses)
    inner = Family(FamilyId("f4"), piece, "copied", 60)
    lineage = untraced(inner)[1]
    changed = replace(
        report, families=(*report.families, inner), lineages=(*report.lineages, lineage)
    )

    assert view_of(changed, 0).outer is None
    assert "A piece of a longer passage: passage 1, 72 words." in words_of(page_of(changed, 3))


def test_a_passage_at_the_very_place_of_another_is_no_piece_of_it(report: Report) -> None:
    same = replace(report.families[0], id=FamilyId("f4"))
    lineage = replace(report.lineages[0], family=same.id)
    changed = replace(
        report, families=(*report.families, same), lineages=(*report.lineages, lineage)
    )

    assert (view_of(changed, 0).outer, view_of(changed, 3).outer) == (None, None)


def test_changes_are_shown_until_so_much_text_was_compared() -> None:
    words = " ".join(f"word{n}" for n in range(1_400))
    names = [f"c{n:02}" for n in range(1, MOST_CHANGED_TEXT // len(words) + 4)]
    articles = [article("a", words, minute=0)]
    articles += [article(name, words, minute=n) for n, name in enumerate(names, 1)]
    places = [place(one.id, 0, len(words), credit=None) for one in articles]
    one = traced(family("f001", places), "a", takers=names)

    views = view_of(report_of(articles, [one])).witnesses
    shortened = [view.places[0].is_shortened for view in views]

    assert len(words) < LONGEST_CHANGES
    assert shortened == sorted(shortened)
    assert shortened.count(False) == MOST_CHANGED_TEXT // len(words)


def test_an_article_with_the_passage_twice_has_one_entry_with_both_places(report: Report) -> None:
    family = report.families[0]
    again = Witness(BLAZE, Span(10, 90), Credit("none"))
    witnesses = tuple(sorted((*family.witnesses, again), key=lambda w: (w.article, w.span)))
    changed = replace(report, families=(replace(family, witnesses=witnesses), *report.families[1:]))

    entries = view_of(changed).witnesses

    assert [(w.number, w.card.id, len(w.places)) for w in entries] == [(1, BLAZE, 2), (2, NEWS, 1)]
    assert "It stands here a second time: credited" in words_of(page_of(changed))


def test_a_copy_is_compared_with_its_source_and_leads_to_both_side_by_side() -> None:
    report = chain(3)

    first, second, third = view_of(report).witnesses

    assert [len(w.beside) for w in (first, second, third)] == [0, 1, 2]
    assert [other.is_source for other in third.beside] == [True, False]
    assert second.base is None
    assert third.base is not None
    assert third.base.article == "a00001"


def test_each_step_has_its_ledger_the_strongest_entry_first(report: Report) -> None:
    ledgers = view_of(report).ledgers

    assert [ledger.step for ledger in ledgers] == [1, 2]
    assert [e.kind for e in ledgers[0].evidence] == ["credit", "spelling"]
    assert ledgers[0].reason == ledgers[0].evidence[0]
    assert page_of(report).count('<details class="ledger" open>') == 2
    assert '<details class="ledger">' in page_of(chain(5))


@pytest.mark.parametrize("entries", [1, 2])
def test_every_ledger_says_that_a_step_depends_on_other_sources_too(entries: int) -> None:
    report = chain(2)
    (lineage,) = report.lineages
    (step,) = lineage.derivations
    also = Evidence("credit", "named", step.source, 9.0)
    changed = replace(step, evidence=(*step.evidence, also)[:entries])
    report = replace(report, lineages=(replace(lineage, derivations=(changed,)),))

    said = words_of(page_of(report))

    assert "How sure the step is, “probable”, also depends on who else may be the source" in said
    assert ("Together 27 to 1" in said) is (entries == 2)


@pytest.mark.parametrize("odds", [(12.0, 3.0), (3.0, 12.0)])
def test_of_a_kind_the_strongest_entry_counts_wherever_it_stands(odds: tuple[float, ...]) -> None:
    entries = tuple(Evidence("credit", str(one), "a", one) for one in odds)

    assert overall_odds(Derivation("a", "b", "probable", entries)) == "12 to 1"


def test_odds_of_a_kind_count_once_and_entries_against_a_step_count_against_it() -> None:
    same = tuple(Evidence("credit", str(n), "a", 12.0) for n in range(9))
    against = Evidence("time", "", "b", 60.0)

    assert overall_odds(Derivation("a", "b", "certain", same)) == "12 to 1"
    assert overall_odds(Derivation("a", "b", "certain", (*same, against))) == "5 to 1 against it"
    assert overall_odds(Derivation("a", "b", "certain", ())) is None
    large = (replace(same[0], odds=90.0), replace(against, favours="a"))
    assert overall_odds(Derivation("a", "b", "certain", large)) == "more than 99 to 1"


def chain(number: int) -> Report:
    """Articles of which each took the passage from the one before it, seven minutes later."""
    start = datetime(2024, 5, 1, tzinfo=UTC)
    texts = [f"Wire reports. {'some words of a passage ' * 9}ends {n}" for n in range(number)]
    articles = tuple(
        Article(
            ArticleId(f"a{n:05}"),
            text,
            f"a{n}",
            title=f"Headline number {n} of a long day",
            outlet=f"Outlet {n % 300}",
            published=Timestamp(start + timedelta(minutes=7 * n), "minute"),
        )
        for n, text in enumerate(texts)
    )
    credit = Credit("credited", "Wire", Span(0, 12))
    witnesses = tuple(Witness(a.id, Span(14, len(a.text)), credit) for a in articles)
    changes = (Change("number", None, Span(14, 18), "", "800"),)
    steps = tuple(
        Derivation(
            one.id,
            other.id,
            "probable",
            (Evidence("time", f"published first: {one.id} 2024-05-01", one.id, 3.0),),
            changes,
        )
        for one, other in pairwise(articles)
    )
    match = Match(
        articles[0].id, articles[1].id, witnesses[0].span, witnesses[1].span,
        kind="edited", similarity=0.9, words=46, certainty="certain",
    )  # fmt: skip
    origin = Origin("Outlet 0", articles[0].id, True, "probable", ())
    return Report(
        "1", {}, articles, (), (match,),
        (Family(FamilyId("f1"), witnesses, "copied", 46),),
        (Lineage(FamilyId("f1"), origin, steps),),
    )  # fmt: skip


def test_days_in_the_evidence_read_like_all_others() -> None:
    assert "published first: Outlet 0 (a00000) 1 May 2024" in words_of(page_of(chain(2)))


def test_the_page_of_five_thousand_articles_is_bounded() -> None:
    report = chain(5000)

    page, view = page_of(report), view_of(report)

    assert len(page.encode()) < 2_000_000
    assert len(view.witnesses) == MOST_IN_FULL
    assert len(view.others) == 5000 - MOST_IN_FULL
    assert [other.number for other in view.others] == list(range(MOST_IN_FULL + 1, 5001))
    assert len(view.ledgers) == MOST_IN_FULL - 1
    rows = re.findall(r"<tr[^>]*><td>.*?</tr>\n", page, re.DOTALL)
    assert len(rows) == 5000 - MOST_IN_FULL
    assert max(len(row.encode()) for row in rows) <= 300
    assert "1 May 2024, 11:40 UTC" in rows[0]
    assert "100, probable" in rows[0]


def test_what_the_drawing_leads_to_is_on_the_page() -> None:
    page = page_of(chain(300))

    places = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= places
