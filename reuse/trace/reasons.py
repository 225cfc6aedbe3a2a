"""Why an origin is believed, doubted or not known, in sentences for the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from reuse.model import Timestamp
from reuse.trace.credits import Claim
from reuse.trace.kin import Kin
from reuse.trace.outlets import Outlet
from reuse.trace.times import CLEARLY, first_of, is_day_before, is_earlier
from reuse.trace.votes import Voice

_MOST_NAMES = 8


def reason(voice: Voice, outlet: Outlet | None = None) -> str:
    """The credit of one witness, to an outlet if it names that, in its own words."""
    claim = voice.claim_of(outlet)
    if claim is None or claim.phrase is None:
        return f"{voice.article} {unworded(claim)}"
    words = " ".join(claim.phrase.of(voice.reading.article.text)[:200].split())
    whose = "its own " if claim.is_own else ""
    return f'{voice.article}: "{words}" ({whose}{claim.form})'


def unworded(claim: Claim | None) -> str:
    """What a credit says that stands in no words of the text."""
    if claim is None:
        return "links to nobody"
    if claim.form == "link":
        return f"links to {claim.outlet.name}"
    return f"states {claim.outlet.name} as its author ({claim.form})"


def handed_on(kin: Kin, outlet: Outlet | None) -> Iterator[str]:
    """Witnesses that credit one whose own article credits the origin."""
    if outlet is None:
        return
    middle = {v.reading.own.key for v in kin.voices if v.reading.own and v.names(outlet)}
    for voice in kin.voices:
        claim = voice.claim
        if claim and not claim.is_own and claim.outlet.key in middle and not voice.names(outlet):
            named = claim.outlet.name
            yield f"{voice.article} credits {named}, whose own article credits {outlet.name}"


def told_by_clues(kin: Kin, home: Voice | None) -> Iterator[str]:
    """What besides credits speaks for an article as the origin."""
    if home is None:
        return
    number = next(at for at, v in enumerate(kin.voices) if v.article == home.article)
    others = [at for at in range(len(kin.voices)) if at != number]
    yield from _by_time(kin, home)
    if all(kin.voices[at].is_draft for at in others):
        drafts = "the draft is" if len(others) == 1 else f"the {len(others):,} drafts are"
        yield f"{home.article} is published already, and {drafts} not"
    own_changes = kin.versions.own_changes() if kin.versions is not None else None
    if own_changes is not None and not own_changes[number]:
        changed = int((own_changes > 0).sum())
        if changed:
            yield (
                f"{home.article} has the passage as most have it; "
                f"{_others(changed, 'has', 'have')} words that nobody else has"
            )
    spelt = sum(kin.foreign(at) is not None for at in others)
    if spelt and kin.foreign(number) is None:
        have = _others(spelt, "has", "have")
        yield f"{have} it in a spelling foreign to the rest of the article"
    orphaned = [at for at in others if kin.orphans(at, number)]
    if orphaned:
        names = ", ".join(sorted({n for at in orphaned for n in kin.orphans(at, number)}))
        lacking = _others(len(orphaned), "does not", "do not")
        yield f"{home.article} says before who is meant by {names}; {lacking}"


def _others(count: int, one: str, many: str) -> str:
    return f"1 other witness {one}" if count == 1 else f"{count} other witnesses {many}"


def is_first(kin: Kin, home: Voice | None) -> bool:
    """Whether an article was published before every other witness that has a date."""
    if home is None or home.reading.article.published is None:
        return False
    published, known = home.reading.article.published, _other_times(kin, home)
    return bool(known) and all(
        is_earlier(published, time) or is_day_before(published, time) for time in known
    )


def _other_times(kin: Kin, home: Voice) -> list[Timestamp]:
    times = (v.reading.article.published for v in kin.voices if v.article != home.article)
    return [time for time in times if time is not None]


def _by_time(kin: Kin, home: Voice) -> Iterator[str]:
    if not is_first(kin, home):
        return
    published, known = home.reading.article.published, _other_times(kin, home)
    how = "before every other witness"
    if len(known) < len(kin.voices) - 1:
        how += " that has a date"
    if any(is_day_before(published, time) for time in known):
        how += ", of the next only a day before, by dates without hours"
    yield f"{home.article} was published {stated(published)}, {how}"


def against(kin: Kin, outlet: Outlet | None, home: Voice | None) -> Iterator[str]:
    """Credits to others than the origin and those who credit it."""
    middle = {v.reading.own.key for v in kin.voices if v.reading.own and v.names(outlet)}
    for voice in kin.voices:
        claim = voice.claim
        if claim is None or voice.is_weak or voice.names(outlet) or claim.form == "link":
            continue
        if home is not None and voice.article == home.article and claim.is_own:
            continue
        if claim.outlet.key not in middle:
            yield f"against it: {reason(voice)}"


def published_before(kin: Kin, home: Voice | None) -> Iterator[str]:
    """Witnesses published before the origin's own article."""
    if home is None:
        return
    published = home.reading.article.published
    for voice in kin.voices:
        if is_earlier(voice.reading.article.published, published, by=CLEARLY):
            yield f"against it: {voice.article} was published earlier"


def earlier_without_credit(kin: Kin, outlet: Outlet | None) -> list[str]:
    """Witnesses that carried the passage before all who name an origin outside the corpus."""
    if outlet is None or any(v.belongs_to(outlet) for v in kin.voices):
        return []
    published = [v for v in kin.voices if not v.is_draft]
    naming = first_of(v.reading.article.published for v in published if v.names(outlet))
    silent = [v for v in published if v.claim is None and not v.is_weak]
    before = [
        v.article
        for v in silent
        if all(is_earlier(v.reading.article.published, time, by=CLEARLY) for time in naming)
    ]
    if not naming or 2 * len(before) <= len(silent):
        return []
    first = "was published earlier than every witness that credits"
    return [f"against it: {article} {first} {outlet.name}" for article in before]


def why_unknown(kin: Kin, likeliest: Sequence[tuple[str, float]]) -> str:
    """What is missing for an answer."""
    credited = (outlet for v in kin.voices if not v.is_weak for outlet in v.credited)
    named = sorted({outlet.name for outlet in credited})
    if named:
        rivals = ", ".join(f"{name} {chance:.0%}" for name, chance in likeliest)
        shown = ", ".join(named[:_MOST_NAMES]) + (" and others" if len(named) > _MOST_NAMES else "")
        return (
            f"credits name {shown}, but the evidence is not enough (likeliest: {rivals}; "
            "the rest is for others and a source that nobody names)"
        )
    times = {str(v.article): v.reading.article.published for v in kin.voices if not v.is_draft}
    if len(times) < 2:
        return (
            "no witness credits anybody for this passage, and that one article was published "
            "before the draft does not tell who wrote it first"
        )
    undated = sum(time is None for time in times.values())
    if undated:
        return (
            f"no witness credits anybody for this passage, and {undated} of {len(times)} "
            "witnesses have no date"
        )
    first, second, *_ = sorted(times, key=lambda a: (_moment(times[a]), a))
    said = f"{first} {stated(times[first])}, {second} {stated(times[second])}"
    return f"no witness credits anybody for this passage, and the dates do not tell: {said}"


def stated(published: Timestamp | None) -> str:
    """A time as its source states it."""
    return published.isoformat() if published else "undated"


def _moment(published: Timestamp | None) -> datetime:
    return published.moment if published else datetime.max.replace(tzinfo=UTC)
