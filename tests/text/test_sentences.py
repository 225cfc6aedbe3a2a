"""Where sentences begin."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.text.sentences import MAX_WORDS
from reuse.text.tokens import tokenize


def sentences(text: str) -> list[str]:
    """The text of each sentence, from its first to its last token."""
    table = tokenize([text])
    starts = table.sentences.tolist()
    return [text[table.start[a] : table.end[b - 1]] for a, b in itertools.pairwise(starts) if a < b]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The first one ends. The second one too! Does the third?",
            ["The first one ends", "The second one too", "Does the third"],
        ),
        (
            "Gen. Smith met Mr. Jones of the U.S. Army. They spoke for hours.",
            ["Gen. Smith met Mr. Jones of the U.S. Army", "They spoke for hours"],
        ),
        ("It rose 3.5 per cent on www.example.com today.", None),
        (
            'He said it was over. "We have won the day," she said.',
            ["He said it was over", 'We have won the day," she said'],
        ),
        (
            "A headline without a stop\n\nthen the text begins here",
            ["A headline without a stop", "then the text begins here"],
        ),
        (
            "One item of this\nTwo items of that\nThree items of more",
            ["One item of this", "Two items of that", "Three items of more"],
        ),
        (
            "Hard wrapped text that goes on\nto the next line and then on\n"
            "to another in London and\nParis and so on until its end",
            None,
        ),
        ("彼は昨日の朝早く来た。彼女も一緒に来た。", ["彼は昨日の朝早く来た", "彼女も一緒に来た"]),
        ("No. Yes. Perhaps we shall see about it.", None),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    whole = text.rstrip(".")
    assert sentences(text) == (expected or [whole])


def test_a_text_without_stops_is_cut_evenly() -> None:
    lengths = [len(s.split()) for s in sentences("word " * (3 * MAX_WORDS + 5))]
    assert sum(lengths) == 3 * MAX_WORDS + 5
    assert max(lengths) <= MAX_WORDS
    assert max(lengths) - min(lengths) <= len(lengths)


@given(st.text(st.sampled_from("ab C.!?\n\"'1"), max_size=200))
def test_sentences_partition_the_tokens(text: str) -> None:
    table = tokenize([text, text])
    starts = table.sentences.tolist()
    assert starts == sorted(set(starts)) or len(table) == 0
    assert starts[-1] == len(table)
    if len(table):
        assert {0, int(table.offsets[1])} <= set(starts)


def test_boundaries_grade_the_gap() -> None:
    table = tokenize(["Stop here. Then pause: and\nline go on"])
    assert table.boundary.tolist() == [1, 0, 1, 0, 0.5, 0.5, 0, 0, 1]
