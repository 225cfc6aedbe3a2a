"""Story 2: a draft against what has been published, before it goes out.

The same row as `scan` takes, over the drafts and the articles together; then only what
concerns a draft is kept, judged by a policy, and told with what to do about it.  Drafts are
compared with the articles alone: what only drafts share is no finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reuse.check.findings import findings_of
from reuse.engine import Means, open_engine
from reuse.errors import NothingToRead, UnreadableInput
from reuse.model import Article, ArticleId, Family, Lineage, Match, Progress, Report, Skipped, Span
from reuse.progress import silent
from reuse.row import Source, collect, renamed, traced
from reuse.settings import Settings
from reuse.verdict import Finding, Outcome, Verdict

_DRAFT = "draft"


def check(
    drafts: str | Article | Sequence[str | Article],
    against: Iterable[Source],
    *,
    settings: Settings | None = None,
) -> Verdict:
    """Every passage of a draft that was published before, judged, with what to do about it.

    Args:
        drafts: texts, or articles where more is known of them.
        against: files, folders, or articles, as for `scan`.
        settings: the defaults when None; no settings file is looked for.

    Raises:
        InputMissing: a path does not exist.
        UnreadableInput: a draft is empty.
        NothingToRead: there is no draft, or no article to compare with.
    """
    given = [drafts] if isinstance(drafts, str | Article) else list(drafts)
    articles = [Article(ArticleId(_DRAFT), d, _DRAFT) if isinstance(d, str) else d for d in given]
    way = _Way(settings or Settings(), Means(), strict=False, progress=silent)
    return _verdict(articles, against, way=way)


def check_sources(
    drafts: Iterable[str | Path],
    against: Iterable[Source],
    *,
    settings: Settings | None = None,
    means: Means | None = None,
    strict: bool = False,
    progress: Progress = silent,
) -> Verdict:
    """As `check`, with drafts from files; whatever cannot be read of these is an error.

    Raises:
        InputMissing: a path does not exist.
        UnreadableInput: a draft cannot be read; or `strict`, and an article cannot.
        NothingToRead: there is no draft, or no article to compare with.
    """
    way = _Way(settings or Settings(), means or Means(), strict, progress)
    # One by one: drafts that are equal are drafts all the same.
    paths = {str(Path(path).resolve()): path for path in drafts}
    read = [collect([path], way.settings, strict=True)[0] for path in paths.values()]
    return _verdict([article for some in read for article in some], against, way=way)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a check is made: what its result depends on, and what it may use."""

    settings: Settings
    means: Means
    strict: bool
    progress: Progress


def _verdict(drafts: Sequence[Article], against: Iterable[Source], *, way: _Way) -> Verdict:
    _check_readable(drafts)
    found, skipped = collect(against, way.settings, strict=way.strict, progress=way.progress)
    published, copies = _without_drafts(found, drafts)
    if not published:
        reasons = "; ".join([*copies, *(f"{s.source}: {s.reason}" for s in skipped[:3])])
        raise NothingToRead(f"no article to compare with ({reasons or 'the input is empty'})")
    named = _apart(drafts, {article.id for article in published})
    held = frozenset(draft.id for draft in named)
    report = _run((*published, *named), skipped, held, way=way)
    report = replace(_about(report, held), notes=(*report.notes, *copies))
    findings = findings_of(report, held)
    drafts_held = tuple(sorted(held))
    return Verdict(_worst(findings), findings, drafts_held, len(published), report)


def _check_readable(drafts: Sequence[Article]) -> None:
    """Refuse to judge what has no words: nothing would be found in it."""
    if not drafts:
        raise NothingToRead("no draft to check")
    for draft in drafts:
        if not draft.text or draft.text.isspace():
            raise UnreadableInput(f"{draft.source}: empty")


def _without_drafts(
    articles: Sequence[Article], drafts: Sequence[Article]
) -> tuple[list[Article], list[str]]:
    """The articles without those that are a draft itself, and a note on each of these.

    That is the same text from the same place; the same text from elsewhere is a copy.
    """
    own = {(_place(draft), draft.text) for draft in drafts}
    texts = {draft.text for draft in drafts}
    published: list[Article] = []
    notes: list[str] = []
    for article in articles:
        if article.text in texts and (_place(article), article.text) in own:
            notes.append(
                f"{article.source}: the draft itself stands in the collection, "
                "and was not compared with itself"
            )
        else:
            published.append(article)
    return published, notes


def _place(article: Article) -> str:
    """Where an article was read, by one name however it was asked for."""
    try:
        return str(Path(article.source).resolve())
    except (OSError, ValueError):  # no name of a file: an article may say anything
        return article.source


def _apart(drafts: Sequence[Article], taken: set[ArticleId]) -> tuple[Article, ...]:
    """The drafts with ids that no article has and no other draft."""
    named: list[Article] = []
    for draft in drafts:
        named.append(renamed(draft, 2, taken) if draft.id in taken else draft)
        taken.add(named[-1].id)
    return tuple(named)


def _run(
    articles: Sequence[Article],
    skipped: tuple[Skipped, ...],
    drafts: frozenset[ArticleId],
    *,
    way: _Way,
) -> Report:
    """The row over drafts and articles together."""
    ordered = tuple(sorted(articles, key=lambda article: article.id))
    runner = open_engine("local", way.means)
    found = runner.find_matches(ordered, way.settings, progress=way.progress)
    return traced(
        ordered, skipped, found, settings=way.settings, drafts=drafts, progress=way.progress
    )


def _about(report: Report, drafts: frozenset[ArticleId]) -> Report:
    """What concerns a draft: what it shares with an article, and who else carries that."""
    both = zip(report.families, report.lineages, strict=True)
    kept = [(family, lineage) for family, lineage in both if _is_shared(family, drafts)]
    places: defaultdict[ArticleId, list[Span]] = defaultdict(list)
    for family, _ in kept:
        for witness in family.witnesses:
            places[witness.article].append(witness.span)
    matches = tuple(m for m in report.matches if _concerns(m, drafts, places))
    named = {*drafts, *(node for pair in kept for node in _nodes(*pair))}
    named.update(article for m in matches for article in (m.left_article, m.right_article))
    return replace(
        report,
        articles=tuple(article for article in report.articles if article.id in named),
        matches=matches,
        families=tuple(family for family, _ in kept),
        lineages=tuple(lineage for _, lineage in kept),
        words={article: count for article, count in report.words.items() if article in named},
    )


def _is_shared(family: Family, drafts: Container[ArticleId]) -> bool:
    are_drafts = {witness.article in drafts for witness in family.witnesses}
    return len(are_drafts) == 2


def _nodes(family: Family, lineage: Lineage) -> Iterator[ArticleId]:
    """Every article that a family or its lineage names."""
    yield from (witness.article for witness in family.witnesses)
    if lineage.origin.article is not None:
        yield lineage.origin.article
    yield from (ArticleId(step.source) for step in lineage.derivations)


def _concerns(
    match: Match, drafts: Container[ArticleId], places: Mapping[ArticleId, Sequence[Span]]
) -> bool:
    """Whether a match joins a draft with an article, or two places of what a draft shares."""
    if (match.left_article in drafts) != (match.right_article in drafts):
        return True
    sides = ((match.left_article, match.left), (match.right_article, match.right))
    return all(
        any(place.overlap(span) for place in places.get(article, ())) for article, span in sides
    )


def _worst(findings: Iterable[Finding]) -> Outcome:
    decisions = {finding.ruling.decision for finding in findings}
    if "fail" in decisions:
        return "fail"
    return "warn" if "warn" in decisions else "pass"
