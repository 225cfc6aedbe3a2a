"""JUnit of a verdict: valid XML whatever a text holds, and the counts that build servers add up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from check_samples import (
    OTHER,
    PASSAGE,
    checked,
    clean_verdict,
    hostile_verdict,
    seeds_verdict,
    waived_verdict,
)
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import reuse
from reuse.model import Article, ArticleId, Skipped
from reuse.report.check import render_verdict
from reuse.verdict import Ruling, Verdict

seeds = cache(seeds_verdict)


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "vendor" / "junit-10.xsd"))


def suites_of(verdict: Verdict) -> etree._Element:
    """The document of a verdict, which is valid."""
    root = etree.fromstring(render_verdict(verdict, "junit").encode())
    schema().assertValid(root)
    return root


@pytest.mark.parametrize("make", [seeds_verdict, clean_verdict, hostile_verdict, waived_verdict])
def test_a_document_is_valid_by_the_schema(make: Callable[[], Verdict]) -> None:
    assert suites_of(make()).tag == "testsuites"


def test_the_schema_refuses_what_is_none() -> None:
    root = suites_of(seeds_verdict())
    del root[0].attrib["failures"]
    assert not schema().validate(root)


def test_what_fails_is_a_failure_and_what_needs_a_look_is_told() -> None:
    root = suites_of(seeds_verdict())
    (suite,) = root

    assert dict(root.attrib) == {
        "name": "reuse check", "tests": "3", "failures": "2", "errors": "0",
    }  # fmt: skip
    assert [[child.tag for child in case] for case in suite] == [
        ["failure"],
        ["system-out"],
        ["failure"],
    ]
    failure = suite[0][0]
    assert failure.get("type") == "reuse/uncredited"
    assert ":8:27: needs a credit: no credit for these words was found" in failure.get("message")
    assert "8:1: According to Reuters:" in failure.text
    assert len({case.get("name") for case in suite}) == 3


def test_what_is_let_pass_is_skipped() -> None:
    (suite,) = suites_of(waived_verdict())
    assert (suite.get("failures"), suite.get("skipped")) == ("1", "2")
    assert [[child.tag for child in case] for case in suite] == [
        ["skipped", "system-out"],
        ["skipped", "system-out"],
        ["failure"],
    ]
    assert ":8:27: waived: waived by Desk (otherwise: no credit" in suite[0][0].get("message")


def test_a_draft_without_findings_is_one_case_that_passes(tmp_path: Path) -> None:
    wire = Article(ArticleId("wire"), PASSAGE, "wire")
    drafts = [Article(ArticleId(n), text, n) for n, text in (("a", OTHER), ("b", PASSAGE))]
    clean, copied = suites_of(reuse.check(drafts, [wire]))

    assert [(case.get("classname"), case.get("name")) for case in clean] == [
        ("a", "no published words")
    ]
    assert clean[0].findtext("system-out") == "Compared with 1 article."
    assert (clean.get("failures"), copied.get("failures")) == ("0", "1")


def test_a_finding_keeps_its_name_through_edits_elsewhere(tmp_path: Path) -> None:
    names = {
        suites_of(checked(tmp_path, "draft.txt", text))[0][0].get("name")
        for text in (f"{PASSAGE}\n", f"New words.\n\n{PASSAGE}\n")
    }
    assert len(names) == 1


def test_the_same_words_twice_are_two_cases(tmp_path: Path) -> None:
    verdict = checked(tmp_path, "draft.txt", PASSAGE)
    twice = replace(verdict, findings=verdict.findings * 2)
    first, second = (case.get("name") for case in suites_of(twice)[0])
    assert second == f"{first[:-1]}, place 2)"


def test_what_was_not_read_is_told_once() -> None:
    verdict = clean_verdict()
    report = replace(verdict.report, skipped=(Skipped("a.bin", "not text: binary data"),))
    told = suites_of(replace(verdict, report=report)).findtext("testsuite/system-err")
    assert told == "Not read, and so not compared with:\na.bin: not text: binary data"


@given(st.text(st.characters(codec=None), min_size=1))
def test_no_text_breaks_the_document(text: str) -> None:
    verdict = seeds()
    (draft,) = verdict.drafts
    changed = {"source": text, "text": f"{text} {verdict.report.article(draft).text}"}
    articles = (replace(a, **changed) if a.id == draft else a for a in verdict.report.articles)
    ruled = (replace(f, ruling=Ruling("fail", text)) for f in verdict.findings)
    report = replace(verdict.report, articles=tuple(articles))
    suites_of(replace(verdict, findings=tuple(ruled), report=report))
