"""The planter: what it says it planted is there."""

from __future__ import annotations

import random

from plants import CELLS, planted

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi".split()


def articles(number: int) -> list[str]:
    draw = random.Random(7)
    return [
        " ".join(
            " ".join(draw.choices(WORDS, k=draw.randrange(5, 15))).capitalize() + "."
            for _ in range(30)
        )
        for _ in range(number)
    ]


def test_an_unedited_plant_is_the_passage_word_for_word() -> None:
    before = articles(200)
    texts = list(before)
    plants = [p for p in planted(texts, 60, draw=random.Random(1)) if not p.edits]
    assert plants
    for p in plants:
        passage = before[p.source][p.source_start : p.source_end]
        assert texts[p.copy][p.copy_start : p.copy_end] == passage
        assert len(passage.split()) == p.length


def test_every_cell_is_planted_once_aligned_and_once_not() -> None:
    plants = planted(articles(200), 2 * len(CELLS), draw=random.Random(1))
    cells = {(p.length, p.edits, p.aligned) for p in plants}
    assert cells == {(*cell, aligned) for cell in CELLS for aligned in (True, False)}


def test_aligned_plants_begin_and_land_at_sentences() -> None:
    before = articles(200)
    plants = planted(list(before), 60, draw=random.Random(1))
    for p in plants:
        if p.aligned:
            assert before[p.source][p.source_start].isupper()
            assert p.copy_start == 0 or before[p.copy][: p.copy_start].endswith(". ")


def test_edits_change_that_share_of_the_words() -> None:
    texts = articles(200)
    for p in planted(texts, 60, draw=random.Random(1)):
        source = texts[p.source][p.source_start : p.source_end].split()
        copy = texts[p.copy][p.copy_start : p.copy_end].split()
        assert abs(len(copy) - len(source)) <= round(p.edits / 100 * p.length)
        assert p.edits or copy == source


def test_no_article_serves_twice() -> None:
    plants = planted(articles(200), 60, draw=random.Random(1))
    used = [article for p in plants for article in p.pair]
    assert len(used) == len(set(used))
