"""Which matches are one passage."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_samples import SETTINGS

from reuse.model import ArticleId, Certainty, Match, Span
from reuse.trace.families import Group, group
from reuse.trace.words import read_words


def link(
    left: str,
    left_span: tuple[int, int],
    right: str,
    right_span: tuple[int, int],
    certainty: Certainty = "certain",
) -> Match:
    sides = sorted(((left, Span(*left_span)), (right, Span(*right_span))))
    (a, a_span), (b, b_span) = sides
    words = max(1, min(len(a_span), len(b_span)) // 6)
    return Match(ArticleId(a), ArticleId(b), a_span, b_span, "verbatim", 1.0, words, certainty)


def doubtful(left: str, left_span: tuple[int, int], right: str, at: tuple[int, int]) -> Match:
    return link(left, left_span, right, at, "possible")


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


def test_copy_of_most_of_a_passage_joins_it() -> None:
    (found,) = families(link("a", (0, 900), "b", (0, 900)), link("a", (0, 700), "c", (0, 700)))
    assert carriers(found) == ["a", "b", "c"]


def test_copy_of_a_small_part_splits_the_passage() -> None:
    found = families(link("a", (0, 900), "b", (0, 900)), link("a", (0, 300), "c", (0, 300)))
    assert [carriers(f) for f in found] == [["a", "b", "c"], ["a", "b"]]
    assert [f.places[0].span for f in found] == [Span(0, 300), Span(300, 900)]


def test_every_part_has_the_witnesses_that_carry_it() -> None:
    found = families(
        link("a", (0, 9000), "b", (0, 9000)),
        link("a", (0, 3000), "c", (0, 3000)),
        link("c", (0, 1000), "d", (0, 1000)),
    )
    assert [carriers(f) for f in found] == [list("abcd"), list("abc"), list("ab")]


def test_shared_background_is_a_passage_of_its_own() -> None:
    found = families(
        link("a", (0, 3000), "b", (0, 3000)),
        link("c", (0, 3000), "d", (0, 3000)),
        link("a", (2000, 2500), "c", (200, 700)),
    )
    assert sorted(carriers(f) for f in found) == sorted(
        [list("abcd"), list("ab"), list("ab"), list("cd"), list("cd")]
    )


def test_doubtful_match_adds_a_witness_to_a_family() -> None:
    (found,) = families(
        link("a", (0, 300), "b", (0, 300)), doubtful("b", (10, 290), "c", (500, 780))
    )
    assert carriers(found) == ["a", "b", "c"]
    assert found.weak == {"c"}


def test_doubtful_match_does_not_bridge_two_families() -> None:
    found = families(
        link("a", (0, 300), "b", (0, 300)),
        link("c", (0, 300), "d", (0, 300)),
        doubtful("b", (0, 300), "c", (0, 300)),
    )
    assert [carriers(f) for f in found] == [["a", "b"], ["c", "d"]]


def test_nothing_is_reached_through_a_doubtful_witness() -> None:
    found = families(
        link("a", (0, 300), "b", (0, 300)),
        doubtful("b", (0, 300), "c", (0, 300)),
        doubtful("c", (0, 300), "d", (0, 300)),
    )
    assert ["a", "b", "c"] in [carriers(f) for f in found]
    assert all("d" not in carriers(f) or "a" not in carriers(f) for f in found)


def test_two_stories_with_one_sentence_in_common_stay_two() -> None:
    quote = "We rolled this out wrong and we could have done a much better job on Friday evening."
    first = " ".join(f"Alpha{n} writes about matter number {n * 7} today." for n in range(30))
    second = " ".join(f"Beta{n} tells of subject number {n * 9} tonight." for n in range(30))
    texts = {
        ArticleId("a"): f"{first} {quote}",
        ArticleId("b"): f"{first} {quote}",
        ArticleId("c"): f"{quote} {second}",
        ArticleId("d"): f"{quote} {second}",
    }
    whole = {key: (0, len(text)) for key, text in texts.items()}
    said = {key: (text.index(quote), text.index(quote) + 84) for key, text in texts.items()}
    pairs = [link(x, said[ArticleId(x)], y, said[ArticleId(y)]) for x in "ab" for y in "cd"]
    pairs += [link(x, whole[ArticleId(x)], y, whole[ArticleId(y)]) for x, y in ("ab", "cd")]
    found = group(pairs, settings=SETTINGS, words=read_words(texts))
    assert [carriers(f) for f in found] == [list("abcd"), list("ab"), list("cd")]
    assert [len(f.places[0].span) < 100 for f in found] == [True, False, False]


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


spans = st.builds(
    lambda start, size: (start, start + size), st.integers(0, 900), st.integers(90, 600)
)
links = st.builds(
    lambda names, left, right: link(names[0], left, names[1], (right, right + left[1] - left[0])),
    st.lists(st.sampled_from("abcde"), min_size=2, max_size=2, unique=True),
    spans,
    st.integers(0, 900),
)


@given(st.lists(links, max_size=12), st.randoms(use_true_random=False))
def test_order_of_matches_does_not_matter(matches: list[Match], random: object) -> None:
    shuffled = list(matches)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types it as object
    assert families(*shuffled) == families(*matches)


@given(st.lists(links, max_size=12))
def test_families_share_words_only_where_one_is_in_the_other(matches: list[Match]) -> None:
    found = families(*matches)
    for number, one in enumerate(found):
        for other in found[:number]:
            if one.outer or other.outer:
                continue
            for a, b in product(one.places, other.places):
                least = min(len(a.span), len(b.span))
                assert a.article != b.article or 2 * a.span.overlap(b.span) < least


@given(st.lists(links, min_size=1, max_size=12))
def test_every_article_of_a_match_is_in_a_family(matches: list[Match]) -> None:
    found = families(*matches)
    shown = {place.article for f in found for place in f.places}
    assert {a for m in matches for a in (m.left_article, m.right_article)} <= shown
    assert all(len({p.article for p in f.places}) > 1 for f in found)


def test_a_run_of_enough_words_is_a_passage_however_short_they_are() -> None:
    sides = link("a", (100, 148), "b", (20, 68))
    long, short = replace(sides, words=12), replace(sides, words=11)
    assert [carriers(found) for found in families(long)] == [["a", "b"]]
    assert families(short) == ()
    assert group([short], settings=SETTINGS, min_words=11) != ()


def unspaced(left: str, left_at: int, right: str, right_at: int, size: int) -> Match:
    """A match in a script without spaces, whose tokens are its characters."""
    one, other = (left_at, left_at + size), (right_at, right_at + size)
    return replace(link(left, one, right, other), words=size)


@pytest.mark.parametrize("size", [12, 13, 20, 29, 30, 59])
def test_a_run_of_enough_tokens_is_a_passage_where_each_is_one_character(size: int) -> None:
    (found,) = families(unspaced("a", 100, "b", 20, size))
    assert [len(place.span) for place in found.places] == [size, size]
    assert found.words == size


def test_all_carriers_of_a_short_run_are_witnesses() -> None:
    places = {"a": 100, "b": 20, "c": 7, "d": 250}
    pairs = [unspaced(x, places[x], y, places[y], 13) for x, y in combinations(places, 2)]
    (found,) = families(*pairs)
    assert carriers(found) == list(places)
    (chained,) = families(pairs[0], pairs[3], pairs[5])
    assert carriers(chained) == list(places)


def test_a_short_run_inside_a_long_passage_is_a_family_of_its_own() -> None:
    found = families(link("a", (0, 900), "b", (0, 900)), unspaced("a", 400, "c", 10, 14))
    assert [carriers(f) for f in found] == [["a", "b"], ["a", "c"]]
    assert found[1].outer is not None


@pytest.mark.parametrize("size", [12, 29])
def test_short_runs_that_touch_each_other_in_every_article_are_families(size: int) -> None:
    ring = [("a", "b"), ("b", "c"), ("c", "a")]
    found = families(*(unspaced(x, 100 + size, y, 100, size) for x, y in ring))
    assert sorted(carriers(f) for f in found) == [list("ab"), list("ac"), list("bc")]


def test_what_no_match_holds_whole_is_no_short_passage() -> None:
    assert families(unspaced("a", 100, "b", 20, 11)) == ()
    # The end of a match, which sticks out of a longer passage by a few words.
    found = families(link("a", (0, 300), "b", (0, 300)), unspaced("a", 285, "b", 285, 30))
    assert [len(f.places[0].span) for f in found] == [315]


short_links = st.builds(
    lambda names, left, right, size: unspaced(names[0], left, names[1], right, size),
    st.lists(st.sampled_from("abcde"), min_size=2, max_size=2, unique=True),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(12, 70),
)


@given(st.lists(short_links, min_size=1, max_size=12))
def test_every_article_of_a_short_match_is_in_a_family(matches: list[Match]) -> None:
    shown = {place.article for f in families(*matches) for place in f.places}
    assert {a for m in matches for a in (m.left_article, m.right_article)} <= shown


def test_a_copy_that_begins_inside_a_sentence_has_all_its_words() -> None:
    words = " ".join(f"{chr(97 + n % 26)}word{n}" for n in range(30)).split()
    first, second = " ".join(words[:16]) + ".", " ".join(words[16:]) + "."
    start = first.index(words[11])
    texts = {
        ArticleId("a"): f"{first} {second}",
        ArticleId("b"): f"{first} Quite another story goes on.",
        ArticleId("d"): f"It said that {first[start:]} {second} Nobody else did.",
    }
    whole = len(texts[ArticleId("a")])
    held = 13, 13 + whole - start
    matches = [
        link("a", (0, len(first)), "b", (0, len(first))),
        link("a", (start, whole), "d", held),
    ]
    found = group(matches, settings=SETTINGS, words=read_words(texts))
    places = [place for one in found for place in one.places if place.article == "d"]
    assert [(place.span.start, place.span.end) for place in places] == [held]


@pytest.mark.parametrize(("first", "last"), [("word4x8", " word9x0"), ("word4x0", " word8x5")])
def test_a_copy_that_begins_or_ends_inside_a_sentence_is_a_witness_to_its_last_word(
    first: str, last: str
) -> None:
    """The passage is cut where the nearest sentence of the others ends."""
    lines = (" ".join(f"word{line}x{n}" for n in range(12)) for line in range(12))
    whole = "".join(f"{line.capitalize()}. " for line in lines)
    found = whole.lower().index(first), whole.lower().index(last)
    part = whole[slice(*found)]
    texts = {ArticleId("a"): whole, ArticleId("b"): whole, ArticleId("c"): part}
    everything = (0, len(whole.rstrip()))
    copies = link("a", everything, "b", everything), link("a", found, "c", (0, len(part)))
    (carried,) = (
        family
        for family in group(copies, settings=SETTINGS, words=read_words(texts))
        if "c" in carriers(family)
    )
    (place,) = (place for place in carried.places if place.article == "c")
    assert place.span.of(part).rstrip(". ") == part.rstrip(". ")
