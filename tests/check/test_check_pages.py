"""A draft that is a page is compared with all its words, and is known where it is published."""

from __future__ import annotations

from pathlib import Path

from passages import OTHER, PASSAGE, article

from reuse.check import check_sources
from reuse.model import Article
from reuse.read import read
from reuse.verdict import Verdict

WIRE = article("wire", PASSAGE, outlet="Coast Wire")
OWN = "<p>A goose was seen on the town hall, and the mayor said that it may stay there.</p>" * 3


def checked(draft: Path, *published: Path) -> Verdict:
    wire = draft.with_name("wire.txt")
    wire.write_text(PASSAGE)
    return check_sources([draft], [wire, *published])


def page(folder: Path, body: str) -> Path:
    path = folder / "draft.html"
    path.write_text(f"<html><head><title>Geese</title></head><body>{body}</body></html>")
    return path


def test_a_copy_in_the_margin_of_a_draft_is_found(tmp_path: Path) -> None:
    verdict = checked(page(tmp_path, f"{OWN}<aside><p>{PASSAGE}</p></aside>"))
    (finding,) = verdict.findings
    assert verdict.decision == "fail"
    assert finding.span.of(verdict.report.article(finding.draft).text) == PASSAGE


def test_words_that_are_hidden_are_not_compared_and_a_note_says_so(tmp_path: Path) -> None:
    verdict = checked(page(tmp_path, f"{OWN}<p hidden>{PASSAGE}</p>"))
    words = len(PASSAGE.split())
    note = f"{tmp_path / 'draft.html'}: {words} words in parts that it hides"
    assert not verdict.findings
    assert [n for n in verdict.report.notes if n.startswith(note)]
    assert not checked(page(tmp_path, OWN)).report.notes


def test_a_page_that_is_published_is_the_draft_though_less_of_it_was(tmp_path: Path) -> None:
    draft = page(tmp_path, f"<article>{OWN}<p>{OTHER}</p></article><footer>{PASSAGE}</footer>")
    (published,) = read([draft])
    assert isinstance(published, Article)
    assert PASSAGE not in published.text
    verdict = checked(draft, draft)
    assert [f.origin.article for f in verdict.findings] == ["wire.txt"]
    assert any("the draft itself" in note for note in verdict.report.notes)
