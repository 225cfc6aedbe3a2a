"""A passage as words that can be compared: one key for all ways to write the same.

"5m", "5 million" and "five million" are one word with one key, as are "isn't" and "is not",
"Sept." and "September", "per cent" and "%".  Linear in the passage; of one longer than
`LONGEST` characters the beginning is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reuse.model import Span
from reuse.text.layout import Layout, quotations
from reuse.text.normal import fold
from reuse.text.stops import STOPS, is_abbreviation
from reuse.trace.drift.lexicon import Lexicon, one_spelling
from reuse.trace.drift.numbers import numeral

LONGEST = 200_000
LONGEST_SAID = 200
# How far beyond its ends a passage's first and last sentence are read.
_BEYOND = 160
_MOST_BEYOND = 12
_REACH = 3000
_LONGEST_WORD = 60
_INVISIBLE = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff"
_TOKEN = re.compile(
    r"(?:\d{1,6}-)?\d{1,6}/\d{1,6}(?![\d/])"
    r"|\d+(?:[.,:]\d+)*[^\W\d_]*"
    r"|(?:[A-Za-z]\.){2,}"
    rf"|[^\W\d_](?:[^\W_]|[{_INVISIBLE}]|['’ʼ‘](?=[^\W\d_]))*"
    r"|%"
)
_SHORT = {"can't": ("can", "not"), "won't": ("will", "not"), "cannot": ("can", "not")}
_SHORTENED = {"'re": "are", "'ll": "will", "'ve": "have", "'m": "am"}
_DAYS = frozenset(f"#{day}" for day in range(1, 32))
_LONGEST_NUMBER = 8
_OPENERS = frozenset("\"“‘«„‚‹(['¿¡•*:–—-")


class Word(NamedTuple):
    """One word, number or date of a text.

    `role`: "number" for a plain one, "vague" for one that counts only against another
    ("one", "dozens", "first"), "date", or "".  `opens`: it may owe its capital letter to
    where it stands.
    """

    start: int
    end: int
    key: str
    role: str
    is_capital: bool
    opens: bool
    sentence: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a passage and of the rest of the sentences that it begins and ends in."""

    layout: Layout
    words: tuple[Word, ...]
    quotations: tuple[Span, ...]

    def span(self, words: Sequence[Word]) -> Span | None:
        """From the first of some words to the last; None for no words."""
        return Span(words[0].start, max(word.end for word in words)) if words else None

    def text(self, span: Span | None) -> str:
        """What stands at a span, as it is written but on one line; the beginning of much."""
        return " ".join(span.of(self.layout.text)[:LONGEST_SAID].split()) if span else ""


def read(layout: Layout, span: Span, *, lexicon: Lexicon) -> Passage:
    """The passage of a text at `span`."""
    span = Span(span.start, min(span.end, span.start + LONGEST))
    near = Span(max(0, span.start - _BEYOND), min(len(layout.text), span.end + _BEYOND))
    quoted = tuple(_quotations(layout, near))
    plain = list(_plain(layout, near, quoted=quoted))
    words = _with_days(_joined(plain, layout.text, lexicon=lexicon))
    return Passage(layout, tuple(_whole(words, span)), quoted)


def _quotations(layout: Layout, near: Span) -> Iterator[Span]:
    """The quotations of the paragraphs around a passage; long paragraphs near it only."""
    if not layout.starts:
        return
    for number in range(layout.number(near.start), layout.number(near.end - 1) + 1):
        first, last = layout.starts[number], layout.ends[number]
        start, end = max(first, near.start - _REACH), min(last, near.end + _REACH)
        for found in quotations(layout.text, Span(start, end)) if start < end else ():
            # A mark after a letter is a mistyped apostrophe.
            if not layout.text[max(0, found.start - 1) : found.start].isalnum():
                yield found


def _plain(layout: Layout, near: Span, *, quoted: Sequence[Span]) -> Iterator[Word]:
    """The words one by one, without what they are."""
    text, last, sentence, is_dotted = layout.text, near.start, 0, False
    starts = [span.start for span in quoted]
    for found in _TOKEN.finditer(text, near.start, near.end):
        start, end = found.span()
        if start == near.start and start and text[start - 1].isalnum():
            last = end
            continue
        gap, written = text[last:start], found[0]
        opens = is_dotted
        if gap != " ":
            ends = _ends_sentence(layout, gap, last)
            sentence += ends
            opens = opens or ends or last == near.start or not _OPENERS.isdisjoint(gap)
        at = bisect_right(starts, start) - 1 if starts else -1
        is_quoted = at >= 0 and start < quoted[at].end
        is_capital = written[0].isupper()
        for key in _keys(written) if len(written) <= _LONGEST_WORD else (written,):
            yield Word(start, end, key, "", is_capital, opens, sentence, is_quoted)
        last, is_dotted = end, written[-1] == "."


def _ends_sentence(layout: Layout, gap: str, at: int) -> bool:
    """Whether a sentence ends in the characters between two words, which begin at `at`."""
    if "\n" in gap and layout.number(at + len(gap)) != layout.number(at):
        return True
    stop = next((n for n, character in enumerate(gap) if character in STOPS), None)
    if stop is None or not any(character.isspace() for character in gap[stop:]):
        return False
    follows = layout.text[at + len(gap)]
    return not follows.islower() and not is_abbreviation(layout.text, at + stop)


@lru_cache(maxsize=1 << 15)
def _keys(written: str) -> tuple[str, ...]:
    """The normal form of a word, without an 's; two for one that holds a "not" or an "are"."""
    key = written.lower() if written.isascii() else fold(written)
    if key in _SHORT:
        return _SHORT[key]
    if key.endswith("n't") and len(key) > 3:
        return key[:-3], "not"
    head, mark, tail = key.rpartition("'")
    if head and mark + tail in _SHORTENED:
        return head, _SHORTENED[mark + tail]
    if key.endswith("."):
        key = key.replace(".", "")
    key = key.removesuffix("'s")
    return (one_spelling().get(key, key),)


def _joined(words: Sequence[Word], text: str, *, lexicon: Lexicon) -> list[Word]:
    """The words, where several that write one number, date or per cent are one."""
    notable, found, at = lexicon.notable, list[Word](), 0
    for number, word in enumerate(words):
        if number < at or not (word.key in notable or word.key[0].isdigit()):
            continue
        known = _numeral(words, number, text=text, lexicon=lexicon)
        count, key, role = known or (1, *_sign(words, number, lexicon=lexicon))
        found += words[at:number]
        at = number + count
        found.append(word._replace(end=words[at - 1].end, key=key, role=role))
    found += words[at:]
    return found


def _numeral(
    words: Sequence[Word], at: int, *, text: str, lexicon: Lexicon
) -> tuple[int, str, str] | None:
    """The number that begins at a word, if one does."""
    first = words[at]
    # "F-16" and "Covid-19" are names.
    if first.start >= 2 and text[first.start - 1] in "-_" and text[first.start - 2].isalpha():
        return None
    row = [first.key]
    for before, word in pairwise(words[at : at + _LONGEST_NUMBER]):
        if text[before.end : word.start].strip(" \n\u00a0") not in ("", "-", "‑"):
            break
        row.append(word.key)
    return numeral(row, lexicon=lexicon)


def _sign(words: Sequence[Word], at: int, *, lexicon: Lexicon) -> tuple[str, str]:
    """Key and role of a word that begins no number."""
    word, calendar = words[at], lexicon.calendar
    if word.key == "%" or word.key in lexicon.counting.percents:
        return "percent", ""
    day = calendar.days.get(word.key)
    if day is None:
        return word.key, ""
    if not calendar.is_capital or day.startswith("rel"):
        return day, "date"
    # "May" may begin a sentence.
    is_doubtful = word.opens and day.startswith("month")
    follows = words[at + 1].key if at + 1 < len(words) else ""
    if word.is_capital and (not is_doubtful or follows[:1].isdigit()):
        return day, "date"
    return word.key, ""


def _with_days(words: list[Word]) -> list[Word]:
    """The words, numbers beside a month as days of it."""
    for at, word in enumerate(words):
        if word.role == "number" and word.key in _DAYS:
            around = words[max(0, at - 1) : at + 2]
            if any(near.key.startswith("month:") for near in around):
                words[at] = word._replace(role="date")
    return words


def _whole(words: list[Word], span: Span) -> list[Word]:
    """The words of the passage, and a dozen at most of its first and last sentence around it."""
    first, last = 0, len(words)
    while first < last and words[first].end <= span.start:
        first += 1
    while last > first and words[last - 1].start >= span.end:
        last -= 1
    if first == last:
        return []
    begins, ends = words[first].sentence, words[last - 1].sentence
    before = [w for w in words[max(0, first - _MOST_BEYOND) : first] if w.sentence == begins]
    after = [w for w in words[last : last + _MOST_BEYOND] if w.sentence == ends]
    return [*before, *words[first:last], *after]
