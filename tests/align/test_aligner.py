"""Laws of the aligner, whatever the texts are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from aligning import align, lie_apart
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.model import Match
from reuse.text.tokens import tokenize

WORDS = (
    "minister parliament budget harbour strike election rescue helicopter missile border "
    "treaty inflation vaccine hospital wildfire storm verdict senator tariff pipeline refugee "
    "satellite earthquake museum railway drought curfew ballot embassy sanctions reactor ferry"
).split()
SMALL = ("the", "of", "a", "to", "in", "and", "was", "that", "on", "for")


@st.composite
def sentences(draw: st.DrawFn, least: int = 1, most: int = 6) -> str:
    """Sentences of rare and common words, six to fourteen each."""
    count = draw(st.integers(least, most))
    lines = []
    for _ in range(count):
        words = draw(st.lists(st.sampled_from([*WORDS, *SMALL]), min_size=6, max_size=14))
        lines.append(" ".join(words).capitalize() + ".")
    return " ".join(lines)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts, often with a passage in common, now and then edited."""
    shared = draw(sentences(1, 3))
    edited = shared.replace(draw(st.sampled_from(WORDS)), draw(st.sampled_from(WORDS)))
    left = " ".join([draw(sentences()), shared, draw(sentences())])
    right = " ".join([draw(sentences()), edited, draw(sentences())])
    return left, right


def key_runs(left: str, right: str, least: int) -> list[tuple[int, int, int]]:
    """Maximal runs of equal tokens, by brute force: left start, right start, length."""
    table = tokenize([left, right])
    cut = int(table.offsets[1])
    a, b = table.key[:cut].tolist(), table.key[cut:].tolist()
    runs = []
    for i in range(len(a)):
        for j in range(len(b)):
            if i and j and a[i - 1] == b[j - 1]:
                continue
            k = 0
            while i + k < len(a) and j + k < len(b) and a[i + k] == b[j + k]:
                k += 1
            if k >= least:
                runs.append((i, j, k))
    return runs


def covered(matches: tuple[Match, ...], text: str, first: int, length: int, side: str) -> int:
    """How many of the tokens `first : first + length` lie in some match of that side."""
    table = tokenize([text])
    spans = [getattr(m, side) for m in matches]
    return sum(
        any(s.start <= table.start[t] and table.end[t] <= s.end for s in spans)
        for t in range(first, first + length)
    )


@given(pairs())
@settings(max_examples=30, deadline=None)
def test_exchanging_the_sides_mirrors_the_result(texts: tuple[str, str]) -> None:
    left, right = texts
    mirrored = {replace(m, left=m.right, right=m.left) for m in align(right, left)}
    assert set(align(left, right)) == mirrored


@given(pairs())
@settings(max_examples=30, deadline=None)
def test_spans_lie_in_the_text_and_overlap_only_where_a_summary_holds_others(
    texts: tuple[str, str],
) -> None:
    matches = align(*texts)
    for side, text in zip(("left", "right"), texts, strict=True):
        assert all(0 <= s.start < s.end <= len(text) for s in (getattr(m, side) for m in matches))
    assert lie_apart(matches)


@given(pairs(), st.integers(8, 14))
@settings(max_examples=30, deadline=None)
def test_verbatim_runs_are_always_found(texts: tuple[str, str], min_words: int) -> None:
    left, right = texts
    runs = key_runs(left, right, min_words)
    matches = align(left, right, min_words=min_words, known=runs)
    for i, j, length in runs:
        # A run that a stronger passage holds on one side is reported there.
        on_left = covered(matches, left, i, length, "left")
        on_right = covered(matches, right, j, length, "right")
        assert max(on_left, on_right) > length - min_words


@given(sentences(2, 8))
@settings(max_examples=20, deadline=None)
def test_an_article_against_itself_is_one_full_span(text: str) -> None:
    (match,) = align(text, text)
    assert (match.left.start, match.left.end) == (0, len(text))
    assert (match.kind, match.similarity) == ("verbatim", 1.0)
    assert match.left == match.right


@given(pairs())
@settings(max_examples=10, deadline=None)
def test_the_same_call_gives_the_same_answer(texts: tuple[str, str]) -> None:
    assert align(*texts) == align(*texts)


PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes. "
)
LEFT = (
    "Farmers in the valley met on Monday to talk about the harvest. "
    + PASSAGE
    + "A spokeswoman for the county declined to comment on Tuesday evening."
)


def test_a_copied_passage_is_marked_to_the_sentence() -> None:
    right = "Nobody expected the museum to open this year. " + PASSAGE + "Tickets cost nine euros."
    (match,) = align(LEFT, right)
    assert match.left.of(LEFT) == match.right.of(right) == PASSAGE.strip()
    assert match.kind == "verbatim"
    assert match.words == len(PASSAGE.split())


def test_an_edited_passage_is_one_match_of_kind_edited() -> None:
    edited = PASSAGE.replace("eleven feet", "almost eleven feet").replace("say", "warned")
    right = "Nobody expected the museum to open this year. " + edited + "Tickets cost nine euros."
    (match,) = align(LEFT, right)
    assert match.right.of(right) == edited.strip()
    assert match.kind == "edited"
    assert 0.8 < match.similarity < 1


def test_curly_quotes_and_case_do_not_break_a_run() -> None:
    left = "It's the minister's \"last word\" on harbour dues, she told the Senate's ferry panel."
    right = left.replace("'", "’").replace('"', "“").upper()
    (match,) = align(left, right)
    assert match.kind == "verbatim"
    assert (match.left.start, match.right.end) == (0, len(right))


def test_two_reports_of_one_event_share_nothing() -> None:
    left = (
        "A passenger ferry with 140 people aboard ran aground off the coast of Maine on Friday. "
        "The coast guard said nobody was hurt and that divers would inspect the hull today."
    )
    right = (
        "No injuries were reported after a ferry carrying 140 passengers hit rocks near Portland, "
        "Maine, late Friday. Divers are expected to examine the ship, officials said."
    )
    assert align(left, right) == ()


def test_a_repeated_line_does_not_explode() -> None:
    line = "Sign up for our newsletter and never miss a story from our reporters again. "
    matches = align(line * 60, line * 40)
    assert len(matches) <= 60


@pytest.mark.parametrize(
    ("left", "right"), [("", ""), ("", "word " * 20), ("one", "one"), ("… !", "?")]
)
def test_texts_without_enough_words_share_nothing(left: str, right: str) -> None:
    assert align(left, right) == ()


def test_known_runs_are_never_dropped() -> None:
    text = "aa bb cc dd ee ff gg hh ii jj kk ll"
    (match,) = align(text, text[::-1], min_words=1, known=[(2, 9, 1)])
    assert (match.left.of(text), match.right.of(text[::-1])) == ("cc", "cc")


def test_nothing_shorter_than_min_words_is_reported() -> None:
    right = "Nobody expected the museum to open this year. " + PASSAGE + "Tickets cost nine euros."
    words = len(PASSAGE.split())
    assert len(align(LEFT, right, min_words=words)) == 1
    assert align(LEFT, right, min_words=words + 1) == ()


def test_the_shorter_side_counts_for_min_words() -> None:
    shorter = PASSAGE.replace("above the old mill town ", "")
    words = len(shorter.split())
    for one, two in ((PASSAGE, shorter), (shorter, PASSAGE)):
        left, right = f"Farmers met on Monday. {one}", f"Tickets cost nine euros. {two}"
        (match,) = align(left, right, min_words=words)
        assert match.words == words
        assert align(left, right, min_words=words + 1) == ()


def test_two_texts_of_one_repeated_sentence_take_no_square_of_time() -> None:
    from reuse.align.kernels.seeds import MOST_ALIKE

    line = "Sign up for our newsletter and never miss a story from our reporters again. "
    left, right = line * (MOST_ALIKE + 1), line * (MOST_ALIKE + 2)
    length = (MOST_ALIKE + 1) * len(line.split())
    (match,) = align(left, right, known=[(0, 0, length)])
    assert match.words == length
