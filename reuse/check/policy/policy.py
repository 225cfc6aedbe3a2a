"""One policy, and what it says of a passage.

A licence comes before the rules, the first rule that fits before the table of `rules`; waivers
and a baseline come last, over what all these say (`waivers`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reuse.check.policy.baseline import Baseline
from reuse.check.policy.case import Case
from reuse.check.policy.licences import Licence, place_of, same_house, same_outlet
from reuse.check.policy.rules import Rule, judge, owed, softened
from reuse.model import Article, Nature
from reuse.verdict import Ruling, Waiver, Wording

# What others wrote and somebody owns; for the rest nobody needs a licence.
_LICENSABLE = ("copied", "wire", "press-release")
_NAMED = ("credited", "linked")
_SURE = ("certain", "probable")
_RECORDED = ("record", "sidecar", "front-matter")
# A quotation needs no licence, and no licence covers a credit to somebody else.
_APART = ("quoted", "misattributed")
_OWN = "an outlet of your own house has published these words before"


@dataclass(frozen=True, slots=True)
class Policy:
    """What fails, what warns and what passes; nothing said is the default policy.

    `outlet` is the newsroom's own, `group` are others of its house.
    """

    outlet: str | None = None
    group: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    licences: tuple[Licence, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    baseline: Baseline | None = None

    def prepared(self, draft: Article) -> Article:
        """A draft with the outlet that it is of: what its record says, or else this policy.

        What its text says ("(RT) -") may be what was copied.  No draft says of itself that it is
        of another house than this policy: all that house wrote would pass as its own.
        """
        stated = draft.basis("outlet")
        is_recorded = stated is None or stated.basis in _RECORDED
        if draft.outlet is not None and is_recorded and self._may_be_of(draft.outlet):
            return draft
        provenance = tuple(p for p in draft.provenance if p.field != "outlet")
        return replace(draft, outlet=self.outlet, provenance=provenance)

    def judge(self, case: Case) -> Ruling:
        """What this policy says of a passage, before waivers and baseline."""
        is_own = self._is_own(case)
        licence = None if is_own else self._licence(case)
        wanted = licence.wanted(case.draft) if licence else None
        if licence and not wanted:
            return Ruling(
                "tell", f"your licence for {licence.outlet} covers these words", "licence"
            )
        missing = _missing(wanted) if wanted else None
        if licence and missing and licence.missing:
            return softened(Ruling(licence.missing, missing, "licence"), case.certainty)
        ruling = self._ruling(case, "self" if is_own else case.nature)
        if missing is None or ruling.decision == "tell":
            return ruling
        return replace(ruling, reason=f"{ruling.reason}; {missing}")

    def wording(self, case: Case) -> Wording | None:
        """What a licence for the passage asks for that the draft does not say."""
        licence = None if self._is_own(case) else self._licence(case)
        return licence.wanted(case.draft) if licence else None

    def _ruling(self, case: Case, nature: Nature) -> Ruling:
        """By the first rule that fits, or else by the default table."""
        own = Ruling("tell", _OWN, "own") if nature != case.nature else None
        verbatim = len(case.quotable)
        default = own or _doubted(
            judge(nature, case.credit, certainty=case.certainty, verbatim=verbatim), case
        )
        status, certainty = owed(case.credit), case.certainty
        for number, rule in enumerate(self.rules, 1):
            if rule.fits(nature, status, certainty=certainty, words=case.words):
                reason = rule.reason or f"{default.reason} (rule {number} of the policy)"
                ruling = Ruling(rule.decision, reason, "rule")
                return ruling if rule.certainty else softened(ruling, certainty)
        return default

    @property
    def _house(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.outlet, *self.group)))

    def _may_be_of(self, outlet: str) -> bool:
        """Whether a draft may say that it is of that outlet."""
        return self.outlet is None or any(same_house(own, outlet) for own in self._house)

    def _is_own(self, case: Case) -> bool:
        """Whether the newsroom's own house wrote it, or nobody else is known to have it."""
        house = self._house
        if not house or case.nature not in _LICENSABLE:
            return False
        writers = frozenset([case.written_by]) if case.written_by else case.outlets
        return all(w is not None and any(same_house(own, w) for own in house) for w in writers)

    def _licence(self, case: Case) -> Licence | None:
        """The licence for the outlet it is traced to, or, where that is not known, credited to.

        Of several for one outlet the first whose wording the draft has.
        """
        status, writer = owed(case.credit), case.written_by
        if case.credit is None or case.nature not in _LICENSABLE or status in _APART:
            return None
        writer = writer or (case.credit.outlet if status in _NAMED else None)
        held = [held for held in self.licences if writer and same_outlet(held.outlet, writer)]
        kept = (licence for licence in held if not licence.wanted(case.draft))
        return next(kept, held[0] if held else None)


def _doubted(ruling: Ruling, case: Case) -> Ruling:
    """A ruling on a credit that nothing but the draft speaks for: it is to be looked at."""
    named = doubted(case)
    if named is None:
        return ruling
    reason = f"the draft credits {named}, and nothing here shows that it wrote these words"
    return Ruling("warn", reason, ruling.ground)


def doubted(case: Case) -> str | None:
    """The outlet that a draft credits where nothing else speaks for that; None otherwise."""
    named = case.credit.outlet if case.credit is not None else None
    if named is None or owed(case.credit) not in (*_NAMED, "quoted"):
        return None
    if case.nature not in _LICENSABLE or case.origin.confidence in _SURE:
        return None
    is_borne_out = any(outlet and same_outlet(outlet, named) for outlet in case.outlets)
    return None if is_borne_out else named


def _missing(wanted: Wording) -> str:
    return f"your licence for {wanted.outlet} asks for “{wanted.words}” {place_of(wanted)}"
