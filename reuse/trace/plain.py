"""Articles as tracing reads them: disguised words written plainly, where they stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reuse.model import Article, ArticleId, Credit, Family, Witness
from reuse.text.undisguised import Undisguised, undisguised

_CHARACTERS_AT_ONCE = 1 << 21


@dataclass(frozen=True, slots=True)
class Plain:
    """The articles, and what was shortened in some of them."""

    articles: Sequence[Article]
    changed: Mapping[ArticleId, Undisguised]

    @classmethod
    def of(cls, articles: Sequence[Article], wanted: Container[ArticleId]) -> Plain:
        """Those that are wanted with plain words; all others as they are."""
        asked = (article for article in articles if article.id in wanted)
        changed: dict[ArticleId, Undisguised] = {}
        for texts in _batches(asked):
            for name, plain in zip(texts, undisguised([*texts.values()]), strict=True):
                if plain is not None:
                    changed[name] = plain
        if not changed:
            return cls(articles, changed)
        texts = {key: plain.text for key, plain in changed.items()}
        return cls(
            [replace(a, text=texts[a.id]) if a.id in texts else a for a in articles], changed
        )

    def whole(self, families: Iterable[Family]) -> tuple[Family, ...]:
        """The families, whose spans end where the words end as they were written."""
        if not self.changed:
            return tuple(families)
        return tuple(
            replace(family, witnesses=tuple(map(self._witness, family.witnesses)))
            for family in families
        )

    def _witness(self, witness: Witness) -> Witness:
        plain = self.changed.get(witness.article)
        if plain is None:
            return witness
        credit = witness.credit
        if credit is not None and credit.phrase is not None:
            credit = Credit(credit.status, credit.outlet, plain.whole(credit.phrase))
        return Witness(witness.article, plain.whole(witness.span), credit)


def _batches(articles: Iterable[Article]) -> Iterator[dict[ArticleId, str]]:
    """The texts of articles, not too many at a time."""
    texts: dict[ArticleId, str] = {}
    size = 0
    for article in articles:
        texts[article.id] = article.text
        size += len(texts[article.id])
        if size >= _CHARACTERS_AT_ONCE:
            yield texts
            texts, size = {}, 0
    yield texts
