"""Characters that are no words: the grams that stand for words."""

from __future__ import annotations

import pytest

from reuse.text.tokens import tokenize


def stems(text: str) -> list[int]:
    table = tokenize([text])
    found: list[int] = table.stems[table.stem].tolist()
    return found


@pytest.mark.parametrize(
    ("one", "between", "other"), [("北", "。", "京"), ("ひら", "、", "がな"), ("ประ", " ", "ชา")]
)
def test_a_gram_ends_where_characters_no_longer_stand_beside_each_other(
    one: str, between: str, other: str
) -> None:
    assert stems(f"{one}{between}{other}") == stems(one) + stems(other)
    assert stems(f"{one}{other}") != stems(one) + stems(other)
