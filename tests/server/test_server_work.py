"""Checks that take too long, die or come in crowds; with a worker process, without a network."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest
from asking import Client, asking
from conftest import LIMITS, app_of
from desks import COPY

from reuse.server.line import Line, LineFull

QUICK = replace(LIMITS, timeout_seconds=1.5)


@pytest.fixture
def hurried() -> Iterator[Client]:
    """An application whose checks may take a second and a half."""
    with asking(app_of(limits=QUICK)) as client:
        assert client.post("/check", json={"text": COPY}).status_code == 200
        yield client


def post(client: Client, words: str) -> int:
    return client.post("/check", json={"text": words}).status_code


def replaced(client: Client) -> int:
    return client.get("/stats").json()["workers"]["replaced"]


def test_a_check_that_takes_too_long_is_ended(hurried: Client) -> None:
    (before,) = active_children()
    begun = time.monotonic()
    assert post(hurried, "please sleep") == 504
    assert time.monotonic() - begun < 5
    assert not Path(f"/proc/{before.pid}").exists()
    assert post(hurried, COPY) in (200, 503)
    assert replaced(hurried) == 1


def test_a_worker_that_dies_fails_one_request_and_is_replaced(client: Client) -> None:
    before = replaced(client)
    assert post(client, "please die") == 500
    assert post(client, COPY) == 200
    assert replaced(client) == before + 1


def test_a_worker_that_dies_idle_fails_none(client: Client) -> None:
    assert post(client, COPY) == 200
    killed = [child for child in active_children() if child.pid]
    for child in killed:
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
    assert post(client, COPY) == 200


def test_a_check_that_fails_keeps_its_worker(client: Client) -> None:
    before = replaced(client)
    assert post(client, "please fail") == 500
    assert post(client, COPY) == 200
    assert replaced(client) == before


def test_more_than_the_line_holds_are_asked_to_come_again(client: Client) -> None:
    answers = client.post_all([{"text": "please take a second"}] * 6)
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, 200, 200, 503, 503, 503]
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert int(refused.headers["retry-after"]) >= 1
    assert post(client, COPY) == 200


def test_who_waits_too_long_is_asked_to_come_again(hurried: Client) -> None:
    answers = hurried.post_all([{"text": "please sleep"}, {"text": COPY}])
    assert sorted(answer.status_code for answer in answers) == [503, 504]


def test_who_goes_leaves_the_line(client: Client) -> None:
    async def leaving() -> None:
        import httpx
        from asking import BASE

        transport = httpx.ASGITransport(client.app)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as impatient:
            for _ in range(5):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await impatient.post("/check", json={"text": "please take a second"})

    client.run(leaving())
    assert client.get("/stats").json()["inside"] == 0
    assert post(client, COPY) == 200


def test_figures_count_what_was_done(hurried: Client) -> None:
    post(hurried, "A marching band of forty geese crossed the square at noon.")
    said = hurried.get("/stats").json()
    assert said["archive"] == {"articles": 1}
    assert said["checks"]["done"] == 2
    assert (said["checks"]["failed"], said["checks"]["passed"]) == (1, 1)
    assert said["checks"]["seconds_p50"] > 0


def test_the_time_to_come_again_is_that_of_the_line() -> None:
    line = Line(workers=2, waiting=2)
    for _ in range(9):
        line.note("pass", 3.0)
    inside = [line.place() for _ in range(4)]
    with ExitStack() as stack:
        for place in inside:
            stack.enter_context(place)
        with pytest.raises(LineFull) as refused:
            line.place().__enter__()
    assert refused.value.seconds == 6
    assert line.inside == 0


def test_health_says_starting_until_a_worker_is_ready() -> None:
    with asking(app_of()) as client:
        first = client.get("/health")
        assert (first.status_code, first.json()["status"]) == (503, "starting")
        assert post(client, COPY) == 200
        assert client.get("/health").json() == {
            **first.json(), "status": "ready", "ready": True,
        }  # fmt: skip
