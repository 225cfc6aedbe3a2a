"""A draft is not published yet: it comes after all others, and nobody has the words from it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_samples import FILLER, PASSAGE, SETTINGS, article, carrying, match, moment, witness

from reuse.model import Article, ArticleId, Family, Lineage, Match, Span, Timestamp
from reuse.trace import trace

DAYS = (None, moment("2020-01-01T06:00"), moment("2020-01-02", "day", has_zone=False))
LEADS = ("", "The BBC reports:", "As The Telegraph points out:", "(RT) — It is so.")
OUTLETS = (None, "BBC", "RT", "The Mill Herald")


def of_draft(*articles: Article, drafts: tuple[str, ...] = ("draft",)) -> tuple[Family, Lineage]:
    """The one family of articles that hold the passage, some of which are drafts."""
    families, lineages = trace(
        articles, carrying(articles), settings=SETTINGS, drafts=frozenset(map(ArticleId, drafts))
    )
    assert len(families) == 1
    return families[0], lineages[0]


def carrying_alike(articles: tuple[Article, ...]) -> tuple[Match, ...]:
    """A match of the last two paragraphs but one of each pair, whatever they say."""
    return tuple(
        replace(match(left, right, spans=(passage_of(left), passage_of(right))), kind="edited")
        for left, right in combinations(articles, 2)
    )


def passage_of(carrier: Article) -> Span:
    start = carrier.text.index("The bridge over")
    return Span(start, carrier.text.index("three weeks.", start) + len("three weeks."))


def telling(name: str, lead: str, **fields: object) -> Article:
    return article(name, f"{FILLER}\n\n{lead}\n\n{PASSAGE}\n\n{FILLER}", **fields)


def test_an_undated_article_is_likelier_the_source_of_a_draft_than_the_reverse() -> None:
    _, lineage = of_draft(telling("a", ""), telling("draft", ""))

    assert lineage.origin.article == "a"
    assert lineage.origin.basis == ("a is published already, and the draft is not",)
    (step,) = lineage.derivations
    assert (step.source, step.derivative) == ("a", "draft")
    assert [e.detail for e in step.evidence if e.kind == "time"] == [
        "a is published already, and draft is not yet"
    ]


def test_the_date_that_a_draft_states_does_not_make_it_first() -> None:
    late, early = DAYS[2], DAYS[1]
    _, lineage = of_draft(
        telling("a", "", outlet="BBC", published=late),
        telling("draft", "", outlet="RT", published=early),
    )

    assert lineage.origin.article == "a"
    assert not any("earlier" in reason for reason in lineage.origin.basis)


def test_a_credit_to_the_outlet_of_the_draft_names_that_outlet_and_not_the_draft() -> None:
    family, lineage = of_draft(
        telling("a", "The BBC reports:", outlet="RT", published=DAYS[1]),
        telling("draft", "", outlet="BBC"),
    )

    origin = lineage.origin
    assert (origin.outlet, origin.article, origin.in_corpus) == ("BBC", None, False)
    assert witness(family, "draft").credit is None


def test_the_words_that_most_have_do_not_make_a_draft_the_origin() -> None:
    words = (PASSAGE * 2).split()
    texts = {"draft": words} | {
        name: [f"{name}{n}" if n % 8 == at else word for n, word in enumerate(words)]
        for at, name in enumerate("abc")
    }
    first, then = DAYS[1], moment("2020-03-01T06:00")
    articles = [
        article(name, " ".join(text), published=first if name == "draft" else then)
        for name, text in texts.items()
    ]
    matches = [
        match(one, other, spans=(Span(0, len(one.text)), Span(0, len(other.text))))
        for one, other in combinations(articles, 2)
    ]

    def origin(*drafts: ArticleId) -> ArticleId | None:
        _, (lineage,) = trace(articles, matches, settings=SETTINGS, drafts=drafts)
        assert not {step.source for step in lineage.derivations} & {*drafts}
        return lineage.origin.article

    assert origin() == "draft"
    assert origin(ArticleId("draft")) != "draft"


def test_without_any_sign_a_short_passage_of_a_draft_has_no_known_origin() -> None:
    short = "Two cracks were found in the main span of the old northern bridge on Monday."
    articles = [article(name, f"{FILLER}\n\n{short}\n\n{FILLER}") for name in ("a", "draft")]
    _, (lineage,) = trace(
        articles, carrying(articles, short), settings=SETTINGS, drafts={ArticleId("draft")}
    )

    assert lineage.origin.confidence == "unknown"
    assert "was published before the draft" in lineage.origin.basis[0]


@given(
    st.lists(
        st.tuples(st.sampled_from(LEADS), st.sampled_from(OUTLETS), st.sampled_from(DAYS)),
        min_size=2,
        max_size=5,
    ),
    st.integers(1, 2),
)
def test_a_draft_is_never_the_origin_nor_a_source(
    made: list[tuple[str, str | None, Timestamp | None]], drafts: int
) -> None:
    names = [f"draft{n}" if n < drafts else f"a{n}" for n in range(len(made))]
    articles = [
        telling(name, lead, outlet=outlet, published=published)
        for name, (lead, outlet, published) in zip(names, made, strict=True)
    ]
    held = frozenset(ArticleId(name) for name in names[:drafts])
    _, lineages = trace(articles, carrying(articles), settings=SETTINGS, drafts=held)

    if drafts < len(made):
        assert not {lineage.origin.article for lineage in lineages} & held
        assert not {step.source for lin in lineages for step in lin.derivations} & held


@pytest.mark.parametrize("outlet", OUTLETS)
def test_who_published_first_among_the_others_is_told_as_without_the_draft(
    outlet: str | None,
) -> None:
    others = (
        telling("a", "", outlet="BBC", published=DAYS[1]),
        telling("b", "", outlet="NPR", published=moment("2020-03-01T06:00")),
    )
    _, lineage = of_draft(*others, telling("draft", "", outlet=outlet))

    assert lineage.origin.article == "a"


def test_changes_are_told_of_drafts_where_there_are_any() -> None:
    first = telling("a", "", published=moment("2020-01-01T06:00"))
    told = {"two cracks": "four cracks"}
    others = [
        article(name, first.text.replace(*next(iter(told.items()))), published=when)
        for name, when in (("b", moment("2020-01-02T06:00")), ("draft", None))
    ]
    found = carrying_alike((first, *others))
    _, (lineage,) = trace((first, *others), found, settings=SETTINGS)
    assert all(step.changes for step in lineage.derivations if step.source == "a")
    _, (lineage,) = trace(
        (first, *others), found, settings=SETTINGS, drafts=frozenset({ArticleId("draft")})
    )
    changed = {step.derivative for step in lineage.derivations if step.changes}
    assert "b" not in changed


def test_only_what_a_draft_carries_is_told_and_named_as_among_all() -> None:
    other = "Two cracks were found in the main span of the old northern bridge on Monday morning."
    articles = [telling("a", ""), telling("draft", "")]
    articles += [article(name, f"{FILLER}\n\n{other}\n\n{FILLER}") for name in ("b", "c", "d")]
    matches = (*carrying(articles), *carrying(articles, other))
    everything, _ = trace(articles, matches, settings=SETTINGS)
    (family,), (lineage,) = trace(articles, matches, settings=SETTINGS, drafts={ArticleId("draft")})

    assert [f.id for f in everything] == ["f1", "f2"]
    assert [w.article for w in family.witnesses] == ["a", "draft"]
    assert family.id == lineage.family == "f2"
