"""Reports that lack what most have."""

from __future__ import annotations

from dataclasses import replace

from reuse.model import Lineage, Origin, Report


def without_derivations(report: Report) -> Report:
    unknown = Origin(None, None, False, "unknown", ("Nothing says who was first.",))
    lineages = tuple(Lineage(one.family, unknown, ()) for one in report.lineages)
    return replace(report, lineages=lineages)


def empty(report: Report) -> Report:
    return replace(report, articles=(), matches=(), families=(), lineages=(), words={})
