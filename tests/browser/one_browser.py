"""One Chromium for all tests that are marked `browser`, and what becomes of them without it.

With `REUSE_BROWSER_TESTS=required` a missing browser is a failure, else the tests are skipped.
Workers of pytest-xdist would each start a browser, so under them they are skipped too:
`pytest -m browser`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from browsing import Browser
from chromium import chromium, what_is_missing


def need(missing: str | None, said: str | None) -> None:
    """Skip a test that lacks something; or let it fail, where that is said to be required."""
    if missing is not None and said == "required":
        pytest.fail(missing, pytrace=False)
    if missing is not None:
        pytest.skip(missing)


def need_browser() -> None:
    """Skip a test that lacks a browser, or is not the only one to have it."""
    need(what_is_missing(), os.environ.get("REUSE_BROWSER_TESTS"))
    if "PYTEST_XDIST_WORKER" in os.environ:
        pytest.skip("one browser for all: pytest -m browser, without -n")


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    with chromium() as driver:
        yield Browser(driver)


@pytest.fixture
def browser(_browser: Browser) -> Browser:
    """The browser, as every test starts with it: light, 1200 by 900, scripts on."""
    _browser.reset()
    return _browser
