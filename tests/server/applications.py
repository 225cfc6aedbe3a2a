"""The application without a network, as tests ask it."""

from __future__ import annotations

from desks import ObedientShelf, open_clerk
from fastapi import FastAPI

from reuse.server.app import make_app
from reuse.server.desk import Shelf
from reuse.server.door import Door, Limits
from reuse.server.tokens import Tokens
from reuse.server.worker import Opening

TOKEN = "a-token-of-the-newsroom"
OTHER_TOKEN = "another-token-of-theirs"
SHELF = ObedientShelf()
LIMITS = Limits(workers=1, waiting=2, max_bytes=20_000, timeout_seconds=20.0)


def app_of(
    *,
    tokens: Tokens | None = None,
    origins: tuple[str, ...] = (),
    limits: Limits = LIMITS,
    shelf: Shelf = SHELF,
    opening: Opening = open_clerk,
) -> FastAPI:
    """An application whose desk is `ObedientDesk`."""
    door = Door("127.0.0.1", 8765, tokens or Tokens(), origins)
    return make_app(door, limits, shelf=shelf, opening=opening)
