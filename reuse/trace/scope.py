"""How far a credit reaches: its sentence, the block it introduces, or the article.

A lead-in that ends in a colon introduces what follows, until the voice returns: a change
of indentation, a paragraph that introduces something itself, a separator, a caption,
another credit, the end of the quotation.  A by-line or dateline at the top covers all,
one further down what follows it.  Without any such cue the reach fades with every
paragraph, because nobody marks the end.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from reuse.model import Span
from reuse.settings import TraceSettings
from reuse.text.layout import Layout, quotations
from reuse.trace.closing import closed_by
from reuse.trace.patterns import Form

_AFTER_PHRASE = 400
_HEADLINE = 160
_AROUND, _BESIDE = 2000, 12
_WEAKEST = 0.3
_TOP_PARAGRAPHS = 4
_TOP_LETTERS = 600
_TOP_SHARE = 0.15
_SIGNS = " \n\r\t\u00a0.,;:()[]-–—|"
_OPENERS = tuple("\"“„«‘'")
_SEPARATOR = re.compile(r"[\W_]{1,40}$")
_FORM_STRENGTH = {"dateline": 1.0, "by-line": 1.0, "source": 1.0, "assisted": 1.0}


@dataclass(frozen=True, slots=True)
class Reach:
    """Words that a credit covers, and how surely (0 to 1)."""

    span: Span
    strength: float


@dataclass(frozen=True, slots=True)
class LeadIn:
    """Where an article hands the word to an outlet."""

    phrase: Span
    outlet: str


@dataclass(frozen=True, slots=True)
class Scopes:
    """The reach of any credit of one article."""

    layout: Layout
    lead_ins: tuple[LeadIn, ...]
    datelines: tuple[Span, ...]
    captions: Container[int]
    settings: TraceSettings

    def reach(self, phrase: Span, form: Form) -> tuple[Reach, ...]:
        """What a credit of this form at `phrase` covers."""
        if form in _FORM_STRENGTH:
            return (Reach(self._from(phrase, form), _FORM_STRENGTH[form]),)
        if form == "closing":
            return tuple(Reach(span, 1.0) for span in closed_by(self.layout, phrase))
        sentence = Reach(self.layout.sentence(phrase), 1.0)
        colon = self._colon(phrase, form)
        if colon is not None:
            return (sentence, *self._block(phrase, colon))
        return (sentence, *self._quotation(phrase, sentence.span))

    def _quotation(self, phrase: Span, sentence: Span) -> Iterator[Reach]:
        """The rest of a quotation of several sentences that a credit ends or begins."""
        paragraph = self.layout.span(self.layout.number(phrase.start))
        near = Span(
            max(paragraph.start, phrase.start - _AROUND), min(paragraph.end, phrase.end + _AROUND)
        )
        for found in quotations(self.layout.text, near):
            ends = 0 <= phrase.start - found.end <= _BESIDE
            begins = 0 <= found.start - phrase.end <= _BESIDE
            if ends and found.start < sentence.start:
                yield Reach(Span(found.start, sentence.start), 1.0)
            if begins and found.end > sentence.end:
                yield Reach(Span(sentence.end, found.end), 1.0)

    def _from(self, phrase: Span, form: Form) -> Span:
        """The whole article, or what follows a dateline or by-line that stands far down."""
        text = self.layout.text
        number = self.layout.number(phrase.start)
        near = max(_TOP_LETTERS, _TOP_SHARE * len(text))
        is_early = number < _TOP_PARAGRAPHS or phrase.start <= min(near, len(text) / 2)
        if form not in ("dateline", "by-line") or (is_early and form == "by-line"):
            return Span(0, len(text))
        start = self.layout.paragraphs[number - self._is_headline(number - 1)].span.start
        end = min((d.start for d in self.datelines if d.start > phrase.end), default=len(text))
        if form == "dateline":
            # What stands above the first of all is its headline and its pictures.
            is_first = min(self.datelines, default=phrase) == phrase
            return Span(0 if is_early or (is_first and 2 * start < len(text)) else start, end)
        # A by-line as the last words of all is a source line.
        follows = text[phrase.end : end].strip(_SIGNS)
        return Span(start, end) if follows else Span(0, len(text))

    def _is_headline(self, number: int) -> bool:
        """Whether a paragraph is a line that ends without a stop."""
        if number < 0:
            return False
        words = self.layout.words(number)
        return len(words) <= _HEADLINE and words[-1].isalnum()

    def _colon(self, phrase: Span, form: Form) -> int | None:
        """Where the introducing colon stands: right after the phrase, or as the last sign."""
        text = self.layout.text
        paragraph = self.layout.paragraphs[self.layout.number(phrase.start)].span
        after = text[phrase.end : min(paragraph.end, phrase.end + 3)]
        if form == "lead-in" and after.lstrip(" \u00a0,").startswith(":"):
            return phrase.end + after.index(":")
        ends_here = paragraph.end - phrase.end <= _AFTER_PHRASE
        if ends_here and text[paragraph.end - 1] == ":":
            return paragraph.end - 1
        return None

    def _block(self, phrase: Span, colon: int) -> Iterator[Reach]:
        """The rest of the paragraph after the colon, and the paragraphs it introduces."""
        first = self.layout.number(phrase.start)
        paragraph = self.layout.paragraphs[first].span
        strength = 1.0
        if colon + 1 < paragraph.end:
            yield Reach(Span(colon + 1, paragraph.end), strength)
            strength *= self.settings.block_decay
        for number in self._members(first, runs_on=colon + 1 < paragraph.end):
            # What is visibly set off from the lead-in does not fade.
            is_marked = self._is_marked(first, number)
            yield Reach(self.layout.paragraphs[number].span, 1.0 if is_marked else strength)
            strength *= 1.0 if is_marked else self.settings.block_decay
            if strength < _WEAKEST:
                return

    def _members(self, first: int, *, runs_on: bool) -> Iterator[int]:
        """Numbers of the paragraphs after the lead-in that still belong to it."""
        paragraphs = self.layout.paragraphs
        limit = min(len(paragraphs), first + 1 + self.settings.block_paragraphs)
        opening = first + 1
        for number in range(first + 1, limit):
            if self._ends_block(number) or not self._same_indent(opening, number):
                return
            if not runs_on and not self._quotation_goes_on(opening, number):
                return
            yield number

    def _is_marked(self, first: int, number: int) -> bool:
        """Whether the paragraph is set off from the lead-in, so that its membership is seen."""
        paragraphs = self.layout.paragraphs
        if paragraphs[number].indent != paragraphs[first].indent:
            return True
        return self.layout.words(number).startswith((*_OPENERS, ">"))

    def _ends_block(self, number: int) -> bool:
        words = self.layout.words(number)
        if number in self.captions or _SEPARATOR.match(words) or words.endswith(":"):
            return True
        span = self.layout.paragraphs[number].span
        return any(span.contains(lead_in.phrase) for lead_in in self.lead_ins)

    def _same_indent(self, opening: int, number: int) -> bool:
        paragraphs = self.layout.paragraphs
        return paragraphs[number].indent == paragraphs[opening].indent

    def _quotation_goes_on(self, opening: int, number: int) -> bool:
        """Whether a block that opens with a quotation mark is still inside it."""
        if number == opening or not self.layout.words(opening).startswith(_OPENERS):
            return True
        if self.layout.words(number).startswith(_OPENERS):
            return True
        # Typed quotations often open once and close paragraphs later.
        before = self.layout.paragraphs[number - 1].span
        last = quotations(self.layout.text, before)
        closed = self.layout.text[before.end - 1] in "\"”»“'’"
        return bool(last) and last[-1].end == before.end and not closed
