"""Which archived articles a draft meets: by words in a row, by reworded sentences, and how many."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from fault_articles import made_articles, prose, words
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reuse.archive import Archive, neighbours, open_archive
from reuse.archive.fingerprints import Fingerprints, Scheme
from reuse.archive.index import Hits
from reuse.archive.neighbours import Question, Runs, covering, gram_runs
from reuse.find.asking import Asking, asking
from reuse.find.grams import Hashes
from reuse.find.rarity import Counts, weighed
from reuse.find.scorer import HOPE
from reuse.model import Article, ArticleId
from reuse.settings import FindSettings, Settings
from reuse.text.tokens import tokenize

SENTENCE = (
    "Volunteers counted forty harbour seals beside the abandoned lighthouse yesterday "
    "morning, naturalists reported."
)
# The same words in an order that leaves no two of them side by side.
REWORDED = (
    "Naturalists reported yesterday: seals, volunteers counted; lighthouse forty beside morning "
    "harbour abandoned."
)
PER_WORD = neighbours._PER_WORD
LENGTH, GRAM = 6, 4


def text(name: str, said: str) -> Article:
    return Article(ArticleId(name), said, name, language="en")


def found(archive: Archive, said: str) -> list[str]:
    return [article.id for article in archive.near([text("draft", said)]).articles]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = made_articles(30, seed=3)
    archive = open_archive(tmp_path / "a.reuse")
    archive.add([*made, text("seals", f"{made[0].text} {SENTENCE} {made[1].text}")])
    return archive


def test_a_reworded_sentence_is_met_by_its_bands_alone(archive: Archive) -> None:
    assert found(archive, SENTENCE) == ["seals"]
    assert found(archive, REWORDED) == ["seals"]
    assert found(archive, "Nobody has counted any fox near our old windmill on Friday.") == []


@dataclass
class Index:
    """What articles have, without a file: `common` are hashes that too many have."""

    articles: dict[int, list[int]]
    common: frozenset[int] = frozenset()
    read: list[int] = field(default_factory=list)

    def __call__(self, hashes: Hashes, most_chunks: int) -> Hits:
        asked = hashes.tolist()
        is_common = [h in self.common and most_chunks < 1_000 for h in asked]
        self.read += [h for h, common in zip(asked, is_common, strict=True) if not common]
        pairs = [
            (which, article)
            for which, hash_ in enumerate(asked)
            if not is_common[which]
            for article in self.articles.get(hash_, ())
        ]
        which, articles = (
            (np.array(row, np.int64) for row in zip(*pairs, strict=True))
            if (pairs)
            else (np.zeros(0, np.int64), np.zeros(0, np.int64))
        )
        return Hits(which, articles, np.array(is_common, np.bool_))


def question(drafts: Sequence[str], bands: Sequence[tuple[int, int]] = ()) -> Question:
    """Drafts that ask for their grams, and for bands given as hash and token."""
    table = tokenize(list(drafts), ["en"] * len(drafts))
    settings = FindSettings()
    prints = Scheme(settings).of(table)
    hashes, at = zip(*bands, strict=True) if bands else ((), ())
    prints = Fingerprints(
        prints.grams, prints.gram_at, np.array(hashes, np.uint64), np.array(at, np.int64)
    )
    asked = asking(table, settings, background=None)
    return Question(table, prints, GRAM, LENGTH, asked, is_weighed=False)


def undated(articles: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.full(len(articles), np.inf)


def test_one_equal_band_is_a_chance_and_two_are_a_reworded_sentence() -> None:
    asked = question(["Nothing here is in a row"], bands=[(11, 0), (12, 0), (13, 0)])
    near = neighbours.neighbours(asked, Index({11: [1, 2], 12: [2, 3], 13: [4]}), undated)
    assert near.alike.tolist() == [2]
    assert near.with_runs.tolist() == []


def test_one_equal_band_is_enough_for_an_article_that_has_words_in_a_row() -> None:
    asked = question(["Nothing here is in a row"], bands=[(11, 0)])
    first = asked.prints.grams.tolist()[0]
    near = neighbours.neighbours(asked, Index({11: [1, 2], first: [2]}), undated)
    assert (near.with_runs.tolist(), near.alike.tolist()) == ([2], [2])


def test_bands_of_two_sentences_do_not_add_up() -> None:
    asked = question(["Nothing here is in a row"], bands=[(11, 0), (12, 3)])
    near = neighbours.neighbours(asked, Index({11: [1], 12: [1]}), undated)
    assert near.alike.tolist() == []


def test_of_each_sentence_the_most_alike_are_looked_at() -> None:
    at, most = 0, neighbours._PER_SENTENCE
    bands = [(hash_, at) for hash_ in range(10, 14)]
    # Each of the later ones has a band more than the first ones have.
    held = {10: list(range(2 * most)), 11: list(range(2 * most)), 12: list(range(most, 2 * most))}
    asked = question(["Nothing here is in a row"], bands=bands)
    near = neighbours.neighbours(asked, Index(held), undated)
    assert near.alike.tolist() == list(range(most, 2 * most))


@given(
    st.lists(st.integers(0, 25), min_size=LENGTH, max_size=24),
    st.lists(st.tuples(st.integers(0, 20), st.integers(LENGTH, 20)), max_size=6),
    st.sets(st.integers(0, 25), max_size=9),
)
def test_a_run_of_enough_words_is_met_whatever_is_common(
    draft: list[int], copied: list[tuple[int, int]], rare: set[int]
) -> None:
    """`copied` are stretches of the draft, each of which an article of its own has.

    The grams of the draft are common but for those at the places that are `rare`.
    """
    asked = question([" ".join(f"w{number}x" for number in draft)])
    grams = asked.prints.grams.tolist()
    held: dict[int, list[int]] = {}
    for article, (start, length) in enumerate(copied):
        for at in range(start, min(start + length, len(draft)) - GRAM + 1):
            held[grams[at]] = sorted({article, *held.get(grams[at], ())})
    common = frozenset(gram for at, gram in enumerate(grams) if at not in rare)
    runs = gram_runs(asked, Index(held, common))
    met = list(zip(runs.articles.tolist(), runs.start.tolist(), runs.end.tolist(), strict=True))
    for article, (start, length) in enumerate(copied):
        end = min(start + length, len(draft))
        if end - start >= LENGTH:
            assert [1 for a, s, e in met if a == article and s <= start and end <= e]


def test_what_only_common_grams_say_is_not_read_but_in_long_runs() -> None:
    said = " ".join(f"w{number}x" for number in range(12))
    asked = question([said])
    grams = asked.prints.grams.tolist()
    window = LENGTH - GRAM + 1
    for number, expected in ((window - 1, []), (window, [5]), (2 * window, [5])):
        common = frozenset(grams[:number])
        index = Index({gram: [5] for gram in common}, common)
        assert gram_runs(asked, index).articles.tolist() == expected
        assert len(common & set(index.read)) == number // window


@pytest.mark.parametrize(
    ("common", "hit", "run"),
    [({1}, 0, (0, 5)), ({1}, 2, (1, 6)), ({2}, 3, (6, 10)), ({3}, 2, (2, 6)), ({3}, 4, (6, 11))],
)
def test_a_run_goes_on_over_common_grams_of_its_own_draft_alone(
    common: set[int], hit: int, run: tuple[int, int]
) -> None:
    asked = question(["one two three four five six", "six seven eight nine ten"])
    grams = asked.prints.grams.tolist()
    index = Index({grams[hit]: [1]}, frozenset(grams[at] for at in common))
    runs = gram_runs(asked, index)
    assert (runs.articles.tolist(), runs.start.tolist(), runs.end.tolist()) == (
        [1], [run[0]], [run[1]]
    )  # fmt: skip


def test_short_runs_count_by_what_they_say_and_long_ones_always() -> None:
    """The first ten words are common and the others not; a run must be worth 20 nats."""
    said = " ".join(f"w{number}x" for number in range(20))
    asked = question([said])
    table, grams = asked.table, asked.prints.grams.tolist()
    often = np.where(np.arange(20) < 10, 900, 1).astype(np.float32)
    counts = Counts(often, often, often, total=1_000)
    asked = replace(
        asked,
        asking=Asking(table, weighed(table.offsets, counts), 20.0 + HOPE),
        is_weighed=True,
    )
    common, rare, long = grams[0], grams[12], grams[3 : 3 + LENGTH - GRAM + 1]
    near = neighbours.neighbours(
        asked, Index({common: [1], rare: [2], **{gram: [3] for gram in long}}), undated
    )
    assert near.with_runs.tolist() == [2, 3]


def test_articles_that_share_what_enough_others_share_are_counted() -> None:
    asked = question(["one two three four five six"])
    everywhere = {gram: list(range(3 * PER_WORD)) for gram in asked.prints.grams.tolist()}
    near = neighbours.neighbours(asked, Index(everywhere), undated)
    assert (len(near.with_runs), near.left_out) == (PER_WORD, 2 * PER_WORD)


@pytest.mark.parametrize("most", [0, 1])
def test_where_few_chunks_may_be_read_every_run_is_found_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    dice = random.Random(5)
    copied = [prose(words(length, dice=dice), dice=dice) for length in (12, 13, 20, 40)]
    made = [
        replace(article, text=f"{article.text} {copied[number % 4]} And so on.")
        for number, article in enumerate(made_articles(24, seed=9))
    ]
    draft = " So it is said. ".join(copied)
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(made)
        expected = found(archive, draft)
        monkeypatch.setattr(neighbours, "_MOST_CHUNKS", most)
        assert found(archive, draft) == expected
        assert len(expected) == len(made)


def runs_of(*rows: tuple[int, int, int, float]) -> Runs:
    """Runs given as article, start, end and nats."""
    articles, start, end, nats = (np.array(column) for column in zip(*rows, strict=True))
    return Runs(articles, start, end, nats.astype(np.float32))


def by_number(articles: NDArray[np.int64]) -> NDArray[np.float64]:
    return articles.astype(np.float64)


def test_the_best_run_is_covered_before_many_lesser_ones_that_came_first() -> None:
    left = [(number, 0, 10, 12.0) for number in range(PER_WORD)]
    right = [(number, 5, 15, 12.0) for number in range(PER_WORD, 2 * PER_WORD)]
    last = 2 * PER_WORD
    kept = covering(runs_of(*left, *right, (last, 0, 15, 20.0)), 15, by_number).tolist()
    assert last in kept
    # The first of the others, until the words have so many readers.
    assert kept == [*range(PER_WORD - 1), *range(PER_WORD, 2 * PER_WORD - 1), last]


def test_of_runs_worth_about_as_much_the_first_published_are_covered() -> None:
    # The later an article, the more its run is worth, by less than half a nat.
    rows = [(number, number % 3, 12 - number % 2, 12.0 + number / 200) for number in range(40, 80)]
    kept = covering(runs_of(*rows), 12, by_number).tolist()
    assert kept[:PER_WORD] == list(range(40, 40 + PER_WORD))
    assert 79 not in kept


def test_of_equal_runs_the_first_published_are_covered_and_the_undated_last() -> None:
    rows = [(number, 0, 12, 20.0) for number in range(3 * PER_WORD)]

    def backwards(articles: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.where(articles % 2 == 0, -articles.astype(np.float64), np.inf)

    kept = covering(runs_of(*rows), 12, backwards).tolist()
    assert kept == sorted(range(0, 3 * PER_WORD, 2))[-PER_WORD:]


def test_few_runs_are_all_covered() -> None:
    rows = [(number, 0, 12, 20.0) for number in range(PER_WORD)]
    assert covering(runs_of(*rows), 12, undated).tolist() == list(range(PER_WORD))


def test_drafts_of_one_question_are_kept_apart(tmp_path: Path) -> None:
    """Without texts: the grams of the second go on in an article where those of the first end."""
    made = made_articles(3, seed=8)
    drafts = [replace(made[0], id=ArticleId(name)) for name in ("first", "second")]
    drafts.append(replace(made[1], id=ArticleId("third")))
    joined = text("joined", f"{made[0].text} {made[0].text} {made[1].text}")
    with open_archive(tmp_path / "a.reuse", has_text=False) as archive:
        archive.add([joined, *made])
        together = archive.near(drafts).shared or ()
        alone = [archive.near([draft]).shared or () for draft in drafts]
    assert all(alone)
    for number, expected in enumerate(alone):
        own = [(s.article, s.span, s.words) for s in together if s.draft == number]
        assert own == [(s.article, s.span, s.words) for s in expected]


def test_runs_of_the_words_asked_for_are_told_and_no_shorter_ones(tmp_path: Path) -> None:
    """Without texts, of an archive made for shorter runs than it is asked for."""
    said = made_articles(1, seed=2)[0]
    theirs, own = said.text.split(), made_articles(1, seed=3)[0].text.split()

    def draft(start: int, length: int) -> Article:
        return text("draft", " ".join((*own[:9], *theirs[start : start + length], *own[9:20])))

    with open_archive(tmp_path / "a.reuse", has_text=False) as archive:
        archive.add([said])
        assert archive.near([draft(7, 15)]).shared
    asked = Settings(min_words=30)
    with open_archive(tmp_path / "a.reuse", settings=asked, write=False) as archive:
        assert archive.near([draft(7, 15)]).shared == ()
        for start in range(40):
            near = archive.near([draft(start, 30)])
            assert near.least_known == 22
            assert [known.words >= 22 for known in near.shared or ()] == [True]
