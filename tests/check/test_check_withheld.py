"""A check against an archive that keeps fingerprints alone: what is found, and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from fault_articles import made_articles

from reuse.archive import open_archive
from reuse.check import check
from reuse.check.withheld import WITHHELD
from reuse.model import Article, ArticleId
from reuse.verdict import Verdict

MADE = made_articles(3, seed=8)
OWN = made_articles(1, seed=80)[0].text.split()


def checked(folder: Path, copied: int, *, has_text: bool = False) -> Verdict:
    """A draft that copies so many words, of an article whose words nobody shows."""
    said = (*OWN[:20], *MADE[0].text.split()[10 : 10 + copied], *OWN[20:40])
    draft = Article(ArticleId("draft"), " ".join(said), "draft", language="en")
    with open_archive(folder / "a.reuse", has_text=has_text) as archive:
        archive.add(MADE)
        return check(draft, archive)


def test_enough_words_in_a_row_are_found_and_nothing_of_the_other_side_is_shown(
    tmp_path: Path,
) -> None:
    verdict = checked(tmp_path, 40)
    (finding,) = verdict.findings
    assert (finding.certainty, finding.carrier.article) == ("certain", MADE[0].id)
    assert finding.words >= 32
    shown = finding.carrier.span.of(verdict.report.article(MADE[0].id).text)
    assert not any(map(str.isalnum, shown))
    assert [len(word) for word in shown.split()] == [
        len(word) for word in finding.span.of(verdict.report.article(finding.draft).text).split()
    ]
    assert WITHHELD in verdict.notes
    assert WITHHELD in verdict.report.notes


def test_what_may_be_a_part_of_enough_words_is_possible_and_does_not_fail(tmp_path: Path) -> None:
    # Of thirteen words a part is sampled; fewer than twelve may be all that is shared.
    verdict = checked(tmp_path, 13)
    assert {(f.certainty, f.ruling.decision) for f in verdict.findings} <= {("possible", "warn")}
    assert [f.words for f in verdict.findings if f.words < 12]


@pytest.mark.parametrize("has_text", [True, False])
def test_only_an_archive_without_texts_says_that_it_is_one(tmp_path: Path, has_text: bool) -> None:
    notes = checked(tmp_path, 40, has_text=has_text).report.notes
    assert (WITHHELD in notes) is not has_text
