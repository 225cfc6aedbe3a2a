"""What cannot be written is refused before the work that it would show."""

from __future__ import annotations

import sys

import pytest

from reuse.errors import MissingExtra, UsageError
from reuse.output import Output, check_output


def test_a_binary_format_is_refused_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    with pytest.raises(UsageError, match="parquet is binary: name a file with -o"):
        check_output(Output("parquet", "-", quiet=False))
    check_output(Output("parquet", "out.parquet", quiet=False))
    check_output(Output("tei", "-", quiet=False))


def test_a_missing_package_is_told_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    for module in ("research.networks", "formats.gexf"):
        monkeypatch.delitem(sys.modules, f"reuse.report.{module}", raising=False)

    with pytest.raises(MissingExtra, match="networkx"):
        check_output(Output("gexf", "out.gexf", quiet=False))
