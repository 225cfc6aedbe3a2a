"""What the examples talk to: `reuse serve` with an archive, and a service that misbehaves."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from canned import Canned, canned_service
from newsroom import TOKEN, make_archive
from served import Served, served


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`reuse serve` as it is installed, which wants a token."""
    archive = tmp_path_factory.mktemp("newsroom") / "newsroom.reuse"
    make_archive(archive)
    command = [sys.executable, "-m", "reuse", "serve", "--archive", str(archive)]
    with served(*command, "--port", "0", "--workers", "1", token=TOKEN) as server:
        server.said("worker ready")
        yield server


@pytest.fixture
def canned() -> Iterator[Canned]:
    with canned_service() as canned:
        yield canned
