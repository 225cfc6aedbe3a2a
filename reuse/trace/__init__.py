"""Matches to families and lineages: who wrote a passage first, who says so, and how we know.

The row inside this room: families (which passages are one), credits (what each
article says about its sources, and how far that reaches), votes, nature, origin,
status, direction.  Nothing depends on the order of articles or matches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reuse.model import Article, ArticleId, Family, FamilyId, Lineage, Match, Nature, Witness
from reuse.settings import TraceSettings
from reuse.trace.credits import Reading, read_credits
from reuse.trace.direction import derivations
from reuse.trace.families import Group, group, sides
from reuse.trace.nature import boilerplate_reason, is_speech, nature_of
from reuse.trace.origin import Answer, find_origin, unknown
from reuse.trace.status import credit_of
from reuse.trace.votes import Voice, listen

__all__ = ["trace"]


def trace(
    articles: Sequence[Article], matches: Sequence[Match], *, settings: TraceSettings
) -> tuple[tuple[Family, ...], tuple[Lineage, ...]]:
    """The families of `matches`, and the lineage of each; parallel, sorted by family id.

    Args:
        articles: every article that a match names; others are not looked at.

    Raises:
        ValueError: a match names an article that is not given.
    """
    readings = _read(articles, matches, settings)
    speech = frozenset(m for m in matches if _is_speech(m, readings, settings))
    # Speech apart: a quotation inside an agency's story is not that story, but shared
    # with everybody who was in the room.
    groups = sorted(
        (
            *group([m for m in matches if m not in speech], settings=settings),
            *group(tuple(speech), settings=settings),
        ),
        key=lambda g: g.rank,
    )
    width = len(str(len(groups)))
    traced = [
        _trace(FamilyId(f"f{number:0{width}d}"), members, readings=readings, settings=settings)
        for number, members in enumerate(groups, 1)
    ]
    return tuple(family for family, _ in traced), tuple(lineage for _, lineage in traced)


def _read(
    articles: Sequence[Article], matches: Sequence[Match], settings: TraceSettings
) -> dict[ArticleId, Reading]:
    wanted = {place.article for match in matches for place in sides(match)}
    found = {a.id: a for a in articles if a.id in wanted}
    missing = sorted(wanted - found.keys())
    if missing:
        raise ValueError(f"a match names article {missing[0]}, which was not given")
    return {key: read_credits(found[key], settings=settings) for key in sorted(found)}


def _is_speech(
    match: Match, readings: Mapping[ArticleId, Reading], settings: TraceSettings
) -> bool:
    """Whether both sides of a match stand in quotation marks."""
    return all(
        readings[place.article].layout.quoted_share(place.span) >= settings.quoted_share
        for place in sides(match)
    )


def _trace(
    family: FamilyId,
    members: Group,
    *,
    readings: Mapping[ArticleId, Reading],
    settings: TraceSettings,
) -> tuple[Family, Lineage]:
    voices = listen(members, readings, settings=settings)
    nature, answer = _judge(voices, settings)
    witnesses = tuple(
        Witness(v.article, v.span, credit_of(v, answer.outlet, settings=settings)) for v in voices
    )
    return (
        Family(family, witnesses, nature, members.words),
        Lineage(family, answer.origin, derivations(voices, answer)),
    )


def _judge(voices: Sequence[Voice], settings: TraceSettings) -> tuple[Nature, Answer]:
    furniture = boilerplate_reason(voices, settings=settings)
    if furniture is not None:
        return "boilerplate", unknown(furniture)
    if is_speech(voices, settings=settings):
        return "quotation", unknown("speech of a third person, quoted by every witness")
    answer = find_origin(voices)
    return nature_of(voices, answer.outlet), answer
