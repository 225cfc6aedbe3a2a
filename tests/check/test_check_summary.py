"""A draft that sums up an article and copies a sentence of it."""

from __future__ import annotations

import re
from pathlib import Path

import reuse
from reuse.model import Article, ArticleId

CASE = Path(__file__).parent.parent / "align" / "cases" / "summary.txt"
SOURCE, HOST = (
    re.sub(r"⟦1:|⟧", "", text.strip())
    for text in re.split(r"===== \w+\n", CASE.read_text("utf-8"))[1:]
)
COPIED = (
    "The treatment will last about five years and cost 900,000 crowns, "
    "of which the province has promised a third."
)
REWORDED = (
    "Now it stands in a tank of sweetened water, a treatment of five years for 900,000 crowns."
)
PUBLISHED = [Article(ArticleId("bell"), SOURCE, "bell.txt", outlet="Vessa Post")]


def test_a_sentence_that_an_uncredited_summary_copies_fails_and_is_quoted_word_for_word() -> None:
    assert REWORDED in HOST
    draft = HOST.replace(REWORDED, COPIED)
    verdict = reuse.check(draft, PUBLISHED)
    assert "summary" in {match.kind for match in verdict.report.matches}
    assert verdict.decision == "fail"
    (failed,) = (f for f in verdict.findings if f.ruling.decision == "fail")
    assert (failed.kind, failed.certainty) == ("verbatim", "certain")
    assert failed.span.of(draft) == COPIED
    assert [words.of(draft) for words in failed.fix.quote] == [COPIED]


def test_a_summary_in_own_words_without_a_credit_is_to_be_looked_at() -> None:
    verdict = reuse.check(HOST, PUBLISHED)
    (finding,) = verdict.findings
    assert (finding.kind, verdict.decision) == ("summary", "warn")


def test_a_finding_of_words_that_a_summary_begins_with_is_of_their_kind() -> None:
    opening = SOURCE.partition("\n")[0]
    start, end = HOST.index("Divers at Vessa"), HOST.index(" A dredger had")
    verdict = reuse.check(HOST[:start] + opening + HOST[end:], PUBLISHED)
    (finding,) = verdict.findings
    assert (finding.kind, finding.certainty) == ("verbatim", "certain")
