"""What is fuzzed of what stands between the program and others: archive files, and HTTP."""

from __future__ import annotations

import asyncio
import io
import json
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

import fuzz_laws as laws
from fault_files import Outcome, Sound, ask_damaged, sound_archive
from fuzz_texts import PASSAGE

import reuse
from reuse.model import Article, ArticleId
from reuse.verdict import Verdict

Target = Callable[[bytes], None]
_FOLDER = TemporaryDirectory(prefix="fuzz-")
_EDIT = struct.Struct(">IBB")
_STATUSES = {200, 206, 400, 401, 403, 404, 405, 406, 408, 413, 415, 421, 422, 499, 503}
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_WIRE = Article(ArticleId("wire-1"), f"{PASSAGE} Rain.", "wire/1.txt", outlet="Coast Wire")


def door_targets() -> Mapping[str, Target]:
    """Targets by their names."""
    return {"archive": _archive, "http": _http}


@cache
def _sound() -> Sound:
    return sound_archive(Path(_FOLDER.name), articles=12, seed=5)


def damaged(content: bytes, data: bytes) -> bytes:
    """Bytes changed as `data` says: each six of it are a place, a way and a value.

    Ways: set a byte, flip a bit, cut, zero a run, copy a run from elsewhere, append.
    """
    changed = bytearray(content)
    for at, way, value in _EDIT.iter_unpack(data[: len(data) // 6 * 6][:60]):
        place = at % max(1, len(changed))
        if way % 16 == 0:
            del changed[place:]
        elif way % 16 == 1:
            changed[place : place + value] = bytes(len(changed[place : place + value]))
        elif way % 16 == 2:
            other = (place * 31 + value) % max(1, len(changed))
            changed[place : place + value] = changed[other : other + value]
        elif way % 16 == 3:
            changed += bytes([value]) * value
        elif way % 2 and changed:
            changed[place] = value
        elif changed:
            changed[place] ^= 1 << value % 8
    return bytes(changed)


def _archive(data: bytes) -> None:
    sound = _sound()
    content = damaged(sound.content, data)
    if content == sound.content:
        return
    outcome = Outcome("fuzzed")
    ask_damaged(sound, content, outcome)
    laws.law(not outcome.wrong, f"a wrong answer: {dict(outcome.messages)}")


class _Desk:
    """Compares with one article, in this process."""

    def check(self, draft: Article) -> Verdict:
        return reuse.check(draft, [_WIRE])


class _Here:
    """In place of worker processes: the work is done here."""

    def __init__(self, *_: object, **__: object) -> None:
        from reuse.server.desk import Clerk

        self.ready = self.number = 1
        self.replaced = 0
        self._clerk = Clerk(_Desk())

    def start(self) -> None:
        """Nothing is to be started."""

    async def close(self) -> None:
        """Nothing is to be ended."""

    async def run(self, task: Any, *, timeout_seconds: float) -> object:
        """The answer of the clerk; an error of ours goes through."""
        return self._clerk(task)


@cache
def _app() -> tuple[Any, io.StringIO, asyncio.AbstractEventLoop]:
    from reuse.server.app import make_app
    from reuse.server.door import Door, Limits
    from reuse.server.judging import PolicyFiles
    from reuse.server.logs import set_up_logs
    from reuse.server.tokens import Tokens

    class Shelf:
        outlet = None
        policy = PolicyFiles()
        is_prepared = True

        def holdings(self) -> Mapping[str, int | str]:
            return {"articles": 1}

    log = io.StringIO()
    set_up_logs(log)
    limits = Limits(workers=1, waiting=2, max_bytes=20_000, timeout_seconds=20.0)
    door = Door("127.0.0.1", 8765, Tokens(), ("https://cms.example",))
    with patch("reuse.server.app.Workers", _Here):
        app = make_app(door, limits, shelf=Shelf(), opening=None)  # type: ignore[arg-type]
    return app, log, asyncio.new_event_loop()


def _request(data: bytes) -> tuple[dict[str, Any], bytes] | None:
    """A request as a server hands it on; None for what no server would."""
    head, _, body = data.partition(b"\n\n")
    first, *lines = head.decode("latin-1").split("\n")
    method, _, target = first.partition(" ")
    path, _, query = target.partition("?")
    headers = []
    for line in lines:
        name, _, value = line.partition(":")
        if not _HEADER.fullmatch(name) or not _VALUE.fullmatch(value):
            return None
        headers.append((name.lower().encode(), value.strip().encode("latin-1")))
    if not _HEADER.fullmatch(method) or not path.startswith("/"):
        return None
    names = {name for name, _ in headers}
    if b"host" not in names:
        headers.append((b"host", b"127.0.0.1:8765"))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": unquote(path, errors="replace"),
        "raw_path": path.encode("latin-1"), "query_string": query.encode("latin-1"),
        "root_path": "", "headers": headers, "client": ("127.0.0.1", 5), "server": ("h", 1),
        "state": {},
    }  # fmt: skip
    return scope, body


def _http(data: bytes) -> None:
    asked = _request(data)
    if asked is None:
        return
    scope, body = asked
    app, log, loop = _app()
    log.seek(0)
    log.truncate()
    sent = loop.run_until_complete(_asked(app, scope, _parts(body)))
    start = sent[0]
    answer = b"".join(message.get("body", b"") for message in sent[1:])
    laws.law(start["status"] in _STATUSES, f"{start['status']}: {log.getvalue()[:2000]}")
    headers = {name.lower(): value for name, value in start["headers"]}
    for value in headers.values():
        laws.law(not re.search(rb"[\r\n\0]", value), "a header of two lines")
    media_type = headers.get(b"content-type", b"").decode("latin-1")
    if "json" in media_type and answer:
        laws.as_json(answer.decode())
    elif "html" in media_type:
        laws.law(b"content-security-policy" in headers, "a page without a policy")
        laws.law("<script>alert" not in answer.decode(), "markup of foreign words")
    for line in log.getvalue().splitlines():
        laws.law(line.isascii() and isinstance(json.loads(line), dict), f"the log: {line!r}")


def _parts(body: bytes) -> Iterator[dict[str, Any]]:
    half = len(body) // 2
    yield {"type": "http.request", "body": body[:half], "more_body": True}
    yield {"type": "http.request", "body": body[half:], "more_body": False}


async def _asked(
    app: Any, scope: dict[str, Any], parts: Iterator[dict[str, Any]]
) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    never = asyncio.Event()

    async def receive() -> dict[str, Any]:
        part = next(parts, None)
        if part is None:
            await never.wait()
        return part or {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent
