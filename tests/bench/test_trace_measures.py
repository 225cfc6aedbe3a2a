"""The measures of tracing, on one cascade written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cascades import Cascade, Member, Simulation
from trace_measures import (
    Found,
    baselines,
    edges,
    form_recall,
    macro_f1,
    meet,
    splits,
    status_quality,
    statuses,
    true_edges,
)

from reuse.model import (
    ArticleId,
    Confidence,
    Credit,
    Derivation,
    Family,
    FamilyId,
    Lineage,
    Origin,
    Report,
    Span,
    Timestamp,
    Witness,
)

A, B, C = ArticleId("a"), ArticleId("b"), ArticleId("c")


def at(day: int) -> Timestamp:
    return Timestamp(datetime(2020, 1, day, tzinfo=UTC), "day", has_zone=False)


MEMBERS = (
    Member(None, "The Guardian", A, Span(0, 90), at(3)),
    Member(0, "Le Monde", B, Span(0, 100), at(2), "The Guardian", "tail"),
    Member(1, "CNN", C, Span(50, 120), None, "Le Monde", "that"),
)
INSIDE = Cascade(0, MEMBERS)
OUTSIDE = Cascade(0, (replace(MEMBERS[0], article=None), *MEMBERS[1:]))


def found(cascade: Cascade, origin: Origin, *derivations: Derivation) -> Found:
    witnesses = (
        Witness(A, Span(0, 90)),
        Witness(B, Span(0, 100), Credit("quoted", "The Guardian", Span(101, 105))),
        Witness(C, Span(55, 120), Credit("elsewhere", "Le Monde", Span(0, 5))),
    )
    family = Family(FamilyId("f1"), witnesses, "copied", 20)
    return Found(cascade, family, Lineage(family.id, origin, derivations))


def origin(
    outlet: str | None, article: ArticleId | None, confidence: Confidence = "probable"
) -> Origin:
    return Origin(outlet, article, article is not None, confidence, ())


def edge(source: str, derivative: str) -> Derivation:
    return Derivation(source, derivative, "probable", ())


@pytest.mark.parametrize(
    ("cascade", "answer", "is_right"),
    [
        (INSIDE, origin("The Guardian", A), True),
        (INSIDE, origin("The Guardian", B), False),
        (INSIDE, origin("Guardian", None), True),
        (INSIDE, origin("Le Monde", None), False),
        (OUTSIDE, origin("theguardian.com", None), True),
        (OUTSIDE, origin("The Guardian", B), False),
        (OUTSIDE, replace(origin("The Guardian", None), in_corpus=True), False),
        (OUTSIDE, origin("CNN", C), False),
    ],
)
def test_an_origin_is_right_by_article_or_by_outlet(
    cascade: Cascade, answer: Origin, is_right: bool
) -> None:
    assert found(cascade, answer).is_right is is_right


def test_unknown_is_no_answer() -> None:
    tally = splits([found(INSIDE, origin(None, None, "unknown"))])["all"]
    assert (tally.asked, tally.answered, tally.right) == (1, 0, 0)


def test_splits_go_by_place_size_and_level() -> None:
    rows = splits([found(INSIDE, origin("CNN", C)), found(OUTSIDE, origin("The Guardian", None))])
    assert [rows[name].asked for name in ("2 witnesses", "3-5 witnesses", "probable")] == [1, 1, 2]
    assert rows["original in the corpus"].accuracy == 0.0
    assert rows["original outside"].accuracy == 1.0


def test_the_baselines_name_the_earliest_and_the_longest() -> None:
    rows = baselines([found(INSIDE, origin("CNN", C))])
    assert {name: (t.answered, t.right) for name, t in rows.items()} == {
        "earliest date wins": (1, 0),
        "most complete copy wins": (1, 0),
    }


def test_edges_from_outside_are_those_of_the_outlet() -> None:
    assert true_edges(INSIDE) == {("a", "b"), ("b", "c")}
    quality = edges(
        [found(OUTSIDE, origin("The Guardian", None), edge("outlet:Guardian", "b"), edge("c", "b"))]
    )
    assert (quality.precision, quality.recall, quality.number) == (0.5, 0.5, 2)


def test_statuses_are_relative_to_the_true_origin() -> None:
    rows = [found(INSIDE, origin("The Guardian", A))]
    counts = statuses(rows)
    assert counts == {("credited", "credited"): 1, ("misattributed", "none"): 1}
    assert status_quality(counts)["credited"].f1 == 1.0
    assert status_quality(counts)["misattributed"].f1 == 0.0
    assert macro_f1(status_quality(counts)) == 0.5
    assert form_recall(rows) == {"tail": (1, 1)}


def test_a_cascade_is_met_by_the_family_with_most_of_its_witnesses_where_they_are() -> None:
    answer = found(INSIDE, origin("The Guardian", A))
    two = replace(answer.family, id=FamilyId("f0"), witnesses=answer.family.witnesses[:2])
    away = tuple(replace(w, span=Span(200, 300)) for w in answer.family.witnesses)
    three = replace(answer.family, id=FamilyId("f2"), witnesses=away)
    lineages = tuple(
        replace(answer.lineage, family=f) for f in (two.id, answer.family.id, three.id)
    )
    report = Report("1", {}, (), (), (), (two, answer.family, three), lineages)
    met = meet(Simulation((), (INSIDE,)), report)
    assert [(one.family.id, one.lineage.family) for one in met] == [("f1", "f1")]


def test_a_family_with_one_witness_of_a_cascade_does_not_meet_it() -> None:
    answer = found(INSIDE, origin("The Guardian", A))
    one = replace(answer.family, witnesses=(answer.family.witnesses[0], Witness(B, Span(200, 300))))
    report = Report("1", {}, (), (), (), (one,), (answer.lineage,))
    assert meet(Simulation((), (INSIDE,)), report) == []


def test_of_two_witnesses_in_one_article_the_longer_counts() -> None:
    answer = found(INSIDE, origin("The Guardian", A))
    witnesses = (Witness(A, Span(0, 9)), Witness(A, Span(10, 90)), Witness(A, Span(85, 90)))
    family = replace(answer.family, witnesses=witnesses)
    assert replace(answer, family=family).witnesses == {A: witnesses[1]}
