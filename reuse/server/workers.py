"""Processes that do the checks: warm, each with one task at a time, ended when it takes too long.

A check is Python that computes, so it runs beside the server, not in it.  Each process has a
pipe of its own: one that dies takes its own task with it and nobody else's (a lock that all
share, as in the usual pools, dies with whoever holds it).
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from reuse.server.worker import READY, Opening, work

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 30.0
_LEAVE_SECONDS = 1.0
_SPAWN = multiprocessing.get_context("spawn")  # a fork would take the server's sockets and threads


class NoneFree(Exception):
    """No process came free in time for a task."""


class WorkerLost(Exception):
    """A process ended before it had an answer."""


class TookTooLong(Exception):
    """A task had no answer in its time; its process has been ended."""


@dataclass(frozen=True, slots=True, eq=False)
class _Worker:
    """A process, and this end of its pipe."""

    process: BaseProcess
    pipe: Connection

    def end(self) -> None:
        """End it now, whatever it does."""
        self.process.kill()
        self.process.join(_LEAVE_SECONDS)
        # NOTE: its pipe is closed with the last reference.  A thread may still read from it, and
        # would read on from whatever got the same number.

    def leave(self) -> None:
        """Let it go, when it has nothing to do."""
        with suppress(OSError):
            self.pipe.send(None)
        self.process.join(_LEAVE_SECONDS)
        self.end()


@dataclass(slots=True)
class Workers:
    """Some processes that `opening` made ready, and the tasks that wait for one.

    Args:
        opening: makes, in each process, the function from task to answer; both are pickled.
        number: processes.
        told: is given an event's name and what is known of it, for the log.
    """

    opening: Opening
    number: int
    told: Callable[..., None]
    replaced: int = 0
    _all: set[_Worker] = field(default_factory=set)
    _free: asyncio.Queue[_Worker] = field(default_factory=asyncio.Queue)
    _coming: set[asyncio.Task[None]] = field(default_factory=set)
    _threads: ThreadPoolExecutor | None = None
    _closing: bool = False

    @property
    def ready(self) -> int:
        """How many processes are open for tasks or have one."""
        return len(self._all)

    def start(self) -> None:
        """Begin to start all processes; tasks wait for the first that is ready."""
        # One thread sends a task and waits for its answer; another starts what replaces it.
        self._threads = ThreadPoolExecutor(2 * self.number, "reuse-worker")
        for _ in range(self.number):
            self._send_for_one()

    async def run(self, task: object, *, timeout_seconds: float) -> Any:
        """The answer to a task.  Its time begins when a process takes it; it waits as long for one.

        Raises:
            NoneFree: it waited longer.
            TookTooLong: it took longer; its process was ended.
            WorkerLost: its process ended by itself.
        """
        try:
            async with asyncio.timeout(timeout_seconds):
                worker = await self._free.get()
        except TimeoutError as error:
            raise NoneFree from error
        try:
            async with asyncio.timeout(timeout_seconds):
                answer = await self._in_thread(_ask, worker.pipe, task)
        except TimeoutError as error:
            self._replace(worker)
            raise TookTooLong from error
        except (EOFError, OSError) as error:
            self._replace(worker)
            raise WorkerLost from error
        except BaseException:  # whoever asked has gone
            self._replace(worker)
            raise
        self._free.put_nowait(worker)
        return answer

    async def close(self) -> None:
        """End all processes: those that are free leave by themselves, the others at once."""
        self._closing = True
        for task in self._coming:
            task.cancel()
        await asyncio.gather(*self._coming, return_exceptions=True)
        free = {self._free.get_nowait() for _ in range(self._free.qsize())}
        for worker in self._all - free:
            worker.end()
        await asyncio.gather(*(self._in_thread(worker.leave) for worker in free))
        self._all.clear()
        if self._threads is not None:
            self._threads.shutdown()

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        self._all.discard(worker)
        self.replaced += 1
        self.told("worker replaced", worker=worker.process.pid)
        if not self._closing:
            self._send_for_one()

    def _send_for_one(self) -> None:
        coming = asyncio.get_running_loop().create_task(self._come())
        self._coming.add(coming)
        coming.add_done_callback(self._coming.discard)

    async def _come(self) -> None:
        """Start a process and wait until it is ready; again, after a pause, when it cannot."""
        pause = _FIRST_PAUSE_SECONDS
        while True:
            worker = _started(self.opening)
            try:
                said = await self._in_thread(worker.pipe.recv)
            except (EOFError, OSError):
                said = "it ended"
            except BaseException:
                worker.end()
                raise
            if said == READY:
                break
            worker.end()
            self.told("worker failed to start", reason=said, again_in_seconds=pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        self._all.add(worker)
        self._free.put_nowait(worker)
        self.told("worker ready", worker=worker.process.pid)

    async def _in_thread(self, function: Callable[..., Any], *arguments: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)


def _ask(pipe: Connection, task: object) -> object:
    pipe.send(task)
    return pipe.recv()


def _started(opening: Opening) -> _Worker:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=work, args=(theirs, opening), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)
