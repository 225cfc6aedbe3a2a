"""What holds for all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings
from one_browser import _browser, browser, need_browser

__all__ = ["_browser", "browser"]  # fixtures of all folders

# The first example imports what the program imports when first used; on a busy machine
# that alone takes longer than hypothesis allows one.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser"):
        need_browser()
