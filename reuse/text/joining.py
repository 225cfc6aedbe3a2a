"""What stands between the letters of one word and is not text: spaces of l e t t e r s, hyphens.

A word may be written with a gap after every letter, or broken by a hyphen at the end of a line.
The characters between its parts are left out before words are told apart, as invisible ones are,
so that it is the word that it is elsewhere.  What is left out depends on the characters around it
alone: a text is read alike wherever it stands.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.text import normal

Entries = NDArray[np.uint32]

_LETTERS = 4  # so many in a row are a word that is spaced out: "A B C" is none
_LINKS = 6  # so many in a stretch of short words are, too: "t h e   c a t   s a t"
_FIRST_SYLLABLE = 0x900  # from Devanagari on a letter has marks, or is several
_SIGNS = (0x2000, 0x2E80)
_CLASS = np.uint32(7 << normal.CLASS_SHIFT)
_WORD = np.uint32(normal.WORD << normal.CLASS_SHIFT)
_MARK = np.uint32(normal.MARK << normal.CLASS_SHIFT)
_APOSTROPHE = ord("'")
_HYPHENS = tuple(map(ord, "-‐"))
_BREAKS = np.array([ord(c) for c in "\n\v\f\r\u2028"], dtype=np.uint32)
_GLUE = np.array(sorted(map(ord, "-._*·•‐‑⠀")), dtype=np.uint32)
_SPACE = ord(" ")
_SOFT_HYPHEN, _HYPHEN = 0xAD, 0x2010
_UNCASED = 0x590  # from Hebrew on letters have no capitals, but for margin scripts
_LONGEST_BREAK = 40  # a hyphen, a line feed, and what the next line is indented by


class Written(NamedTuple):
    """The code points of the text, and which of them each entry is of."""

    codes: NDArray[np.uint32]
    origin: NDArray[np.int64]
    has_syllables: bool  # else every letter is one entry


class Places(NamedTuple):
    """The half-open range of each token among the entries, and those that articles begin with."""

    begin: NDArray[np.int64]
    close: NDArray[np.int64]
    firsts: NDArray[np.int64]


def with_shown_hyphens(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The code points with a hyphen for each soft one that ends a line, where it is seen."""
    soft = (codes == _SOFT_HYPHEN).nonzero()[0]
    if not len(soft):
        return codes
    # Past the end stands what ends it: an article may be the last one, or have others behind it.
    feed = soft + 1 + (codes.take(soft + 1, mode="clip") == ord("\r"))
    # One line feed: an empty line is between paragraphs, or articles.
    ends_line = np.isin(codes.take(feed, mode="clip"), _BREAKS)
    ends_line &= ~np.isin(codes.take(feed + 1, mode="clip"), _BREAKS)
    soft = soft[ends_line]
    if not len(soft):
        return codes
    shown = codes.copy()
    shown[soft] = _HYPHEN
    return shown


def has_syllables(codes: NDArray[np.uint32], highest: int) -> bool:
    """Whether there are letters of the scripts from Devanagari on, and not signs alone.

    Args:
        highest: the highest of the code points.
    """
    if highest < _FIRST_SYLLABLE:
        return False
    is_letter = (codes >= _FIRST_SYLLABLE) & (codes < _SIGNS[0]) | (codes >= _SIGNS[1])
    return bool(is_letter.any())


def foreign_marks(entries: Entries) -> NDArray[np.int64]:
    """Marks of other scripts on letters that are written without: those that look Latin."""
    marks: NDArray[np.int64] = (entries & _CLASS == _MARK).nonzero()[0]
    if not len(marks):
        return marks
    base = np.arange(len(entries))
    base[marks] = 0
    np.maximum.accumulate(base, out=base)
    letters = entries.take(base.take(marks))
    is_foreign = (letters & _CLASS == _WORD) & (letters & normal.CODE_MASK < 128)
    return marks.compress(is_foreign)


def between_letters(entries: Entries, tokens: Places, *, written: Written) -> NDArray[np.int64]:
    """Which entries stand between parts of one word, ascending."""
    if not len(tokens.begin):
        return tokens.begin
    parts = (_spaces(entries, tokens, written), _line_ends(entries, tokens))
    found = np.concatenate([np.zeros(0, np.int64), *(part for part in parts if len(part))])
    return np.unique(found)


def _spaces(entries: Entries, tokens: Places, written: Written) -> NDArray[np.int64]:
    """The gaps of one character inside stretches of single letters."""
    lone = _lone(entries, tokens, written.origin if written.has_syllables else None)
    if len(lone) < _LETTERS or not _in_a_row(lone[:-1] & lone[1:], _LETTERS - 1).any():
        return np.zeros(0, np.int64)
    gap = tokens.begin[1:] - tokens.close[:-1]
    between = entries.take(tokens.close[:-1], mode="clip")
    narrow = (gap == 1) & _is_glue(between)
    linked = lone[:-1] & lone[1:] & narrow
    # An apostrophe inside a word has a space on either side of it.
    quoted = lone[:-1] & lone[1:] & (gap == 3)
    at = quoted.nonzero()[0]
    first = tokens.close[at]
    quoted[at] = (
        (entries[first + 1] & normal.CODE_MASK == _APOSTROPHE)
        & _is_glue(entries[first])
        & _is_glue(entries[first + 2])
    )
    stretch = _stretches(lone, tokens.firsts)
    is_blank = narrow & (between & normal.SPACE != 0)
    is_space = is_blank & _is_space(tokens, written)
    second = entries.take(tokens.close[:-1] + 1, mode="clip")
    is_wide = (gap > 1) & (between & second & normal.SPACE != 0)
    parting = _parting(linked, is_blank, stretch)
    parting |= _parting_spaces(linked & is_blank, is_space, is_wide, stretch)
    linked &= ~parting
    linked |= quoted
    linked &= _told(linked, stretch, entries.take(tokens.begin))
    single = tokens.close[:-1][linked & narrow]
    double = tokens.close[:-1][linked & quoted]
    return np.concatenate([single, double, double + 2])


def _stretches(lone: NDArray[np.bool_], firsts: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each token but the last: that of the stretch of lone characters it is in.

    Args:
        firsts: tokens that an article begins with, where a stretch ends.
    """
    opens = ~lone
    opens[firsts[firsts < len(opens)]] = True
    return np.cumsum(opens, dtype=np.int64)[:-1]


def _is_space(tokens: Places, written: Written) -> NDArray[np.bool_]:
    """Whether the character behind each token but the last is the space of a keyboard."""
    at = written.origin.take(tokens.close[:-1])
    is_space: NDArray[np.bool_] = written.codes.take(at) == _SPACE
    return is_space


def _parting(
    linked: NDArray[np.bool_], is_blank: NDArray[np.bool_], stretch: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """What parts words: signs where most letters have blanks between them, or blanks."""
    signs = linked & ~is_blank
    if not signs.any():
        return signs
    size = int(stretch[-1]) + 1
    blanks = np.bincount(stretch[linked & is_blank], minlength=size)
    others = np.bincount(stretch[signs], minlength=size)
    parting: NDArray[np.bool_] = np.where(
        is_blank, (others > blanks)[stretch], (blanks > others)[stretch]
    )
    return parting


def _parting_spaces(
    blanks: NDArray[np.bool_],
    is_space: NDArray[np.bool_],
    is_wide: NDArray[np.bool_],
    stretch: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Spaces, where most letters have thin or other blanks between them and no gap is wide."""
    others = blanks & ~is_space
    if not others.any():
        return others
    size = int(stretch[-1]) + 1
    margin = np.bincount(stretch[others], minlength=size)
    margin -= np.bincount(stretch[blanks & is_space], minlength=size)
    margin[stretch[is_wide]] = 0
    parting: NDArray[np.bool_] = blanks & is_space & (margin > 0)[stretch]
    return parting


def _lone(entries: Entries, tokens: Places, origin: NDArray[np.int64] | None) -> NDArray[np.bool_]:
    """Which tokens are one letter, with the marks on it; one syllable of Korean is a letter."""
    lone: NDArray[np.bool_] = tokens.close - tokens.begin == 1
    if origin is None:
        return lone
    is_letter = entries & _CLASS == _WORD
    is_letter[1:] &= ~is_letter[:-1] | (origin[1:] != origin[:-1])
    letters = np.add.reduceat(is_letter.astype(np.int64), tokens.begin)
    single: NDArray[np.bool_] = letters == 1
    return single


def _told(
    linked: NDArray[np.bool_], stretch: NDArray[np.int64], letters: Entries
) -> NDArray[np.bool_]:
    """Whether each link lies in a stretch of lone characters that has a word of some letters."""
    is_letter = letters & normal.CODE_MASK > ord("9")
    links = linked & is_letter[:-1] & is_letter[1:]
    telling = np.bincount(stretch[links], minlength=int(stretch[-1]) + 1) >= _LINKS
    telling[stretch[_in_a_row(links, _LETTERS - 1).nonzero()[0]]] = True
    told: NDArray[np.bool_] = telling[stretch]
    return told


def _in_a_row(mask: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Where `count` in a row begin."""
    size = max(0, len(mask) - count + 1)
    found = mask[:size].copy()
    for shift in range(1, count):
        found &= mask[shift : size + shift]
    return found


def _is_glue(entries: Entries) -> NDArray[np.bool_]:
    glue: NDArray[np.bool_] = np.isin(entries & normal.CODE_MASK, _GLUE)
    glue |= (entries & normal.SPACE != 0) & (entries & normal.NEWLINE == 0)
    return glue


def _line_ends(entries: Entries, tokens: Places) -> NDArray[np.int64]:
    """A hyphen at the end of a line and all up to the small letter that the next one begins with.

    Both parts of the word have two letters at least: "e-\\nmail" stays two.
    """
    length = tokens.begin[1:] - tokens.close[:-1]
    at: NDArray[np.int64] = (length > 1).nonzero()[0]
    codes = entries.take(tokens.close.take(at)) & normal.CODE_MASK
    is_hyphen = (codes == _HYPHENS[0]) | (codes == _HYPHENS[1])
    at = at[is_hyphen & (length.take(at) <= _LONGEST_BREAK)]
    if not len(at):
        return at
    ends = entries.take(tokens.close[at] - 1)
    starts = entries.take(tokens.begin[at + 1])
    is_word = (ends & normal.CODE_MASK > ord("9")) & (starts & normal.CODE_MASK > ord("9"))
    is_small = starts & normal.STARTER == 0
    is_small |= starts & normal.CODE_MASK >= _UNCASED
    is_word &= is_small & (starts & _CLASS == _WORD)
    is_word &= (tokens.close - tokens.begin)[at] > 1
    is_word &= (tokens.close - tokens.begin)[at + 1] > 1
    return _one_line_feed(entries, tokens.close[at[is_word]], length[at[is_word]])


def _one_line_feed(
    entries: Entries, first: NDArray[np.int64], length: NDArray[np.int64]
) -> NDArray[np.int64]:
    """All entries of the gaps whose characters after the first are blank, one a line feed."""
    if not len(first):
        return first
    starts = np.cumsum(length) - length
    gap = np.repeat(np.arange(len(first)), length)
    at: NDArray[np.int64] = np.arange(int(length.sum())) + np.repeat(first - starts, length)
    inside = entries.take(at)
    feeds = np.add.reduceat((inside & normal.NEWLINE != 0).astype(np.int64), starts)
    blank = np.add.reduceat((inside & normal.SPACE != 0).astype(np.int64), starts)
    is_break = (feeds == 1) & (blank == length - 1)
    return at.compress(is_break[gap])
