"""The verdict as one HTML file without any outside part: the draft with its findings in place."""

from __future__ import annotations

from pathlib import Path

from reuse.report.pack import check_file
from reuse.report.pages.check.draft import check_view
from reuse.report.pages.links import FileLinks
from reuse.report.places import write_whole
from reuse.report.templates import environment
from reuse.verdict import Verdict

__all__ = ["check_file", "render", "write_verdict_file"]


def render(verdict: Verdict) -> str:
    """The whole verdict as one document."""
    template = environment().get_template("check.html")
    text = template.render(links=FileLinks(), top=1, view=check_view(verdict))
    return text.rstrip("\n") + "\n"


def write_verdict_file(verdict: Verdict, file: Path) -> Path:
    """Write `render(verdict)` to `file`, which appears only when it is whole; gives its path.

    Raises:
        UsageError: the file cannot be written there.
    """
    check_file(file)
    write_whole(file, render(verdict))
    return file
