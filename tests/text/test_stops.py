"""What ends a sentence, to whoever reads sentences."""

from __future__ import annotations

import pytest

from reuse.model import Span
from reuse.text.layout import Layout
from reuse.text.stops import ABBREVIATIONS, sentence_ends
from reuse.text.tokens import tokenize
from reuse.trace.runs import sentence_borders


@pytest.mark.parametrize("abbreviation", ABBREVIATIONS)
def test_no_reader_ends_a_sentence_at_an_abbreviation(abbreviation: str) -> None:
    text = f"They saw the {abbreviation}. Smith of the town. He went home again."
    first = text.index(" He")
    assert tokenize([text]).sentences.tolist() == [0, 8, 12]
    assert next(sentence_ends(text, 0, len(text))) == first
    assert Layout(text).sentence(Span(0, 4)).end == first
    assert sentence_borders(text, Span(0, len(text))) == [0, first + 1, len(text)]


def test_words_that_look_like_abbreviations_end_a_sentence() -> None:
    text = "He told them no. Then the sun rose over the fig. All was well."
    assert list(sentence_ends(text, 0, len(text))) == [16, 48]
