"""Checks that take too long, die or come in crowds; with a worker process, without a network."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from io import StringIO
from multiprocessing import active_children
from pathlib import Path

import pytest
from applications import LIMITS, SHELF, app_of
from asking import Client, asking
from desks import COPY, PASSAGE, EmptyShelf, ObedientShelf, OpenWhenThere, UnpreparedShelf

from reuse.server.desk import ClerkOf
from reuse.server.judging import PolicyFiles
from reuse.server.line import Line, LineFull
from reuse.server.logs import set_up_logs

QUICK = replace(LIMITS, timeout_seconds=2)
COUNTED = ("done", "failed", "warned", "passed")


@pytest.fixture
def hurried() -> Iterator[Client]:
    """An application whose checks may take two seconds, and whose worker has made one."""
    with asking(app_of(limits=QUICK, opening=ClerkOf(SHELF))) as client:
        while post(client, COPY) != 200:
            pass
        yield client


def post(client: Client, words: str) -> int:
    return client.post("/check", json={"text": words}).status_code


def replaced(client: Client) -> int:
    return client.get("/stats").json()["workers"]["replaced"]


def test_a_check_that_takes_too_long_is_ended(hurried: Client) -> None:
    before, running = replaced(hurried), set(active_children())
    begun = time.monotonic()
    assert post(hurried, "please sleep") == 504
    assert time.monotonic() - begun < 10
    (ended,) = [process for process in running if not process.is_alive()]
    assert not Path(f"/proc/{ended.pid}").exists()
    assert replaced(hurried) == before + 1


def test_a_worker_that_dies_fails_one_request_and_is_replaced(client: Client) -> None:
    before = replaced(client)
    refused = client.post("/check", json={"text": "please die"})
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) >= 1
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
    answers = hurried.post_all([{"text": "please sleep"}] * 2)
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
    before = hurried.get("/stats").json()["checks"]
    post(hurried, COPY)
    for _ in range(2):
        post(hurried, "A marching band of forty geese crossed the square at noon.")
    post(hurried, COPY.replace(PASSAGE, f"According to Coast Wire: {PASSAGE}"))
    said = hurried.get("/stats").json()
    assert said["archive"] == {"articles": 1}
    gained = {name: said["checks"][name] - before[name] for name in COUNTED}
    assert gained == {"done": 4, "failed": 1, "warned": 1, "passed": 2}
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


def test_nobody_is_sent_away_for_more_than_a_minute() -> None:
    line = Line(workers=1, waiting=9)
    assert line.full().seconds == 1
    line.note("pass", 500.0)
    with line.place():
        assert line.full().seconds == 60


def test_percentiles_are_those_of_the_last_thousand_checks() -> None:
    line = Line(workers=1, waiting=0)
    assert line.percentile(50) is None
    for seconds in range(1, 101):
        line.note("pass", seconds)
    assert [line.percentile(share) for share in (0, 50, 95, 100)] == [1, 50, 95, 100]
    for _ in range(950):
        line.note("pass", 1)
    assert (line.percentile(50), line.percentile(95), line.percentile(99)) == (1, 1, 90)
    assert line.decisions["pass"] == 1_050


def test_health_says_starting_until_a_worker_is_ready(tmp_path: Path) -> None:
    allowed = tmp_path / "allowed"
    with asking(app_of(opening=OpenWhenThere(allowed))) as client:
        first = client.get("/health")
        assert (first.status_code, first.json()["status"]) == (503, "starting")
        allowed.touch()
        assert post(client, COPY) == 200
        assert client.get("/health").json() == {
            **first.json(), "status": "ready", "ready": True,
        }  # fmt: skip


def test_health_says_empty_where_no_draft_can_be_judged() -> None:
    with asking(app_of(shelf=EmptyShelf())) as client:
        assert post(client, COPY) == 200  # so that a worker is ready
        health = client.get("/health")
    assert health.status_code == 503
    assert (health.json()["status"], health.json()["articles"]) == ("empty", 0)


def test_health_says_so_while_the_policy_cannot_be_used(tmp_path: Path) -> None:
    file, log = tmp_path / "policy.toml", StringIO()
    file.write_text("[policy]\n", "utf-8")
    set_up_logs(log)
    with asking(app_of(shelf=ObedientShelf(policy=PolicyFiles(file)))) as client:
        assert post(client, COPY) == 200  # so that a worker is ready
        assert client.get("/health").json()["status"] == "ready"
        file.write_text('[policy]\noutlt = "x"\n', "utf-8")
        answers = [client.get("/health") for _ in range(3)]
        file.write_text("[policy]\n#\n", "utf-8")
        mended = client.get("/health")
    for answer in answers:
        said = answer.json()
        assert (answer.status_code, said["status"], said["ready"]) == (
            503,
            "policy-unusable",
            False,
        )
        assert "The log names file" in said["detail"]
        assert str(tmp_path) not in answer.text
    assert (mended.status_code, mended.json()["detail"]) == (200, None)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    (told,) = [line for line in lines if line["event"] == "policy unusable"]
    assert f"{file}:2: policy.outlt" in told["reason"]


def test_a_check_that_the_policy_refuses_is_told_in_the_log(tmp_path: Path) -> None:
    file, log = tmp_path / "policy.toml", StringIO()
    file.write_text("[policy]\noutlt = 1\n", "utf-8")
    set_up_logs(log)
    with asking(app_of(shelf=ObedientShelf(policy=PolicyFiles(file)))) as client:
        for _ in range(2):
            assert post(client, "please judge nothing") == 503
    assert log.getvalue().count("policy unusable") == 1


def test_workers_are_opened_anew_when_what_makes_them_faster_is_there() -> None:
    log = StringIO()
    set_up_logs(log)
    with asking(app_of(shelf=UnpreparedShelf())) as client:
        deadline = time.monotonic() + 120
        while '"compiled"' not in log.getvalue():
            assert post(client, COPY) == 200
            assert time.monotonic() < deadline
        assert post(client, COPY) == 200
        assert client.get("/stats").json()["workers"] == {"number": 1, "ready": 1, "replaced": 0}
    events = [json.loads(line)["event"] for line in log.getvalue().splitlines()]
    assert [event for event in events if event != "request"] == [
        "compiling", "worker ready", "worker ready", "compiled",
    ]  # fmt: skip


def test_what_is_prepared_ends_with_the_server() -> None:
    others = set(active_children())
    with asking(app_of(shelf=UnpreparedShelf())) as client:
        client.get("/health")
    assert set(active_children()) <= others
