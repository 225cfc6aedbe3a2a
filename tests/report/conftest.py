from __future__ import annotations

import pytest
from report_samples import hostile_report, seed_report

from reuse.model import Report


@pytest.fixture
def report() -> Report:
    return seed_report()


@pytest.fixture
def hostile() -> Report:
    return hostile_report()
