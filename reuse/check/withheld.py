"""What drafts share with articles whose texts nobody shows: matches from fingerprints alone."""

from __future__ import annotations

from collections.abc import Sequence

from reuse.archive.reading import Shared
from reuse.model import Article, Certainty, Findings, Match
from reuse.settings import Settings

# What a reader should know of such matches.
WITHHELD = (
    "The archive keeps fingerprints alone: verbatim runs are found and nothing else, a run may "
    "go on for some words beyond what is marked, and the published words are not shown."
)


def found_in(
    shared: Sequence[Shared],
    drafts: Sequence[Article],
    articles: Sequence[Article],
    *,
    settings: Settings,
) -> Findings:
    """The matches of drafts, by their numbers, with articles that have no text of their own.

    A stretch of fewer than `min_words` known words may be a part of a run of that length, or
    all that is shared: it is possible.
    """
    matches = []
    for one in shared:
        draft = drafts[one.draft].id
        certainty: Certainty = "certain" if one.words >= settings.min_words else "possible"
        sides = sorted(((draft, one.span), (one.article, one.place)))
        (left, left_span), (right, right_span) = sides
        matches.append(
            Match(left, right, left_span, right_span, "verbatim", 1.0, one.words, certainty)
        )
    ordered = sorted(matches, key=lambda m: (m.left_article, m.right_article, m.left, m.right))
    words = {article.id: len(article.text.split()) for article in (*drafts, *articles)}
    return Findings(tuple(ordered), words)
