"""The lineage of a passage as a tree: its origin at the root, every copy below its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from reuse.model import OUTLET_PREFIX, Article, ArticleId, Derivation, Witness
from reuse.report.console.screen import Kind, credit_kind, joined, styled
from reuse.report.escapes import in_line
from reuse.report.moments import date_words
from reuse.report.naming import name_of
from reuse.report.plain.branches import Branch, branches
from reuse.report.plain.brevity import changes_said, grounds, short
from reuse.report.plain.listing import MARK_POSSIBLE, MOST_WITNESSES, Listed
from reuse.report.wording import CONFIDENCE, EVIDENCE, count, credit_words, node_outlet

_GUIDE = "bright_black"
# Columns of one level's guide, and those that a node's words need at least.
_LEVEL, _ROOM = 4, 28


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One family, its witnesses by article, and how deep a tree can be in so many columns."""

    each: Listed
    witnesses: dict[ArticleId, list[Witness]]
    deepest: int


def lineage_trees(each: Listed, *, width: int) -> Iterator[RenderableType]:
    """The trees of a family, the witnesses that are not placed, and how many are not listed."""
    witnesses: defaultdict[ArticleId, list[Witness]] = defaultdict(list)
    for witness in each.family.witnesses:
        witnesses[witness.article].append(witness)
    drawing = _Drawing(each, dict(witnesses), max(1, (width - _ROOM) // _LEVEL))
    found = branches(
        each.family, each.lineage, most=MOST_WITNESSES, order=lambda node: _time(each, node)
    )
    for branch in found.trees:
        yield _tree(drawing, branch)
    if found.unplaced:
        unplaced = Tree(styled("not placed", "faint"), guide_style=_GUIDE)
        for article in found.unplaced:
            unplaced.add(_article(drawing, article, step=None))
        yield unplaced
    if found.hidden:
        more = count(found.hidden, "more witness", many="more witnesses")
        yield styled(f"... and {more} in the full report", "faint")


def _time(each: Listed, node: str) -> tuple[bool, float, str]:
    """By date, the undated last; then by id."""
    article = _find(each, node)
    stated = article.published if article else None
    return (stated is None, stated.moment.timestamp() if stated else 0.0, node)


def _find(each: Listed, node: str) -> Article | None:
    return each.report.article(ArticleId(node)) if ArticleId(node) in each.names else None


def _tree(drawing: _Drawing, root: Branch) -> Tree:
    """A branch; where it is too deep for the terminal, what is below stands beside its source."""
    tree = Tree(_label(drawing, root), guide_style=_GUIDE)
    coming = [(tree, 1, root)]
    while coming:
        above, depth, branch = coming.pop()
        for below in branch.below:
            node = above.add(_label(drawing, below, source=branch.node if depth < 0 else ""))
            is_room = 0 < depth < drawing.deepest
            coming.append((node, depth + 1, below) if is_room else (above, -1, below))
    return tree


def _label(drawing: _Drawing, branch: Branch, *, source: str = "") -> RenderableType:
    if branch.node.startswith(OUTLET_PREFIX):
        outlet = styled(short(node_outlet(branch.node)), "outside")
        return joined((outlet, styled("not among these articles", "outside")))
    label = _article(drawing, ArticleId(branch.node), step=branch.step)
    if not source:
        return label
    return Group(styled(f"below {drawing.each.name(source)}:", "faint"), label)


def _article(drawing: _Drawing, node: ArticleId, *, step: Derivation | None) -> RenderableType:
    """An article: who, when and what it says of its source; what it changed; why it stands here."""
    lines = [_title(drawing.each, node)]
    if step is not None:
        if step.changes:
            lines.append(styled(f"changed: {changes_said(step.changes)}", "changed"))
        lines.append(_step(drawing, step))
    below = (Padding(line, (0, 0, 0, 2), expand=False) for line in lines if line)
    return Group(_head(drawing, node), *below)


def _head(drawing: _Drawing, node: ArticleId) -> Text:
    each = drawing.each
    article = _find(each, node)
    if article is None:
        return styled(short(node), "name")
    is_origin = each.lineage.origin.article == node
    name = styled(short(name_of(article).main), "origin" if is_origin else "name")
    date = styled(date_words(article.published) if article.published else "")
    return joined((name, date, *_credit(drawing, node)))


def _title(each: Listed, node: ArticleId) -> Text:
    """The title, where it is not the name, and the id."""
    article = _find(each, node)
    if article is None:
        return styled("")
    title = f"“{short(article.title)}”" if article.title and article.outlet else ""
    return joined((styled(title), styled(short(name_of(article).id), "faint")))


def _credit(drawing: _Drawing, node: ArticleId) -> list[Text]:
    """The credit statuses of an article, which may carry the passage more than once."""
    each = drawing.each
    witnesses = drawing.witnesses.get(node, [])
    said: dict[str, Text] = {}
    for witness in witnesses:
        is_origin = witness.article == each.lineage.origin.article
        status = witness.credit.status if witness.credit else None
        kind: Kind = "origin" if is_origin else credit_kind(status)
        words = credit_words(witness, each.lineage.origin, nature=each.family.nature)
        said.setdefault(words, styled(each.credit(witness), kind))
    parts = list(said.values())
    disguised = dict.fromkeys(filter(None, map(each.disguised, witnesses)))
    parts += [styled(said, "half-named") for said in disguised]
    if any(witness in each.standing.possible for witness in witnesses):
        parts.append(styled(MARK_POSSIBLE))
    if len(witnesses) > 1:
        parts.append(styled(f"in {len(witnesses)} places", "faint"))
    return parts


def _step(drawing: _Drawing, step: Derivation) -> Text:
    """How sure the step is, and what its ledger says for and against it."""
    found = grounds(step)
    said = [styled(f"from there: {CONFIDENCE[step.confidence]}")]
    if found.strongest is not None:
        detail = _detail(drawing, step, said=found.strongest.detail)
        said.append(styled(f"{EVIDENCE[found.strongest.kind]}: {detail}", "faint"))
    if found.also:
        said.append(styled(f"also: {', '.join(found.also)}", "faint"))
    if found.against:
        said.append(styled(f"against: {', '.join(found.against)}", "half-named"))
    return joined(said, "; ")


def _detail(drawing: _Drawing, step: Derivation, *, said: str) -> str:
    """A sentence of the ledger; words of a credit that stand above it are not said again."""
    node = ArticleId(step.derivative)
    article = _find(drawing.each, node)
    credits_given = (w.credit for w in drawing.witnesses.get(node, ()) if w.credit)
    for span in (credit.phrase for credit in credits_given):
        phrase = span.of(article.text) if article and span else ""
        before, quoted, form = in_line(said).partition(f'"{in_line(phrase)}"')
        if quoted and before == f"{in_line(node)} says ":
            return f"its own words{form}"
    return drawing.each.told(said)
