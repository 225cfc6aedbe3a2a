"""The report as one HTML document; a folder of pages is in `folder`."""

from __future__ import annotations

from reuse.report.pack import render

__all__ = ["render"]
