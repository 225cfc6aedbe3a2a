"""A passage of a draft as it is judged, and as advice on it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.check.policy.licences import Draft
from reuse.model import Article, Certainty, Credit, Nature, Origin, Span


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a finding.

    `words` counts those of the passage; `home` is the origin's own article where it is here,
    `carrier` the published article to compare with, `outlets` those of all published articles
    that carry it; `quotable` are the words that both have, and that are in no quotation marks.
    """

    draft: Draft
    nature: Nature
    credit: Credit | None
    certainty: Certainty
    words: int
    origin: Origin
    home: Article | None
    carrier: Article
    outlets: frozenset[str | None]
    quotable: tuple[Span, ...]

    @property
    def written_by(self) -> str | None:
        """The outlet that it is traced to; None where that is not known."""
        return self.origin.outlet if self.origin.confidence != "unknown" else None
