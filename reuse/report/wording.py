"""The values of the model in an editor's words; neutral, the same in every output."""

from __future__ import annotations

from collections.abc import Iterable

from reuse.model import (
    OUTLET_PREFIX,
    ArticleId,
    Basis,
    Certainty,
    Change,
    ChangeKind,
    Confidence,
    CreditStatus,
    Derivation,
    Evidence,
    EvidenceKind,
    Family,
    Kind,
    Lineage,
    Nature,
    Origin,
    Report,
    Witness,
)

CREDIT: dict[CreditStatus, str] = {
    "credited": "credited",
    "quoted": "credited, as a quotation",
    "linked": "linked",
    "elsewhere": "named, but not for this passage",
    "misattributed": "credits another outlet",
    "none": "no credit found",
}
NATURE: dict[Nature, str] = {
    "copied": "copied text",
    "wire": "wire copy",
    "press-release": "press release",
    "quotation": "shared quotation",
    "boilerplate": "boilerplate",
    "self": "same outlet or owner",
}
CONFIDENCE: dict[Confidence, str] = {
    "certain": "certain",
    "probable": "probable",
    "possible": "possible",
    "unknown": "not known",
}
CERTAINTY: dict[Certainty, str] = {"certain": "certain match", "possible": "possible match"}
KIND: dict[Kind, str] = {
    "verbatim": "word for word",
    "edited": "edited",
    "paraphrase": "reworded",
    "summary": "summarised",
}
EVIDENCE: dict[EvidenceKind, str] = {
    "credit": "credit",
    "time": "time",
    "link": "link",
    "containment": "containment",
    "shared-error": "shared error",
    "spelling": "spelling",
    "boundary": "boundary",
    "wording": "wording",
    "reference": "reference",
}
CHANGE: dict[ChangeKind, str] = {
    "number": "number",
    "date": "date",
    "name": "name",
    "negation": "negation",
    "hedge": "words of doubt",
    "attribution": "who says so",
    "quotation": "quotation",
}
BASIS: dict[Basis, str] = {
    "record": "the record",
    "sidecar": "the list beside the file",
    "front-matter": "the front matter",
    "json-ld": "the page’s metadata",
    "meta": "the page’s metadata",
    "html": "the page",
    "copyright": "its copyright line",
    "dateline": "its dateline",
    "by-line": "its by-line",
    "headline": "its headline",
    "text": "the text",
}
# A witness of the origin's own outlet has nobody to credit.
OF_THE_ORIGIN = "of the origin’s outlet"
# From what names the origin best to what names it least; None owes none.
BY_CREDIT: tuple[CreditStatus | None, ...] = (
    "quoted", "credited", "linked", None, "elsewhere", "misattributed", "none",
)  # fmt: skip
# What a witness without a credit is called where nobody would expect one.
_NOT_OWED: dict[Nature, str] = {
    "quotation": "shared quotation: no credit expected",
    "press-release": "press release: no credit expected",
    "boilerplate": "standing text: no credit expected",
    "self": "same outlet or owner: no credit expected",
}
_WIDE = "\u2e80"  # from here on, Chinese, Japanese and Korean
# What a note begins with that says how much of a report is missing.
PART = "Only a part is shown"
# What an editor would believe first; the ledger itself keeps every entry.
_STRENGTH: tuple[EvidenceKind, ...] = (
    "credit", "link", "time", "shared-error", "spelling", "containment", "wording", "boundary",
    "reference",
)  # fmt: skip


def credit_words(witness: Witness, origin: Origin, *, nature: Nature) -> str:
    """The credit status of a witness in words; the origin's own article says so.

    A family's `nature` says whether a witness that credits nobody lacks anything.
    """
    if origin.article is not None and witness.article == origin.article:
        return "the origin"
    if is_free(witness, nature):
        return _NOT_OWED[nature]
    return CREDIT[witness.credit.status] if witness.credit else OF_THE_ORIGIN


def is_free(witness: Witness, nature: Nature) -> bool:
    """Whether a witness credits nobody, and nobody would expect it to."""
    return witness.credit is not None and witness.credit.status == "none" and nature in _NOT_OWED


def clearest(places: Iterable[Witness]) -> Witness:
    """Of the places of one article, the one whose credit counts for the article.

    It is the first of those that name the origin best: an article that names it once has
    named it, wherever else it has the passage.
    """
    return min(places, key=lambda w: BY_CREDIT.index(w.credit.status if w.credit else None))


def credits_of(family: Family) -> dict[ArticleId, Witness]:
    """The `clearest` place of every article that carries a family, in the order of the family."""
    found: dict[ArticleId, Witness] = {}
    for witness in family.witnesses:
        known = found.get(witness.article)
        found[witness.article] = clearest((known, witness)) if known else witness
    return found


def is_owed(nature: Nature) -> bool:
    """Whether anybody would expect a copy of such a passage to credit its origin."""
    return nature not in _NOT_OWED


def unnamed_origins(report: Report) -> frozenset[ArticleId]:
    """The articles with copied text or wire copy whose known origin they do not name."""
    return frozenset(
        article
        for family, lineage in zip(report.families, report.lineages, strict=True)
        for article in unnamed_in(family, lineage)
    )


def unnamed_in(family: Family, lineage: Lineage) -> frozenset[ArticleId]:
    """The articles of a family that are among the `unnamed_origins`."""
    if family.nature not in ("copied", "wire") or not is_known(lineage.origin):
        return frozenset()
    return frozenset(
        witness.article
        for witness in credits_of(family).values()
        if witness.credit is not None
        and witness.credit.status == "none"
        and witness.article != lineage.origin.article
    )


def is_known(origin: Origin) -> bool:
    """Whether the origin of a passage could be told at all."""
    return origin.confidence != "unknown" and bool(origin.outlet or origin.article)


def origin_words(origin: Origin) -> str:
    """Name of the origin, or that it is not known."""
    return origin.outlet or origin.article or "not known"


def node_outlet(node: str) -> str:
    """The name in a node `outlet:NAME`; an article id is given back as it is."""
    return node.removeprefix(OUTLET_PREFIX)


def change_words(change: Change) -> str:
    """What a copy changed, in words: `number “800” → “80”`, `words of doubt “may” left out`."""
    kind = CHANGE[change.kind]
    if change.before and change.after:
        return f"{kind} “{change.before}” → “{change.after}”"
    said = f"“{change.before}” left out" if change.before else f"“{change.after}” added"
    return f"{kind} {said}"


def ledger(derivation: Derivation) -> list[Evidence]:
    """The entries of a derivation, what speaks most clearly for its source first."""
    return sorted(
        derivation.evidence,
        key=lambda e: (e.favours != derivation.source, _STRENGTH.index(e.kind), e.detail),
    )


def count(number: int, one: str, *, many: str | None = None) -> str:
    """A number with its noun: `1 family`, `2,000 families`.

    >>> count(1, "word"), count(2000, "family", many="families")
    ('1 word', '2,000 families')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def opening(text: str, words: int = 12) -> str:
    """The first words of a passage on one line, with an ellipsis when there are more.

    >>> opening("If the strike\\n is confirmed", 3)
    'If the strike …'
    """
    # Cut first: a passage may be megabytes, and so may one word.
    reach = 12 * words
    cut = " ".join(text[: 2 * reach].split()[:words])[:reach]
    # Where no spaces part words, a character is as much as two of another script.
    if not cut.isascii() and sum(c >= _WIDE for c in cut) > len(cut) / 2:
        cut = cut[: reach // 4]
    return cut if cut == " ".join(text[: 4 * reach].split()) else f"{cut} …"


def notes_by_weight(report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The notes that say that only a part is shown, and those on what was bounded or thinned."""
    first = tuple(note for note in report.notes if note.startswith(PART))
    return first, tuple(note for note in report.notes if note not in first)


def odds_of(odds: float) -> str:
    """Odds in words: "7 to 1", "1.5 to 1"; "even" for those of one."""
    return "even" if odds == 1 else f"{odds:.3g} to 1"
