"""What an article is called in every output, and where a sentence of the ledger names one.

The name is the outlet, else the short title in quotes; the id stands beside it
in small print, so that two articles of one outlet differ and a reader can go
from a name to an id and back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from reuse.model import Article, ArticleId, Family, Lineage
from reuse.report.moments import Moment, moment_in

_LONGEST_TITLE = 56
_WORD = re.compile(r"\S+")
_FAMILY = re.compile(r"f0*([1-9][0-9]{0,8})", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
# Of an id that was taken already: a number, or in an archive a digest.
_NUMBERED = re.compile(r"~(?:[0-9]{1,9}|[0-9a-f]{16})$")
_MOST_FOLDERS = 20
_SEPARATOR = re.compile(r"[/\\]")
_AFTER_ID = frozenset(" ,:;")
# What the ledger says of an article; an id that is a number or a plain word is
# taken for an id only before one of these, or before a colon or a date.
_VERBS = frozenset({"says", "links", "sets", "carries", "is", "was"})


@dataclass(frozen=True, slots=True)
class Name:
    """What to call an article: `main`, and its id where that is something else."""

    main: str
    id: str

    def __str__(self) -> str:
        return f"{self.main} ({self.id})" if self.id else self.main


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence: plain text, or an article's id, or a moment."""

    text: str
    article: ArticleId | None = None
    moment: Moment | None = None


def name_of(article: Article) -> Name:
    """The name of an article; distinct articles have distinct names.

    >>> str(name_of(Article(ArticleId("a-1"), "", "", outlet="NPR")))
    'NPR (a-1)'
    """
    label = article.label or article.id
    if article.outlet:
        return Name(article.outlet, label)
    if article.title:
        return Name(f"“{short_title(article.title)}”", label)
    return Name(label, "")


def told_apart(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """The same articles, those of one name with the least of their paths that tells them apart.

    Files of one name in several folders have ids that differ in a number only (`a.txt`, `a.txt~2`);
    so have records of one id in several files.  No label is another one's id.
    """
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if found := _NUMBERED.search(article.id):
            groups[article.id[: found.start()]].append(article)
    if not groups:
        return articles
    taken: set[str] = {article.id for article in articles}
    for article in articles:
        if article.id in groups:
            groups[article.id].append(article)
    labels: dict[ArticleId, str] = {}
    for name, group in groups.items():
        found_labels = _labels(name, [article.source for article in group], taken)
        # None, where nothing tells them apart.
        labels.update(zip((article.id for article in group), found_labels, strict=False))
        taken.update(found_labels)
    return tuple(replace(a, label=labels[a.id]) if a.id in labels else a for a in articles)


def _labels(name: str, sources: Sequence[str], taken: Set[str]) -> list[str]:
    """A label for each source of one name; none where nothing tells them apart."""
    paths = [_SEPARATOR.split(source) for source in sources]
    own = _SEPARATOR.split(name)
    if len(paths) == 1 and paths[0][-len(own) :] != own:  # a record that gave itself such an id
        return []
    for folders in range(1, _MOST_FOLDERS):
        said = [_label(own, path, folders) for path in paths]
        if len(set(said)) == len(said) and not taken & {*said} - {name}:
            return said
    return []


def _label(own: list[str], path: list[str], folders: int) -> str:
    """`b/a.txt` of a file `a.txt`, `17 in b.jsonl:3` of a record 17."""
    if path[-len(own) :] == own:
        return "/".join(path[-len(own) - folders :])
    return f"{'/'.join(own)} in {'/'.join(path[-folders:])}"


def language_of(article: Article) -> str | None:
    """The article's language when it has the form of a language tag."""
    language = article.language or ""
    return language if _LANGUAGE.fullmatch(language) else None


def short_title(title: str) -> str:
    """A title on one line, cut between words where it is long."""
    line = " ".join(title[: 8 * _LONGEST_TITLE].split())
    if len(line) <= _LONGEST_TITLE:
        return line
    return f"{line[:_LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(' ,.:;-–—')}…"


def numbers_of(families: Sequence[Family]) -> tuple[int, ...]:
    """The number of each family, which is the one in its id: 7 for `f007`.

    Where an id has another form, all are numbered by their place.
    """
    found = [_FAMILY.fullmatch(family.id) for family in families]
    numbers = tuple(int(hit[1]) for hit in found if hit)
    if len(set(numbers)) == len(families):
        return numbers
    return tuple(range(1, len(families) + 1))


def nodes_of(family: Family, lineage: Lineage) -> set[ArticleId]:
    """The articles of a family and of its lineage; a node `outlet:NAME` is among them."""
    named = {witness.article for witness in family.witnesses}
    if lineage.origin.article is not None:
        named.add(lineage.origin.article)
    for step in lineage.derivations:
        named.update((ArticleId(step.source), ArticleId(step.derivative)))
    return named


def ids_of(family: Family, lineage: Lineage) -> Mapping[str, tuple[ArticleId, ...]]:
    """The nodes that the ledger of a family may name, by the first word of their id."""
    first: defaultdict[str, list[ArticleId]] = defaultdict(list)
    for article in sorted(nodes_of(family, lineage), key=lambda a: (-len(a), a)):
        if hit := _WORD.match(article):
            first[hit[0]].append(article)
    return {word: tuple(ids) for word, ids in first.items()}


def mentions(said: str, ids: Mapping[str, tuple[ArticleId, ...]]) -> Iterator[Mention]:
    """A sentence of the ledger, cut where an id or a moment stands outside quotation marks.

    The texts in order are the sentence.  Linear in it, but for ids that begin
    with the same word.
    """
    done = at = 0
    quotes = 0
    for hit in _WORD.finditer(said):
        if hit.start() < done:
            continue
        quotes += said.count('"', at, hit.start())
        at = hit.start()
        found = None if quotes % 2 else _mention(said, hit, ids=ids)
        if found:
            if done < at:
                yield Mention(said[done:at])
            yield found
            done = at = at + len(found.text)
    if done < len(said):
        yield Mention(said[done:])


def _mention(
    said: str, word: re.Match[str], *, ids: Mapping[str, tuple[ArticleId, ...]]
) -> Mention | None:
    bare = word[0].rstrip(",:;")
    # An id may have the form of a date, too.
    if bare not in ids and (moment := moment_in(bare)):
        return Mention(bare, moment=moment)
    for article in (*ids.get(word[0], ()), *(ids.get(bare, ()) if bare != word[0] else ())):
        end = word.start() + len(article)
        if said.startswith(article, word.start()) and _is_whole(said, end, article=article):
            return Mention(article, article=article)
    return None


def _is_whole(said: str, end: int, *, article: str) -> bool:
    """Whether an id ends at `end`, and cannot be taken for another word of the sentence."""
    following = said[end : end + 1]
    if following and following not in _AFTER_ID:
        return False
    if not (article.isdigit() or article.isalpha()):
        return True
    after = _WORD.match(said, end + 1)
    word = after[0].rstrip(",:;") if after else ""
    return following == ":" or word in _VERBS or moment_in(word) is not None


def told(
    said: str, ids: Mapping[str, tuple[ArticleId, ...]], *, names: Mapping[ArticleId, Name]
) -> str:
    """A sentence of the ledger with names for ids and dates in words."""
    return "".join(_spoken(mention, names=names) for mention in mentions(said, ids))


def _spoken(mention: Mention, *, names: Mapping[ArticleId, Name]) -> str:
    if mention.moment:
        return mention.moment.words
    if mention.article is not None and mention.article in names:
        return str(names[mention.article])
    return mention.text


def names_of(articles: Iterable[Article]) -> dict[ArticleId, Name]:
    """The names of many articles by their id."""
    return {article.id: name_of(article) for article in articles}
