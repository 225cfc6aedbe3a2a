"""A selftest as JSON, schema `reuse.selftest/1`: the tables, and all that was not as it should be.

A passage that was missed is told with both places and as it was planted, so that it can be
planted again by hand.
"""

from __future__ import annotations

from importlib import import_module

from reuse.model import Span
from reuse.proof import LostRun, Proof, Tally, Trial
from reuse.report.escapes import without_surrogates
from reuse.report.jsontext import indented

SCHEMA = "reuse.selftest/1"


def render(proof: Proof) -> str:
    """The proof as indented JSON that ends in a newline."""
    content = {
        "schema": SCHEMA,
        "tool": {"name": "reuse", "version": import_module("reuse").__version__},
        "held": proof.is_held,
        "min_words": proof.min_words,
        "seed": proof.seed,
        "articles": proof.articles,
        "read": proof.read,
        "invented": proof.is_invented,
        "runs": {"shared": proof.runs, "reported": proof.runs - len(proof.lost)},
        "planted": [
            {"place": place, "words": words, "edits": edits, **_tally(tally)}
            for (place, words, edits), tally in proof.planted().items()
        ],
        "disguises": [
            {"name": name, "words": words, **_tally(tally), "reported": tally.told}
            for (name, words), tally in proof.disguised().items()
        ],
        "not_applicable": list(proof.not_applicable),
        "controls": [
            {"name": name, "tried": tally.tried, "reported": tally.found}
            for name, tally in proof.controls().items()
        ],
        "overlap": proof.overlap,
        "missed": list(map(_trial, proof.missed)),
        "lost": list(map(_run, proof.lost)),
        "alarms": list(map(_trial, proof.alarms)),
        "skipped": [{"source": s.source, "reason": s.reason} for s in proof.skipped],
    }
    return without_surrogates(indented(content)) + "\n"


def _tally(tally: Tally) -> dict[str, object]:
    return {"tried": tally.tried, "found": tally.found}


def _trial(trial: Trial) -> dict[str, object]:
    return {
        "way": trial.asked.way,
        "name": trial.asked.name or None,
        "place": trial.place,
        "words": trial.asked.words,
        "source": {"article": trial.source_article, **_bounds(trial.source)},
        "copy": {"article": trial.copy_article, **_bounds(trial.copy)},
        "covered": round(trial.covered, 4),
        "shown": trial.is_shown,
        "text": trial.text,
    }


def _run(run: LostRun) -> dict[str, object]:
    return {
        "words": run.words,
        "source": {"article": run.source_article, **_bounds(run.source)},
        "copy": {"article": run.copy_article, **_bounds(run.copy)},
        "text": run.text,
    }


def _bounds(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
