"""Each kind of evidence: when it is in the ledger, which way it points, and how strongly."""

from __future__ import annotations

import pytest
from trace_samples import FILLER, PASSAGE, SETTINGS, arrows, article, at, match, moment, traced

from reuse.model import Article, Evidence, EvidenceKind, Lineage, Span
from reuse.trace import trace
from reuse.trace.odds import ODDS
from reuse.trace.references import bare_names, introduced
from reuse.trace.versions import Versions

EARLY, LATE = moment("2020-01-01T06:00"), moment("2020-01-01T20:00")
NEXT = (
    "Nobody was hurt, said the mayor, who had crossed it an hour before the cracks were found "
    "and who will now have to take the long way round by the old mill until it is mended."
)


def carrier(
    name: str, passage: str = PASSAGE, *, before: str = FILLER, **fields: object
) -> Article:
    return article(name, f"{before}\n\n{passage}\n\n{FILLER}", **fields)


def of_kind(lineage: Lineage, kind: EvidenceKind, derivative: str) -> list[Evidence]:
    (arrow,) = [d for d in lineage.derivations if d.derivative == derivative]
    return [e for e in arrow.evidence if e.kind == kind]


def versions(*texts: str, **published: object) -> Lineage:
    """The lineage of articles a, b, c, ... that carry one passage, each in its own words."""
    names = "abcdefgh"[: len(texts)]
    made = [
        carrier(name, text, published=published.get(name))
        for name, text in zip(names, texts, strict=True)
    ]
    matches = [
        match(left, right, spans=(at(left.text, texts[i]), at(right.text, texts[k])))
        for i, left in enumerate(made)
        for k, right in enumerate(made)
        if i < k
    ]
    _, (lineage,) = trace(made, matches, settings=SETTINGS)
    return lineage


def test_words_that_two_alone_share_join_them() -> None:
    shared = PASSAGE.replace("closed on Monday", "shut on Friday").replace("weeks", "months")
    times = {"a": EARLY, **dict.fromkeys("bcde", LATE)}
    last = shared.replace("two", "seven")
    lineage = versions(PASSAGE, PASSAGE, PASSAGE, shared, last, **times)
    assert lineage.origin.article == "a"
    assert arrows(lineage)["e"] == "d"
    (entry,) = of_kind(lineage, "shared-error", "e")
    assert '"shut"' in entry.detail
    assert (entry.favours, entry.odds > 10) == ("d", True)


def test_time_says_how_strongly_it_speaks() -> None:
    _, lineage = traced(carrier("a", published=LATE), carrier("b", published=EARLY))
    (entry,) = of_kind(lineage, "time", "a")
    assert (entry.favours, entry.odds) == ("b", ODDS.first)


def test_evidence_that_speaks_for_neither_has_odds_of_one() -> None:
    dateline = f"(RT) — {FILLER}"
    _, lineage = traced(
        carrier("a", before=dateline, outlet="RT", published=LATE), carrier("b", published=LATE)
    )
    (entry,) = of_kind(lineage, "time", "b")
    assert (entry.favours, entry.odds) == (None, 1.0)


def test_name_that_only_one_introduces_points_to_it() -> None:
    passage = f"It was Lindqvist who had the cracks measured. {PASSAGE}"
    knowing = f"{FILLER} The engineer Anna Lindqvist came early."
    for first, second in (("a", "b"), ("b", "a")):
        _, lineage = traced(
            carrier(first, passage, before=knowing, published=EARLY),
            carrier(second, passage, published=LATE),
            passage=passage,
        )
        (entry,) = of_kind(lineage, "reference", second)
        assert "Lindqvist" in entry.detail
        assert (entry.favours, entry.odds) == (first, ODDS.reference)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It was then that Lindqvist left.", ("Lindqvist",)),
        ("It was then that Anna Lindqvist left.", ()),
        ("Lindqvist said that it was late.", ("Lindqvist",)),
        ("It was late. Nobody had seen it.", ()),
    ],
)
def test_bare_name_stands_alone(text: str, names: tuple[str, ...]) -> None:
    assert bare_names(text, Span(0, len(text)), language="en") == names
    told = f"Anna Lindqvist came. {text}"
    assert bare_names(told, at(told, text), language="en") == ()


def test_name_is_introduced_by_a_longer_form_before_the_passage_only() -> None:
    text = "Anna Lindqvist came. It was Lindqvist who left. Peter Berg came."
    passage = at(text, "It was Lindqvist who left.")
    assert introduced(text, passage) == {"Lindqvist", '"he"'}


def test_marks_that_only_the_copy_has_point_to_the_plain_text() -> None:
    text = f'{FILLER}\n\n"{PASSAGE}"\n\n{FILLER}'
    _, lineage = traced(article("a", text, published=LATE), carrier("b", published=EARLY))
    (entry,) = of_kind(lineage, "wording", "a")
    assert (entry.favours, entry.odds) == ("b", ODDS.marks)


def test_witness_that_shares_only_the_passage_is_the_likelier_copy() -> None:
    longer = f"{PASSAGE}\n\n{NEXT}"
    one, two, short = carrier("a", longer), carrier("b", longer), carrier("c", published=None)
    dated = [
        article(w.id, w.text, published=time)
        for w, time in ((one, EARLY), (two, LATE), (short, LATE))
    ]
    one, two, short = dated
    matches = [
        match(one, two, spans=(at(one.text, longer), at(two.text, longer))),
        match(one, short, spans=(at(one.text, PASSAGE), at(short.text, PASSAGE))),
        match(two, short, spans=(at(two.text, PASSAGE), at(short.text, PASSAGE))),
    ]
    families, lineages = trace(dated, matches, settings=SETTINGS)
    number = next(n for n, f in enumerate(families) if len(f.witnesses) == 3)
    (entry,) = of_kind(lineages[number], "containment", "c")
    assert (entry.favours, entry.odds) == (arrows(lineages[number])["c"], ODDS.context)


def test_two_wrong_credits_of_which_one_repeats_the_other_are_not_certain() -> None:
    line = "The Telegraph reports:"
    copies = [article(n, f"{FILLER}\n\n{line}\n\n{PASSAGE}", outlet=f"Paper {n}") for n in "ab"]
    silent = [carrier(n, outlet=f"Paper {n}", published=EARLY) for n in "cdef"]
    _, lineage = traced(*copies, *silent)
    assert lineage.origin.confidence != "certain"


def test_steps_that_are_all_alike_give_no_arrow() -> None:
    early = carrier("a", published=EARLY)
    copies = [carrier(name, published=LATE) for name in "bcdef"]
    _, lineage = traced(early, *copies)
    assert lineage.origin.article == "a"
    assert set(arrows(lineage).values()) == {"a"}


def test_typography_is_no_change_of_words() -> None:
    soft = PASSAGE.replace("northern", "nor\u00adthern").replace("'", "\u2019")
    texts = (PASSAGE, PASSAGE, PASSAGE, soft, soft)
    assert Versions.of(texts).is_one
    assert not Versions.of((*texts, PASSAGE.replace("northern", "southern"))).is_one


@pytest.mark.parametrize("first", ["On", "The", "But", "Monday"])
def test_word_that_begins_a_sentence_introduces_nobody(first: str) -> None:
    text = f"{first} Lindqvist came. It was Lindqvist who left."
    assert not introduced(text, at(text, "It was Lindqvist who left."))


def test_one_introduced_name_alone_makes_no_origin() -> None:
    passage = f"It was Lindqvist who had the cracks measured. {PASSAGE}"
    _, lineage = traced(
        carrier("a", passage, before=f"{FILLER} The engineer Anna Lindqvist came early."),
        carrier("b", passage),
        passage=passage,
    )
    assert lineage.origin.confidence == "unknown"


def test_few_words_without_a_credit_have_no_origin() -> None:
    few = "closed on Monday after engineers found two cracks in its main span"
    pages = carrier("a", few, published=EARLY), carrier("b", few, published=LATE)
    _, lineage = traced(*pages, passage=few)
    assert lineage.origin.confidence == "unknown"


@pytest.mark.parametrize("text", ["Es war die Regierung, die sprach.", "Он сказал, что Берг ушёл."])
def test_capitals_of_other_languages_name_nobody(text: str) -> None:
    assert bare_names(text, Span(0, len(text)), language=None) == ()


def test_he_without_a_name_before_points_to_the_article_that_has_one() -> None:
    passage = f"He had the cracks measured at once. {PASSAGE}"
    for first, second in (("a", "b"), ("b", "a")):
        _, lineage = traced(
            carrier(first, passage, before="The engineer Sven Lindqvist came.", published=EARLY),
            carrier(second, passage, before="It rained all day on the town.", published=LATE),
            passage=passage,
        )
        (entry,) = of_kind(lineage, "reference", second)
        assert (entry.favours, entry.odds) == (first, ODDS.reference)
        assert 'by "he"' in entry.detail
