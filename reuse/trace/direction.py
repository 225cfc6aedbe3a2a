"""Which witness took the passage from whom, each arrow with its ledger of evidence.

The arrows are the likeliest tree from the origin (stemma.py).  Where a witness credits an
outlet that is no witness, the arrow comes from that outlet, whatever the origin: so that
credit and origin can be seen apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reuse.model import Confidence, Derivation
from reuse.trace.drift import with_changes
from reuse.trace.kin import Kin
from reuse.trace.ledger import Ledger, naming
from reuse.trace.origin import Answer, weaker
from reuse.trace.stemma import Step
from reuse.trace.times import is_earlier
from reuse.trace.votes import Voice, node

_SURE = 0.85
_LIKELY = 0.5
_PROBABLE_STEP = 0.75


def derivations(voices: Sequence[Voice], answer: Answer) -> tuple[Derivation, ...]:
    """An arrow into every witness but the origin's own article; none when it is unknown.

    None either from an article to one published before it, unless that one credits it.
    `voices`: of all places of the passage, of which an article may have several.
    """
    stemma = answer.stemma
    if answer.node is None or stemma is None:
        return ()
    root = answer.root(stemma)
    tree = stemma.tree(root)
    shown = naming(stemma.kin, answer.outlet)
    arrows = (
        _Arrow(stemma.kin, number, step, answer, shown, root.witness)
        for number, step in tree.items()
        if stemma.kin.voices[number].article != answer.origin.article
    )
    found = [d for arrow in arrows if (d := arrow.derivation()) is not None]
    drafts = {str(voice.article) for voice in voices if voice.reading.is_draft}
    # Of a check: what its draft changed, not what others did before.
    others = [d for d in found if drafts and d.derivative not in drafts]
    asked = [d for d in found if not drafts or d.derivative in drafts]
    told = (*others, *with_changes(asked, voices))
    return tuple(sorted(told, key=lambda d: d.derivative))


@dataclass(frozen=True, slots=True)
class _Arrow:
    """The step to one witness, to be judged and explained.

    `home`: the number of the origin's own article, if it is a witness.
    """

    kin: Kin
    number: int
    step: Step
    answer: Answer
    naming: Sequence[Voice]
    home: int | None

    @property
    def voice(self) -> Voice:
        return self.kin.voices[self.number]

    def derivation(self) -> Derivation | None:
        """The arrow with its evidence; None when there is no telling or nothing to tell."""
        source, parent = self._source()
        if source is None or source == self.voice.article:
            return None
        is_backwards = parent is not None and self._is_backwards(parent)
        if is_backwards and parent is not None and not self._credits(parent):
            return None
        origin = self.answer.outlet
        evidence = Ledger(self.kin, self.number, source, parent, origin, self.naming).entries()
        # The likeliest of many trees is no evidence.
        if not any(e.favours == source for e in evidence):
            return None
        is_root = parent is not None or source == self.answer.node
        is_stepped = parent == self.step.source and is_root
        confidence = self._confidence(is_backwards, is_stepped=is_stepped)
        if any(e.favours == self.voice.article for e in evidence):
            confidence = weaker(confidence)
        return Derivation(source, str(self.voice.article), confidence, evidence)

    def _source(self) -> tuple[str | None, int | None]:
        """Where the passage came from for this witness, and the number of that witness, if one.

        Copies that credit the origin are siblings under it, however alike they are.
        """
        claim = self.voice.claim
        if self._is_told and claim is not None and claim.form not in ("assisted", "link"):
            if self.voice.names(self.answer.outlet):
                return self.answer.node, self.home
            if claim.outlet.key not in self.kin.homes:
                return node(claim.outlet), None
        if self.step.source is None:
            return self.answer.node, None
        return str(self.kin.voices[self.step.source].article), self.step.source

    @property
    def _is_told(self) -> bool:
        """Whether the witness credits somebody else for the passage."""
        claim = self.voice.claim
        is_told = claim is not None and not claim.is_own and not self.voice.is_copied_along
        return is_told and self.voice.weight >= _LIKELY

    def _is_backwards(self, parent: int) -> bool:
        """Whether the article that the arrow would start from is clearly the later one."""
        times = (self.kin.voices[at].reading.article.published for at in (self.number, parent))
        return is_earlier(*times)

    def _credits(self, parent: int) -> bool:
        """Whether the witness says in words or by a link that it is of that article's outlet."""
        claim, own = self.voice.claim, self.kin.voices[parent].reading.own
        if claim is None or claim.is_own or claim.form == "assisted":
            return False
        is_named = own is not None and self.voice.names(own)
        return is_named or claim.target == self.kin.voices[parent].article

    def _confidence(self, is_backwards: bool, *, is_stepped: bool) -> Confidence:
        """How sure the arrow is; never surer than the origin."""
        voice = self.voice
        is_told = voice.claim is not None and not voice.claim.is_own
        is_told = is_told and voice.claim is not None and voice.claim.form != "assisted"
        is_named = voice.names(self.answer.outlet)
        if voice.is_weak or is_backwards or not (is_stepped or is_named):
            return "possible"
        chance = (voice.weight if is_named and is_told else self.step.chance) * self.answer.chance
        if is_told and voice.weight >= _SURE and self.answer.is_sure:
            is_certain = is_named and self.answer.origin.confidence == "certain"
            return "certain" if is_certain else "probable"
        is_likely = chance >= _PROBABLE_STEP and (voice.weight >= _LIKELY or not is_told)
        return "probable" if is_likely and self.answer.is_sure else "possible"
