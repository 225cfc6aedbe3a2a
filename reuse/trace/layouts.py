"""The shapes of articles, found when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from reuse.model import Article, ArticleId
from reuse.text.layout import Layout

_CHARACTERS_KEPT = 1 << 26


@dataclass(slots=True)
class Layouts:
    """The layout of each article, with its text: kept while there are not too many of them."""

    kept: dict[ArticleId, Layout] = field(default_factory=dict)
    characters: int = 0

    def of(self, article: Article) -> Layout:
        """The layout of an article of this collection."""
        found = self.kept.get(article.id)
        if found is None:
            found = Layout(article.text)
            self.characters += len(found.text)
            if self.characters > _CHARACTERS_KEPT:
                self.kept.clear()
                self.characters = len(found.text)
            self.kept[article.id] = found
        return found
