"""What the examples talk to: `reuse serve` with an archive, and a service that misbehaves.

Tests that need PHP (marker `php`) or Chromium (marker `browser`) are skipped where that is missing;
with `REUSE_PHP_TESTS=required` and `REUSE_BROWSER_TESTS=required` they fail.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from browsing import Browser
from canned import Canned, canned_service
from chromium import chromium, what_is_missing
from newsroom import TOKEN, make_archive
from served import Served, served
from wordpress import php_is_missing


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("php"):
        _need(php_is_missing(), os.environ.get("REUSE_PHP_TESTS"))
    if item.get_closest_marker("browser"):
        _need(what_is_missing(), os.environ.get("REUSE_BROWSER_TESTS"))
        if "PYTEST_XDIST_WORKER" in os.environ:
            pytest.skip("one browser for all: pytest -m browser, without -n")


def _need(missing: str | None, said: str | None) -> None:
    if missing is not None and said == "required":
        pytest.fail(missing, pytrace=False)
    if missing is not None:
        pytest.skip(missing)


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


@pytest.fixture(scope="module")
def _browser() -> Iterator[Browser]:
    with chromium() as driver:
        yield Browser(driver)


@pytest.fixture
def browser(_browser: Browser) -> Browser:
    """The browser, as every test starts with it: light, 1200 by 900, scripts on."""
    _browser.reset()
    return _browser
