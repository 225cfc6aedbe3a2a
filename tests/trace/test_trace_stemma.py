"""Chances of origins and steps: the two ways to reckon agree, and evidence moves them rightly."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trace_samples import FILLER, PASSAGE, SETTINGS, article, at, moment

from reuse.model import Article
from reuse.trace.corpus import Corpus
from reuse.trace.credits import read_all
from reuse.trace.duo import Duo
from reuse.trace.families import Group, Place
from reuse.trace.kin import Kin
from reuse.trace.stemma import Root, Stemma
from reuse.trace.versions import Versions
from reuse.trace.votes import listen

LINES = ["The Telegraph reports:", "By Reuters", "Source: BBC", "(AP) — Now.", "", "CNN reported:"]
OUTLETS = [None, "BBC", "CNN", "rt.com"]
TIMES = [None, moment("2020-01-01T06:00"), moment("2020-01-02T06:00"), moment("2020-01-02", "day")]
WITNESS = st.tuples(st.sampled_from(LINES), st.sampled_from(OUTLETS), st.sampled_from(TIMES))


def carrier(name: str, line: str = "", passage: str = PASSAGE, **fields: object) -> Article:
    return article(name, f"{FILLER}\n\n{line}\n\n{passage}\n\n{FILLER}", **fields)


def kin(*articles: Article, passages: tuple[str, ...] = ()) -> Kin:
    known = passages or (PASSAGE,) * len(articles)
    places = tuple(Place(a.id, at(a.text, p)) for a, p in zip(articles, known, strict=True))
    read = read_all(articles, settings=SETTINGS, corpus=Corpus.of(articles))
    readings = {reading.article.id: reading for reading, _ in read}
    return Kin.of(listen(Group(places, 30), readings, settings=SETTINGS))


def chances(found: tuple[Root, ...]) -> dict[tuple[int | None, str | None], float]:
    return {(r.witness, r.outlet.name if r.outlet else None): r.chance for r in found}


@settings(max_examples=60)
@given(WITNESS, WITNESS, st.booleans())
def test_two_witnesses_in_closed_form_are_two_of_any_number(
    one: tuple[str, str | None, object], other: tuple[str, str | None, object], is_house: bool
) -> None:
    pair = kin(
        *(
            carrier(name, line, outlet=outlet, published=time)
            for name, (line, outlet, time) in (("a", one), ("b", other))
        )
    )
    short, long = Duo.of(pair, is_house=is_house), Stemma.of(pair, is_house=is_house)

    assert chances(short.roots()) == pytest.approx(chances(long.roots()))
    for root in long.roots():
        expected = long.tree(root)
        found = short.tree(root)
        assert {v: step.chance for v, step in found.items()} == pytest.approx(
            {v: step.chance for v, step in expected.items()}
        )


@given(st.lists(WITNESS, min_size=2, max_size=5))
def test_chances_of_all_origins_are_one(made: list[tuple[str, str | None, object]]) -> None:
    family = kin(
        *(
            carrier(f"a{n}", line, outlet=outlet, published=time)
            for n, (line, outlet, time) in enumerate(made)
        )
    )
    assert sum(root.chance for root in Stemma.of(family).roots()) == pytest.approx(1)


def test_text_that_others_changed_each_in_its_way_is_the_likelier_source() -> None:
    one, other = PASSAGE.replace("closed", "shut"), PASSAGE.replace("main", "middle")
    texts = (PASSAGE, one, other)
    family = kin(
        *(carrier(n, passage=t) for n, t in zip("abc", texts, strict=True)), passages=texts
    )
    found = chances(Stemma.of(family).roots())
    assert found[0, None] > 1.03 * max(found[1, None], found[2, None])


def test_change_that_two_share_makes_one_the_copy_of_the_other() -> None:
    shared = PASSAGE.replace("closed on Monday", "shut on Friday").replace("two", "seven")
    texts = (PASSAGE, PASSAGE, PASSAGE, shared, shared.replace("weeks", "months"))
    names = "abcde"
    family = kin(
        *(carrier(n, passage=t) for n, t in zip(names, texts, strict=True)), passages=texts
    )
    stemma = Stemma.of(family)
    tree = stemma.tree(Root(0, None, 1.0))
    assert (tree[4].source, tree[3].source in (0, 1, 2)) == (3, True)


def test_a_large_family_keeps_its_few_likely_sources() -> None:
    times = [moment(f"2020-01-{day:02d}T06:00") for day in range(1, 29)] * 2
    family = kin(*(carrier(f"a{n:02d}", published=time) for n, time in enumerate(times)))
    stemma = Stemma.of(family)
    assert len(stemma.sources) < len(times)
    assert {0, 28} <= set(stemma.sources)
    assert len(stemma.tree(stemma.roots()[0])) >= len(times) - 1


@given(st.lists(st.text("ab ", min_size=1, max_size=8), min_size=1, max_size=5))
def test_common_reading_is_what_the_most_texts_have(texts: list[str]) -> None:
    found = Versions.of(texts)
    for column, common in zip(found.readings.T.tolist(), found.common.tolist(), strict=True):
        counts = Counter(column).most_common()
        leading = [reading for reading, count in counts if count == counts[0][1]]
        assert common == (leading[0] if len(leading) == 1 else -1)
