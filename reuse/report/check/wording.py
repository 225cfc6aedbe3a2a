"""A verdict in an editor's words; neutral, the same in every output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reuse.model import Article
from reuse.report.escapes import in_line
from reuse.report.wording import count
from reuse.verdict import DECISIONS, Decision, Finding, Ground, Outcome, Verdict, Waiver

DECISION: dict[Decision, str] = {
    "fail": "needs a credit",
    "warn": "needs a look",
    "tell": "passes",
}
_OUTCOME: dict[Outcome, str] = {
    "fail": "Not ready",
    "warn": "Nothing needs a credit",
    "pass": "Nothing to do",
}
_VERBS: dict[Decision, tuple[str, str]] = {
    "fail": ("needs a credit", "need a credit"),
    "warn": ("needs a look", "need a look"),
    "tell": ("passes", "pass"),
}
# What a rule of the newsroom forbids may have its credit.
_FORBIDDEN = ("may not run as it is", "may not run as they are")
# What passes only because somebody said so is not called a pass.
_LET_PASS: dict[Ground, str] = {"waiver": "waived", "baseline": "known before"}
_LONGEST = 160
_MOST_NAMED = 3
_UNNAMED = "draft"


def headline(verdict: Verdict) -> str:
    """The verdict in one sentence, and another one where a draft could not be read."""
    said = _judged(verdict)
    if not verdict.unread:
        return f"{said[0].upper()}{said[1:]}."
    unread = _unread(verdict)
    return f"{said}. {unread}." if verdict.findings else f"Not ready: {said}, but {unread}."


def _unread(verdict: Verdict) -> str:
    """How many drafts were not checked, or not in full, which have findings beside."""
    known = {a.source for a in verdict.report.articles if a.id in verdict.drafts}
    number = len(verdict.unread)
    if any(skipped.source in known for skipped in verdict.unread):
        return f"{count(number, 'draft')} could not be read in full, nor checked"
    were = "was" if number == 1 else "were"
    return f"{count(number, 'other draft')} could not be read, and {were} not checked"


def _judged(verdict: Verdict) -> str:
    name = _drafts(verdict)
    if not verdict.findings:
        return f"nothing in {name} stands in {_articles(verdict)}"
    first, *others = _counts(verdict, name)
    said = f"{first} and {others[-1]}" if others else first
    said = said if len(others) < 2 else f"{first}, {others[0]} and {others[1]}"
    return f"{_OUTCOME[verdict.decision]}: {said}{_let_pass(verdict)}"


def label(finding: Finding) -> str:
    """What was decided of a finding: `needs a credit`, `waived`."""
    if finding.ruling.decision == "fail" and finding.ruling.ground == "rule":
        return _FORBIDDEN[0]
    return _LET_PASS.get(finding.ruling.ground, DECISION[finding.ruling.decision])


def why(finding: Finding) -> str:
    """The reason of a decision; of one that let a finding pass, with what is so without it."""
    if finding.otherwise is None:
        return finding.ruling.reason
    return f"{finding.ruling.reason} (otherwise: {finding.otherwise.reason})"


def remarks(verdict: Verdict) -> Iterator[str]:
    """What of the policy's waivers and of the baseline no longer has anything to do.

    A waiver that applies to nothing here may be about another draft, and is not told.
    """
    if verdict.expired:
        said = (f"{w.fingerprint} of {w.author} on {w.expires}" for w in verdict.expired)
        have = "has" if len(verdict.expired) == 1 else "have"
        yield f"{_waivers(verdict.expired)} {have} expired: {_few(said)}"
    if verdict.resolved:
        found, is_one = count(verdict.resolved, "finding"), verdict.resolved == 1
        stands, it = ("stands as it did", "it") if is_one else ("stand as they did", "them")
        yield f"{found} of the baseline no longer {stands}; --write-baseline drops {it}"


def kept_words(verdict: Verdict, file: Path) -> str:
    """What a new baseline holds of the drafts, and what it is for."""
    number = sum(finding.is_baselined for finding in verdict.findings)
    if not number:
        return f"Baseline: {file} holds nothing of {_drafts(verdict)}: all of it passes without"
    found = count(number, "finding")
    return f"Baseline: {file} holds {found}, which --baseline {file} lets pass from now on"


def _waivers(some: tuple[Waiver, ...]) -> str:
    return f"{count(len(some), 'waiver')} of the policy"


def _few(named: Iterator[str]) -> str:
    said = list(named)
    if len(said) > _MOST_NAMED:
        said[_MOST_NAMED:] = [f"and {len(said) - _MOST_NAMED:,} more (--format json lists all)"]
    return ", ".join(map(in_line, said))


def _let_pass(verdict: Verdict) -> str:
    """How many of those that pass do so only because somebody said so."""
    grounds = [finding.ruling.ground for finding in verdict.findings]
    told = [f"{grounds.count(g)} {said}" for g, said in _LET_PASS.items() if g in grounds]
    return f" ({' and '.join(told)})" if told else ""


def counted(decision: Decision, number: int, *, is_ruled: bool = False) -> str:
    """What stands beside the number of passages with a decision: `2`, `need a credit`.

    `is_ruled`: a rule of the policy is why one of them fails.
    """
    return (_FORBIDDEN if is_ruled and decision == "fail" else _VERBS[decision])[number != 1]


def is_ruled(verdict: Verdict) -> bool:
    """Whether something fails by a rule of the policy."""
    rulings = (finding.ruling for finding in verdict.findings)
    return any(ruling.decision == "fail" and ruling.ground == "rule" for ruling in rulings)


def draft_name(article: Article) -> str:
    """What a draft is called: where it was read."""
    return in_line((article.source or article.id)[:_LONGEST])


def _counts(verdict: Verdict, name: str) -> Iterator[str]:
    """How many passages have each decision, the first count with a noun."""
    counts = {decision: verdict.count(decision) for decision in DECISIONS}
    told = {decision: number for decision, number in counts.items() if number}
    for place, (decision, number) in enumerate(told.items()):
        verb = counted(decision, number, is_ruled=is_ruled(verdict))
        yield f"{number:,} {verb}" if place else f"{count(number, 'passage')} of {name} {verb}"


def is_unnamed(draft: Article) -> bool:
    """Whether a draft came without a name: it is then just the draft."""
    return (draft.source or draft.id) == _UNNAMED


def _drafts(verdict: Verdict) -> str:
    if len(verdict.drafts) == 1:
        draft = verdict.report.article(verdict.drafts[0])
        return "the draft" if is_unnamed(draft) else draft_name(draft)
    return f"the {len(verdict.drafts):,} drafts"


def _articles(verdict: Verdict) -> str:
    return "the one article" if verdict.compared == 1 else f"the {verdict.compared:,} articles"


def place_words(verdict: Verdict, finding: Finding) -> str:
    """Where a finding begins, as compilers say it: `draft.txt:8:27`.

    Of a draft whose text was taken out of its file, by the lines of that text.
    """
    draft, start = verdict.report.article(finding.draft), finding.start
    if draft.first_line is None:
        return f"{draft_name(draft)}, line {start.line}, column {start.column} of its text"
    return f"{draft_name(draft)}:{start.line}:{start.column}"


def wording_place(line: int, place: str) -> str:
    """Where the words that a licence asks for may stand, and `place`, one where they can."""
    return f"anywhere up to the end of line {line:,}, for example, after a space, at {place}"
