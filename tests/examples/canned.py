"""A service that answers as the path of its address says, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PROBLEM = {"title": "A title", "detail": "What the service says.", "request_id": "r-1"}
EMPTY = {
    "schema": "reuse.verdict/1",
    "decision": "pass",
    "counts": {"fail": 0, "warn": 0, "tell": 0},
    "compared": 2,
    "findings": [],
    "report": {"articles": []},
}


@dataclass
class Canned:
    """`address/503` answers with that status, `address/NAME` with what `answers` has there."""

    address: str
    answers: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self, name: str, content: object) -> str:
        """Answer with some JSON; gives the address that does."""
        self.answers[name] = json.dumps(content).encode()
        return f"{self.address}/{name}"


class _Handler(BaseHTTPRequestHandler):
    canned: Canned

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.canned.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        name = self.path.split("/")[1]
        if name == "never":
            self.canned.released.wait(60)
        if name.isdecimal():
            extra = {"Retry-After": "7"} if name == "503" else {}
            extra |= {"Location": f"{self.canned.address}/pass/check"} if name[0] == "3" else {}
            self._send(int(name), json.dumps(PROBLEM).encode(), extra)
        else:
            self._send(200, self.canned.answers.get(name, json.dumps(EMPTY).encode()), {})

    def do_GET(self) -> None:
        self.canned.asked.append((self.path, {}, b""))
        self._send(200, json.dumps(EMPTY).encode(), {})

    def log_message(self, format: str, *arguments: Any) -> None:
        pass

    def _send(self, status: int, body: bytes, extra: dict[str, str]) -> None:
        self.send_response(status)
        known = {"X-Request-Id": "r-1", "Content-Length": str(len(body)), **extra}
        for key, value in known.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def canned_service() -> Iterator[Canned]:
    """Such a service, at any free port of this machine."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.canned = canned = Canned(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield canned
    finally:
        canned.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
