"""How long a token is in words, and the grams that stand for words where none are spaced.

In scripts that do not space their words a token is one character, a fraction of a word.
Whatever counts words counts these fractions, so that a threshold means the same length of
text in every script.

The fractions are mean lengths of words in running text.  Han: 1.66 characters, by the
frequencies of jieba's dictionary; the corpora of the SIGHAN bakeoff of 2005 (Emerson) have 1.54
to 1.71.  Thai: 3.2 letters, marks left out, by those of the Thai National Corpus; Lao, Khmer and
Burmese are taken to be like it.  Kana: between the particles and endings of Japanese and its
loan words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.text.hashing import GOLDEN, mixed

WORD = 60  # sixtieths: what a token is of a spaced script
_HAN, _KANA, _SOUTH_EAST = 36, 24, 19

# Tokens of a gram, which is about as long as a word, by the size of its first one.
_GRAM_TOKENS = {_HAN: 2, _KANA: 3, _SOUTH_EAST: 3}
_LONGEST_GRAM = max(_GRAM_TOKENS.values())

_KANA_CODES = (0x3040, 0x30FF)
_SOUTH_EAST_CODES = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))

ALL_WORDS = np.zeros(0, np.uint8)


def sizes(first: NDArray[np.uint32], is_single: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Sixtieths of a word that each token is, uint8 (T), or (0) if each is a word.

    Args:
        first: the first code point of each token.
        is_single: whether it is a character of a script that does not space its words.
    """
    at = is_single.nonzero()[0]
    if not len(at):
        return ALL_WORDS
    found = np.full(len(first), WORD, np.uint8)
    codes = first.take(at)
    found[at] = _HAN
    found[at[_within(codes, _KANA_CODES)]] = _KANA
    for bounds in _SOUTH_EAST_CODES:
        found[at[_within(codes, bounds)]] = _SOUTH_EAST
    return found


def is_south_east(size: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether each token is of Thai, Lao, Khmer or Burmese, whose spaces part phrases."""
    found: NDArray[np.bool_] = size == _SOUTH_EAST
    return found


def extents(size: NDArray[np.uint8], *, tokens: int = 0) -> NDArray[np.int64]:
    """Sixtieths of a word before each token, and of all of them, int64 (T + 1).

    Args:
        size: as of `sizes`.
        tokens: how many there are, if each is a word.
    """
    if not len(size):
        return np.arange(tokens + 1, dtype=np.int64) * WORD
    found = np.zeros(len(size) + 1, np.int64)
    np.cumsum(size, out=found[1:])
    return found


def words_within(size: NDArray[np.uint8], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Words of each slice of the tokens that `offsets` bound, to the nearest, one at least."""
    tokens = np.diff(offsets)
    if not len(size):
        return tokens
    parts = np.diff(extents(size)[offsets])
    words: NDArray[np.int64] = np.where(tokens > 0, np.maximum(1, (parts + WORD // 2) // WORD), 0)
    return words


def gram_stems(
    stems: NDArray[np.uint64], size: NDArray[np.uint8], is_beside: NDArray[np.bool_]
) -> NDArray[np.uint64]:
    """The stems, those of characters that are no words replaced by the gram that begins there.

    A gram ends where the script's characters no longer stand beside each other.

    Args:
        stems: of each token; of a character, itself.
        size: as of `sizes`, (0) if there is no such character.
        is_beside: whether each token stands beside the one before it.
    """
    if not len(size):
        return stems
    at = (size < WORD).nonzero()[0]
    wanted = np.zeros(WORD + 1, np.int64)
    wanted[list(_GRAM_TOKENS)] = list(_GRAM_TOKENS.values())
    length = wanted[size[at]]
    gram = stems[at]
    follows = np.ones(len(at), np.bool_)
    for step in range(1, _LONGEST_GRAM):
        place = np.minimum(at + step, len(size) - 1)
        follows &= (step < length) & (at + step < len(size)) & (size[place] < WORD)
        follows &= is_beside[place]
        gram[follows] = gram[follows] * GOLDEN + stems[place[follows]]
    found = stems.copy()
    found[at] = mixed(gram)
    return found


def _within(codes: NDArray[np.uint32], bounds: tuple[int, int]) -> NDArray[np.bool_]:
    within: NDArray[np.bool_] = (codes >= bounds[0]) & (codes <= bounds[1])
    return within
