"""Files as a stream of decoded lines, and small files as one text, both bounded.

A line that cannot be used is a `Skipped` with its number; the next one goes on.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple, cast

from reuse.model import Skipped
from reuse.read import charset, foreign
from reuse.read.document import Source, too_large
from reuse.settings import ReadSettings

_SNIFF_BYTES = 8_192
_DETECT_BYTES = 256_000
_PIECE_BYTES = 1 << 24
UNDECODABLE = "not text in any known charset (invalid UTF-8)"


class Line(NamedTuple):
    """One line with its end, and its number in the file, from 1."""

    number: int
    text: str


def whole_bytes(source: Source, settings: ReadSettings) -> bytes | Skipped:
    """The whole content of an input that is one article, if its size is allowed."""
    limit = min(settings.max_article_bytes, settings.max_file_bytes)
    with source.open() as stream:
        data = read_at_most(stream, limit + 1)
    return data if len(data) <= limit else too_large(source.shown, bound_of_file(settings), limit)


def load_bytes(source: Source, settings: ReadSettings) -> bytes | Skipped:
    """As `whole_bytes`, of what is text."""
    data = whole_bytes(source, settings)
    if isinstance(data, Skipped):
        return data
    if not charset.mark_of(data)[0] and charset.is_binary(data):
        return Skipped(source.shown, foreign.of_binary(data, source.kind))
    told = foreign.of_begin(data)
    return Skipped(source.shown, told) if told else data


def load_text(source: Source, settings: ReadSettings) -> str | Skipped:
    """The decoded content of an input that is one article; nothing in it is altered."""
    data = load_bytes(source, settings)
    if isinstance(data, Skipped):
        return data
    text = charset.decode(data)
    return Skipped(source.shown, UNDECODABLE) if text is None else text


def read_at_most(stream: BinaryIO, size: int) -> bytes:
    """The first `size` bytes, with memory for those that are there only."""
    parts: list[bytes] = []
    # NOTE: `read(size)` would reserve `size` bytes before it looks.
    while size > 0 and (part := stream.read(min(size, _PIECE_BYTES))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def bound_of_file(settings: ReadSettings) -> str:
    """Name of the setting that bounds a file which is one article."""
    smaller = settings.max_article_bytes <= settings.max_file_bytes
    return "max_article_bytes" if smaller else "max_file_bytes"


def lines(source: Source, settings: ReadSettings) -> Iterator[Line | Skipped]:
    """The lines of an input, one at a time; no line is longer than `max_article_bytes`.

    Raises:
        UnicodeDecodeError: a file in UTF-16 or UTF-32 is damaged.
    """
    limit = settings.max_article_bytes
    with source.open() as raw:
        stream = io.BufferedReader(cast(io.RawIOBase, _Utf8(raw)), 1 << 16)
        head = stream.peek(_SNIFF_BYTES)
        if charset.is_binary(head[:_SNIFF_BYTES]):
            yield Skipped(source.shown, foreign.of_binary(head, source.kind))
            return
        decoder = _LineDecoder(head[:_DETECT_BYTES])
        number = 0
        while data := stream.readline(limit + 1):
            number += 1
            if len(data) > limit:
                _drain(stream, data)
                yield too_large(f"{source.shown}:{number}", "max_article_bytes", limit)
                continue
            text = decoder.decode(data)
            if text is None:
                yield Skipped(f"{source.shown}:{number}", UNDECODABLE)
            else:
                yield Line(number, text)


def _drain(stream: BinaryIO | io.BufferedReader, data: bytes) -> None:
    """Read on to the end of the line that `data` begins."""
    while data and not data.endswith(b"\n"):
        data = stream.readline(1 << 16)


@dataclass(slots=True)
class _LineDecoder:
    """Strict UTF-8 line by line; the first line that is not decides the charset of the rest."""

    head: bytes
    guess: str | None = field(default=None)

    def decode(self, data: bytes) -> str | None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            if self.guess is None:
                self.guess = charset.detect(self.head + data)
            return charset.decode_as(data, self.guess) if self.guess else None


class _Utf8(io.RawIOBase):
    """A byte stream in UTF-8 out of one in any charset that has a byte-order mark."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._decoder: codecs.IncrementalDecoder | None = None
        self._rest = b""
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self._begun:
            self._begin()
        while not self._rest:
            data = self._raw.read(len(buffer) or 1)
            self._rest = self._utf8(data)
            if not data:
                break
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def _begin(self) -> None:
        self._begun = True
        head = self._raw.read(4)
        name, length = charset.mark_of(head)
        if name not in ("", "utf-8"):
            # NOTE: strict; a damaged UTF-16 file has no lines to resume at, so it ends there.
            self._decoder = codecs.getincrementaldecoder(name)()
        self._rest = self._utf8(head[length:])

    def _utf8(self, data: bytes) -> bytes:
        if self._decoder is None:
            return data
        return self._decoder.decode(data, final=not data).encode("utf-8")
