"""A client of an application in this process: no socket, one event loop from start to end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx
from fastapi import FastAPI

_T = TypeVar("_T")
BASE = "http://127.0.0.1:8765"


class Client:
    """Asks, and waits for the answer."""

    def __init__(self, app: FastAPI, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self._loop = loop
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)

    def get(self, path: str, **asked: Any) -> httpx.Response:
        return self.run(self._client.get(path, timeout=60, **asked))

    def post(self, path: str, **asked: Any) -> httpx.Response:
        return self.run(self._client.post(path, timeout=60, **asked))

    def request(self, method: str, path: str, **asked: Any) -> httpx.Response:
        return self.run(self._client.request(method, path, timeout=60, **asked))

    def post_all(self, bodies: list[dict[str, Any]]) -> list[httpx.Response]:
        """The answers to some drafts that are asked about at one time."""

        async def together() -> list[httpx.Response]:
            asked = (self._client.post("/check", json=body, timeout=60) for body in bodies)
            return list(await asyncio.gather(*asked))

        return self.run(together())

    def run(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(120)


@contextmanager
def asking(app: FastAPI) -> Iterator[Client]:
    """The client of an app that has started, and is stopped in the end."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    client = Client(app, loop)
    lifespan = app.router.lifespan_context(app)
    try:
        client.run(lifespan.__aenter__())
        try:
            yield client
        finally:
            client.run(lifespan.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
