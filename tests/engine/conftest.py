"""Tests of the engine spark carry its marker, and are skipped where it cannot run."""

from __future__ import annotations

import pytest

from reuse.engine.spark.session import need_spark
from reuse.errors import MissingExtra


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        call = getattr(item, "callspec", None)
        if call is not None and call.params.get("engine") == "spark":
            item.add_marker(pytest.mark.spark)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("spark") is None:
        return
    try:
        need_spark()
    except MissingExtra as error:
        pytest.skip(str(error))
