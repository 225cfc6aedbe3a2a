"""Matches become objects some thousand at a time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from reuse.align import MatchColumns, found
from reuse.model import ArticleId


@pytest.mark.parametrize("count", [0, 1, 3, 4, 11])
def test_no_match_is_lost_or_moved_between_parts(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "_OBJECTS_AT_ONCE", 4)
    numbers = np.arange(count, dtype=np.int32)
    columns = MatchColumns(
        *(numbers, numbers + 1),
        *(numbers, numbers + 5, numbers + 7, numbers + 9),
        kind=np.zeros(count, np.uint8),
        similarity=np.ones(count),
        words=numbers + 12,
        certain=numbers % 2 == 0,
    )
    ids = [ArticleId(f"a{number:02}") for number in range(count + 1)]
    objects = found.matches(columns, ids)
    assert [(m.left_article, m.right_article) for m in objects] == list(pairwise(ids))
    assert [m.left.start for m in objects] == list(range(count))
    assert [m.words for m in objects] == list(range(12, 12 + count))
    assert [m.certainty == "certain" for m in objects] == [n % 2 == 0 for n in range(count)]
