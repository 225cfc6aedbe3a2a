"""What disguises write in the place of letters: characters that look alike, or are forms of them.

The look-alikes were picked by eye, apart from the table by which the program reads them; the
others are what Unicode itself calls compatible, from this Python's data.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

_LATIN = {
    "a": "аɑ", "c": "сϲ", "d": "ԁ", "e": "е", "g": "ɡց", "h": "һհ", "i": "іι", "j": "јϳ",
    "l": "ӏ", "n": "ո", "o": "оοօ", "p": "рρ", "q": "ԛզ", "s": "ѕ", "u": "υս", "v": "νѵ",
    "w": "ԝ", "x": "х", "y": "уү",
    "A": "АΑ", "B": "ВΒ", "C": "СϹ", "E": "ЕΕ", "H": "НΗ", "I": "ІΙӀ", "J": "Ј", "K": "КΚ",
    "M": "МΜ", "N": "Ν", "O": "ОΟՕ", "P": "РΡ", "S": "ЅՏ", "T": "ТΤ", "X": "ХΧ", "Y": "ҮΥ",
    "Z": "Ζ",
}  # fmt: skip
_CYRILLIC = {
    "а": "aα", "е": "e", "о": "oο", "р": "pρ", "с": "cϲ", "у": "y", "х": "x", "і": "i", "ѕ": "s",
    "ј": "j", "к": "κ", "А": "AΑ", "В": "BΒ", "Е": "EΕ", "К": "KΚ", "М": "MΜ", "Н": "HΗ",
    "О": "OΟ", "Р": "PΡ", "С": "C", "Т": "TΤ", "Х": "XΧ",
}  # fmt: skip
_GREEK = {
    "α": "aа", "ι": "iі", "ν": "v", "ο": "oо", "ρ": "pр", "υ": "u", "κ": "к", "Α": "AА",
    "Β": "BВ", "Ε": "EЕ", "Ζ": "Z", "Η": "HН", "Ι": "IІ", "Κ": "KК", "Μ": "MМ", "Ν": "N",
    "Ο": "OО", "Ρ": "PР", "Τ": "TТ", "Υ": "Y", "Χ": "XХ",
}  # fmt: skip
# Letters of Urdu, Persian and Arabic that many fonts draw alike.
_ARABIC = {"ي": "ی", "ی": "ي", "ك": "ک", "ک": "ك", "ه": "ہ", "ہ": "ه"}
_CHINESE = {"一": "ー", "二": "ニ", "口": "ロ", "工": "エ", "力": "カ", "夕": "タ", "人": "⼈",
            "日": "⽇", "大": "⼤", "水": "⽔", "山": "⼭"}  # fmt: skip
LOOKALIKES = {**_LATIN, **_CYRILLIC, **_GREEK, **_ARABIC, **_CHINESE}

# First and last letter that take them, and the marks.
VOWEL_MARKS = (
    ("\u05d0", "\u05ea", "\u05b0\u05b4\u05b6\u05b7\u05b8\u05b9\u05bc"),
    ("\u0621", "\u06d3", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"),
)


def _forms(codes: Iterable[int]) -> dict[str, str]:
    """The characters among `codes` by the letters that Unicode has them stand for."""
    found: defaultdict[str, str] = defaultdict(str)
    for code in codes:
        letters = unicodedata.normalize("NFKC", chr(code))
        if letters != chr(code) and letters.isalnum():
            found[letters] += chr(code)
    return dict(found)


# Latin and Armenian, Hebrew, and the shapes of Arabic letters.
LIGATURES = _forms([*range(0xFB00, 0xFB50), *range(0xFE80, 0xFEFD), 0x0133])
# Basic Latin, and the narrow forms of Japanese and Korean.
FULL_WIDTH = _forms([*range(0xFF01, 0xFF5F), *range(0xFF66, 0xFF9E)])
# Bold, slanted and circled letters.
STYLED = _forms([*range(0x1D400, 0x1D800), *range(0x24B6, 0x24EA)])
