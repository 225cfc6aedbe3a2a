"""The requests that are answered, each in a few lines; what they bring and take is elsewhere."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect

from reuse import __version__
from reuse.errors import JudgementError
from reuse.server import logs
from reuse.server.accept import preferred
from reuse.server.asked import CLIENT_GONE, draft_of, unless_gone
from reuse.server.description import CHECK, GET_HEALTH, GET_PAGE, GET_STATS, description_of
from reuse.server.desk import Answer, Shelf, Task, Unjudged, Unreadable
from reuse.server.door import Door, Limits
from reuse.server.guard import Guard, check_host, check_origin, check_token, note
from reuse.server.judging import Watch
from reuse.server.line import Line
from reuse.server.pages import check_page, verdict_policy
from reuse.server.problems import FAILED, handle_problems
from reuse.server.schema.question import Metadata
from reuse.server.schema.service import Checks, Health, HealthStatus, Stats
from reuse.server.schema.service import Workers as WorkerFigures
from reuse.server.worker import Fault, Opening
from reuse.server.workers import NoneFree, TookTooLong, WorkerLost, Workers

# The first is what a request gets that does not say.
_FORMATS = {"application/json": "json", "application/sarif+json": "sarif", "text/html": "html"}
# What to do, for whoever watches: who may ask is not asked here, so that no file is named.
_DETAIL: dict[HealthStatus, str] = {
    "policy-unusable": "The policy or the baseline has changed and cannot be used: every check is"
    " refused until it is mended. The log names file, line and key.",
}


@dataclass(slots=True)
class Service:
    """All that a running server is made of."""

    door: Door
    limits: Limits
    shelf: Shelf
    workers: Workers
    line: Line
    watch: Watch
    begun: float = field(default_factory=time.monotonic)


def make_app(door: Door, limits: Limits, *, shelf: Shelf, opening: Opening) -> FastAPI:
    """The application; its lifespan starts and ends the worker processes."""
    workers = Workers(opening, limits.workers, told=logs.tell)
    line = Line(limits.workers, limits.waiting)
    service = Service(door, limits, shelf, workers, line, Watch(shelf.policy, logs.complain))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        workers.start()
        preparing = asyncio.ensure_future(_prepare(service))
        try:
            yield
        finally:
            preparing.cancel()
            await asyncio.gather(preparing, return_exceptions=True)
            await workers.close()

    app = FastAPI(title="reuse", version=__version__, lifespan=lifespan, openapi_url=None)
    handle_problems(app)
    _add_routes(app, service)
    if door.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=door.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-Request-Id"],
            expose_headers=["X-Request-Id", "Retry-After"],
        )
    app.add_middleware(Guard)
    return app


async def _prepare(service: Service) -> None:
    """Compile what is not compiled yet; drafts are checked meanwhile, slower."""
    if service.shelf.is_prepared:
        return
    logs.tell("compiling")
    await service.workers.prepare(service.shelf.prepare)
    logs.tell("compiled")


def _add_routes(app: FastAPI, service: Service) -> None:
    door, limits = service.door, service.limits
    shown = check_page(limits, needs_token=bool(door.tokens), outlet=service.shelf.outlet)

    def is_meant(request: Request) -> None:
        check_host(request, door)

    def may_ask(request: Request) -> None:
        check_host(request, door)
        check_origin(request, door)
        check_token(request, door)

    @app.post("/check", dependencies=[Depends(may_ask)], **CHECK)
    async def check(request: Request, metadata: Annotated[Metadata, Query()]) -> Response:
        """Check a draft: every passage of it that was published before, and what to do."""
        return await _check(request, metadata, service=service)

    @app.get("/health", dependencies=[Depends(is_meant)], **GET_HEALTH)
    async def health() -> Response:
        """Whether checks can be made now."""
        return await _health(service)

    @app.get("/stats", dependencies=[Depends(may_ask)], **GET_STATS)
    async def stats() -> Response:
        """Figures of the archive and of the checks since the start."""
        return await _stats(service)

    @app.get("/", dependencies=[Depends(is_meant)], **GET_PAGE)
    def page() -> Response:
        """A page where a draft is pasted and checked."""
        headers = {"Content-Security-Policy": shown.policy}
        return Response(shown.body, media_type="text/html", headers=headers)

    description = description_of(app, needs_token=bool(door.tokens))

    def described() -> Response:
        return JSONResponse(description)

    meant = [Depends(is_meant)]
    app.add_api_route("/openapi.json", described, dependencies=meant, include_in_schema=False)


async def _check(request: Request, metadata: Metadata, *, service: Service) -> Response:
    media_type = preferred(request.headers.get("accept"), tuple(_FORMATS))
    if media_type is None:
        raise HTTPException(406, f"An answer is one of {', '.join(_FORMATS)}.")
    begun = time.monotonic()
    with service.line.place():
        try:
            draft = await draft_of(request, metadata, limits=service.limits)
            task = Task(draft, _FORMATS[media_type])
            answer = await unless_gone(request, _answer(service, task))
        except ClientDisconnect:
            return Response(status_code=CLIENT_GONE)
    if isinstance(answer, Unreadable):
        raise HTTPException(422, f"The draft cannot be read: {answer.reason}.")
    if isinstance(answer, Unjudged):
        await asyncio.to_thread(service.watch.fault)  # so that the log says it
        raise HTTPException(503, f"The draft could not be judged: {answer.reason}.")
    if isinstance(answer, Fault):
        logs.complain("check failed", request_id=request.state.request_id, **asdict(answer))
        raise HTTPException(500, FAILED)
    service.line.note(answer.decision, time.monotonic() - begun)
    note(
        request,
        decision=answer.decision,
        findings=answer.findings,
        compared=answer.compared,
        bytes=len(draft.data),
    )
    headers = {"Vary": "Accept"}
    if media_type == "text/html":
        headers["Content-Security-Policy"] = verdict_policy()
    return Response(answer.body, media_type=media_type, headers=headers)


async def _answer(service: Service, task: Task) -> Answer | Unreadable | Unjudged | Fault:
    limit = service.limits.timeout_seconds
    try:
        return await service.workers.run(task, timeout_seconds=limit)  # type: ignore[no-any-return]
    except NoneFree as error:
        raise service.line.full() from error
    except TookTooLong as error:
        said = f"The check took more than {limit:g} seconds, and was ended."
        raise HTTPException(504, said) from error
    except WorkerLost as error:
        said = "The process that made the check ended; try again."
        after = {"Retry-After": str(service.line.pause_seconds())}
        raise HTTPException(503, said, after) from error


async def _health(service: Service) -> Response:
    try:
        articles = int((await asyncio.to_thread(service.shelf.holdings))["articles"])
    except JudgementError:
        articles = None
    is_judged = await asyncio.to_thread(service.watch.fault) is None
    status = _status(articles, service, is_judged=is_judged)
    said = Health(
        status=status,
        detail=_DETAIL.get(status),
        ready=status == "ready",
        archive_readable=articles is not None,
        articles=articles,
        version=__version__,
    )
    return JSONResponse(said.model_dump(), 200 if said.ready else 503)


def _status(articles: int | None, service: Service, *, is_judged: bool) -> HealthStatus:
    if articles is None:
        return "unreadable"
    if not is_judged:
        return "policy-unusable"
    if not articles:
        return "empty"
    return "ready" if service.workers.ready > 0 else "starting"


async def _stats(service: Service) -> Response:
    try:
        archive = await asyncio.to_thread(service.shelf.holdings)
    except JudgementError as error:
        raise HTTPException(503, f"The archive cannot be read: {error}.") from error
    line, workers = service.line, service.workers
    checks = Checks(
        done=line.decisions.total(),
        passed=line.decisions["pass"],
        warned=line.decisions["warn"],
        failed=line.decisions["fail"],
        seconds_p50=line.percentile(50),
        seconds_p95=line.percentile(95),
    )
    said = Stats(
        version=__version__,
        uptime_seconds=round(time.monotonic() - service.begun, 3),
        archive=dict(archive),
        checks=checks,
        inside=line.inside,
        workers=WorkerFigures(
            number=workers.number, ready=workers.ready, replaced=workers.replaced
        ),
    )
    return JSONResponse(said.model_dump())
