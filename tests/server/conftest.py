"""The application without a network, for tests of what is asked and answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import Client, asking
from desks import ObedientShelf, open_clerk
from fastapi import FastAPI

from reuse.server.app import make_app
from reuse.server.desk import Shelf
from reuse.server.door import Door, Limits
from reuse.server.tokens import Tokens, load_tokens
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


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    """The application, open to everybody on this machine."""
    with asking(app_of()) as client:
        yield client


@pytest.fixture(scope="session")
def guarded() -> Iterator[Client]:
    """The application with two tokens, open to the scripts of one other site."""
    tokens = load_tokens(None, f"{TOKEN} {OTHER_TOKEN}")
    with asking(app_of(tokens=tokens, origins=("https://cms.example",))) as client:
        yield client
