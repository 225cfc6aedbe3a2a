"""What the overview calls an outlet, or an article that stands for itself, each by another name.

Rows, filters and pictures know whoever they show by this label, so two that are not the same
never share one: articles under one headline get their id beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from typing import Literal

from reuse.model import OUTLET_PREFIX, ArticleId, Origin
from reuse.report.escapes import brief, in_line
from reuse.report.naming import name_of
from reuse.report.pages.site import Site
from reuse.report.wording import is_known

_LONGEST_NAME = 60
_LONGEST_PART = 24  # of a title and of an id that stand beside each other
Identity = tuple[Literal["article", "outlet"], str]


def label_of(site: Site, node: str) -> str:
    """The outlet of a node as tables and pictures have it, on one line, all made visible.

    An article without an outlet stands for itself.
    """
    return _labelled(site, _identity(site, node))


def origin_label(site: Site, origin: Origin) -> str:
    """The same for an origin; of one that nobody knows it says so."""
    identity = _origin_identity(site, origin)
    return _labelled(site, identity) if identity else "not known"


def label(name: str) -> str:
    """A name on one short line, hostile characters visible."""
    return brief(in_line(name[: 4 * _LONGEST_NAME]), _LONGEST_NAME)


def _labelled(site: Site, identity: Identity) -> str:
    if not site.labels:
        site.labels.update(_labels(site))
    return site.labels[identity]


def _identity(site: Site, node: str) -> Identity:
    article = site.articles.get(ArticleId(node))
    if article is None:
        return "outlet", node.removeprefix(OUTLET_PREFIX)
    return ("outlet", article.outlet) if article.outlet else ("article", article.id)


def _origin_identity(site: Site, origin: Origin) -> Identity | None:
    if not is_known(origin):
        return None
    if origin.outlet:
        return "outlet", origin.outlet
    return _identity(site, origin.article) if origin.article else None


def _identities(site: Site) -> Iterator[Identity]:
    """All that a page may name: the articles of the report, and whom a lineage names."""
    yield from (_identity(site, article) for article in site.articles)
    for entry in site.entries:
        origin = _origin_identity(site, entry.lineage.origin)
        if origin:
            yield origin
        for step in entry.lineage.derivations:
            yield _identity(site, step.source)
            yield _identity(site, step.derivative)


def _labels(site: Site) -> Iterator[tuple[Identity, str]]:
    groups: defaultdict[str, list[Identity]] = defaultdict(list)
    for identity in sorted(set(_identities(site))):
        groups[label(_plain(site, identity))].append(identity)
    taken = {shown for shown, group in groups.items() if len(group) == 1}
    used: Counter[str] = Counter()
    for shown, group in groups.items():
        if len(group) == 1:
            yield group[0], shown
            continue
        for identity in group:
            found = _free(_told_apart(site, identity, shown=shown), taken, used=used)
            taken.add(found)
            yield identity, found


def _plain(site: Site, identity: Identity) -> str:
    kind, name = identity
    return name if kind == "outlet" else name_of(site.articles[ArticleId(name)]).main


def _told_apart(site: Site, identity: Identity, *, shown: str) -> str:
    """The label of one whose name another one has: an article's id beside its title."""
    kind, name = identity
    article = site.articles[ArticleId(name)] if kind == "article" else None
    title = article.title if article else None
    if not article or not title:
        return shown
    name = article.label or article.id
    # The end of an id tells more than a folder that many share.
    cut = name if len(name) <= _LONGEST_PART else f"…{name[-_LONGEST_PART:]}"
    return f"“{brief(in_line(title[: 4 * _LONGEST_PART]), _LONGEST_PART)}” ({label(cut)})"


def _free(wanted: str, taken: Set[str], *, used: Counter[str]) -> str:
    found = wanted
    used[wanted] += 1
    # The count goes on where the last one of this label left it, so that many stay linear.
    while found in taken:
        used[wanted] += 1
        found = f"{wanted} ({used[wanted]})"
    return found
