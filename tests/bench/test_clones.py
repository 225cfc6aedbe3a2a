"""The generated corpus: other words, known copies, the same in any block size."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import clones
import numpy as np
import pytest
from clone_words import Words, words_of
from clones import family_sizes, read_truth, write_clones

ARTICLES = 400


def sentence(number: int) -> str:
    return " ".join(
        f"w{chr(97 + (number * k) % 26)}{chr(97 + (number + k) % 26)}" for k in range(9)
    )


@pytest.fixture(scope="module")
def words() -> Words:
    texts = [f'The "{sentence(n)}"\nsaid {n}. And {sentence(3 * n + 1)}.' for n in range(300)]
    return words_of(texts)


@pytest.fixture(scope="module")
def corpus(words: Words, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("clones") / "c.jsonl"
    write_clones(words, ARTICLES, out=out, seed=1)
    return out


def records(corpus: Path) -> dict[str, dict[str, str]]:
    return {r["id"]: r for r in map(json.loads, corpus.read_text("utf-8").splitlines())}


def test_every_line_is_a_record_with_all_fields(corpus: Path) -> None:
    found = records(corpus)
    assert len(found) == ARTICLES
    assert all(set(r) == {"id", "outlet", "published", "url", "text"} for r in found.values())


def test_clones_keep_what_stands_between_words_and_change_most_words(words: Words) -> None:
    article = np.array([5])
    one, two = (next(iter(words.clones(article, np.array([key])))) for key in (1, 2))
    assert one[::2] == two[::2]
    assert one == next(iter(words.clones(article, np.array([1]))))
    assert sum(a != b for a, b in zip(one[1::2], two[1::2], strict=True)) > len(one) // 8


def test_the_truth_points_at_the_planted_passages(corpus: Path) -> None:
    texts = records(corpus)
    passages = defaultdict(list)
    for w in read_truth(corpus):
        passages[w.family].append(texts[w.article]["text"][w.start : w.end].split())
    assert len(passages) > 2
    for own in passages.values():
        assert len(own) > 1
        first = own[0]  # the earliest witness is not edited
        for other in own[1:]:
            common = Counter(first) & Counter(other)
            assert common.total() >= 0.6 * len(first)


def test_blocks_do_not_show(words: Words, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clones, "_BLOCK", 7)
    again = corpus.with_name("again.jsonl")
    write_clones(words, ARTICLES, out=again, seed=1)
    assert again.read_bytes() == corpus.read_bytes()


def test_an_outlet_repeats_its_line_and_a_template_recurs(corpus: Path) -> None:
    texts = [r["text"] for r in records(corpus).values()]
    assert sum("sign in or choose a plan" in text for text in texts) >= ARTICLES // 50
    last = Counter(text.rpartition("\n\n")[2] for text in texts if "\n\n" in text)
    assert last.most_common(1)[0][1] >= 5


def test_family_sizes_have_a_heavy_tail_within_bounds() -> None:
    sizes = family_sizes(100_000, np.random.default_rng(1))
    assert sizes.min() == 2
    assert sizes.max() == 500
    assert 95_000 <= sizes.sum() <= 100_000
    assert np.median(sizes) <= 4
