"""The bench of faults: that it says so where one did harm."""

from __future__ import annotations

import pytest
import scan_faults
from click.testing import CliRunner
from scan_fault_runs import Outcome


@pytest.mark.parametrize("harm", ["lost", "wrong", "tracebacks", "left", "hung", ""])
def test_harm_ends_the_bench_with_1(harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Outcome("other")
    if harm:
        setattr(other, harm, 1)
    faults = [lambda: other, lambda: Outcome("one", tried=2, finished=1)]
    monkeypatch.setattr(scan_faults, "made", lambda *_: None)
    monkeypatch.setattr(scan_faults, "_faults", lambda *_: faults)
    monkeypatch.setattr(scan_faults, "_with_disk", lambda _: True)
    ran = CliRunner().invoke(scan_faults.main, [])
    assert ran.exit_code == bool(harm)
    assert ran.output.count("| one |") == 1
