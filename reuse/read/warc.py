"""Web archives (.warc): the pages among the responses, each read as an .html file is.

When a page was fetched says nothing of when it was published, save that it was before; so the date
of the record is no fact of the article.  Pictures, scripts and other answers are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from reuse.model import Skipped
from reuse.read.document import (
    Document,
    Fact,
    Source,
    needs_extra,
    one_line,
    too_large,
    web_address,
)
from reuse.read.html import page_document
from reuse.settings import ReadSettings
from reuse.text.addresses import web_host

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SUFFIXES: tuple[str, ...] = (".warc",)

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_FINE = 200
_ALONE = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n"
)


class _Calm:
    """A stream whose errors are kept: FastWARC's reader stops the program at some of them.

    It has nothing else that FastWARC might call, such as `seek`.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except OSError as error:
            self.error = error
            return b""
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


class _Payload(NamedTuple):
    """A page as its server sent it, unpacked, and the charset that the server named, or ""."""

    data: bytes
    charset: str


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The pages of a web archive that was read without compression, or through `.gz`."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Skipped(source.shown, needs_extra("warc"))
        return
    kinds = WarcRecordType.response | WarcRecordType.resource
    count = number = 0
    with source.open() as stream:
        calm = _Calm(stream)
        try:
            records = ArchiveIterator(
                cast(BinaryIO, calm), record_types=kinds, parse_http=False, stream_detect=False
            )
            for number, record in enumerate(records, start=1):
                made = _page(record, source, settings, place=f"{source.shown}:{number}")
                count += made is not None
                if made is not None:
                    yield made
        except OSError as error:
            calm.error = calm.error or error
        if calm.error:
            raise calm.error
    if not count:
        held = f"{number:,} records of other kinds" if number else "no record of a response"
        yield Skipped(source.shown, f"no page in it, {held}")


def _page(
    record: WarcRecord, source: Source, settings: ReadSettings, *, place: str
) -> Document | Skipped | None:
    """The article of a record; None where it holds no page that was found."""
    limit = settings.max_article_bytes
    # NOTE: before anything is read: a record may claim any length.
    if record.content_length > limit:
        return too_large(place, "max_article_bytes", limit)
    body = record.reader.read(record.content_length)
    if len(body) < record.content_length:
        return Skipped(place, "the record is cut off, or states a wrong length")
    url = web_address((record.headers.get("WARC-Target-URI") or "").strip("<>"))
    try:
        payload = _payload(record, body, limit)
    except OSError as error:
        return Skipped(place, f"its content cannot be unpacked: {one_line(str(error))}")
    if payload is None:
        return None
    if len(payload.data) > limit:
        return too_large(place, "max_article_bytes", limit)
    name = url or f"{source.name}:{place.rpartition(':')[2]}"
    page = replace(source, name=name, shown=place)
    made = page_document(payload.data, page, charset_named=payload.charset)
    return made if isinstance(made, Skipped) or not url else _fetched_from(url, made)


def _payload(record: WarcRecord, body: bytes, limit: int) -> _Payload | None:
    """The page in a record, at most `limit` bytes and one; None where there is none.

    Raises:
        OSError: it is packed, and damaged.
    """
    from fastwarc.warc import ArchiveIterator

    if not record.is_http:
        kind = (record.headers.get("Content-Type") or "").partition(";")[0]
        return _Payload(body, "") if kind.strip().lower() in _PAGES else None
    # A stream of its own: what is wrong with its packing must not reach the records after it.
    alone = BytesIO(_ALONE % len(body) + body)
    answer = next(iter(ArchiveIterator(alone, parse_http=False, stream_detect=False)), None)
    if answer is None:
        return None
    answer.parse_http(auto_decode="all")
    headers = answer.http_headers
    if headers is None or headers.status_code != _FINE:
        return None
    if (answer.http_content_type or "").strip().lower() not in _PAGES:
        return None
    return _Payload(bytes(answer.reader.read(limit + 1)), answer.http_charset or "")


def _fetched_from(url: str, page: Document) -> Document:
    """The page with where it was fetched, unless it names another address of the same host."""
    stated = next((fact for fact in page.facts if fact.field == "url"), None)
    if stated is not None and web_host(str(stated.value)) == web_host(url):
        return page
    return page._replace(facts=(Fact("url", url, "record"), *page.facts))
