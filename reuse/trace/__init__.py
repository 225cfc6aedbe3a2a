"""Matches to families and lineages: who wrote a passage first, who says so, and how we know.

The row inside this room: families (which passages are one), credits (what each
article says about its sources, and how far that reaches), votes, nature, origin,
status, direction.  Nothing depends on the order of articles or matches.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from reuse.model import (
    Article,
    ArticleId,
    Family,
    FamilyId,
    Lineage,
    Match,
    Nature,
    Progress,
    Witness,
)
from reuse.progress import counted, silent
from reuse.settings import Settings, TraceSettings
from reuse.trace.corpus import Corpus
from reuse.trace.credits import Reading, read_all
from reuse.trace.direction import derivations
from reuse.trace.families import Group, Place, group
from reuse.trace.habits import Habits
from reuse.trace.nature import boilerplate_reason, is_mostly_speech, is_self, is_speech, nature_of
from reuse.trace.origin import Answer, find_origin, inherited, unknown
from reuse.trace.plain import Plain
from reuse.trace.status import credit_of
from reuse.trace.surroundings import Surroundings
from reuse.trace.ties import is_edited
from reuse.trace.votes import Voice, listen
from reuse.trace.words import Words

__all__ = ["trace"]

_NOBODYS = ("boilerplate", "quotation")


def trace(
    articles: Sequence[Article],
    matches: Sequence[Match],
    *,
    settings: TraceSettings,
    min_words: int = Settings().min_words,
    drafts: Collection[ArticleId] = frozenset(),
    progress: Progress = silent,
) -> tuple[tuple[Family, ...], tuple[Lineage, ...]]:
    """The families of `matches`, and the lineage of each; parallel, sorted by family id.

    Args:
        articles: every article that a match names; others are not looked at.
        min_words: the shortest verbatim run that is a passage whatever it says.
        drafts: which articles are not published yet: each is later than all others, whatever
            dates they state, and nobody's source.  If there are any, only the families that
            one of them carries are told, named as they are among all.
        progress: told of the articles read for credits, then of the families traced.

    Raises:
        ValueError: a match names an article that is not given.
    """
    wanted = {m.left_article for m in matches} | {m.right_article for m in matches}
    plain = Plain.of(articles, wanted)
    articles = plain.articles
    with _collector_at_rest():
        readings, words = _read(articles, matches, settings, progress=progress)
        readings = {key: _placed(reading, drafts) for key, reading in readings.items()}
        progress("uniting families", 0, 1)
        groups = _groups(matches, readings, settings, min_words=min_words, words=words)
        words.clear()
        progress("uniting families", 1, 1)
        width = len(str(len(groups)))
        known = {article: reading.article for article, reading in readings.items()}
        ways = _Ways(Surroundings.of(groups), Habits.of(articles, groups, known), settings)
        asked = frozenset(g.depth for g in groups if not drafts or g.is_carried_by(drafts))
        judged = _judged(groups, readings, asked=asked, ways=ways, progress=progress)
        traced = [
            _trace(FamilyId(f"f{number:0{width}d}"), judged[members.depth], settings=settings)
            for number, members in enumerate(groups, 1)
            if members.depth in asked
        ]
    families = plain.whole(family for family, _ in traced)
    return families, tuple(lineage for _, lineage in traced)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for garbage in rings: a million new objects, none in a ring, cost a third more."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # All that is there now is old: the next search would look at each new object.
            gc.freeze()
            gc.unfreeze()
        if was_enabled:
            gc.enable()


def _read(
    articles: Sequence[Article],
    matches: Sequence[Match],
    settings: TraceSettings,
    *,
    progress: Progress,
) -> tuple[dict[ArticleId, Reading], dict[ArticleId, Words]]:
    """The reading of each article that a match names, and the words of those to be compared."""
    wanted = {m.left_article for m in matches} | {m.right_article for m in matches}
    found = {a.id: a for a in articles if a.id in wanted}
    missing = sorted(wanted - found.keys())
    if missing:
        raise ValueError(f"a match names article {missing[0]}, which was not given")
    corpus = Corpus.of(articles)
    ordered = [found[key] for key in sorted(found)]
    told = counted(ordered, "reading credits", progress=progress)
    readings: dict[ArticleId, Reading] = {}
    words: dict[ArticleId, Words] = {}
    compared = {a for m in matches if is_edited(m) for a in (m.left_article, m.right_article)}
    read = read_all(ordered, settings=settings, corpus=corpus)
    for article, (reading, held) in zip(told, read, strict=True):
        readings[article.id] = reading
        words[article.id] = held if article.id in compared else held.without_numbers()
    return readings, words


def _placed(reading: Reading, drafts: Container[ArticleId]) -> Reading:
    """The reading of a draft says so, and has no date: what it states is not when it came out."""
    article = reading.article
    if article.id not in drafts:
        return reading
    return replace(reading, article=replace(article, published=None), is_draft=True)


def _groups(
    matches: Sequence[Match],
    readings: Mapping[ArticleId, Reading],
    settings: TraceSettings,
    *,
    min_words: int,
    words: Mapping[ArticleId, Words],
) -> tuple[Group, ...]:
    """All families.  Those of shared speech come second.

    A quotation inside an agency's story is not that story, but shared with everybody
    who was in the room.
    """
    told: list[Match] = []
    speech: list[Match] = []
    for match in matches:
        (speech if _is_speech(match, readings, settings) else told).append(match)
    return group(told, speech, settings=settings, min_words=min_words, words=words)


def _is_speech(
    match: Match, readings: Mapping[ArticleId, Reading], settings: TraceSettings
) -> bool:
    """Whether both sides of a match stand in quotation marks."""
    sides = (match.left_article, match.left), (match.right_article, match.right)
    return all(
        readings[article].layout.quoted_share(span) >= settings.quoted_share
        for article, span in sides
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    """What all families together tell about each of them."""

    around: Surroundings
    habits: Habits
    settings: TraceSettings


@dataclass(frozen=True, slots=True)
class _Judged:
    """One family with what is known about it."""

    members: Group
    voices: tuple[Voice, ...]
    nature: Nature
    answer: Answer


def _judged(
    groups: Sequence[Group],
    readings: Mapping[ArticleId, Reading],
    *,
    asked: Container[int],
    ways: _Ways,
    progress: Progress,
) -> dict[int, _Judged]:
    """What is known about families, by depth: those that are asked for and those around them.

    A piece of a longer passage is traced as that is.
    """
    outers = {members.outer for members in groups} - {None}
    owners = {place: g.depth for g in groups for place in g.places if place in outers}
    found: dict[int, _Judged] = {}
    ordered = _with_outers(groups, asked, owners)
    for members in counted(ordered, "tracing families", progress=progress):
        voices = listen(members, readings, settings=ways.settings)
        fellows = ways.around.fellows(members)
        nature, answer = _judge(voices, fellows, words=members.words, ways=ways)
        outer = found.get(owners.get(members.outer, -1)) if members.outer else None
        if outer and nature not in _NOBODYS and _differ(answer, outer.answer):
            answer = inherited(outer.answer, voices)
            nature = nature_of(voices, answer.outlet)
        found[members.depth] = _Judged(members, voices, nature, answer)
    return found


def _with_outers(
    groups: Sequence[Group], asked: Container[int], owners: Mapping[Place, int]
) -> list[Group]:
    """The families that are asked for, and those whose pieces they are, the outer ones first."""
    wanted: set[int] = set()
    found = []
    for members in sorted(groups, key=lambda g: -g.depth):
        if members.depth in asked or members.depth in wanted:
            found.append(members)
            if members.outer is not None:
                wanted.add(owners.get(members.outer, -1))
    return found[::-1]


def _differ(answer: Answer, outer: Answer) -> bool:
    """Whether a piece has another origin than the passage around it, where that is known."""
    if outer.outlet is None:
        return False
    return answer.outlet is None or answer.outlet.key != outer.outlet.key


def _trace(family: FamilyId, judged: _Judged, *, settings: TraceSettings) -> tuple[Family, Lineage]:
    answer, voices = judged.answer, judged.voices
    witnesses = tuple(
        Witness(v.article, v.span, credit_of(v, answer, settings=settings)) for v in voices
    )
    return (
        Family(family, witnesses, judged.nature, judged.members.words),
        Lineage(family, answer.origin, derivations(voices, answer)),
    )


def _judge(
    voices: Sequence[Voice],
    fellows: Mapping[ArticleId, Sequence[ArticleId]],
    *,
    words: int,
    ways: _Ways,
) -> tuple[Nature, Answer]:
    furniture = boilerplate_reason(voices, ways.habits, fellows=fellows, settings=ways.settings)
    if furniture is not None:
        return "boilerplate", unknown(furniture)
    speech = unknown("speech of a third person, quoted by the witnesses")
    if not is_self(voices) and is_speech(voices, settings=ways.settings):
        return "quotation", speech
    answer = find_origin(voices, words=words, fellows=fellows)
    # Who printed somebody's words first says nothing about who took them from whom.
    if not answer.support and not is_self(voices) and is_mostly_speech(voices):
        return "quotation", speech
    return nature_of(voices, answer.outlet), answer
