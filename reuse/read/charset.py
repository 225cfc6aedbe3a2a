"""Bytes to text: byte-order mark, strict UTF-8, what the page declares, then detection.

Nothing is replaced: bytes that fit no charset make the input unreadable.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 8_192
_DETECT_BYTES = 1_000_000
_BINARY_SHARE = 0.1
# Every C0 control but tab, line feed, vertical tab, form feed, return and escape.
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_LABEL = re.compile(
    rb"""<meta[^>]{0,1000}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{1,40})""", re.I
)
_XML_LABEL = re.compile(
    rb"""\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([\w.:-]{1,40})"""
)
# Charsets of the web and of old text files.  Everything else that Python calls a
# codec (`unicode_escape`, `idna`, `utf-7`) is no charset of news and may be slow.
_CHARSETS = frozenset(
    "utf-8 utf-8-sig cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874"
    " iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10"
    " iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u cp866 cp855 cp437"
    " cp850 cp852 cp862 mac-cyrillic mac-roman gb2312 gbk gb18030 hz big5 big5hkscs cp950"
    " shift_jis cp932 euc_jp iso2022_jp euc_kr cp949 johab tis-620".split()
)


def mark_of(data: bytes) -> tuple[str, int]:
    """Charset and length of the byte-order mark that `data` begins with; ("", 0) for none."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return charset, len(mark)
    return "", 0


def is_binary(data: bytes) -> bool:
    """Whether bytes without a byte-order mark are no text: NULs near the start, or controls."""
    if b"\0" in data[:_SAMPLE_BYTES]:
        return True
    return len(data) - len(data.translate(None, _CONTROLS)) > _BINARY_SHARE * len(data)


def declared(data: bytes) -> str:
    """The charset that the head of an HTML page declares; "" for none or one unknown here."""
    head = data[:_SAMPLE_BYTES]
    match = _XML_LABEL.match(head) or _LABEL.search(head)
    return named(match[1].decode("ascii", "ignore")) if match else ""


def decode(data: bytes, *, declared: str = "") -> str | None:
    """The text of `data` without its byte-order mark; None when no charset fits.

    Args:
        declared: a charset from `declared()`, believed unless the bytes are UTF-8
            beyond ASCII, which no other charset is by accident.

    >>> decode(b"caf\\xc3\\xa9")
    'café'
    """
    charset, length = mark_of(data)
    if charset:
        return decode_as(data[length:], charset)
    text = decode_as(data, "utf-8")
    if text is not None and not (declared and text.isascii()):
        return text
    if declared:
        return decode_as(data, declared) or text
    guess = detect(data)
    return decode_as(data, guess) if guess else None


def detect(data: bytes) -> str:
    """The likely charset of bytes that are not UTF-8; "" when they are damaged UTF-8.

    Text whose bytes beyond ASCII are mostly well-formed UTF-8 is UTF-8 with an
    error in it: any other charset would turn all of it into wrong letters.
    """
    sample = data[:_DETECT_BYTES]
    lenient = sample.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= c <= "\udcff" for c in lenient if c > "\x7f")
    good = sum(not "\udc80" <= c <= "\udcff" for c in lenient if c > "\x7f")
    if good > bad:
        return ""
    import cchardet

    return named(str(cchardet.detect(sample)["encoding"] or ""))


def named(label: str) -> str:
    """The charset that a label means; "" for one unknown here."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    if name in ("iso8859-1", "ascii"):
        return "cp1252"  # as every browser reads these labels
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a label that can be read as ASCII is not in UTF-16
    return name if name in _CHARSETS else ""


def decode_as(data: bytes, charset: str) -> str | None:
    """The text of `data` in `charset`; None when a byte does not fit."""
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        # Five bytes have no character in Windows-1252; Latin-1 has them as controls.
        return data.decode("latin-1") if charset == "cp1252" else None
