"""What the normal form of a character owes to its neighbours: Hebrew, Thai and Lao.

The table of `reuse.text.normal` knows one character at a time.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]

_CODE_MASK = np.uint32(0x1FFFFF)
_HEBREW = (0x05D0, 0x05EA)
_GERSHAYIM = np.array([ord(mark) for mark in '"״“”„‟〞＂'], np.uint32)
_THAI_AND_LAO = (0x0E00, 0x0EFF)
_TONES = ((0x0E47, 0x0E4C), (0x0EC8, 0x0ECC))
# Ring above, vowel sign, and both as one letter, in Thai and in Lao.
_SARA_AM = ((0x0E4D, 0x0E32, 0x0E33), (0x0ECD, 0x0EB2, 0x0EB3))

# Capitals that look like another Latin letter than their small forms do.  They are read as that
# one only inside a token that also holds a Latin letter, or letters of two scripts, so that Greek
# words keep their case pairs.
CAPITAL_TWINS = {"Η": "h", "Ν": "n", "Υ": "y", "Ӏ": "i"}
_GREEK, _MORE_GREEK, _CYRILLIC = (0x0370, 0x03FF), (0x1F00, 0x1FFF), (0x0400, 0x052F)
_LATIN = np.uint32(1 << 31)  # as in the table


def fold_in_context(codes: Codes, folded: Codes, entries: Codes) -> None:
    """Fold in place what only neighbours tell.

    Args:
        codes: the code points of a text.
        folded: their entries of the table; 0 is ignored.
        entries: the table.
    """
    if not len(codes) or codes.max() < _HEBREW[0]:
        return
    if _within(codes, _HEBREW).any():
        _drop_gershayim(codes, folded)
    if _within(codes, _THAI_AND_LAO).any():
        _compose_sara_am(codes, folded, entries)


def _within(codes: Codes, bounds: tuple[int, int]) -> NDArray[np.bool_]:
    # One comparison: what lies before the range wraps around to large numbers.
    within: NDArray[np.bool_] = codes - np.uint32(bounds[0]) <= bounds[1] - bounds[0]
    return within


def _drop_gershayim(codes: Codes, folded: Codes) -> None:
    """Double quotation marks of any kind between two Hebrew letters: they mark an abbreviation.

    Two single ones are a double one.  Where a mark opens a quotation after a prefix that is
    written with its word, the word is what it is without the mark.
    """
    kept = (folded & _CODE_MASK != 0).nonzero()[0]
    written = codes.take(kept)
    is_letter = _within(written, _HEBREW)
    is_single = folded.take(kept) & _CODE_MASK == ord("'")
    is_pair = is_single[:-1] & is_single[1:]
    for marks, width in ((np.isin(written, _GERSHAYIM), 1), (is_pair, 2)):
        at = marks.nonzero()[0]
        at = at[(at > 0) & (at + width < len(kept))]
        at = at[is_letter[at - 1] & is_letter[at + width]]
        for place in range(width):
            folded[kept[at + place]] = 0


def _compose_sara_am(codes: Codes, folded: Codes, entries: Codes) -> None:
    """A ring above and the vowel sign after it, a tone mark between them or none, as one vowel."""
    for (ring, vowel, composed), tones in zip(_SARA_AM, _TONES, strict=True):
        rings = (codes == ring).nonzero()[0]
        for step in (1, 2):
            at = rings[rings + step < len(codes)]
            if step == 2:
                at = at[_within(codes[at + 1], tones)]
            at = at[codes[at + step] == vowel]
            folded[at] = 0
            folded[at + step] = entries[composed]


def read_capitals(
    folded: NDArray[np.uint32],
    first: NDArray[np.int64],
    codes: NDArray[np.uint32],
    origin: NDArray[np.int64],
) -> NDArray[np.uint32]:
    """Capitals that look Latin, read as they look in the tokens that are not of one script."""
    twins = _capitals()
    if not len(codes) or codes.max() < min(twins):
        return folded
    written = codes.take(origin)
    suspects = np.isin(written, list(twins)).nonzero()[0]
    if not len(suspects):
        return folded
    is_foreign = np.bitwise_or.reduceat(folded & np.uint32(_LATIN), first) != 0
    is_greek = _has_any(written, _GREEK, first) | _has_any(written, _MORE_GREEK, first)
    is_foreign |= is_greek & _has_any(written, _CYRILLIC, first)
    token = np.searchsorted(first, suspects, side="right") - 1
    suspects = suspects[is_foreign[token]]
    result = folded.copy()
    letters = np.array([ord(twins[code]) for code in written[suspects].tolist()], np.uint32)
    result[suspects] = (folded[suspects] & ~_CODE_MASK) | letters
    return result


@cache
def _capitals() -> dict[int, str]:
    """The capitals and those with an accent that are one code point, and how they look."""
    found = {
        code: CAPITAL_TWINS.get(unicodedata.normalize("NFD", chr(code))[0])
        for low, high in (_GREEK, _MORE_GREEK, _CYRILLIC)
        for code in range(low, high + 1)
    }
    return {code: twin for code, twin in found.items() if twin}


def _has_any(codes: Codes, bounds: tuple[int, int], first: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each token has a letter within those bounds."""
    found: NDArray[np.bool_] = np.logical_or.reduceat(_within(codes, bounds), first)
    return found
