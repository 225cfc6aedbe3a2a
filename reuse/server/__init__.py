"""A door: the check over HTTP, for an editing system, and as a page for people.

Optional: it needs the extra `serve` (FastAPI and uvicorn), and is imported by `reuse serve` alone.
A draft is held in memory while it is checked, and nowhere else.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from reuse.errors import MissingExtra, UsageError
from reuse.extras import command
from reuse.server.archived import ArchiveShelf
from reuse.server.door import Door, Limits, origin_of
from reuse.server.tokens import load_tokens

if TYPE_CHECKING:
    from reuse.server.desk import Shelf

__all__ = ["ArchiveShelf", "limits_of", "open_door", "serve"]

TOKEN_VARIABLE = "REUSE_TOKEN"

_MOST_WORKERS = 4
_NEEDED = ("fastapi", "uvicorn")


def open_door(options: Mapping[str, Any]) -> Door:
    """What `--host`, `--port`, `--token-file` and `--allow-origin` say, and the environment.

    Raises:
        UsageError: a token or an origin is none, or others could reach a server without tokens.
    """
    tokens = load_tokens(options["token_file"], os.environ.get(TOKEN_VARIABLE))
    origins = tuple(map(origin_of, options["allow_origin"]))
    return Door(options["host"], options["port"], tokens, origins)


def limits_of(options: Mapping[str, Any]) -> Limits:
    """What `--workers`, `--waiting`, `--max-bytes` and `--timeout` say."""
    workers = options["workers"] or min(_MOST_WORKERS, os.cpu_count() or 1)
    return Limits(workers, options["waiting"], options["max_bytes"], options["timeout"])


def serve(shelf: Shelf, door: Door, *, limits: Limits) -> None:
    """Answer requests until SIGTERM or SIGINT; then finish those that are being answered.

    Raises:
        MissingExtra: the extra `serve` is not installed.
        UsageError: the address cannot be listened at.
        ReuseError: the shelf cannot be opened.
    """
    if not all(map(find_spec, _NEEDED)):
        raise MissingExtra(f"reuse serve needs the extra serve: {command('serve')}")
    from uvicorn import Config, Server

    from reuse.server import logs
    from reuse.server.app import make_app
    from reuse.server.desk import ClerkOf
    from reuse.server.wire import ACCEPTED_AT_ONCE, BoundedProtocol

    shelf.holdings()
    listening = _listening(door)
    logs.set_up_logs()
    app = make_app(door, limits, shelf=shelf, opening=ClerkOf(shelf))
    address = door.address(listening.getsockname()[1])
    logs.tell("listening", address=address, workers=limits.workers)
    config = Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        http=BoundedProtocol,
        backlog=ACCEPTED_AT_ONCE,
        timeout_graceful_shutdown=int(limits.timeout_seconds) + 1,
    )
    # uvicorn's last word, when all is closed, is the signal again.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        Server(config).run([listening])
    logs.tell("stopped")


def _listening(door: Door) -> socket.socket:
    """A socket that listens, so that an address that is taken is told before all is loaded."""
    try:
        found = socket.getaddrinfo(door.host, door.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with ExitStack() as stack:
            listening = stack.enter_context(socket.socket(family, kind, protocol))
            if os.name == "posix":  # elsewhere it would let two servers have one port
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen()
            stack.pop_all()
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"cannot listen at {door.host}:{door.port}: {reason}") from error
    return listening
