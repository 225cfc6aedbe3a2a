"""One Chromium for all tests of this folder, which are skipped where there is none.

With `REUSE_BROWSER_TESTS=required` a missing browser is a failure.  Workers of pytest-xdist
would each start a browser, so under them the tests are skipped too: `pytest -m browser`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Browser
from chromium import chromium, what_is_missing

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = what_is_missing()
    if os.environ.get("REUSE_BROWSER_TESTS") == "required":
        if missing is not None:
            pytest.fail(missing, pytrace=False)
    elif missing is not None:
        pytest.skip(missing)
    elif "PYTEST_XDIST_WORKER" in os.environ:
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
