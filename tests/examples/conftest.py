"""What the examples talk to: `reuse serve` with an archive, and a service that misbehaves.

Tests that need PHP (marker `php`) are skipped where that is missing; with
`REUSE_PHP_TESTS=required` they fail.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from canned import Canned, canned_service
from newsroom import TOKEN, make_archive
from one_browser import need
from served import Served, served
from wordpress import php_is_missing


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("php"):
        need(php_is_missing(), os.environ.get("REUSE_PHP_TESTS"))


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
