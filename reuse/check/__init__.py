"""Story 2: a draft against what has been published, before it goes out.

The same row as `scan` takes, over the drafts and the articles together; then only what
concerns a draft is kept, judged by a policy, and told with what to do about it.  Drafts are
compared with the articles alone: what only drafts share is no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from reuse.archive.archive import Archive
from reuse.archive.reading import Shared
from reuse.check.baselines import with_unread
from reuse.check.drafts import (
    Judging,
    apart,
    check_readable,
    drafts_of,
    own_among,
    tell_nobody,
)
from reuse.check.findings import findings_of
from reuse.check.part import about_drafts, alone, concerning, without, without_fellows
from reuse.check.policy import (
    Policy,
    settled,
    worst,
)
from reuse.check.united import united
from reuse.check.withheld import WITHHELD, found_in
from reuse.engine import Means
from reuse.engine.local import LocalEngine
from reuse.errors import NothingToRead
from reuse.find.background import Background
from reuse.model import Article, ArticleId, Findings, Progress, Provenance, Report, Skipped
from reuse.progress import silent
from reuse.report.wording import count
from reuse.row import Source, collect, traced
from reuse.settings import MIN_WORDS, Settings
from reuse.verdict import Verdict

_DRAFT = "draft"


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
    check_readable(articles)
    way = _Way(settings or Settings(), Means(), silent, policy or Policy(), today or date.today())
    if isinstance(against, Archive):
        return _verdict(articles, partial(_of_archive, against, way.judging), way=way)
    published, skipped = collect(against, way.settings, strict=False)
    return _verdict(articles, _of_files(_Published(published, skipped, len(published))), way=way)


def _draft(text: str) -> Article:
    """A draft of which nothing else is known; its lines are those of the text."""
    from reuse.text.languages import language_of

    language = language_of(text)
    stated = (Provenance("language", "text"),) if language else ()
    return Article(
        ArticleId(_DRAFT), text, _DRAFT, language=language, provenance=stated, first_line=1
    )


def check_sources(  # noqa: PLR0913  # one for each choice of the command
    drafts: Iterable[str | Path],
    against: Archive | Iterable[str | Path],
    *,
    settings: Settings | None = None,
    means: Means | None = None,
    strict: bool = False,
    policy: Policy | None = None,
    progress: Progress = silent,
    judging: Judging = tell_nobody,
) -> Verdict:
    """As `check`, with drafts from files; those that cannot be read are named in the verdict.

    A file that is a draft is left out of what it is compared with, and a note says so.
    `judging` is told what is judged next.

    Raises:
        InputMissing: a path does not exist.
        UnreadableInput: no draft can be read; or `strict`, and an article cannot.
        NothingToRead: there is no draft, or no article to compare with.
    """
    means, policy = means or Means(), policy or Policy()
    way = _Way(settings or Settings(), means, progress, policy, date.today(), True, judging=judging)
    read, unread = drafts_of(drafts, way.settings)
    if isinstance(against, Archive):
        return with_unread(
            _verdict(read, partial(_of_archive, against, way.judging), way=way), unread
        )
    found, skipped = collect(against, way.settings, strict=strict, progress=progress)
    published = _Published(found, skipped, len(found))
    return with_unread(_verdict(read, _of_files(published), way=way), unread)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a check is made: what its result depends on, and what it may use.

    `leaves_own` is whether a draft that stands among the articles is left out of these.
    """

    settings: Settings
    means: Means
    progress: Progress
    policy: Policy
    today: date
    leaves_own: bool = False
    judging: Judging = tell_nobody


@dataclass(frozen=True, slots=True)
class _Published:
    """What drafts are compared with, and what of it was not read or was left out.

    `articles` are those that may share something, of `held` ones in all; `background` is what
    all of them say of words where `articles` are not all.  `shared` is what drafts share with
    them where they have no text to compare, in stretches of `least_known` words and more.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    held: int
    notes: tuple[str, ...] = ()
    background: Background | None = None
    shared: tuple[Shared, ...] | None = None
    least_known: int = 0


# Parts of the drafts, each with what its drafts are compared with.
_Parts = Iterator[tuple[Sequence[Article], _Published]]


def _verdict(
    drafts: Sequence[Article], parts_of: Callable[[Sequence[Article]], _Parts], *, way: _Way
) -> Verdict:
    prepared = [way.policy.prepared(draft) for draft in drafts]
    parts = list(parts_of(prepared))
    published = [some for _, some in parts]
    if not any(some.held for some in published):
        unread = (f"{s.source}: {s.reason}" for s in published[0].skipped[:3])
        raise NothingToRead(f"no article to compare with ({'; '.join(unread) or 'there are none'})")
    taken = {article.id for some in published for article in some.articles}
    named = [(apart(own, taken), some) for own, some in parts]
    told = [alone for own, some in named for alone in _told(some, own, way=way)]
    report = united([alone.report for alone in told])
    held = frozenset(draft.id for own, _ in named for draft in own)
    judged = settled(
        findings_of(report, held, policy=way.policy, settings=way.settings),
        {draft.id: draft.source for own, _ in named for draft in own},
        waivers=way.policy.waivers,
        baseline=way.policy.baseline,
        today=way.today,
    )
    return Verdict(
        decision=worst(judged.findings),
        findings=judged.findings,
        drafts=tuple(sorted(held)),
        compared=max(alone.compared for alone in told),
        report=report,
        notes=tuple(dict.fromkeys(note for alone in told for note in alone.notes)),
        expired=judged.expired,
        unmatched=judged.unmatched,
        resolved=judged.resolved,
    )


def _of_files(published: _Published) -> Callable[[Sequence[Article]], _Parts]:
    """All drafts with all articles: these are searched once."""
    return lambda drafts: iter([(drafts, published)])


def _of_archive(archive: Archive, judging: Judging, drafts: Sequence[Article]) -> _Parts:
    """Each draft with the articles of an archive that it may share something with."""
    for draft in drafts:
        judging(draft.source)
        near = archive.near([draft])
        notes = [_LEFT_OUT.format(near.left_out)] if near.left_out else []
        if near.shared is not None:
            notes.append(WITHHELD)
        yield (
            [draft],
            _Published(
                near.articles,
                (),
                near.held,
                tuple(notes),
                background=near.background,
                shared=near.shared,
                least_known=near.least_known,
            ),
        )


_LEFT_OUT = (
    "{:,} more archived articles share only words that the articles shown share, too; "
    "of those that share the same words the first published are shown."
)


@dataclass(frozen=True, slots=True)
class _Alone:
    """What one draft shares, with how many articles it was compared, and what to know of that."""

    report: Report
    compared: int
    notes: tuple[str, ...]


def _told(published: _Published, drafts: Sequence[Article], *, way: _Way) -> Iterator[_Alone]:
    """Of each draft what it shares.

    All are searched together, and each is traced as though it were alone.
    """
    way.judging(drafts[0].source if len(drafts) == 1 else count(len(drafts), "draft"))
    ordered = tuple(sorted((*published.articles, *drafts), key=lambda article: article.id))
    held = frozenset(draft.id for draft in drafts)
    found = _found(published, drafts, ordered, way=way)
    found = replace(found, matches=without_fellows(found.matches, held))
    # Of words that are not shown a part is known, which is a passage nevertheless.
    least = max(published.least_known, MIN_WORDS[0]) if published.least_known else None
    tracing = replace(way.settings, min_words=least) if least else way.settings
    for draft in drafts:
        way.judging(draft.source)
        own = own_among(draft, published.articles, settings=way.settings) if way.leaves_own else []
        if len(own) == published.held:
            raise NothingToRead(f"no article to compare with ({_OWN.format(draft.source)})")
        itself = {article.id for article in own}
        matches, joined = alone(found.matches, draft.id, drafts=held, apart=itself)
        report = traced(
            tuple(a for a in ordered if a.id not in itself | (held - joined)),
            published.skipped,
            replace(found, matches=concerning(matches, joined)),
            settings=tracing,
            drafts=joined,
            progress=way.progress,
        )
        about = about_drafts(without(report, joined - {draft.id}), frozenset([draft.id]))
        notes = (*published.notes, *(_OWN.format(article.source) for article in own))
        if draft.left_out:
            notes = (*notes, _HIDDEN.format(draft.source, count(draft.left_out, "word")))
        about = replace(about, settings=way.settings.to_dict(), notes=(*report.notes, *notes))
        yield _Alone(about, published.held - len(own), notes)


_HIDDEN = "{}: {} in parts that it hides were not compared"
_OWN = "{}: the draft itself stands among these articles, and was not compared with itself"


def _found(
    published: _Published, drafts: Sequence[Article], ordered: tuple[Article, ...], *, way: _Way
) -> Findings:
    """The matches of drafts and articles, from their texts or from what is known of them."""
    if published.shared is not None:
        return found_in(published.shared, drafts, published.articles, settings=way.settings)
    return LocalEngine(way.means).match_drafts(
        ordered,
        way.settings,
        drafts={draft.id for draft in drafts},
        background=published.background,
        progress=way.progress,
    )
