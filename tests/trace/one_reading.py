"""The credits of one article by itself."""

from __future__ import annotations

from reuse.model import Article
from reuse.settings import TraceSettings
from reuse.trace.corpus import Corpus
from reuse.trace.credits import Reading, read_all
from reuse.trace.outlets import directory


def read_credits(
    article: Article, *, settings: TraceSettings, corpus: Corpus | None = None
) -> Reading:
    ((reading, _),) = read_all([article], settings=settings, corpus=corpus or Corpus(directory()))
    return reading
