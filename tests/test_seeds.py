"""The golden case: `reuse.scan` on the five seed articles, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest

import reuse
from reuse.model import ArticleId, Family, Lineage, Report

SEEDS = Path(__file__).parent.parent / "seeds"
A000, A001, A002 = (
    ArticleId(name)
    for name in (
        "000_11911e22db428e34.txt",
        "001_541f97202361231a.txt",
        "002_a795fa3c02f38345.txt",
    )
)
TELEGRAPH = ("If the strike is confirmed", "other armoured vehicles.")
CHOPPER = ("It is yet unclear", "hit a Syrian chopper.")
LANDING = ("to make an emergency landing in a", "Syria’s Latakia province")


@pytest.fixture(scope="module")
def report() -> Report:
    return reuse.scan([SEEDS])


def family_of(report: Report, *articles: ArticleId, opening: str) -> tuple[Family, Lineage]:
    """The family of exactly these witnesses whose passage begins so in the first of them."""
    found = [
        (family, lineage)
        for family, lineage in zip(report.families, report.lineages, strict=True)
        if tuple(w.article for w in family.witnesses) == articles
        and passages(report, family)[0].startswith(opening)
    ]
    assert len(found) == 1
    return found[0]


def passages(report: Report, family: Family) -> list[str]:
    return [w.span.of(report.article(w.article).text) for w in family.witnesses]


def phrases(report: Report, family: Family) -> list[str | None]:
    """The credit's words of each witness, None where it has none."""
    return [
        w.credit.phrase.of(report.article(w.article).text) if w.credit and w.credit.phrase else None
        for w in family.witnesses
    ]


def statuses(family: Family) -> list[str]:
    return [w.credit.status if w.credit else "none" for w in family.witnesses]


def test_exactly_three_families_are_found(report: Report) -> None:
    assert len(report.articles) == 5
    assert len(report.families) == len(report.matches) == 3
    assert report.skipped == ()


def test_the_telegraph_passage_is_exact_and_credited_by_both(report: Report) -> None:
    family, lineage = family_of(report, A000, A002, opening=TELEGRAPH[0])
    for text in passages(report, family):
        assert text.startswith(TELEGRAPH[0])
        assert text.endswith(TELEGRAPH[1])
        assert "over 800 per cent" in text
    assert statuses(family) == ["credited", "credited"]
    assert phrases(report, family) == ["As The Telegraph points out", "The Telegraph reports"]
    origin = lineage.origin
    assert (origin.outlet, origin.article, origin.in_corpus) == ("The Telegraph", None, False)
    assert {(d.source, d.derivative) for d in lineage.derivations} == {
        ("outlet:The Telegraph", A000),
        ("outlet:The Telegraph", A002),
    }


def test_british_spelling_is_in_the_ledger_of_the_telegraph_passage(report: Report) -> None:
    _, lineage = family_of(report, A000, A002, opening=TELEGRAPH[0])
    spelling = [e for d in lineage.derivations for e in d.evidence if e.kind == "spelling"]
    assert spelling
    assert any("per cent" in e.detail for e in spelling)


def test_the_rt_passage_is_exact_and_its_reworded_copy_has_no_credit(report: Report) -> None:
    family, lineage = family_of(report, A001, A002, opening=CHOPPER[0])
    for text in passages(report, family):
        assert text.startswith(CHOPPER[0])
        assert text.endswith(CHOPPER[1])
    assert statuses(family)[1] == "none"
    assert (lineage.origin.outlet, lineage.origin.article) == ("RT", A001)
    assert lineage.origin.in_corpus
    assert [(d.source, d.derivative) for d in lineage.derivations] == [(A001, A002)]


def test_the_reuters_clause_is_found_and_credited_by_one(report: Report) -> None:
    family, lineage = family_of(report, A001, A002, opening=LANDING[0])
    for text in passages(report, family):
        assert text.startswith(LANDING[0])
        assert text.rstrip(".").endswith(LANDING[1])
    assert statuses(family) == ["credited", "none"]
    assert phrases(report, family)[0] == "Reuters earlier reported"
    origin = lineage.origin
    assert (origin.outlet, origin.article, origin.in_corpus) == ("Reuters", None, False)


def test_outlet_title_and_date_are_read_from_the_texts(report: Report) -> None:
    blaze, rt = report.article(A000), report.article(A001)
    assert (blaze.outlet, blaze.basis("outlet").basis) == ("Blaze Media", "copyright")
    assert (rt.outlet, rt.basis("outlet").basis) == ("RT", "dateline")
    assert rt.title is not None
    assert rt.title.startswith("US Backed Rebels Film Themselves")
    last = report.articles[4]
    assert last.published is not None
    assert last.published.isoformat() == "2020-02-14"
