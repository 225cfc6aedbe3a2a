"""A verdict in its formats: marks in place, advice that can be taken, text that is only text."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from passages import PASSAGE
from report_samples import HOSTILE, SEEDS

import reuse
from reuse.errors import UsageError
from reuse.model import Article, ArticleId, Skipped, Span
from reuse.report.check import CHECK_FORMATS, render_verdict
from reuse.report.check.html import write_verdict_file
from reuse.report.check.terminal import verdict_text
from reuse.report.check.wording import headline
from reuse.report.escapes import visible
from reuse.report.pages.check.draft import check_view
from reuse.report.pages.links import anchor
from reuse.verdict import Verdict


def seed(number: int) -> Article:
    path = sorted(SEEDS.iterdir())[number]
    return Article(ArticleId(path.name), path.read_text("utf-8"), f"seeds/{path.name}")


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    outlet = replace(seed(1), outlet="RT", url="https://rt.example/a?b=1&c=2")
    return reuse.check(seed(2), [replace(seed(0), outlet="Blaze Media"), outlet])


def hostile_verdict() -> Verdict:
    """Every field that comes from outside holds hostile text."""
    draft, copied = (
        Article(
            ArticleId(f"{name} {HOSTILE}"),
            f"{HOSTILE}\n\n{name} {HOSTILE} {PASSAGE} {HOSTILE}\r\n{name}",
            f"{name} {HOSTILE}",
            title=HOSTILE,
            outlet=f"{name} {HOSTILE}",
            author=HOSTILE,
            url=f"https://x.example/{HOSTILE}",
            language='en" onload="alert(1)',
        )
        for name in ("draft", "wire")
    )
    found = reuse.check(replace(draft, outlet=None, url=None), [copied])
    skipped = (Skipped(HOSTILE, HOSTILE),)
    report = replace(found.report, skipped=skipped, notes=(HOSTILE,))
    return replace(found, report=report, notes=(HOSTILE,))


class Page(HTMLParser):
    """A page as far as the tests ask for it; `texts` are those of the draft, row by row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.headings: list[int] = []
        self.said: list[str] = []
        self.draft: list[str] = []
        self.marked: dict[str, list[str]] = {}
        self.credits: list[str] = []
        self._last = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elements.add(tag)
        self.attributes.update(values)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.hrefs += [values["href"] or ""] if "href" in values else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in {"meta", "link", "br"}:
            self.open.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [str(values.get("class", "")) for _, values in self.open]
        if self.open and self.open[-1][0] in {"style", "script"}:
            return
        self.said.append(data)
        if "words" in classes:
            self.draft.append(data)
            marks = [c for c in classes if c.startswith("found ")]
            for mark in marks:
                self.marked.setdefault(mark, []).append(data)
        if "credit-line" in classes:
            self.credits.append(data)


def page_of(verdict: Verdict) -> Page:
    return Page(render_verdict(verdict, "html"))


def test_the_draft_stands_on_the_page_exactly_and_its_findings_are_marked(
    verdict: Verdict,
) -> None:
    page = page_of(verdict)
    text = verdict.report.article(verdict.drafts[0]).text

    assert "".join(page.draft) == text
    of = dict.fromkeys(("fail", "warn"), "")
    for finding in verdict.findings:
        of[finding.ruling.decision] += finding.span.of(text)
    for decision, words in of.items():
        assert "".join(page.marked[f"found found-{decision}"]) == words


def test_nested_findings_keep_the_text_of_the_draft() -> None:
    found = reuse.check(f"One.\n\n{PASSAGE} Two.", [Article(ArticleId("a"), PASSAGE, "a")])
    (finding,) = found.findings
    start = finding.span.start
    inner = replace(finding, span=Span(start + 20, start + 60), start=finding.start)
    nested = replace(found, findings=(finding, inner))

    assert "".join(page_of(nested).draft) == f"One.\n\n{PASSAGE} Two."


def test_figures_agree_with_their_verbs(verdict: Verdict) -> None:
    one, none = (replace(verdict, findings=verdict.findings[:number]) for number in (1, 0))

    assert verdict.findings[0].ruling.decision == "fail"
    assert [total.verb for total in check_view(one).totals] == [
        "needs a credit", "need a look", "pass",
    ]  # fmt: skip
    assert check_view(none).totals[0].verb == "need a credit"


def test_each_card_says_what_to_do(verdict: Verdict) -> None:
    page = page_of(verdict)
    said = " ".join("".join(page.said).split())

    assert page.credits == ["According to Reuters:", "According to RT:"]
    assert "at line 8, column 1" in said
    assert "“ operated by Syrian or Russian forces" in said.replace("“operated", "“ operated")
    assert page.hrefs.count("https://rt.example/a?b=1&c=2") >= 2
    for finding in verdict.findings:
        assert finding.ruling.reason in said
        assert finding.fingerprint in said


def test_one_file_links_only_to_itself_and_to_sources(verdict: Verdict) -> None:
    text = render_verdict(verdict, "html")
    page = Page(text)

    outside = {href for href in page.hrefs if not href.startswith("#")}
    assert outside == {"https://rt.example/a?b=1&c=2"}
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert not re.search(r"""src=|url\((?!#)|@import| style=| on\w+=""", text.split("<body>")[1])
    assert text.count("<style>") == 1


@pytest.mark.parametrize("is_hostile", [False, True])
def test_headings_of_a_verdict_skip_no_level(verdict: Verdict, is_hostile: bool) -> None:
    headings = page_of(hostile_verdict() if is_hostile else verdict).headings
    assert (headings[0], headings.count(1)) == (1, 1)
    assert all(b <= a + 1 for a, b in itertools.pairwise(headings))


def test_hostile_text_in_a_draft_is_only_ever_text() -> None:
    found = hostile_verdict()
    page = page_of(found)
    said = "".join(page.said)

    assert found.findings
    assert {"script", "img"} & page.elements == {"script"}
    assert not {a for a in page.attributes if a.startswith("on") or a == "style"}
    assert "<script>alert(1)</script>" in said
    assert "{{ 7*7 }}" in said
    assert not re.search("[\x00\x1b\u202a-\u202e\ud800-\udfff]", render_verdict(found, "html"))
    assert not any(href.startswith("javascript:") for href in page.hrefs)


@pytest.mark.parametrize("format_name", CHECK_FORMATS)
def test_every_format_of_a_hostile_verdict_is_safe_text(format_name: str) -> None:
    text = render_verdict(hostile_verdict(), format_name)

    assert text.encode("utf-8").endswith(b"\n")
    if format_name == "text":
        assert visible(text) == text
    elif format_name == "json":
        assert json.loads(text)["findings"]


def test_a_draft_without_findings_is_one_sentence() -> None:
    found = reuse.check("Nothing of this was said before.", [seed(1)])

    assert render_verdict(found, "text") == "Nothing in the draft stands in the one article.\n"
    page = page_of(found)
    assert "".join(page.draft) == "Nothing of this was said before."
    assert "Side by side, and evidence" not in page.said


def test_a_draft_without_a_name_is_the_draft() -> None:
    copied = seed(1).text.split("\n\n")[0]
    verdict = reuse.check(copied, [seed(1)])
    assert "of the draft" in headline(verdict)
    page = render_verdict(verdict, "html")
    assert ">draft<" not in page
    assert "<bdi>The draft</bdi>" in page
    named = Article(ArticleId("draft"), copied, "mine.txt")
    assert "of mine.txt" in headline(reuse.check(named, [seed(1)]))


def test_places_of_a_text_that_is_no_file_are_those_of_its_text(verdict: Verdict) -> None:
    text = " ".join(render_verdict(verdict, "text").split())
    start = verdict.findings[0].start
    assert f"1. seeds/{verdict.drafts[0]}, line {start.line}, column {start.column} of its" in text
    assert f"{verdict.drafts[0]}:{start.line}:" not in text


def test_only_notes_that_bear_on_a_draft_are_shown_and_all_are_kept(verdict: Verdict) -> None:
    notes = ("77 phrases were linked.", "The draft itself stands there.")
    noted = replace(verdict, notes=notes[1:], report=replace(verdict.report, notes=notes))
    for name in ("text", "html"):
        assert notes[0] not in render_verdict(noted, name)
        assert notes[1] in render_verdict(noted, name)
    assert json.loads(render_verdict(noted, "json"))["report"]["notes"] == list(notes)


def test_a_card_names_the_fingerprint_that_a_waiver_takes(verdict: Verdict) -> None:
    page = render_verdict(verdict, "html")
    for finding in verdict.findings:
        told = f"Fingerprint, for a waiver: <code>{finding.fingerprint}</code>"
        assert page.count(told) >= 1 + (finding.ruling.decision != "tell")


def test_the_page_is_headed_as_what_it_is(verdict: Verdict) -> None:
    page = render_verdict(verdict, "html")
    assert '<p><a href="#overview">Check before publication</a></p>' in page
    assert page.count("Side by side, and evidence</") == 2 + len(verdict.findings)
    assert "Shared passages" not in page


def test_a_page_lists_what_its_findings_name_and_says_how_much_more_there_is() -> None:
    copies = [
        Article(ArticleId(f"a{n:02}"), f"{n}\n\n{PASSAGE}\n\n{n}", "a", outlet=f"Paper {n}")
        for n in range(30)
    ]
    found = reuse.check(PASSAGE, copies)
    skipped = tuple(Skipped(f"{n:06}.bin", "not text") for n in range(5_000))
    page = page_of(replace(found, report=replace(found.report, skipped=skipped)))

    said = " ".join("".join(page.said).split())
    listed = [copy.id for copy in copies if anchor("article", copy.id) in page.ids]
    assert f"and {30 - 1 - 12} more" in said
    assert 13 <= len(listed) < 30
    assert f"And {30 - len(listed)} more; --format json lists all." in said
    assert "And 4,900 more; --format json lists all." in said
    assert "000099.bin" in said
    assert "000100.bin" not in said
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)


def test_the_headline_counts_what_was_decided(verdict: Verdict) -> None:
    name = verdict.report.article(verdict.drafts[0]).source
    assert headline(verdict) == (
        f"Not ready: 2 passages of {name} need a credit and 1 needs a look."
    )


def test_figures_and_their_verbs_agree_in_number(verdict: Verdict) -> None:
    page = render_verdict(verdict, "html")

    told = re.findall(r"<dt>(\w+ a \w+|pass\w*)</dt><dd>(\d+)</dd>", page)
    assert told == [("need a credit", "2"), ("needs a look", "1"), ("pass", "0")]


def test_an_origin_and_its_reasons_are_one_sentence(verdict: Verdict) -> None:
    text = " ".join(verdict_text(verdict, width=400).split())

    assert "Origin: The Telegraph (not among these articles), certain – Blaze Media" in text


def test_lines_of_the_terminal_fit(verdict: Verdict) -> None:
    for width in (40, 88, 120):
        words = [line for line in verdict_text(verdict, width=width).splitlines() if " " in line]
        assert max(map(len, words)) <= width


def test_what_passes_is_told_in_few_lines() -> None:
    own = [Article(ArticleId(n), f"{n}\n\n{PASSAGE}", n, outlet="NPR") for n in ("a", "b")]
    found = reuse.check(replace(own[0], source="d"), own[1:])

    text = render_verdict(found, "text")
    assert text.startswith("Nothing to do: 1 passage of d passes.")
    assert text.count("\n") == 6
    assert "own outlet has published these words before" in text


def test_several_drafts_stand_one_after_the_other() -> None:
    drafts = [Article(ArticleId(n), f"{n}\n\n{PASSAGE}\n\n{n}", n) for n in ("d1", "d2", "d3")]
    found = reuse.check(drafts, [Article(ArticleId("a"), PASSAGE, "a", outlet="NPR")])
    page = page_of(found)

    assert "".join(page.draft) == "".join(d.text for d in drafts)
    assert page.credits == ["According to NPR:"] * 3
    assert "3 passages of the 3 drafts need a credit" in render_verdict(found, "text")


def test_the_file_appears_whole_or_not_at_all(
    verdict: Verdict, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("check")
    file = write_verdict_file(verdict, folder / "deep" / "check.html")

    assert file.read_text("utf-8") == render_verdict(verdict, "html")
    assert [path.name for path in file.parent.iterdir()] == ["check.html"]
    with pytest.raises(UsageError, match="it is a folder"):
        write_verdict_file(verdict, folder)


def test_a_verdict_is_json_as_a_report_is(verdict: Verdict) -> None:
    assert reuse.to_json(verdict) == render_verdict(verdict, "json")
    assert json.loads(reuse.to_json(verdict.report)) == json.loads(reuse.to_json(verdict))["report"]
