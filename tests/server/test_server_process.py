"""A server as it runs: signals, slow and lying clients, many at once."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from desks import COPY
from served import HERE, Served, served

PLAIN = {"Content-Type": "text/plain"}


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as server:
        server.said("worker ready")
        yield server


def check(server: Served, words: str) -> int:
    answer = httpx.post(f"{server.address}check", content=words, headers=PLAIN, timeout=60)
    return answer.status_code


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def raw(server: Served, *pieces: bytes) -> bytes:
    """What comes back for some bytes on the wire."""
    parts = urlsplit(server.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as wire:
        for piece in pieces:
            wire.sendall(piece)
        answer = b""
        while part := wire.recv(65_536):
            answer += part
            if b"\r\n\r\n" in answer and b"request_id" in answer:
                break
        return answer


@pytest.mark.parametrize("path", [b"/", b"/health"])
def test_head_has_the_size_of_the_body_and_no_body(server: Served, path: bytes) -> None:
    asked = b"HEAD %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % path
    head, _, body = raw(server, asked).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    got = httpx.get(f"{server.address}{path.decode().lstrip('/')}")
    assert f"content-length: {len(got.content)}".encode() in head.lower()
    assert body == b""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_what_runs_is_answered(number: int) -> None:
    with served() as server, ThreadPoolExecutor(1) as pool:
        server.said("worker ready")
        workers = server.workers()
        running = pool.submit(check, server, "please take a second")
        deadline = time.monotonic() + 30
        while not httpx.get(f"{server.address}stats").json()["inside"]:
            assert time.monotonic() < deadline
        # As from a terminal, or a supervisor that signals the whole group.
        for worker in workers:
            os.kill(worker, number)
        assert server.end(number) == 0
        assert running.result() == 200
        assert '"event": "stopped"' in server.lines[-1]
        assert all(map(is_gone, workers))


def test_what_runs_too_long_does_not_hold_it_up() -> None:
    with (
        served(sys.executable, str(HERE / "served.py"), "1") as server,
        ThreadPoolExecutor(1) as pool,
    ):
        server.said("worker ready")
        workers = server.workers()
        running = pool.submit(check, server, "please sleep")
        deadline = time.monotonic() + 30
        while not httpx.get(f"{server.address}stats").json()["inside"]:
            assert time.monotonic() < deadline
        begun = time.monotonic()
        assert server.end(signal.SIGTERM) == 0
        assert time.monotonic() - begun < 10
        assert running.result() in (500, 503, 504)
        assert all(map(is_gone, workers))


def test_its_workers_end_with_it_however_it_ends() -> None:
    with served() as server, ThreadPoolExecutor(1) as pool:
        server.said("worker ready")
        server.said("worker ready")
        workers = server.workers()
        pool.submit(check, server, "please sleep")
        deadline = time.monotonic() + 30
        while not httpx.get(f"{server.address}stats").json()["inside"]:
            assert time.monotonic() < deadline
        assert server.end(signal.SIGKILL) == -signal.SIGKILL
        assert len(workers) >= 2
        assert all(map(is_gone, workers))


def test_many_at_once_are_all_answered(server: Served) -> None:
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda _: check(server, COPY), range(60)))
    assert statuses == [200] * 60


def test_a_body_without_an_end_is_refused(server: Served) -> None:
    head = b"POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    answer = raw(server, head + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 12)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_large_body_hears_its_refusal(server: Served) -> None:
    answer = httpx.post(f"{server.address}check", content=b"x" * 100_000, headers=PLAIN)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /check\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
)
def test_what_is_no_request_does_no_harm(server: Served, request_bytes: bytes) -> None:
    parts = urlsplit(server.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        try:
            wire.sendall(request_bytes)
            wire.shutdown(socket.SHUT_WR)
            assert wire.recv(65_536)[:12] in (
                b"HTTP/1.1 400",
                b"HTTP/1.1 415",
                b"HTTP/1.1 422",
                b"",
            )
        except OSError:  # the server has hung up, before or after we shut our side
            pass
    assert check(server, COPY) == 200


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    with served(sys.executable, str(HERE / "served.py"), "1") as server:
        head = b"POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
        begun = time.monotonic()
        answer = raw(server, head + b"Content-Length: 100\r\n\r\nsome")
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "begun", [b"", b"GET /hea", b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hea"]
)
def test_a_head_that_does_not_come_is_not_waited_for(begun: bytes) -> None:
    with served(sys.executable, str(HERE / "served.py"), "1") as server:
        parts = urlsplit(server.address)
        with socket.create_connection((parts.hostname, parts.port), timeout=15) as wire:
            wire.sendall(begun)
            with suppress(ConnectionError):
                while wire.recv(65_536):
                    pass
        assert check(server, COPY) in (200, 503)


def test_connections_without_requests_neither_stop_it_nor_fill_the_log() -> None:
    command = (sys.executable, str(HERE / "served.py"), "3", "20")
    with served(*command) as server, ExitStack() as stack:
        server.said("worker ready")
        parts = urlsplit(server.address)
        address = (parts.hostname, parts.port)
        for _ in range(60):
            wire = stack.enter_context(socket.create_connection(address, timeout=30))
            with suppress(ConnectionError):
                wire.sendall(b"GET /hea")
        deadline = time.monotonic() + 30
        while not answers(server):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert sum("Too many connections" in line for line in server.lines) in range(1, 20)


def answers(server: Served) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"{server.address}health").status_code == 200
    return False


def test_an_address_that_is_taken_is_told(server: Served) -> None:
    from reuse.errors import UsageError
    from reuse.server import _listening
    from reuse.server.door import Door
    from reuse.server.tokens import Tokens

    port = urlsplit(server.address).port or 0
    with pytest.raises(UsageError, match="cannot listen at"):
        _listening(Door("127.0.0.1", port, Tokens()))
