"""What a list of passages on a terminal says, plain or in colour: which, and how many not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reuse.model import ArticleId, Family, Lineage, Report, Witness
from reuse.report.certainty import POSSIBLE, Standing, standings
from reuse.report.disguised import disguised_said, disguises_in
from reuse.report.escapes import in_line
from reuse.report.naming import Name, ids_of, names_of, numbers_of, told
from reuse.report.plain.brevity import short
from reuse.report.precedence import passage_rank, witness_rank
from reuse.report.wording import (
    CONFIDENCE,
    NATURE,
    count,
    credit_words,
    is_known,
    node_outlet,
    notes_by_weight,
    opening,
    origin_words,
    unnamed_origins,
)

# Families listed in full, witnesses of one family (a wire story can have hundreds), skipped
# inputs, and reasons for an origin; the report has all.
MOST_FAMILIES, MOST_WITNESSES, MOST_SKIPPED, MOST_REASONS = 20, 12, 20, 4
MARK_POSSIBLE = f"? {POSSIBLE}"


@dataclass(frozen=True, slots=True)
class Listed:
    """One family with its number, and what the lines about it look up."""

    number: int
    family: Family
    lineage: Lineage
    standing: Standing
    report: Report
    names: Mapping[ArticleId, Name]
    ids: Mapping[str, tuple[ArticleId, ...]]

    def name(self, node: str) -> str:
        """The name of an article id or `outlet:NAME`."""
        return short(str(self.names.get(ArticleId(node)) or node_outlet(node)))

    def told(self, said: str) -> str:
        """A sentence of the ledger with names for ids."""
        return short(told(said, self.ids, names=self.names))

    @property
    def opening(self) -> str:
        """The first words of the passage as the origin has it, else the earliest copy; quoted."""
        first = min(self.family.witnesses, key=self._rank)
        text = self.report.article(first.article).text
        return f"“{in_line(opening(first.span.of(text)))}”"

    def _rank(self, witness: Witness) -> tuple[bool, bool, float, str, int]:
        published = self.report.article(witness.article).published
        return witness_rank(witness, self.lineage.origin, published=published)

    @property
    def traits(self) -> tuple[str, ...]:
        """Length, nature, witnesses, and whether it is a possible match only."""
        witnesses = count(len(self.family.witnesses), "witness", many="witnesses")
        said = (count(self.family.words, "word"), NATURE[self.family.nature], witnesses)
        return (*said, f"{MARK_POSSIBLE} only") if self.standing.is_possible else said

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the origin is what it is; the first ones, and how many there are beside them."""
        basis = self.lineage.origin.basis
        said = tuple(self.told(reason) for reason in basis[:MOST_REASONS])
        more = len(basis) - len(said)
        return (*said, f"and {count(more, 'more reason')}") if more > 0 else said

    def disguised(self, witness: Witness) -> str:
        """How words of a witness are disguised, if they are."""
        some = disguises_in(self.report, witness.article, witness.span)
        if not some:
            return ""
        said = disguised_said(some, self.report.article(witness.article).text)
        return f"disguised: {said}" if said else ""

    def credit(self, witness: Witness) -> str:
        """The credit status of a witness with the words that are its evidence."""
        said = credit_words(witness, self.lineage.origin, nature=self.family.nature)
        if witness.credit and witness.credit.phrase:
            text = self.report.article(witness.article).text
            said += f", “{short(witness.credit.phrase.of(text))}”"
        return said


@dataclass(frozen=True, slots=True)
class Listing:
    """Every family but boilerplate by its precedence, and the first ones to list in full."""

    report: Report
    families: tuple[Family, ...]
    first: tuple[Listed, ...]


def listing_of(report: Report) -> Listing:
    """What a terminal shows of the families of a report."""
    rows = zip(numbers_of(report.families), report.families, report.lineages, strict=True)
    shown = sorted(
        (row for row in rows if row[1].nature != "boilerplate"),
        key=lambda row: passage_rank(row[1], row[2], number=row[0]),
    )
    known, names = standings(report), names_of(report.articles)
    first = tuple(
        Listed(number, f, lineage, known[f.id], report, names, ids_of(f, lineage))
        for number, f, lineage in shown[:MOST_FAMILIES]
    )
    return Listing(report, tuple(family for _, family, _ in shown), first)


def with_short_names(each: Listed) -> Listed:
    """The same, where a name goes without its id unless two articles of the family share it."""
    named = {i: each.names[i] for ids in each.ids.values() for i in ids if i in each.names}
    often = Counter(name.main for name in named.values())
    short_names = {i: Name(n.main, "") if often[n.main] == 1 else n for i, n in named.items()}
    return replace(each, names=short_names)


def totals(listing: Listing) -> str:
    """How much was read, and how much of it is shared."""
    report, families = listing.report, listing.families
    taking_part = {witness.article for family in families for witness in family.witnesses}
    words = count(sum(family.words for family in families), "word")
    part = "".join(f" {in_line(note)}" for note in notes_by_weight(report)[0])
    verb = "shown" if part else "read"
    return (
        f"{count(len(report.articles), 'article')} {verb}, {len(report.skipped):,} skipped: "
        f"{count(len(families), 'shared passage')} ({words}) in "
        f"{count(len(taking_part), 'article')}.{part}"
    )


def unnamed_said(listing: Listing) -> Iterator[str]:
    """How many articles do not name a known origin, if any."""
    if silent := len(unnamed_origins(listing.report)):
        verb = "does" if silent == 1 else "do"
        yield f"{count(silent, 'article')} {verb} not name a known origin."


def origin_said(each: Listed) -> str:
    """The origin of a family and how sure it is."""
    origin = each.lineage.origin
    if not is_known(origin):
        return "not known"
    name = str(Name(origin_words(origin), ""))
    if origin.article is not None:
        article = each.report.article(origin.article)
        label = article.label or article.id
        name = str(Name(origin.outlet, label)) if origin.outlet else each.name(article.id)
    where = "" if origin.in_corpus else " (not among these articles)"
    return f"{short(name)}{where}, {CONFIDENCE[origin.confidence]}"


def hidden_said(listing: Listing) -> Iterator[str]:
    """How many families are not listed, and how many are boilerplate."""
    if more := len(listing.families) - len(listing.first):
        yield f"... and {count(more, 'more passage')}; the report lists all."
    if hidden := len(listing.report.families) - len(listing.families):
        verb = "is" if hidden == 1 else "are"
        yield f"{count(hidden, 'passage')} of boilerplate {verb} not listed."


def skipped_said(report: Report) -> Iterator[str]:
    """The inputs that could not be read, each with its reason; the first ones."""
    for skipped in report.skipped[:MOST_SKIPPED]:
        yield f"- {in_line(skipped.source)}: {short(skipped.reason)}"
    if more := len(report.skipped[MOST_SKIPPED:]):
        yield f"... and {count(more, 'more input')}; the report lists all."


def notes_said(report: Report) -> Iterator[str]:
    """What was bounded or thinned."""
    return (f"Note: {in_line(note)}" for note in notes_by_weight(report)[1])
