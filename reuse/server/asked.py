"""The draft of a request: its body, within bounds, as what its media type says it is."""

from __future__ import annotations

import asyncio
import codecs
import json
import re
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.requests import ClientDisconnect

from reuse.read.charset import decode_as, named
from reuse.server.desk import Draft
from reuse.server.door import Limits
from reuse.server.schema.question import HtmlDraft, Metadata, TextDraft

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
CLIENT_GONE = 499  # in the log: nobody was left to be answered

# The suffix of files of that kind, whose reader reads it.
KINDS = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html"}

_T = TypeVar("_T")
_M = TypeVar("_M", bound=Metadata)

_MOST_FIELDS = 100
# What is read of a header is no longer: whoever sends more holds up nobody.
_LONGEST = 200
_PARAMETER = re.compile(r"""; *([^\s;="]+) *= *("(?:[^"\\]|\\.)*+"|[^;"]*+)""")
# Of a body that is too large so much is read on: a client that is still sending hears no answer.
_DRAINED = 8
_UTF8_MARK = codecs.BOM_UTF8


async def draft_of(request: Request, metadata: Metadata, *, limits: Limits) -> Draft:
    """The draft that a request holds; what a body in JSON says of it is believed first.

    Raises:
        HTTPException: 408, 413 or 415.
        RequestValidationError: the body is not as described.
    """
    media_type, charset = _content_type(request)
    data = await _body(request, limits)
    known = metadata.known()
    if media_type in KINDS:
        content = _in_utf8(data, charset) if charset else data
        language = _language(request)
        if language and "language" not in known:
            known["language"] = language
        return Draft(content, KINDS[media_type], known)
    given = _form(data) if media_type == FORM else _json(data)
    kind = ".html" if isinstance(given, HtmlDraft) else ".txt"
    text = given.html if isinstance(given, HtmlDraft) else given.text
    return Draft(_UTF8_MARK + text.encode(), kind, {**known, **given.known()})


async def unless_gone(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """What some work gives, which is cancelled when whoever sent a request has gone.

    Raises:
        ClientDisconnect: that was so.
    """
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, gone), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _content_type(request: Request) -> tuple[str, str | None]:
    """The media type of a body, and its charset."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "Send the draft as it is, without a Content-Encoding.")
    said = request.headers.get("content-type", "")
    if len(said) > _LONGEST:
        raise HTTPException(415, f"A Content-Type may have {_LONGEST} characters.")
    media_type = said.partition(";")[0].strip().lower()
    if media_type not in {JSON, FORM, *KINDS}:
        known = ", ".join([JSON, *KINDS])
        raise HTTPException(415, f"Say in Content-Type what the draft is: {known}.")
    parameters = ((name.lower(), value.strip(' "')) for name, value in _PARAMETER.findall(said))
    charset = next((value for name, value in parameters if name == "charset"), "")
    return media_type, charset or None


def _language(request: Request) -> str:
    """The first language that the header names."""
    said = request.headers.get("content-language", "")[:_LONGEST]
    return said.partition(",")[0].strip()


async def _body(request: Request, limits: Limits) -> bytes:
    try:
        async with asyncio.timeout(limits.timeout_seconds):
            return await _read(request, limits.max_bytes)
    except TimeoutError as error:
        raise HTTPException(
            408, f"The draft did not arrive within {limits.timeout_seconds:g} seconds."
        ) from error


async def _read(request: Request, most: int) -> bytes:
    """The body; its size is counted, whatever is said of it."""
    said = request.headers.get("content-length", "")
    is_too_large = said.isdecimal() and int(said[:20]) > most
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        is_too_large = is_too_large or size > most
        if is_too_large:
            parts.clear()
            if size > _DRAINED * most:
                break
        else:
            parts.append(part)
    if is_too_large:
        raise HTTPException(413, f"A draft may have {most:,} bytes.")
    return b"".join(parts)


def _in_utf8(data: bytes, charset: str) -> bytes:
    """Text in a charset that its request names, as UTF-8 that says so."""
    name = named(charset)
    if not name:
        raise HTTPException(415, "The charset of the draft is not known here; send UTF-8.")
    text = decode_as(data.removeprefix(_UTF8_MARK) if name == "utf-8" else data, name)
    if text is None:
        raise HTTPException(415, "The draft is not in the charset that its Content-Type says.")
    return _UTF8_MARK + text.encode()


def _json(data: bytes) -> TextDraft | HtmlDraft:
    """A draft as JSON: the one form if it has its member, else the other."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RequestValidationError([_wrong("json_invalid", "not JSON in UTF-8")]) from error
    if isinstance(given, dict) and "html" in given:
        return _valid(HtmlDraft, given)
    return _valid(TextDraft, given)


def _form(data: bytes) -> TextDraft:
    try:
        pairs = parse_qsl(data.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise RequestValidationError([_wrong("form_invalid", "too many fields")]) from error
    given = dict(pairs)
    if "text" not in given:
        wrong = f"no field text; of a draft itself say Content-Type: {', '.join(KINDS)}"
        raise RequestValidationError([_wrong("missing", wrong)])
    # A browser ends the lines of a text area as mail does.
    given["text"] = given["text"].replace("\r\n", "\n")
    return _valid(TextDraft, given)


def _valid(model: type[_M], given: object) -> _M:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        # NOTE: without the input, which would stand in an answer or a log.
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        raise RequestValidationError([{**w, "loc": ("body", *w["loc"])} for w in wrong]) from error


def _wrong(kind: str, message: str) -> Mapping[str, object]:
    return {"type": kind, "loc": ("body",), "msg": message}
