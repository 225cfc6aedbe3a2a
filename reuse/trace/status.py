"""What each witness says about the traced origin: credited, quoted, elsewhere, none, ..."""

from __future__ import annotations

from reuse.model import Credit, CreditStatus, Span
from reuse.settings import TraceSettings
from reuse.trace.credits import Claim
from reuse.trace.heard import claim_unit
from reuse.trace.origin import Answer
from reuse.trace.outlets import Outlet
from reuse.trace.votes import Voice

_CONTRARY = 0.4
_OF_THE_PASSAGE = ("lead-in", "sentence", "told", "closing")
_NAMES_ITS_SOURCE = ("lead-in", "sentence", "source", "closing")


def credit_of(voice: Voice, answer: Answer, *, settings: TraceSettings) -> Credit | None:
    """The credit of one witness; None for the origin's own article, which owes none."""
    origin = answer.outlet
    claim = _naming(voice, origin, settings)
    if claim is not None:
        return _given(voice, claim, settings)
    if origin is not None and voice.belongs_to(origin):
        return None
    other = _other(voice, answer)
    if other is not None:
        return other
    mention = _mention(voice, origin)
    if mention is not None and origin is not None:
        return Credit("elsewhere", origin.name, mention)
    return Credit("none")


def _naming(voice: Voice, origin: Outlet | None, settings: TraceSettings) -> Claim | None:
    """The witness's best credit to the origin that covers the passage."""
    if origin is None:
        return None
    if voice.claim is not None and voice.claim.outlet.key == origin.key:
        return voice.claim
    covering = [
        claim
        for claim in voice.reading.claims
        if claim.outlet.key == origin.key
        and claim.cover(voice.span) >= settings.credit_cover * claim_unit(claim)
    ]
    return max(covering, key=lambda c: c.strength, default=None)


def _given(voice: Voice, claim: Claim, settings: TraceSettings) -> Credit:
    if claim.form == "link":
        return Credit("linked", claim.outlet.name, claim.phrase)
    is_quoted = voice.reading.layout.quoted_share(voice.span) >= settings.quoted_share
    # Marks within the copy of a whole story are those of somebody who speaks in it.
    if is_quoted and claim.form in _OF_THE_PASSAGE:
        return Credit("quoted", claim.outlet.name, claim.phrase)
    return Credit("credited", claim.outlet.name, claim.phrase)


def _other(voice: Voice, answer: Answer) -> Credit | None:
    """The witness's credit to somebody who is not the traced origin, if it gives one.

    It is called wrong only when its words speak of this very passage and the origin is
    more than possible; never when an agency is credited and the origin is none.
    """
    claim = voice.claim
    if claim is None or not answer.is_asked or claim.is_own or claim.form == "assisted":
        return None
    if claim.form == "link":
        return Credit("linked", claim.outlet.name, claim.phrase)
    if voice.is_copied_along or claim.phrase is None or voice.weight < _CONTRARY:
        return None
    is_overruled = (
        claim.form in _NAMES_ITS_SOURCE
        and answer.is_sure
        and (not claim.outlet.is_agency or (answer.outlet is not None and answer.outlet.is_agency))
    )
    status: CreditStatus = "misattributed" if is_overruled else "credited"
    return Credit(status, claim.outlet.name, claim.phrase)


def _mention(voice: Voice, origin: Outlet | None) -> Span | None:
    if origin is None:
        return None
    mentions = voice.reading.mentions
    spans = [m.span for m in mentions if m.outlet.key == origin.key]
    linked = [
        c.phrase
        for c in voice.reading.claims
        if c.outlet.key == origin.key and c.phrase is not None
    ]
    return min([*spans, *linked], default=None)
