"""A newsroom for the examples: an archive with two articles, and drafts with and without copies."""

from __future__ import annotations

from pathlib import Path

import reuse
from reuse.model import Article, ArticleId

TOKEN = "a-token-of-the-newsroom"
PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes."
)
OTHER_PASSAGE = (
    "Farmers along the northern canal have sold a third of their herds, because hay now costs "
    "more than the milk it makes and no truck will bring it from across the border."
)
OWN = "A marching band of forty geese crossed the square at noon, and the mayor saluted them."
CREDIT = "According to Coast Wire:"
OTHER_CREDIT = "According to Harbour Post:"
COPY = f"The town waits for rain.\n\n{PASSAGE}\n\nNobody knows when it will come."


def make_archive(path: Path) -> None:
    """An archive of two published articles."""
    articles = [
        Article(
            ArticleId("wire-1"),
            f"LEDBURY (Coast Wire) - {PASSAGE}\n\nThe council meets on Friday.",
            "wire/1.txt",
            title="Reservoir runs <low>",
            outlet="Coast Wire",
            url="https://wire.example/reservoir",
        ),
        Article(
            ArticleId("post-1"),
            f"HARBOUR POST - {OTHER_PASSAGE}\n\nThe fair is next month.",
            "post/1.txt",
            title="Hay",
            outlet="Harbour Post",
        ),
    ]
    with reuse.open_archive(path) as archive:
        archive.add(articles)
