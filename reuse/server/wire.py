"""Connections: so many and no more, and none that is kept open without a request on it."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0
# With those that are accepted before the first of them is refused, fewer than 1,024, which is
# the usual limit of open files: at that limit asyncio complains without end.
MOST_CONNECTIONS, ACCEPTED_AT_ONCE = 600, 64


class BoundedProtocol(H11Protocol):
    """HTTP/1.1 that closes what sends no whole head in time, and what is one too many."""

    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Take a connection on, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self.logger.warning("Too many connections.")
            transport.abort()
            return
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Read on; the time for a head is over when it is there."""
        begun = self.scope
        super().data_received(data)
        if self.scope is not begun:
            self._stop_timer()
        elif self._head_timer is None and self._is_between():
            self._expect_head()

    def on_response_complete(self) -> None:
        """Answered; uvicorn's time for the first byte of another request begins."""
        self._stop_timer()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end of a connection."""
        self._stop_timer()
        super().connection_lost(exc)

    def _is_between(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _expect_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
