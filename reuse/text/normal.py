"""The normal form of characters: what is typography and what is text.

Case, accents, ligatures, full-width forms, curly quotes and invisible
characters are typography: equal in the normal form, untouched in the text.
So are the vowel points of Arabic and Hebrew and the forms of a letter that
Arabic, Persian and Urdu keyboards write; the vowel signs of India and
South-East Asia tell words apart, and stay.  Composed and decomposed
characters are equal in every script.
One table gives for every code point its folded code point and its class, so
that a text is folded by one gather.  The table is data made by
`python -m reuse.text.normal`, so that every Python version folds alike.

Entry of the table, uint32: bits 0-20 folded code point (0: ignored), bits
21-23 class, bits 24-31 flags.  Class EXPAND: the code point folds to several,
bits 0-20 number its expansion.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.text.in_context import fold_in_context
from reuse.text.stops import LONE_STOPS, PAUSES, STOPS

SEPARATOR, WORD, APOSTROPHE, MARK, SINGLE, EXPAND = range(6)
CLASS_SHIFT = 21
CODE_MASK = np.uint32((1 << CLASS_SHIFT) - 1)
_CLASS_MASK = np.uint32(7 << CLASS_SHIFT)
_EXPANDING = np.uint32(EXPAND << CLASS_SHIFT)

STARTER = 1 << 24  # capital letter or digit: may begin a sentence
STOP = 1 << 25  # . ! ? and the like
PAUSE = 1 << 26  # ; : | and the like
NEWLINE = 1 << 27
SPACE = 1 << 28
OPENER = 1 << 29  # opening quotation mark, bracket or bullet
FULL_STOP_CJK = 1 << 30  # ends a sentence without a following space
LATIN = 1 << 31

_DATA = Path(__file__).with_name("normal.npz")
_CODE_POINTS = 0x110000

_PAGE = 256

_LUNATE = "ϲϹ"  # to Unicode a sigma, to the eye a "c"
_APOSTROPHES = "'’‘ʼ＇`´ʹ′‛՚׳"
_OPENERS = "\"“‘«„‚‹(['¿¡•*·–—-「『《〈【（“〝"
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_ARABIC_FORMS = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
_FREE_MARKS = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
               (0xFE20, 0xFE2F),
               # Cyrillic titlo, enclosing marks and letters above letters
               (0x0483, 0x0489), (0x2DE0, 0x2DFF), (0xA66F, 0xA672), (0xA674, 0xA67D),
               (0xA69E, 0xA69F),
               # Hebrew points and cantillation; the signs between them separate words
               (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5),
               (0x05C7, 0x05C7),
               # Arabic vowel points, hamza and madda above letters, and signs of recitation
               (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC),
               (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x0898, 0x089F),
               (0x08CA, 0x08E1), (0x08E3, 0x08FF))  # fmt: skip
_IOTA_SUBSCRIPT = "\u0345"
# Of Armenian, the signs of stress, exclamation and question that stand inside a word; of
# Arabic, the stroke that stretches one.
_INVISIBLE = ((0x00AD, 0x00AD), (0x034F, 0x034F), (0x055B, 0x055C), (0x055E, 0x055E),
              (0x061C, 0x061C), (0x0640, 0x0640), (0x115F, 0x1160),
              (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
              (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
              (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
              (0xE0000, 0xE0FFF))  # fmt: skip


# One letter by the keyboards of Arabic, Persian, Urdu and Kurdish: yeh, kaf, heh, alef.  Texts
# exchange them, as they do accents, even where a language tells them apart.
_SAME_LETTERS = dict(zip("ىیکڪہھەۃةٱ", "ييككههههها", strict=True))
# Kana that look like characters of Chinese.
_SAME_LETTERS |= dict(zip("ーニエロカタトハ", "一二工口力夕卜八", strict=True))


@cache
def table() -> tuple[NDArray[np.uint32], NDArray[np.int32], NDArray[np.uint32]]:
    """Entries by code point, and the expansions: first index of each, and their entries.

    Expansion `i` is `expansions[first[i] : first[i + 1]]`, entries like the table's.
    """
    with np.load(_DATA) as data:
        entries = data["pages"][data["index"]].reshape(-1)
        entries += np.arange(_CODE_POINTS, dtype=np.uint32)
        return entries, data["first"], data["expansions"]


def code_points(text: str) -> NDArray[np.uint32]:
    """The text as UTF-32 code points; lone surrogates pass."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def folded_entries(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Table entries of the normal form, and for each the index of its code point.

    Ignored code points leave no entry, an expanding one leaves several.
    """
    entries, first, expansions = table()
    folded = entries.take(codes)
    fold_in_context(codes, folded, entries)
    kept = folded & CODE_MASK != 0
    origin = np.arange(len(codes)) if kept.all() else kept.nonzero()[0]
    if len(origin) < len(codes):
        folded = folded.take(origin)
    expanding = (folded & _CLASS_MASK == _EXPANDING).nonzero()[0]
    if not len(expanding):
        return folded, origin
    number = (folded[expanding] & CODE_MASK).astype(np.int64) - 1
    length = first[number + 1] - first[number]
    copies = np.ones(len(folded), dtype=np.int64)
    copies[expanding] = length
    begin = np.cumsum(copies) - copies
    spread, origin = np.repeat(folded, copies), np.repeat(origin, copies)
    within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    at = np.repeat(begin[expanding], length) + within
    spread[at] = expansions[np.repeat(first[number], length) + within]
    return spread, origin


def fold(text: str) -> str:
    """The normal form of a string.

    >>> fold("Rebels’ ﬁrst Café\\u200b")
    "rebels' first cafe"
    """
    folded, _ = folded_entries(code_points(text))
    return to_text(folded)


def with_accents(text: str) -> str:
    """The normal form but for its accents, composed: what stemmers of most languages expect.

    >>> with_accents("L’E\\u0301TÉ\\u200b")
    "l'été"
    """
    return unicodedata.normalize("NFKC", text.translate(_typography()).lower())


@cache
def _typography() -> dict[int, str | None]:
    ignored = (range(low, high + 1) for low, high in _INVISIBLE)
    controls = filter(_is_control, map(chr, range(0xA0)))
    return {
        **dict.fromkeys(map(ord, controls)),
        **dict.fromkeys(chain.from_iterable(ignored)),
        **{ord(character): "'" for character in _APOSTROPHES},
    }


def to_text(entries: NDArray[np.uint32]) -> str:
    """The folded code points of table entries as a string."""
    codes: NDArray[np.uint32] = entries & CODE_MASK
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc" and not character.isspace()


def _fold_one(code: int) -> str:
    from reuse.text.lookalikes import latin_twin

    character = chr(code)
    if _within(code, _FREE_MARKS) or _within(code, _INVISIBLE) or _is_control(character):
        return ""
    if character in _APOSTROPHES:
        return "'"
    if character in _LUNATE:
        return "c"
    if unicodedata.decimal(character, None) is not None:
        return str(unicodedata.decimal(character))
    decomposed = unicodedata.normalize("NFKD", character)
    folded = decomposed.replace(_IOTA_SUBSCRIPT, "").casefold()  # which would make it a letter
    folded = unicodedata.normalize("NFKD", folded)
    kept = "".join(
        "'" if c in _APOSTROPHES else _SAME_LETTERS.get(c) or latin_twin(c)
        for c in folded
        if not _within(ord(c), _FREE_MARKS + _INVISIBLE)
    )
    if _within(code, _ARABIC_FORMS) and not kept.strip():
        return ""  # a vowel point by itself, as it stands behind its letter in some PDFs
    stays = _is_mixed(kept) or (not kept.strip() and not character.isspace())
    return character if stays else kept


def _is_mixed(folded: str) -> bool:
    """Whether a normal form would be several tokens (½, ⑴, ㍿), which no code point may be.

    Marks belong to the letter before them.
    """
    letters = sum(c.isalnum() or c == "'" for c in folded)
    marks = sum(unicodedata.category(c)[0] == "M" for c in folded)
    return (
        0 < letters < len(folded) - marks
        or (letters > 0 and unicodedata.category(folded[0])[0] == "M")
        or (letters > 1 and any(_within(ord(c), UNSPACED) for c in folded))
    )


def _class(character: str, category: str) -> int:
    code = ord(character)
    if character == "'":
        return APOSTROPHE
    if category[0] == "M":
        return MARK
    if _within(code, UNSPACED) and character.isalnum():
        return SINGLE
    return WORD if character.isalnum() else SEPARATOR


def _flags(character: str, category: str) -> int:
    starts = category in ("Lu", "Lt", "Lo", "Nd")
    latin = category[0] == "L" and "LATIN" in unicodedata.name(character, "")
    return (
        STARTER * starts
        | STOP * (character in STOPS)
        | FULL_STOP_CJK * (character in LONE_STOPS)
        | PAUSE * (character in PAUSES)
        | NEWLINE * (character in "\n\u2028\u2029\v\f\x85")
        | SPACE * character.isspace()
        | OPENER * (character in _OPENERS)
        | LATIN * latin
    )


def _entry(folded: str, flags: int) -> int:
    category = unicodedata.category(folded)
    return ord(folded) | _class(folded, category) << CLASS_SHIFT | flags


def build() -> dict[str, NDArray[Any]]:
    """The table and its expansions, computed from this Python's Unicode data."""
    entries = np.zeros(_CODE_POINTS, dtype=np.uint32)
    first, expansions = [0], list[int]()
    for code in range(_CODE_POINTS):
        folded = chr(code) if 0xD800 <= code <= 0xDFFF else _fold_one(code)
        if not folded:
            continue
        flags = _flags(chr(code), unicodedata.category(chr(code)))
        if len(folded) == 1:
            entries[code] = _entry(folded, flags)
            continue
        expansions.extend(_entry(c, flags) for c in folded)
        first.append(len(expansions))
        entries[code] = (len(first) - 1) | EXPAND << CLASS_SHIFT | flags
    # Stored as differences, the many pages that fold to themselves are one page.
    pages, index = np.unique(
        (entries - np.arange(_CODE_POINTS, dtype=np.uint32)).reshape(-1, _PAGE),
        axis=0,
        return_inverse=True,
    )
    return {
        "pages": pages,
        "index": index.reshape(-1).astype(np.uint16),
        "first": np.array(first, dtype=np.int32),
        "expansions": np.array(expansions, dtype=np.uint32),
    }


if __name__ == "__main__":
    columns: Any = build()
    np.savez_compressed(_DATA, **columns)
