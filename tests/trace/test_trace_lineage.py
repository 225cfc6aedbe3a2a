"""Origins, credit statuses, natures and arrows of small families."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_samples import (
    FILLER,
    PASSAGE,
    SETTINGS,
    arrows,
    article,
    at,
    carrying,
    moment,
    status,
    traced,
    witness,
)

from reuse.model import Article, Link
from reuse.trace import trace

QUOTED = '"' + PASSAGE + '"'


def plain(name: str, **fields: object) -> Article:
    return article(name, f"{FILLER}\n\n{PASSAGE}\n\n{FILLER}", **fields)


def crediting(name: str, line: str, **fields: object) -> Article:
    return article(name, f"{FILLER}\n\n{line}\n\n{PASSAGE}", **fields)


def test_two_copies_that_credit_one_outlet_are_siblings() -> None:
    family, lineage = traced(
        crediting("a", "The Telegraph reports:"),
        crediting("b", "As The Telegraph points out, it is bad:"),
    )
    assert lineage.origin.outlet == "The Telegraph"
    assert (lineage.origin.article, lineage.origin.in_corpus) == (None, False)
    assert lineage.origin.confidence == "certain"
    assert arrows(lineage) == {"a": "outlet:The Telegraph", "b": "outlet:The Telegraph"}
    assert [status(family, name) for name in "ab"] == ["credited", "credited"]
    assert family.nature == "copied"


def test_no_evidence_gives_unknown_and_no_arrow() -> None:
    family, lineage = traced(plain("a"), plain("b"))
    assert lineage.origin.confidence == "unknown"
    assert lineage.origin.basis
    assert lineage.derivations == ()
    assert status(family, "a") == "none"


def test_agency_dateline_makes_wire_copy() -> None:
    family, lineage = traced(
        article("a", f"GENEVA (AP) — {PASSAGE}", outlet="chron.com"),
        article("b", f"By The Associated Press\n\n{PASSAGE}", outlet="nytimes.com"),
    )
    assert family.nature == "wire"
    assert lineage.origin.outlet == "Associated Press"
    assert not lineage.origin.in_corpus
    assert [status(family, name) for name in "ab"] == ["credited", "credited"]


def test_sentence_that_names_a_source_outranks_the_by_line() -> None:
    text = f"By The Associated Press\n\nReuters earlier reported that {PASSAGE[4:]}\n\n{FILLER}"
    passage = PASSAGE[4:]
    left, right = article("a", text), article("b", f"{FILLER}\n\nThe {passage}")
    family, lineage = traced(left, right, passage=passage)
    assert lineage.origin.outlet == "Reuters"
    assert status(family, "a") == "credited"
    assert status(family, "b") == "none"


def test_contribution_does_not_win_over_a_lead_in() -> None:
    tail = "The Associated Press contributed to this report."
    text = f"As The Telegraph points out:\n\n{PASSAGE}\n\n---\n\n{tail}"
    family, lineage = traced(article("a", text), plain("b"))
    assert lineage.origin.outlet == "The Telegraph"
    credit = witness(family, "a").credit
    assert credit
    assert credit.phrase
    assert credit.phrase.of(text) == "As The Telegraph points out"


def test_article_of_the_credited_outlet_is_the_origin() -> None:
    family, lineage = traced(
        plain("a", outlet="telegraph.co.uk"), crediting("b", "The Telegraph reports:")
    )
    assert lineage.origin.article == "a"
    assert lineage.origin.in_corpus
    assert arrows(lineage) == {"b": "a"}
    assert witness(family, "a").credit is None


def test_own_dateline_makes_an_article_the_origin() -> None:
    text = f"(RT) — {FILLER}\n\n{PASSAGE}"
    family, lineage = traced(article("a", text, outlet="RT"), plain("b"))
    assert (lineage.origin.outlet, lineage.origin.article) == ("RT", "a")
    assert '"(RT)"' in lineage.origin.basis[0]
    assert status(family, "a") == "credited"
    assert status(family, "b") == "none"
    (arrow,) = lineage.derivations
    assert (arrow.source, arrow.derivative, arrow.confidence) == ("a", "b", "possible")
    assert any(e.kind == "credit" and e.favours == "a" for e in arrow.evidence)


def test_naming_the_origin_for_something_else_is_elsewhere() -> None:
    other = article("b", f"{PASSAGE}\n\n{FILLER}\n\nThe Telegraph reported that it rains.")
    family, _ = traced(crediting("a", "The Telegraph reports:"), other)
    credit = witness(family, "b").credit
    assert credit
    assert credit.status == "elsewhere"
    assert credit.phrase == at(other.text, "The Telegraph")


def test_crediting_a_copyist_is_misattributed() -> None:
    family, lineage = traced(
        crediting("a", "The Telegraph reports:", outlet="Fox News"),
        crediting("b", "Fox News reports:"),
        crediting("c", "Fox News reports:"),
    )
    assert lineage.origin.outlet == "The Telegraph"
    assert status(family, "b") == "misattributed"
    assert arrows(lineage)["b"] == "a"


def test_credit_in_a_quotation_is_quoted() -> None:
    text = f"The Telegraph reports:\n\n{QUOTED}\n\n{FILLER}"
    family, lineage = traced(article("a", text), plain("b"))
    assert status(family, "a") == "quoted"
    (arrow,) = [d for d in lineage.derivations if d.derivative == "a"]
    assert "wording" in {e.kind for e in arrow.evidence}


def test_link_to_the_outlet_of_a_witness_names_the_origin() -> None:
    text = f"{FILLER}\n\n{PASSAGE}"
    linking = article("b", text, links=(Link("https://www.bbc.co.uk/news/1", at(text, PASSAGE)),))
    family, lineage = traced(plain("a", outlet="BBC News"), linking)
    assert lineage.origin.article == "a"
    assert status(family, "b") == "linked"
    assert "link" in {e.kind for d in lineage.derivations for e in d.evidence}


def test_earliest_of_dated_witnesses_is_possibly_the_origin() -> None:
    family, lineage = traced(
        plain("b", published=moment("2020-01-01T10:00")),
        plain("a", published=moment("2020-01-01T12:00")),
    )
    assert lineage.origin.article == "b"
    assert lineage.origin.confidence == "possible"
    assert "time" in {e.kind for e in lineage.derivations[0].evidence}
    assert status(family, "a") == "none"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (moment("2020-01-01T00:00", "day"), moment("2020-01-01T12:00")),
        (moment("2020-01-01T10:00", has_zone=False), moment("2020-01-01T12:00")),
        (moment("2020-01-01T10:00"), None),
    ],
)
def test_dates_that_do_not_tell_give_unknown(first: object, second: object) -> None:
    _, lineage = traced(plain("a", published=first), plain("b", published=second))
    assert lineage.origin.confidence == "unknown"


def test_earlier_copy_is_shown_against_the_credited_origin() -> None:
    _, lineage = traced(
        plain("a", outlet="BBC", published=moment("2020-01-02T10:00")),
        crediting("b", "The BBC reports:", published=moment("2020-01-01T10:00")),
    )
    assert lineage.origin.article == "a"
    assert lineage.origin.confidence == "possible"
    assert any(reason.startswith("against it") for reason in lineage.origin.basis)
    assert any(e.favours == "b" for e in lineage.derivations[0].evidence)


def test_credits_that_form_a_ring_still_give_a_forest() -> None:
    _, lineage = traced(
        crediting("a", "The BBC reports:", outlet="CNN"),
        crediting("b", "CNN reports:", outlet="BBC"),
        *(crediting(name, "The Telegraph reports:") for name in "cdef"),
    )
    sources = arrows(lineage)
    assert lineage.origin.outlet == "The Telegraph"
    assert (sources["a"], sources["b"]) in {
        ("outlet:The Telegraph", "a"),
        ("b", "outlet:The Telegraph"),
    }


def test_british_spelling_in_an_american_text_is_evidence() -> None:
    passage = PASSAGE.replace("closed", "closed for its 800 per cent armoured programme")
    text = (
        f"{FILLER} The U.S. envoy spoke of color and honor.\n\nThe Telegraph reports:\n\n{passage}"
    )
    _, lineage = traced(article("a", text), article("b", passage), passage=passage)
    (arrow,) = [d for d in lineage.derivations if d.derivative == "a"]
    (entry,) = [e for e in arrow.evidence if e.kind == "spelling"]
    assert entry.favours == "outlet:The Telegraph"
    assert "per cent" in entry.detail


def test_source_named_inside_agency_copy_is_not_its_writer() -> None:
    passage = f"The mayor told CNN that he knew nothing of it. {PASSAGE}"
    left, right = (article(n, f"GENEVA (AP) — It begins.\n\n{passage}") for n in "ab")
    family, lineage = traced(left, right, passage=passage)
    assert lineage.origin.outlet == "Associated Press"
    assert family.nature == "wire"


def test_by_line_outranks_what_somebody_told_another_outlet() -> None:
    text = f"By Reuters\n\nIn an interview with CBS News he said that {PASSAGE[4:]}\n\n{FILLER}"
    passage = PASSAGE[4:]
    _, lineage = traced(article("a", text), article("b", f"The {passage}"), passage=passage)
    assert lineage.origin.outlet == "Reuters"


def test_no_match_gives_nothing() -> None:
    assert trace([plain("a")], [], settings=SETTINGS) == ((), ())


def test_match_of_an_unknown_article_is_refused() -> None:
    pair = [plain("a"), plain("b")]
    with pytest.raises(ValueError, match="article b"):
        trace(pair[:1], carrying(pair), settings=SETTINGS)


LINES = ["The Telegraph reports:", "By Reuters", "Source: BBC", "(AP) — Now.", "", "CNN reported:"]
OUTLETS = [None, "BBC", "CNN", "rt.com", "The Daily Sentinel"]


@given(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(OUTLETS)), min_size=2, max_size=6),
    st.integers(0, 2**32),
)
def test_order_of_the_input_does_not_matter(made: list[tuple[str, str | None]], seed: int) -> None:
    articles = [crediting(f"a{n}", line, outlet=outlet) for n, (line, outlet) in enumerate(made)]
    matches = list(carrying(articles))
    expected = trace(articles, matches, settings=SETTINGS)
    dice = random.Random(seed)
    dice.shuffle(articles)
    dice.shuffle(matches)
    assert trace(articles, matches, settings=SETTINGS) == expected
    families, lineages = expected
    for family, lineage in zip(families, lineages, strict=True):
        assert family.id == lineage.family
        derived = [d.derivative for d in lineage.derivations]
        assert len(derived) == len(set(derived))


def test_laundered_passage_shows_credit_and_origin_apart() -> None:
    early, later, last = (moment(f"2020-01-0{day}T06:00") for day in (1, 2, 3))
    writer = article(
        "a", f"By Jane Roe, Fox News\n\n{FILLER}\n\n{PASSAGE}", outlet="Fox News", published=early
    )
    family, lineage = traced(
        writer,
        plain("b", outlet="CNN", published=later),
        crediting("c", "CNN reports:", published=last),
        crediting("d", "Fox News reports:", published=last),
    )
    assert (lineage.origin.outlet, lineage.origin.article) == ("Fox News", "a")
    assert arrows(lineage) == {"b": "a", "c": "b", "d": "a"}
    assert [status(family, name) for name in "bcd"] == ["none", "misattributed", "credited"]
    (step,) = [d for d in lineage.derivations if d.derivative == "c"]
    assert {(e.kind, e.favours) for e in step.evidence} == {("credit", "b"), ("time", "b")}


def test_arrow_of_a_wrong_credit_comes_from_whom_it_names() -> None:
    _, lineage = traced(
        crediting("a", "The Telegraph reports:"),
        crediting("b", "As The Telegraph reported:"),
        crediting("c", "The Telegraph wrote on Monday:"),
        crediting("d", "Bloomberg reports:"),
    )
    assert lineage.origin.outlet == "The Telegraph"
    assert arrows(lineage)["d"] == "outlet:Bloomberg"
