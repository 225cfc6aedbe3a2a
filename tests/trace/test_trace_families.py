"""Which matches are one passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from trace_samples import SETTINGS

from reuse.model import ArticleId, Match, Span
from reuse.trace.families import Group, group


def link(left: str, left_span: tuple[int, int], right: str, right_span: tuple[int, int]) -> Match:
    sides = sorted(((left, Span(*left_span)), (right, Span(*right_span))))
    (a, a_span), (b, b_span) = sides
    words = max(1, min(len(a_span), len(b_span)) // 6)
    return Match(ArticleId(a), ArticleId(b), a_span, b_span, "verbatim", 1.0, words, "certain")


def families(*matches: Match) -> tuple[Group, ...]:
    return group(matches, settings=SETTINGS)


def carriers(found: Group) -> list[str]:
    return [place.article for place in found.places]


def test_overlapping_spans_of_one_article_unite_their_matches() -> None:
    (found,) = families(link("a", (0, 300), "b", (50, 350)), link("b", (60, 340), "c", (0, 280)))
    assert carriers(found) == ["a", "b", "c"]


def test_two_passages_of_one_pair_stay_two() -> None:
    found = families(link("a", (0, 300), "b", (0, 300)), link("a", (900, 1200), "b", (500, 800)))
    assert len(found) == 2


def test_articles_that_share_another_passage_are_another_family() -> None:
    found = families(link("a", (0, 300), "b", (0, 300)), link("b", (400, 700), "c", (0, 300)))
    assert [carriers(f) for f in found] == [["a", "b"], ["b", "c"]]


def test_witness_spans_that_overlap_are_one() -> None:
    (found,) = families(link("a", (0, 300), "b", (0, 300)), link("a", (20, 330), "c", (0, 310)))
    (place,) = [p for p in found.places if p.article == "a"]
    assert place.span == Span(0, 330)


def test_passage_does_not_creep_along_an_article() -> None:
    steps = [link("a", (n * 100, n * 100 + 300), f"b{n}", (0, 300)) for n in range(10)]
    for found in families(*steps):
        (place,) = [p for p in found.places if p.article == "a"]
        assert len(place.span) <= 600


def test_shorter_copy_joins_the_passage_that_holds_it() -> None:
    (found,) = families(link("a", (0, 900), "b", (0, 900)), link("a", (0, 300), "c", (0, 300)))
    assert carriers(found) == ["a", "b", "c"]


def test_tiny_part_of_a_long_passage_is_a_passage_of_its_own() -> None:
    found = families(link("a", (0, 9000), "b", (0, 9000)), link("a", (0, 300), "c", (0, 300)))
    assert len(found) == 2


def test_ever_shorter_parts_do_not_cascade_into_one_passage() -> None:
    found = families(
        link("a", (0, 9000), "b", (0, 9000)),
        link("a", (0, 1500), "c", (0, 1500)),
        link("c", (0, 300), "d", (0, 300)),
    )
    assert [carriers(f) for f in found] == [["a", "b", "c"], ["c", "d"]]


def test_shared_background_does_not_unite_two_stories() -> None:
    found = families(
        link("a", (0, 3000), "b", (0, 3000)),
        link("c", (0, 3000), "d", (0, 3000)),
        link("a", (2000, 2600), "c", (100, 700)),
    )
    assert [carriers(f) for f in found] == [["a", "b"], ["c", "d"], ["a", "c"]]


def test_largest_family_is_first_and_then_the_longest() -> None:
    found = families(
        link("a", (0, 300), "b", (0, 300)),
        link("c", (0, 600), "d", (0, 600)),
        link("e", (0, 200), "f", (0, 200)),
        link("f", (0, 200), "g", (0, 200)),
    )
    assert [carriers(f) for f in found] == [["e", "f", "g"], ["c", "d"], ["a", "b"]]


def test_chain_of_five_hundred_copies_is_one_family() -> None:
    chain = [link(f"a{n:03d}", (0, 300), f"a{n + 1:03d}", (0, 300)) for n in range(500)]
    (found,) = families(*chain)
    assert len(found.places) == 501


spans = st.builds(lambda start, size: (start, start + size), st.integers(0, 80), st.integers(5, 60))
links = st.builds(
    lambda names, left, right: link(names[0], left, names[1], right),
    st.lists(st.sampled_from("abcde"), min_size=2, max_size=2, unique=True),
    spans,
    spans,
)


@given(st.lists(links, max_size=12), st.randoms(use_true_random=False))
def test_order_of_matches_does_not_matter(matches: list[Match], random: object) -> None:
    shuffled = list(matches)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types it as object
    assert families(*shuffled) == families(*matches)


@given(st.lists(links, max_size=12))
def test_every_side_of_every_match_lies_in_a_family_of_it(matches: list[Match]) -> None:
    found = families(*matches)
    assert sorted(m.id for f in found for m in f.matches) == sorted(m.id for m in set(matches))
    for members in found:
        for match in members.matches:
            holds = [p for p in members.places if p.article == match.left_article]
            assert any(p.span.contains(match.left) for p in holds)
