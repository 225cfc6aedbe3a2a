"""What names a finding survives edits elsewhere; what changes its words does not."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

import reuse
from reuse.check.fingerprints import Sentences
from reuse.check.part import without_fellows
from reuse.model import Article, ArticleId, Match, Span

COAST = Path(__file__).parents[1] / "report" / "coast.jsonl"
OWN = (
    "Gardeners in the upper valley say that the first snowdrops came early this year.",
    "Nobody had thought to photograph them before the frost returned on Tuesday.",
    "A spokesman for the parish would not say whether the gate was locked that night.",
)
COPIED = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes.",
    "Harvest mice moved into the abandoned signal box last winter, railway volunteers found. "
    "Nobody had the heart to turn them out before the spring timetable began in late April.",
)


def published() -> list[Article]:
    return [
        Article(
            ArticleId(f"a{n}"), f"Here is the news.\n\n{text}\n\nMore at {n}.", "", outlet=outlet
        )
        for n, (text, outlet) in enumerate(zip(COPIED, ("NPR", "RT"), strict=True))
    ]


def prints(*paragraphs: str) -> dict[str, str]:
    """Fingerprints by the first words of the passages."""
    verdict = reuse.check("\n\n".join(paragraphs), published())
    text = verdict.report.article(verdict.drafts[0]).text if verdict.findings else ""
    return {f.span.of(text)[:11]: f.fingerprint for f in verdict.findings}


def test_no_order_of_paragraphs_and_no_other_text_changes_a_fingerprint() -> None:
    expected = prints(*COPIED)
    assert len(set(expected.values())) == 2
    for order in itertools.permutations((*COPIED, *OWN[:2])):
        assert prints(*order) == expected
    for others in (OWN[:1], OWN[1:], OWN * 9):
        assert prints(*others, COPIED[0], *others, COPIED[1]) == expected


def test_a_credit_to_the_source_does_not_change_a_fingerprint() -> None:
    expected = prints(OWN[0], COPIED[0])
    for lead in ("RT reports:", "Source: NPR", "According to NPR:"):
        assert prints(OWN[0], lead, COPIED[0]) == expected


def test_a_larger_archive_does_not_change_a_fingerprint() -> None:
    more = [
        Article(ArticleId("z"), f"(Reuters) - {COPIED[0]}\n\nMore.", "", outlet="Reuters"),
        Article(ArticleId("y"), f"{COPIED[0]}\n\nThat was it.", "", outlet="CNN"),
    ]
    draft = f"{OWN[0]}\n\n{COPIED[0]}"
    few, many = (reuse.check(draft, some) for some in (published(), published() + more))

    assert few.findings[0].origin != many.findings[0].origin
    assert [f.fingerprint for f in few.findings] == [f.fingerprint for f in many.findings]


def test_other_drafts_do_not_change_a_fingerprint() -> None:
    text = f"Good morning to all of you.\n\n{COPIED[0]}\n\n{OWN[0]}"
    drafts = [Article(ArticleId(f"d{n}"), f"{text}\n\nThe end.", "") for n in range(3)]
    alone, together = (reuse.check(some, published()).findings for some in (drafts[:1], drafts))

    assert len(together) == 3
    assert {(f.span, f.fingerprint) for f in together} == {(alone[0].span, alone[0].fingerprint)}


def test_a_draft_that_only_another_draft_joins_with_an_article_is_found() -> None:
    span = Span(0, 40)

    def joined(left: str, right: str) -> Match:
        return Match(ArticleId(left), ArticleId(right), span, span, "verbatim", 1.0, 9, "certain")

    chain = (joined("a", "d1"), joined("d1", "d2"), joined("d2", "d3"))
    drafts = frozenset(map(ArticleId, ("d1", "d2", "d3")))
    assert without_fellows(chain, drafts) == chain
    both = (joined("a", "d1"), joined("a", "d2"), joined("d1", "d2"))
    assert without_fellows(both, drafts) == both[:2]


def test_other_words_are_another_fingerprint() -> None:
    changed = COPIED[0].replace("eleven", "twelve")
    assert prints(COPIED[0]).keys() == prints(changed).keys()
    assert prints(COPIED[0]) != prints(changed)


TEXT = (
    "One two three four five six. Seven eight nine ten eleven twelve. Thirteen is one number more."
)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("Seven eight nine ten eleven twelve", "Seven eight nine ten eleven twelve."),
        ("six. Seven eight nine ten eleven twelve. Th", "Seven eight nine ten eleven twelve."),
        ("nine ten eleven twelve", "Seven eight nine ten eleven twelve."),
        ("three four five six. Seven eight nine", "One two three four five six. Seven eight nine"
         " ten eleven twelve."),
        ("eight nine", "EIGHT “nine”"),
        ("six. Seven", "six seven"),
    ],
)  # fmt: skip
def test_a_fingerprint_is_of_the_sentences_that_a_passage_fills(words: str, same: str) -> None:
    at = TEXT.index(words)
    sentences = Sentences.of(Article(ArticleId("d"), TEXT, "d"))
    other = Article(ArticleId("e"), same, "e")
    assert sentences.fingerprint(Span(at, at + len(words))) == (
        Sentences.of(other).fingerprint(Span(0, len(same)))
    )


def test_clauses_of_one_sentence_have_fingerprints_of_their_own() -> None:
    sentences = Sentences.of(Article(ArticleId("d"), TEXT, "d"))
    found = {sentences.fingerprint(Span(at, at + 7)) for at in (0, 8, 14)}
    assert len(found) == 3


@pytest.mark.parametrize("text", ["…", "\ud800 — \ud800", "   x", "a" * 10_000])
def test_any_text_has_a_fingerprint(text: str) -> None:
    sentences = Sentences.of(Article(ArticleId("d"), text, "d"))
    assert len(sentences.fingerprint(Span(0, len(text)))) == 16


@pytest.mark.slow
def test_fingerprints_of_real_passages_survive_new_paragraphs() -> None:
    articles = [a for a in reuse.read([COAST]) if isinstance(a, Article)]
    matched = {m.left_article for m in reuse.scan(articles).matches}
    kept = total = 0
    for name in random.Random(5).sample(sorted(matched), 6):
        (draft,) = (a for a in articles if a.id == name)
        others = [a for a in articles if a.id != name]
        before, after = (
            {f.fingerprint for f in reuse.check(text, others).findings}
            for text in (draft.text, f"{OWN[0]}\n\n{draft.text}\n\n{OWN[1]}")
        )
        kept, total = kept + len(before & after), total + len(before)
    assert total >= 6
    assert kept >= 0.9 * total
