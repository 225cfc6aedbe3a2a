"""Disguised words are traced as what they are: passages, credits, and changes."""

from __future__ import annotations

import reuse
from reuse.model import Article, ArticleId, Family, FamilyId, Span, Witness
from reuse.trace.disguised import disguised

PASSAGE = "The harbour master said the ferry had left its berth at dawn with forty people on board"
HIDDEN = " ".join(f"{word[0]}\u200b{word[1:]}" for word in PASSAGE.split())


def article(name: str, text: str) -> Article:
    return Article(ArticleId(name), text, name)


def test_a_passage_full_of_invisible_characters_is_a_family_to_its_last_letter() -> None:
    copy = article("copy", f"Fog lay there. {HIDDEN}. Nobody was hurt.")
    report = reuse.scan([article("wire", f"So it was. {PASSAGE}. More follows."), copy])
    (family,) = report.families
    span = next(w.span for w in family.witnesses if w.article == "copy")
    assert span.of(copy.text).rstrip(".") == HIDDEN


def test_a_passage_that_ends_with_a_spaced_out_word_has_all_of_its_letters() -> None:
    hidden = PASSAGE.replace("board", "b o a r d")
    copy = article("copy", f"Fog lay there. {hidden} while gulls cried over the empty quay.")
    report = reuse.scan(
        [article("wire", f"So it was. {PASSAGE} when it sank. More follows."), copy]
    )
    (family,) = report.families
    span = next(w.span for w in family.witnesses if w.article == "copy")
    assert span.of(copy.text) == hidden


def test_a_disguised_word_of_two_passages_is_told_once() -> None:
    text = f"{HIDDEN} {HIDDEN}"
    spans = (Span(0, 40), Span(10, 30), Span(20, 60))
    witnesses = tuple(Witness(ArticleId("copy"), span) for span in spans)
    families = [Family(FamilyId(str(n)), (w,), "copied", 9) for n, w in enumerate(witnesses)]
    told = disguised(families, [article("copy", text)])
    assert len(told) == len({d.span for d in told}) == text[:60].count("\u200b")


def test_a_disguised_credit_is_one_and_points_at_the_words_as_they_are() -> None:
    copy = article("copy", f"According to R\u200beut\u0435rs: {PASSAGE}. Nobody was hurt.")
    wire = Article(ArticleId("wire"), f"LONDON (Reuters) - {PASSAGE}.", "wire", outlet="Reuters")
    report = reuse.scan([wire, copy])
    credit = next(w.credit for f in report.families for w in f.witnesses if w.article == "copy")
    assert credit is not None
    assert credit.status == "credited"
    assert credit.phrase is not None
    assert "R\u200beut\u0435rs" in credit.phrase.of(copy.text)


def test_what_is_only_written_otherwise_is_no_change() -> None:
    forty = "f\u043ert\u200by"
    copy = article("copy", f"(Reuters) - {PASSAGE.replace('forty', forty)}.")
    wire = Article(ArticleId("wire"), f"LONDON (Reuters) - {PASSAGE}.", "wire", outlet="Reuters")
    lineages = reuse.scan([wire, copy]).lineages
    assert lineages
    assert not any(step.changes for lineage in lineages for step in lineage.derivations)
