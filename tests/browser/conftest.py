"""The pages that tests look at in a browser; all tests of this folder are marked `browser`."""

from __future__ import annotations

from pathlib import Path

import pytest
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
