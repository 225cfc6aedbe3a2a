"""What a call answers as JSON, whichever of the two answers it is."""

from __future__ import annotations

from reuse.model import Report
from reuse.verdict import Verdict


def to_json(answer: Report | Verdict) -> str:
    """The report, or the verdict, as `--format json` writes it: indented, ending in a newline."""
    if isinstance(answer, Verdict):
        from reuse.report.check import render_verdict

        return render_verdict(answer, "json")
    from reuse.report.formats.json import to_json as report_json

    return report_json(answer)
