"""What kind of sharing a family is: copied, wire, press release, speech, boilerplate, self."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reuse.model import ArticleId, Nature
from reuse.settings import TraceSettings
from reuse.trace.habits import Habits
from reuse.trace.outlets import Outlet
from reuse.trace.votes import Voice

_ONE_STORY = 0.8
_SPOKEN, _HALF = 0.85, 0.4
_SHORT = 250  # code points
_NEARLY_ALL = 0.75
_KNOWN_FORM = 0.75


def boilerplate_reason(
    voices: Sequence[Voice],
    habits: Habits,
    *,
    fellows: Mapping[ArticleId, Sequence[ArticleId]],
    settings: TraceSettings,
) -> str | None:
    """Why a family is page furniture, or None when it is not."""
    least = settings.boilerplate_share
    known = sum(v.reading.furniture.share(v.span, v.reading.layout) >= least for v in voices)
    if known >= _KNOWN_FORM * len(voices):
        return "known form: caption, comment form, call to subscribe or legal line"
    return habits.reason(voices, fellows)


def is_speech(voices: Sequence[Voice], *, settings: TraceSettings) -> bool:
    """Whether the passage is a third person's words, quoted by nearly every witness.

    "The company said" may stand beside the quotation, as half of a short passage, and a few
    witnesses may use marks that do not count ('...') or have lost them.
    Words in quotation marks under "The Telegraph reports:" are that outlet's, and
    copies of one agency's story carry its quotations as part of the story.
    """
    spoken = sum(
        v.reading.layout.quoted_share(v.span)
        >= (_SPOKEN * settings.quoted_share if len(v.span) > _SHORT else _HALF)
        for v in voices
    )
    if spoken < _NEARLY_ALL * len(voices):
        return False
    if 2 * sum(v.claim is not None and v.claim.form == "lead-in" for v in voices) >= len(voices):
        return False
    named = Counter(v.claim.outlet.key for v in voices if v.claim and v.claim.outlet.is_agency)
    return max(named.values(), default=0) <= _ONE_STORY * len(voices)


def is_mostly_speech(voices: Sequence[Voice]) -> bool:
    """Whether more than half of the passage, over all witnesses, stands in quotation marks."""
    shares = [v.reading.layout.quoted_share(v.span) for v in voices]
    return 2 * sum(shares) > len(shares)


def nature_of(voices: Sequence[Voice], origin: Outlet | None) -> Nature:
    """The nature of a family that is neither boilerplate nor speech."""
    if (origin and origin.kind == "press-release wire") or any(
        v.reading.furniture.is_release(v.reading.layout) for v in voices
    ):
        return "press-release"
    if origin and origin.is_agency:
        return "wire"
    at_home = origin is None or any(v.belongs_to(origin) for v in voices)
    return "self" if at_home and is_self(voices) else "copied"


def is_self(voices: Sequence[Voice]) -> bool:
    """Whether all witnesses are of one outlet or one owner that writes itself."""
    owns = [v.reading.own for v in voices if v.reading.own and not v.reading.own.is_portal]
    return len(owns) == len(voices) and all(owns[0].same_house(own) for own in owns)
