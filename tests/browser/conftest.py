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
from coast import coast_report
from pages import Pages, written
from report_samples import hostile_report

import reuse

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"


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


@pytest.fixture(scope="session")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The report of the papers of the coast."""
    folder = tmp_path_factory.mktemp("coast") / "report"
    return written(coast_report(), folder, part="lantern-4")


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The report of the seeds."""
    return written(reuse.scan([SEEDS]), tmp_path_factory.mktemp("seeds") / "report")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A report in which everything from outside is hostile, with a word of a million letters."""
    report = hostile_report(long_word=1_000_000)
    return written(report, tmp_path_factory.mktemp("hostile") / "report")
