"""Story 2: a draft against what has been published, before it goes out.

The same row as `scan` takes, over the drafts and the articles together; then only what
concerns a draft is kept, judged by a policy, and told with what to do about it.  Drafts are
compared with the articles alone: what only drafts share is no finding.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from operator import not_
from pathlib import Path

from reuse.archive.archive import Archive
from reuse.archive.reading import Shared
from reuse.check.findings import findings_of
from reuse.check.part import about_drafts, concerning, without_fellows
from reuse.check.policy import (
    Policy,
    accepted,
    baseline_of,
    load_baseline,
    settled,
    worst,
    write_baseline,
)
from reuse.check.withheld import WITHHELD, found_in
from reuse.engine import Means
from reuse.engine.local import LocalEngine
from reuse.errors import NothingToRead, UnreadableInput
from reuse.find.background import Background
from reuse.model import Article, ArticleId, Findings, Progress, Report, Skipped
from reuse.progress import silent
from reuse.row import Source, collect, renamed, traced
from reuse.settings import Settings
from reuse.verdict import Verdict

_DRAFT = "draft"
_STDIN = "stdin"  # what an article of standard input has as its source


def check(
    drafts: str | Article | Sequence[str | Article],
    against: Archive | Iterable[Source],
    *,
    settings: Settings | None = None,
    policy: Policy | None = None,
    today: date | None = None,
) -> Verdict:
    """Every passage of a draft that was published before, judged, with what to do about it.

    All of `against` is compared, a draft too that stands there: `source` may say anything.

    Args:
        drafts: texts, or articles where more is known of them.
        against: an open archive; or files, folders, or articles, as for `scan`.
        settings: the defaults when None; no settings file is looked for.
        policy: what fails and what passes; the default policy when None.
        today: the day on which waivers must not have expired; this one when None.

    Raises:
        InputMissing: a path does not exist.
        UnreadableInput: a draft is empty.
        NothingToRead: there is no draft, or no article to compare with.
    """
    given = [drafts] if isinstance(drafts, str | Article) else list(drafts)
    articles = [_draft(each) if isinstance(each, str) else each for each in given]
    _check_readable(articles)
    way = _Way(settings or Settings(), Means(), silent, policy or Policy(), today or date.today())
    if isinstance(against, Archive):
        return _verdict(articles, _of_archive(against, articles), way=way)
    published, skipped = collect(against, way.settings, strict=False)
    return _verdict(articles, _Published(published, skipped, len(published)), way=way)


def _draft(text: str) -> Article:
    """A draft of which nothing else is known; its lines are those of the text."""
    return Article(ArticleId(_DRAFT), text, _DRAFT, first_line=1)


def check_sources(  # noqa: PLR0913  # one for each choice of the command
    drafts: Iterable[str | Path],
    against: Archive | Iterable[str | Path],
    *,
    settings: Settings | None = None,
    means: Means | None = None,
    strict: bool = False,
    policy: Policy | None = None,
    progress: Progress = silent,
) -> Verdict:
    """As `check`, with drafts from files; whatever cannot be read of these is an error.

    A file that is a draft is left out of what it is compared with, and a note says so.

    Raises:
        InputMissing: a path does not exist.
        UnreadableInput: a draft cannot be read; or `strict`, and an article cannot.
        NothingToRead: there is no draft, or no article to compare with.
    """
    means, policy = means or Means(), policy or Policy()
    way = _Way(settings or Settings(), means, progress, policy, date.today())
    read = _drafts_of(drafts, way.settings)
    _check_readable(read)
    if isinstance(against, Archive):
        return _verdict(read, _of_archive(against, read), way=way)
    found, skipped = collect(against, way.settings, strict=strict, progress=progress)
    published, notes = _without_drafts(found, read)
    return _verdict(read, _Published(published, skipped, len(published), notes), way=way)


def keep_baseline(verdict: Verdict, file: Path) -> Verdict:
    """Write what was found to a baseline; gives the verdict that it leads to.

    What `file` holds of drafts that were not checked stays.

    Raises:
        PolicyError: `file` is there and is no baseline.
        UsageError: it cannot be written.
    """
    before = load_baseline(file) if file.exists() else None
    write_baseline(baseline_of(verdict, before=before), file)
    findings = tuple(map(accepted, verdict.findings))
    return replace(verdict, decision=worst(findings), findings=findings, resolved=0)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a check is made: what its result depends on, and what it may use."""

    settings: Settings
    means: Means
    progress: Progress
    policy: Policy
    today: date


@dataclass(frozen=True, slots=True)
class _Published:
    """What drafts are compared with, and what of it was not read or was left out.

    `articles` are those that may share something, of `held` ones in all; `background` is what
    all of them say of words where `articles` are not all.  `shared` is what drafts share with
    them where they have no text to compare.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    held: int
    notes: tuple[str, ...] = ()
    background: Background | None = None
    shared: tuple[Shared, ...] | None = None


def _verdict(drafts: Sequence[Article], published: _Published, *, way: _Way) -> Verdict:
    if not published.held:
        unread = (f"{s.source}: {s.reason}" for s in published.skipped[:3])
        reasons = "; ".join([*published.notes, *unread])
        raise NothingToRead(f"no article to compare with ({reasons or 'the input is empty'})")
    named = _apart(drafts, {article.id for article in published.articles})
    held = frozenset(draft.id for draft in named)
    report = _run(published, named, way=way)
    report = replace(about_drafts(report, held), notes=(*report.notes, *published.notes))
    judged = settled(
        findings_of(report, held, policy=way.policy),
        {draft.id: draft.source for draft in named},
        waivers=way.policy.waivers,
        baseline=way.policy.baseline,
        today=way.today,
    )
    return Verdict(
        decision=worst(judged.findings),
        findings=judged.findings,
        drafts=tuple(sorted(held)),
        compared=published.held,
        report=report,
        expired=judged.expired,
        unmatched=judged.unmatched,
        resolved=judged.resolved,
    )


def _of_archive(archive: Archive, drafts: Sequence[Article]) -> _Published:
    """The articles of an archive that the drafts may share something with."""
    near = archive.near(drafts)
    articles, notes = _without_drafts(near.articles, drafts)
    if near.left_out:
        notes += (_LEFT_OUT.format(near.left_out),)
    if near.shared is not None:
        notes += (WITHHELD,)
    return _Published(articles, (), near.held, notes, near.background, near.shared)


_LEFT_OUT = (
    "{:,} more archived articles share only words that the articles shown share, too; "
    "of those that share the same words the first published are shown."
)


def _check_readable(drafts: Sequence[Article]) -> None:
    """Refuse to judge what has no words: nothing would be found in it."""
    if not drafts:
        raise NothingToRead("no draft to check")
    for draft in drafts:
        if not draft.text or draft.text.isspace():
            raise UnreadableInput(f"{draft.source}: empty")


def _drafts_of(paths: Iterable[str | Path], settings: Settings) -> list[Article]:
    """The drafts under the paths, each once, though a path may lead to what another holds."""
    read: dict[object, Article] = {}
    # A folder before what it holds.  One by one: drafts that are equal are drafts all the same.
    for path in sorted({os.fspath(path) for path in paths}, key=lambda p: (os.path.abspath(p), p)):
        for draft in collect([path], settings, strict=True)[0]:
            read.setdefault(_identity(draft) or len(read), draft)
    return list(read.values())


def _without_drafts(
    articles: Sequence[Article], drafts: Sequence[Article]
) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """What was read of an archive without the drafts themselves, and a note on each of these.

    That is the same text from the same place; the same text from elsewhere is a copy.
    """
    own = set(filter(None, map(_identity, drafts)))
    texts = {text for _, text in own}
    is_own = [article.text in texts and _identity(article) in own for article in articles]
    notes = (
        f"{article.source}: the draft itself stands among these articles, "
        "and was not compared with itself"
        for article in compress(articles, is_own)
    )
    return tuple(compress(articles, map(not_, is_own))), tuple(notes)


def _identity(read: Article) -> tuple[str, str] | None:
    """What was read where, by one name however it was asked for; None where that is not told.

    Only of an article that was read from a path.  Standard input has no place, and signs that
    `source` does not show may tell two files apart.
    """
    if read.source.partition(":")[0] == _STDIN or "\ufffd" in read.source:
        return None
    return os.path.realpath(read.source), read.text


def _apart(drafts: Sequence[Article], taken: set[ArticleId]) -> tuple[Article, ...]:
    """The drafts with ids that no article has and no other draft."""
    named: list[Article] = []
    for draft in drafts:
        named.append(renamed(draft, 2, taken) if draft.id in taken else draft)
        taken.add(named[-1].id)
    return tuple(named)


def _run(published: _Published, drafts: Sequence[Article], *, way: _Way) -> Report:
    """The row over drafts and articles together."""
    ordered = tuple(sorted((*published.articles, *drafts), key=lambda article: article.id))
    held = frozenset(draft.id for draft in drafts)
    found = _found(published, drafts, ordered, way=way)
    return traced(
        ordered,
        published.skipped,
        replace(found, matches=concerning(without_fellows(found.matches, held), held)),
        settings=way.settings,
        drafts=held,
        progress=way.progress,
    )


def _found(
    published: _Published, drafts: Sequence[Article], ordered: tuple[Article, ...], *, way: _Way
) -> Findings:
    """The matches of drafts and articles, from their texts or from what is known of them."""
    if published.shared is not None:
        return found_in(published.shared, drafts, published.articles, settings=way.settings)
    return LocalEngine(way.means).match_drafts(
        ordered, way.settings, background=published.background, progress=way.progress
    )
