"""Quotations that a copy changed, or made the writer's own words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reuse.model import Change, Span
from reuse.text.patience import Run
from reuse.trace.drift.edits import Alignment, Edit
from reuse.trace.drift.lexicon import Lexicon
from reuse.trace.drift.words import Passage, Word

_MOST_WORDS = 6
_LEAST_MARKED = 3
_CLOSING = '"”»“'
_MARKS = frozenset("\"'“”‘’«»„‚‹›`´")
_NEAR = 3


def changed_quotation(edit: Edit, found: Alignment, *, lexicon: Lexicon) -> Iterator[Change]:
    """Other words between the same quotation marks; function words alone do not count."""
    said = [
        w for w in (*edit.left, *edit.right) if len(w.key) > 3 and w.key not in lexicon.auxiliaries
    ]
    if not said or not edit.is_within(_MOST_WORDS) or _is_bracketed(edit, found):
        return
    if _is_quoted(found.left.words, edit.left_at, len(edit.left)) and _is_quoted(
        found.right.words, edit.right_at, len(edit.right)
    ):
        yield found.change("quotation", edit.left, edit.right)


def _is_quoted(words: Sequence[Word], at: int, length: int) -> bool:
    """Whether some words and their neighbours all stand in quotation marks."""
    return all(word.is_quoted for word in words[max(0, at - 1) : at + length + 1])


def _is_bracketed(edit: Edit, found: Alignment) -> bool:
    """Whether the words stand in brackets, as what is put into a quotation to explain it."""
    sides = ((edit.left, found.left.layout.text), (edit.right, found.right.layout.text))
    return any(
        words and text[max(0, words[0].start - 1) : words[0].start] in ("[", "(")
        for words, text in sides
    )


def lost_marks(found: Alignment) -> Iterator[Change]:
    """Words that stand in quotation marks on one side and, the same, without them on the other."""
    for span, words in _unmarked(found.left, found.right, found.runs):
        yield Change("quotation", span, words, found.left.text(span), found.right.text(words))
    turned = tuple(Run(run.right, run.left, run.length) for run in found.runs)
    for span, words in _unmarked(found.right, found.left, turned):
        yield Change("quotation", words, span, found.left.text(words), found.right.text(span))


def _unmarked(marked: Passage, plain: Passage, runs: Sequence[Run]) -> Iterator[tuple[Span, Span]]:
    """Where quotations lie within a run, each with its words on the other side, without marks."""
    starts = [word.start for word in marked.words]
    run_starts = [run.left for run in runs]
    for span in marked.quotations:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        number = bisect_right(run_starts, first) - 1
        if last - first < _LEAST_MARKED or number < 0 or not _is_whole(marked, span):
            continue
        run = runs[number]
        others = plain.words[run.right + first - run.left : run.right + last - run.left]
        if last <= run.left + run.length and _is_plain(plain, others):
            yield span, Span(others[0].start, others[-1].end)


def _is_whole(passage: Passage, span: Span) -> bool:
    """Whether a quotation is closed and begins within the passage."""
    starts, closing = passage.words[0].start, passage.layout.text[span.end - 1]
    return closing in _CLOSING and span.start + 1 >= starts


def _is_plain(passage: Passage, words: Sequence[Word]) -> bool:
    """Whether no mark of any kind stands around or before the ends of some words."""
    text, start, end = passage.layout.text, words[0].start, words[-1].end
    around = text[max(0, start - _NEAR) : start] + text[end : end + _NEAR]
    return _MARKS.isdisjoint(around) and not any(word.is_quoted for word in words)
