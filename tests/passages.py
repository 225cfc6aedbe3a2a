"""Two passages that nobody has published, and articles of them in a line."""

from __future__ import annotations

from reuse.model import Article, ArticleId

PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes."
)
OTHER = (
    "Harvest mice moved into the abandoned signal box last winter, railway volunteers found, "
    "and nobody had the heart to turn them out before the spring timetable began."
)


def article(name: str, *paragraphs: str, **fields: object) -> Article:
    return Article(ArticleId(name), "\n\n".join(paragraphs), name, **fields)  # type: ignore[arg-type]  # fields by name
