"""Hostile characters made visible: control codes, bidirectional controls, lone surrogates.

Text of an article reaches a terminal or a page only through this module, so
that no escape sequence runs and no override reorders what a reader sees.
Reference: Unicode Technical Report 36, section 3.5; "Trojan Source" (2021).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Everything but tab and newline in C0, then DEL and C1, line and paragraph
# separators, bidirectional embeddings, overrides and isolates, lone
# surrogates, the byte order mark, noncharacters and tag characters.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_NOTHING = re.compile("\r(?=\n)")
# What could end a script element, open a comment in it, or pass for markup.
_ENDING = re.compile("[<>&]")
# Space, and colours, before colons are no hindrance; before the others no text is.
_COMMAND = re.compile(
    r"^((?:[^\S\n]|\x1b\[[0-9;]*m)*+)(:)(?=:)|(#)(?=#(?:vso|teamcity)?\[)",
    re.MULTILINE | re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Plain text, or the name of one hostile character (`U+202E`) that stood there."""

    text: str
    is_code: bool


def is_plain(text: str) -> bool:
    """Whether no character of `text` is hostile, so that `visible` gives it back as it is."""
    return _HOSTILE.search(text) is None


def pieces(text: str) -> tuple[Piece, ...]:
    """`text` cut at its hostile characters, each replaced by its code point's name.

    >>> [p.text for p in pieces("a\\x00b")]
    ['a', 'U+0000', 'b']
    """
    text = _NOTHING.sub("", text)
    found: list[Piece] = []
    at = 0
    for hit in _HOSTILE.finditer(text):
        if hit.start() > at:
            found.append(Piece(text[at : hit.start()], is_code=False))
        found.append(Piece(f"U+{ord(hit[0]):04X}", is_code=True))
        at = hit.end()
    if at < len(text):
        found.append(Piece(text[at:], is_code=False))
    return tuple(found)


def visible(text: str) -> str:
    r"""`text` with every hostile character as its escape; tabs and newlines stay.

    >>> print(visible("\x1b[31mred"))
    \x1b[31mred
    """
    return _HOSTILE.sub(_escape, _NOTHING.sub("", text))


def in_line(text: str) -> str:
    """`text` made visible, on one line: every run of white space is one space."""
    return visible(" ".join(text.split()))


def flat(text: str) -> str:
    r"""`text` made visible as one field of a line: tabs and newlines are escapes, too.

    >>> print(flat("a\tb\nc"))
    a\tb\nc
    """
    return visible(text).replace("\t", "\\t").replace("\n", "\\n")


def unheard(text: str) -> str:
    r"""Lines of which none is a command to the service that runs a job and reads its output.

    GitHub takes `::error::` at a line's start for one, and `##[error]` anywhere in it; others
    take `##vso[` and `##teamcity[`.

    >>> print(unheard("Said:\n  ::stop-commands::x, ##[add-mask]x"))
    Said:
      \x3a:stop-commands::x, \x23#[add-mask]x
    """
    return _COMMAND.sub(_silenced, text)


def brief(text: str, most: int = 400) -> str:
    """`text` cut to `most` characters where a name is expected and foreign text may hold a book.

    >>> brief("a long title", 6)
    'a long…'
    """
    return text if len(text) <= most else f"{text[:most]}…"


def without_surrogates(text: str) -> str:
    r"""`text` that UTF-8 can carry: lone surrogates as `\udc80`, all else untouched."""
    try:
        text.encode()  # twenty times as fast as to look for them
    except UnicodeEncodeError:
        pass
    else:
        return text
    return _SURROGATE.sub(lambda hit: f"\\u{ord(hit[0]):04x}", text)


def in_script(json: str) -> str:
    r"""JSON that can stand in a script element or file: the same value, nothing that ends it.

    >>> in_script('["</script>"]')
    '["\\u003c/script\\u003e"]'
    """
    return _HOSTILE.sub(_json_escape, _ENDING.sub(_json_escape, json))


def _json_escape(hit: re.Match[str]) -> str:
    units = hit[0].encode("utf-16-be", "surrogatepass")
    pairs = (units[n : n + 2] for n in range(0, len(units), 2))
    return "".join(f"\\u{pair.hex()}" for pair in pairs)


def _silenced(hit: re.Match[str]) -> str:
    return "\\x23" if hit[3] else f"{hit[1]}\\x3a"


def _escape(hit: re.Match[str]) -> str:
    code = ord(hit[0])
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
