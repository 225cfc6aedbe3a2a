"""The three passages of the sample articles, with matches set by hand."""

from __future__ import annotations

from functools import cache

from trace_samples import SETTINGS, arrows, at, match, seeds, status, witness

from reuse.model import Family, Lineage
from reuse.trace import trace


@cache
def traced(first: str, last: str, left: str, right: str) -> tuple[Family, Lineage]:
    articles = seeds()
    pair = articles[left], articles[right]
    spans = at(pair[0].text, first, last), at(pair[1].text, first, last)
    (family,), (lineage,) = trace(
        tuple(articles.values()), [match(*pair, spans=spans)], settings=SETTINGS
    )
    return family, lineage


def telegraph() -> tuple[Family, Lineage]:
    return traced("If the strike is confirmed", "armoured vehicles.", "000", "002")


def unclear() -> tuple[Family, Lineage]:
    return traced("It is yet unclear", "Syrian chopper.", "001", "002")


def landing() -> tuple[Family, Lineage]:
    return traced("to make an emergency landing", "Latakia province", "001", "002")


def phrase(family: Family, name: str) -> str | None:
    credit = witness(family, name).credit
    return credit.phrase.of(seeds()[name].text) if credit and credit.phrase else None


def test_telegraph_passage_comes_from_outside_and_both_say_so() -> None:
    family, lineage = telegraph()
    assert lineage.origin.outlet == "The Telegraph"
    assert (lineage.origin.article, lineage.origin.in_corpus) == (None, False)
    assert lineage.origin.confidence == "certain"
    assert [status(family, name) for name in ("000", "002")] == ["credited", "credited"]
    assert phrase(family, "000") == "As The Telegraph points out"
    assert phrase(family, "002") == "The Telegraph reports"
    assert set(arrows(lineage).values()) == {"outlet:The Telegraph"}


def test_telegraph_ledger_has_both_credits_and_the_spelling() -> None:
    _, lineage = telegraph()
    entries = [(d.derivative, e.kind, e.detail) for d in lineage.derivations for e in d.evidence]
    assert {(d, kind) for d, kind, _ in entries} >= {("000", "credit"), ("002", "credit")}
    (spelling,) = [detail for d, kind, detail in entries if kind == "spelling"]
    assert all(word in spelling for word in ("per cent", "programme", "armoured"))


def test_unclear_passage_comes_from_rt_and_the_copy_does_not_say_so() -> None:
    family, lineage = unclear()
    origin = lineage.origin
    assert (origin.outlet, origin.article, origin.in_corpus) == ("RT", "001", True)
    assert status(family, "002") == "none"
    assert arrows(lineage) == {"002": "001"}
    assert any('"(RT)"' in reason for reason in origin.basis)


def test_landing_passage_comes_from_reuters_and_one_says_so() -> None:
    family, lineage = landing()
    origin = lineage.origin
    assert (origin.outlet, origin.article, origin.in_corpus) == ("Reuters", None, False)
    assert status(family, "001") == "credited"
    assert phrase(family, "001") == "Reuters earlier reported"
    assert status(family, "002") == "none"
