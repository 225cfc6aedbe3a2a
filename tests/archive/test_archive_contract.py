"""Every passage that `scan` finds between a draft and other articles, `check` finds, too."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fault_articles import made_articles, prose, words

from reuse.archive import open_archive
from reuse.check import check
from reuse.model import Article, Report, Span
from reuse.read import read
from reuse.scan import scan
from reuse.verdict import Verdict

SEEDS = Path(__file__).parents[2] / "seeds"
COVERED = 0.8  # of a passage of the scan, by the findings of the check
MARKED = 0.5  # without texts: of a run of twelve words eight are sure to be marked


def seeds() -> list[Article]:
    return [article for article in read([SEEDS]) if isinstance(article, Article)]


def planted(seed: int) -> list[Article]:
    """Articles with passages of many lengths, as they stand and edited, in two and more."""
    dice = random.Random(seed)
    texts = [article.text.split() for article in made_articles(40, seed=seed, length=70)]
    for number in range(30):
        passage = words(dice.choice((12, 15, 20, 40, 80)), dice=dice)
        for place in dice.sample(range(40), dice.choice((2, 2, 3, 6))):
            copy = list(passage)
            if number % 2:
                copy[4::9] = words(len(copy[4::9]), dice=dice)
            at = dice.randrange(len(texts[place]))
            texts[place][at:at] = copy
    line = prose(words(16, dice=dice), dice=dice)
    return [
        replace(article, text=f"{' '.join(said)}\n\n{line}" if number % 5 == 2 else " ".join(said))
        for number, (article, said) in enumerate(
            zip(made_articles(40, seed=seed, length=70), texts, strict=True)
        )
    ]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(seeds(), id="seeds"),
        pytest.param(planted(1), id="planted"),
        pytest.param(planted(2), id="planted again"),
    ],
)
def test_check_finds_every_passage_that_scan_finds(made: Sequence[Article], tmp_path: Path) -> None:
    report = scan(made)
    certain, possible = [], []
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add(made)
        for draft in made:
            archive.remove([draft.id])
            verdict = check(draft, archive)
            archive.add([draft])
            for span in passages_of(report, draft):
                known = certain if is_certain(report, draft, span) else possible
                known.append((covered(span, verdict) >= COVERED, draft.id, span.of(draft.text)))
    missed = [passage for passage in certain if not passage[0]]
    # Where passages of many witnesses begin and end depends on all that carry them: of these
    # articles of forty words, which share one with each other, pieces may fall between two.
    assert len(missed) <= len(certain) // 40, missed
    assert len(certain) >= (6 if len(made) == 5 else 60)
    assert sum(not passage[0] for passage in possible) <= len(certain) // 20


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(seeds(), id="seeds"),
        pytest.param(planted(1), id="planted"),
        pytest.param(planted(2), id="planted again"),
    ],
)
def test_check_finds_verbatim_runs_in_archives_without_texts(
    made: Sequence[Article], tmp_path: Path
) -> None:
    report = scan(made)
    with open_archive(tmp_path / "a.reuse", has_text=False) as archive:
        archive.add(made)
        for draft in made[:15]:
            archive.remove([draft.id])
            verdict = check(draft, archive)
            archive.add([draft])
            for span in verbatim_of(report, draft):
                assert covered(span, verdict) >= MARKED, (draft.id, span.of(draft.text))


def passages_of(report: Report, draft: Article) -> list[Span]:
    return [w.span for family in report.families for w in family.witnesses if w.article == draft.id]


def is_certain(report: Report, draft: Article, span: Span) -> bool:
    return any(
        match.certainty == "certain" and own.overlap(span) >= COVERED * len(span)
        for match in report.matches
        for article, own in ((match.left_article, match.left), (match.right_article, match.right))
        if article == draft.id
    )


def verbatim_of(report: Report, draft: Article) -> list[Span]:
    """What the draft shares word for word with another, on its side."""
    found = [match for match in report.matches if match.kind == "verbatim"]
    return [
        *(match.left for match in found if match.left_article == draft.id),
        *(match.right for match in found if match.right_article == draft.id),
    ]


def covered(span: Span, verdict: Verdict) -> float:
    """The share of a passage that findings cover."""
    marked = {
        at for finding in verdict.findings for at in range(finding.span.start, finding.span.end)
    }
    return len(marked & set(range(span.start, span.end))) / len(span)
