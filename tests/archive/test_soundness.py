"""`faults`: what nobody notices who only asks, in a file whose every row adds up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fault_articles import made_articles

from reuse.archive import contents, index, open_archive, words
from reuse.archive.contents import Size
from reuse.archive.postings import opened, sealed
from reuse.archive.store import Store

MADE = made_articles(6, seed=4)


def first_chunk(store: Store) -> tuple[int, np.ndarray]:
    number, chunk = store.execute("SELECT number, postings FROM chunk ORDER BY number").fetchone()
    return number, opened(chunk)


def keep_chunk(store: Store, number: int, postings: np.ndarray) -> None:
    store.execute("UPDATE chunk SET postings = ? WHERE number = ?", (sealed(postings), number))


def forget_one_posting(store: Store) -> None:
    _, postings = first_chunk(store)
    index.without(store, postings[7:8])


def turn_two_postings(store: Store) -> None:
    number, postings = first_chunk(store)
    turned = postings.copy()
    turned[[4, 5]] = turned[[5, 4]]
    keep_chunk(store, number, turned)


def repeat_a_posting(store: Store) -> None:
    number, postings = first_chunk(store)
    keep_chunk(store, number, np.insert(postings, 4, postings[4]))


def post_of_nobody(store: Store) -> None:
    number, postings = first_chunk(store)
    least = np.uint64(postings[4] >> np.uint64(26) << np.uint64(26))
    keep_chunk(store, number, np.sort(np.append(postings, least + np.uint64(900))))


def give_the_words_of_another(store: Store) -> None:
    (keys,) = store.execute("SELECT keys FROM words WHERE number = 2").fetchone()
    again = words._sealed(1, keys[words.SUM_BYTES :])
    store.execute("UPDATE words SET keys = ? WHERE number = 1", (again,))


def forget_the_words(store: Store) -> None:
    words.forget_words(store, [3])


def count_one_more(store: Store) -> None:
    size = contents.size_of(store)
    contents.keep_size(store, Size(size.articles + 1, size.words))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (forget_one_posting, "the fingerprints are not those of its articles"),
        (turn_two_postings, "postings are out of order"),
        (repeat_a_posting, "postings are out of order"),
        (post_of_nobody, "a posting belongs to no article"),
        (give_the_words_of_another, "the words of an article are another's"),
        (forget_the_words, "the words of an article are missing"),
        (count_one_more, "it should hold 7 articles and holds 6"),
    ],
)
def test_what_does_not_belong_together_is_a_fault(
    tmp_path: Path, changed: Callable[[Store], None], fault: str
) -> None:
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(MADE)
        assert archive.faults() == ()
        with archive._store.write():  # which keeps the sums over what there is
            changed(archive._store)
        assert [said.partition("damaged: ")[2] for said in archive.faults()] == [fault]


@pytest.mark.parametrize("changed", [turn_two_postings, post_of_nobody, count_one_more])
def test_so_it_is_in_an_archive_without_texts(
    tmp_path: Path, changed: Callable[[Store], None]
) -> None:
    with open_archive(tmp_path / "a.reuse", has_text=False) as archive:
        archive.add(MADE)
        with archive._store.write():
            changed(archive._store)
        assert len(archive.faults()) == 1
