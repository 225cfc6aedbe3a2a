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

from reuse.server.worker import READY, Opening, aside, work

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 30.0
_LEAVE_SECONDS, _LOOK_SECONDS = 1.0, 0.2
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
    _tasks: set[asyncio.Future[Any]] = field(default_factory=set)
    _threads: ThreadPoolExecutor | None = None
    _closing: bool = False

    @property
    def ready(self) -> int:
        """How many processes are open for tasks or have one."""
        return len(self._all)

    def start(self) -> None:
        """Begin to start all processes; tasks wait for the first that is ready."""
        # One thread sends a task and waits for its answer; another starts what replaces it.
        self._threads = ThreadPoolExecutor(2 * self.number + 1, "reuse-worker")
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
                worker = await self._living()
        except TimeoutError as error:
            raise NoneFree from error
        # Shielded: when whoever asked has gone, the process finishes and goes on with the next;
        # to end it and start another would cost more.
        working = asyncio.ensure_future(self._work(worker, task, timeout_seconds))
        self._tasks.add(working)
        working.add_done_callback(self._forget)
        return await asyncio.shield(working)

    async def _work(self, worker: _Worker, task: object, timeout_seconds: float) -> Any:
        try:
            async with asyncio.timeout(timeout_seconds):
                answer = await self._in_thread(_ask, worker.pipe, task)
        except TimeoutError as error:
            self._replace(worker)
            raise TookTooLong from error
        except (EOFError, OSError) as error:
            self._replace(worker)
            raise WorkerLost from error
        self._free.put_nowait(worker)
        return answer

    async def prepare(self, function: Callable[[], None]) -> None:
        """Run something long in a process of its own, then open every process anew."""
        process = _SPAWN.Process(target=aside, args=(function,), daemon=True)
        process.start()
        try:
            while process.is_alive():
                await asyncio.sleep(_LOOK_SECONDS)
        finally:
            process.kill()
            process.join(_LEAVE_SECONDS)
        for former in tuple(self._all):
            await self._come()
            leaving = await self._free.get()
            # If it has died meanwhile it was replaced, and one is too many all the same.
            while leaving is not former and former in self._all:
                self._free.put_nowait(leaving)
                await asyncio.sleep(_LOOK_SECONDS)
                leaving = await self._free.get()
            self._all.discard(leaving)
            await self._in_thread(leaving.leave)

    async def close(self) -> None:
        """End all processes: those that are free leave by themselves, the others at once."""
        self._closing = True
        free = {self._free.get_nowait() for _ in range(self._free.qsize())}
        for worker in self._all - free:
            worker.end()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(self._in_thread(worker.leave) for worker in free))
        self._all.clear()
        if self._threads is not None:
            self._threads.shutdown()

    async def _living(self) -> _Worker:
        """The next that is free; one that died with nothing to do is replaced, unheard."""
        while not (worker := await self._free.get()).process.is_alive():
            self._replace(worker)
        return worker

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        self._all.discard(worker)
        self.replaced += 1
        self.told("worker replaced", worker=worker.process.pid)
        if not self._closing:
            self._send_for_one()

    def _send_for_one(self) -> None:
        coming = asyncio.ensure_future(self._come())
        self._tasks.add(coming)
        coming.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Future[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # asked for, so that an answer that nobody waits for is no complaint

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
