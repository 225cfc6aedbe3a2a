"""What the articles of one run tell about each other: their outlets and addresses.

An outlet that nobody listed is known all the same when an article here says that
it comes from it; and a link to an article here means that article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from reuse.model import Article, ArticleId
from reuse.text.addresses import host_of, plain_address
from reuse.trace.outlets import UNLISTED, Directory, Outlet, directory

_KIND = "of the corpus"
_LEAST_LETTERS = 3
_MOST_KEPT = 1 << 14


@dataclass(frozen=True, slots=True)
class Corpus:
    """The shipped directory with the outlets of some articles, and those articles by URL."""

    directory: Directory
    by_url: Mapping[str, tuple[ArticleId, Outlet]] = field(default_factory=dict)
    known: dict[str, Outlet] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Corpus:
        """What `articles` tell; of two at one URL the first by id is meant."""
        ordered = sorted(articles, key=attrgetter("id"))
        named = (_outlet(a.outlet) for a in ordered if a.outlet)
        unlisted = {o.key: o for o in named if o is not None}
        corpus = cls(directory().extended(unlisted[key] for key in sorted(unlisted)))
        by_url: dict[str, tuple[ArticleId, Outlet]] = {}
        for article in ordered:
            own = corpus.own_outlet(article) if article.url else None
            if article.url and own is not None:
                by_url.setdefault(plain_address(article.url), (article.id, own))
        return cls(corpus.directory, by_url)

    def own_outlet(self, article: Article) -> Outlet | None:
        """The outlet that published `article`, by its name or else by its address."""
        if article.outlet:
            named = self._named(article.outlet)
            if not (named.is_agency and _is_stated(article)):
                return named
        host = host_of(article.url) if article.url else ""
        if not host:
            return None
        return self.directory.by_domain(host) or Outlet(host)

    def _named(self, label: str) -> Outlet:
        """The outlet of a name, looked up once for all of its articles."""
        found = self.known.get(label)
        if found is None:
            found = self.directory.resolve(label)
            if len(self.known) < _MOST_KEPT:
                self.known[label] = found
        return found

    def linked(self, url: str) -> tuple[ArticleId, Outlet] | None:
        """The article here that `url` is the address of, and its outlet."""
        return self.by_url.get(plain_address(url))


def _is_stated(article: Article) -> bool:
    """Whether only the text itself names the outlet; an agency named so is a credit to it."""
    basis = article.basis("outlet")
    return basis is not None and basis.basis in ("dateline", "copyright")


@lru_cache(maxsize=_MOST_KEPT)
def _outlet(label: str) -> Outlet | None:
    """An outlet known by one of its articles only; None when it is listed or no name."""
    found = directory().resolve(label)
    if found.kind != UNLISTED or len(found.key) < _LEAST_LETTERS or not label[0].isupper():
        return None
    return Outlet(found.name, _KIND)
