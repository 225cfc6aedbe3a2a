"""What is read first in every output: which passages of a report, which copies of a passage."""

from __future__ import annotations

from reuse.model import Family, Lineage, Origin, Timestamp, Witness
from reuse.report.wording import unnamed_in


def passage_rank(family: Family, lineage: Lineage, *, number: int) -> tuple[bool, int, int]:
    """Sorts what an editor looks for first, then by length.

    That is copied text and wire copy whose known origin an article does not name.
    """
    return not unnamed_in(family, lineage), -family.words, number


def witness_rank(
    witness: Witness, origin: Origin, *, published: Timestamp | None
) -> tuple[bool, bool, float, str, int]:
    """Sorts the origin's own article first, then by the time of the articles, the undated last.

    The words of the first one stand for the passage.
    """
    return (
        witness.article != origin.article,
        published is None,
        published.moment.timestamp() if published else 0.0,
        witness.article,
        witness.span.start,
    )
