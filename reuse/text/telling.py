"""What a text has somewhere if one of its words is disguised: looked for before its words are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reuse.text import normal

PHONETIC = ((0x0250, 0x02AF), (0x1D00, 0x1DBF), (0xA720, 0xA7FF), (0xAB30, 0xAB6F))
# Letters in another dress, ligatures, and marks of Indic and Thai letters on others.
_DRESSED = ((0x0900, 0x0903), (0x093A, 0x094F), (0x0E31, 0x0E31), (0x0E34, 0x0E3A),
            (0x2100, 0x214F), (0x249C, 0x24E9), (0xFB00, 0xFB17), (0xFF21, 0xFF5A),
            (0x1D400, 0x1D7FF), (0x1F130, 0x1F189))  # fmt: skip
# Four single letters in a row; a hyphen at the end of a line.
_GAP = r"[ .\-‐‑_*·•\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]{1,3}"
SPACED = re.compile(rf"(?<![^\W_])[^\W_](?:{_GAP}[^\W_](?![^\W_])){{3}}")
BROKEN = re.compile(r"[-‐\u00ad][^\S\n]*[\n\v\f\u2028]")
# What a text of basic Latin has, but for what is spaced out: quicker than `telling`.
_ASCII_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f`]")
_ASCII_BROKEN = re.compile(r"-[^\S\n]*[\n\v\f]")
_GREEK, _CYRILLIC = "[Ͱ-Ͽἀ-῾]", "[Ѐ-ԯ]"


@cache
def telling() -> re.Pattern[str]:
    """What a text has somewhere if one of its words is disguised."""
    scripts = "\u0370-\u058f\u13a0-\u13ff\u2c80-\u2cff\ua4d0-\ua4ff\uab70-\uabbf"
    mixed = f"[A-Za-zÀ-ɏ][{scripts}]|[{scripts}][A-Za-zÀ-ɏ]|{_GREEK}{_CYRILLIC}|{_CYRILLIC}{_GREEK}"
    told = (f"[{_suspicious_characters()}]", mixed, SPACED.pattern, BROKEN.pattern)
    return re.compile("|".join(told))


def is_ascii_telling(text: str) -> bool:
    """Whether a text of basic Latin may have a disguised word that is not spaced out."""
    return bool(_ASCII_SIGNS.search(text) or _ASCII_BROKEN.search(text))


def _suspicious_characters() -> str:
    """What goes into a character class: what a disguised word has one of, by its own characters."""
    entries, _, _ = normal.table()
    hidden = (entries & normal.CODE_MASK == 0).nonzero()[0].tolist()
    others = [c for low, high in (*PHONETIC, *_DRESSED) for c in range(low, high + 1)]
    quotes = [ord(c) for c in "`´ʹ′‛＇"]
    return _ranges(sorted({*hidden, *others, *quotes}))


def _ranges(codes: Sequence[int]) -> str:
    """Code points as the inside of a character class."""
    parts: list[str] = []
    first = last = codes[0]
    for code in [*codes[1:], -1]:
        if code == last + 1:
            last = code
            continue
        parts.append(f"\\U{first:08x}-\\U{last:08x}")
        first = last = code
    return "".join(parts)
