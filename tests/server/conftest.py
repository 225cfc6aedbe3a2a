"""The application without a network, for tests of what is asked and answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from applications import OTHER_TOKEN, TOKEN, app_of
from asking import Client, asking

from reuse.server.tokens import load_tokens


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
