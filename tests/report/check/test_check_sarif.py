"""SARIF of a verdict: valid, in the right place of the file, and its fixes fix."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote, urlsplit

import jsonschema
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

import reuse
from reuse.model import Article, ArticleId, Credit, CreditStatus, Nature, Skipped, Span
from reuse.report.check import render_verdict, sarif
from reuse.report.check.rules import RULES, rule_of
from reuse.report.check.sarif_message import plain
from reuse.verdict import Position, Ruling, Verdict

VENDOR = Path(__file__).parent / "vendor"
BOM = "\ufeff"


@cache
def validator() -> jsonschema.Draft4Validator:
    schema = json.loads((VENDOR / "sarif-schema-2.1.0.json").read_text("utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def run_of(verdict: Verdict) -> dict[str, Any]:
    """The one run of a verdict's log, which is valid."""
    log = json.loads(render_verdict(verdict, "sarif"))
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    return dict(run)


def result_of(verdict: Verdict) -> dict[str, Any]:
    (result,) = run_of(verdict)["results"]
    return dict(result)


def place_of(result: dict[str, Any]) -> dict[str, Any]:
    (location,) = result["locations"]
    return dict(location["physicalLocation"])


def offset(text: str, line: int, column: int) -> int:
    """Where SARIF's line and column are in a text without its byte-order mark."""
    starts = [0, *(hit.end() for hit in re.finditer("\r\n|\n", text))]
    return starts[line - 1] + column - 1


def cut(text: str, region: dict[str, Any]) -> tuple[int, int]:
    start = offset(text, region["startLine"], region["startColumn"])
    return start, offset(text, region["endLine"], region["endColumn"])


def applied(text: str, fix: dict[str, Any]) -> str:
    """A text after the replacements of a fix."""
    (change,) = fix["artifactChanges"]
    edits = [
        (*cut(text, each["deletedRegion"]), each["insertedContent"]["text"])
        for each in change["replacements"]
    ]
    assert len({start for start, *_ in edits}) == len(edits)
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def escaped_away(text: str) -> str:
    """A message without what is escaped in it."""
    return re.sub(r"\\[\\\[\]]|\{\{|\}\}", "", text)


@pytest.mark.parametrize("make", [seeds_verdict, clean_verdict, hostile_verdict, waived_verdict])
def test_a_log_is_valid_by_the_schema(make: Callable[[], Verdict]) -> None:
    verdict = make()
    assert len(run_of(verdict)["results"]) == len(verdict.findings)


def test_the_schema_refuses_what_is_no_log() -> None:
    log = json.loads(render_verdict(seeds_verdict(), "sarif"))
    del log["runs"][0]["results"][0]["message"]
    assert list(validator().iter_errors(log))


def test_levels_and_rules_are_those_of_the_findings() -> None:
    verdict = seeds_verdict()
    run = run_of(verdict)
    rules = run["tool"]["driver"]["rules"]

    assert [result["level"] for result in run["results"]] == ["error", "warning", "error"]
    named = [rules[result["ruleIndex"]]["id"] for result in run["results"]]
    assert named == [result["ruleId"] for result in run["results"]]
    assert named == ["reuse/uncredited", "reuse/unquoted", "reuse/uncredited"]
    assert run["invocations"][0]["executionSuccessful"] is True
    assert run["columnKind"] == "unicodeCodePoints"


def test_every_kind_of_finding_has_a_rule() -> None:
    finding = seeds_verdict().findings[0]
    credits = [*map(Credit, get_args(CreditStatus)), None]
    found = {
        rule_of(replace(finding, nature=nature, credit=credit)).id
        for nature in get_args(Nature)
        for credit in credits
    }
    assert found == {rule.id for rule in RULES}


def test_rules_have_what_code_hosts_require() -> None:
    driver = run_of(clean_verdict())["tool"]["driver"]
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        texts = [rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")]
        assert all(0 < len(text) <= 1_024 and text.endswith(".") for text in texts)
        assert len(rule["properties"]["tags"]) <= 10
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", driver["semanticVersion"])


@pytest.mark.parametrize("mark", ["", BOM])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["draft.md", "draft.txt"])
def test_a_region_is_of_the_words_in_the_file(
    tmp_path: Path, name: str, newline: str, mark: str
) -> None:
    lines = ["---", "title: Dry", "---", "", f"\U0001f600 Heard. {PASSAGE}", "", "End."]
    content = mark + newline.join(lines)
    region = place_of(result_of(checked(tmp_path, name, content)))["region"]

    text = content.removeprefix(BOM)
    start, end = cut(text, region)
    assert text[start:end] == region["snippet"]["text"]
    assert PASSAGE.startswith(text[start : start + 40])
    assert (region["startLine"], region["startColumn"]) == (5, 10)


def test_a_region_of_several_lines_ends_after_its_last_word(tmp_path: Path) -> None:
    draft = f"Heard.\n\n{PASSAGE}\n\nAnd more.\n\n{OTHER}\nEnd."
    results = run_of(checked(tmp_path, "draft.txt", draft))["results"]
    for result in results:
        region = place_of(result)["region"]
        start, end = cut(draft, region)
        assert draft[start:end] == region["snippet"]["text"]


@pytest.mark.parametrize("mark", ["", BOM])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["draft.md", "draft.txt"])
def test_a_draft_passes_after_the_first_fix(
    tmp_path: Path, name: str, newline: str, mark: str
) -> None:
    lines = ["---", "title: Dry", "---", "", f"Heard. {PASSAGE}", "", "Nobody asked. End."]
    content = mark + newline.join(lines)
    before = checked(tmp_path, name, content)
    whole, credit = result_of(before)["fixes"]

    assert before.decision == "fail"
    text = content.removeprefix(BOM)
    assert f"Heard. According to The Mill Herald: “{PASSAGE}”" in applied(text, whole)
    assert checked(tmp_path, name, mark + applied(text, whole)).decision == "pass"
    assert checked(tmp_path, name, mark + applied(text, credit)).decision == "warn"
    assert credit["description"]["text"] == "Add the credit “According to The Mill Herald:”."


def test_a_wrong_credit_is_no_edit_that_a_machine_makes(tmp_path: Path) -> None:
    verdict = checked(tmp_path, "draft.txt", f"Heard. {PASSAGE}\n")
    (finding,) = verdict.findings
    wrong = replace(finding, credit=Credit("misattributed", "NPR", Span(0, 5)))
    result = result_of(replace(verdict, findings=(wrong,)))

    assert [fix["description"]["text"] for fix in result["fixes"]] == [
        "Put quotation marks around the copied words."
    ]
    assert (
        result["relatedLocations"][-1]["physicalLocation"]["region"]["snippet"]["text"] == "Heard"
    )


def test_of_a_page_the_file_is_named_and_no_line_of_its_markup(tmp_path: Path) -> None:
    words = "<p>Nothing of this was said before, nor will it be said again by anybody here.</p>"
    page = f"<html><body><article>\n\n{words}\n<p>{PASSAGE}</p></article></body></html>"
    verdict = checked(tmp_path, "draft.html", page)
    result = result_of(verdict)

    assert place_of(result)["region"] == {
        "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1,
    }  # fmt: skip
    (finding,) = verdict.findings
    said = result["properties"]["textRegion"]
    assert Position(said["startLine"], said["startColumn"]) == finding.start
    assert "of the text that was taken out of the file" in result["message"]["text"]
    assert result["fixes"] == []


def test_a_text_without_a_file_has_its_own_lines() -> None:
    result = result_of(reuse.check(f"Heard.\n\n{PASSAGE}", [Article(ArticleId("a"), PASSAGE, "a")]))
    assert place_of(result)["region"]["startLine"] == 3
    assert result["fixes"]


def test_of_a_record_the_line_is_named(tmp_path: Path) -> None:
    texts = (PASSAGE, f"Heard. {PASSAGE}")
    rows = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts, 1))
    verdict = checked(tmp_path, "drafts.jsonl", "\n".join(rows))
    places = [place_of(result) for result in run_of(verdict)["results"]]

    assert [place["region"]["startLine"] for place in places] == [1, 2]
    assert {place["artifactLocation"]["uri"] for place in places} == {
        (tmp_path / "drafts.jsonl").as_uri()
    }
    prints = [
        r["partialFingerprints"]["primaryLocationLineHash"] for r in run_of(verdict)["results"]
    ]
    assert len(set(prints)) == 2


def test_of_a_list_of_records_the_file_is_named_and_no_line(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"Heard {n}. {PASSAGE}"} for n in range(3)]
    verdict = checked(tmp_path, "drafts.json", json.dumps(rows, indent=1))
    places = [place_of(result) for result in run_of(verdict)["results"]]
    assert [place["region"]["startLine"] for place in places] == [1, 1, 1]


def uris(run: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (artifact["location"] for artifact in run["artifacts"])
    for result in run["results"]:
        yield place_of(result)["artifactLocation"]


@pytest.mark.parametrize("name", ["a b#c?d%20é.txt", "a:b.txt", "x/[y]&z.txt", "\u202e.txt"])
def test_a_file_of_the_working_folder_has_a_relative_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (Path(name), tmp_path / name):
        verdict = checked(path.parent, path.name, PASSAGE)
        for location in uris(run_of(verdict)):
            parts = urlsplit(location["uri"])
            assert (parts.scheme, parts.query, parts.fragment) == ("", "", "")
            assert unquote(parts.path) == verdict.report.article(verdict.drafts[0]).source.replace(
                f"{tmp_path}/", ""
            )
            assert location["uriBaseId"] in run_of(verdict)["originalUriBaseIds"]


def test_a_file_outside_of_the_working_folder_has_a_whole_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for file in ("../a b.txt", str(tmp_path / "a b.txt")):
        verdict = checked(Path(file).parent, "a b.txt", PASSAGE)
        for location in uris(run_of(verdict)):
            assert location["uri"] == (tmp_path / "a b.txt").as_uri()
            assert "uriBaseId" not in location


@pytest.mark.parametrize("source", ["stdin", "stdin:3"])
def test_standard_input_is_called_so(source: str) -> None:
    draft = Article(ArticleId("stdin"), PASSAGE, source)
    verdict = reuse.check(draft, [Article(ArticleId("a"), PASSAGE, "a")])
    place = place_of(result_of(verdict))

    assert place["artifactLocation"]["uri"] == "stdin"
    assert place["artifactLocation"]["description"]["text"] == "standard input"
    assert place["region"]["startLine"] == (3 if ":" in source else 1)


def test_the_same_words_twice_are_two_results(tmp_path: Path) -> None:
    verdict = checked(tmp_path, "draft.txt", f"{PASSAGE}\n{PASSAGE}")
    (finding,) = verdict.findings
    again = replace(finding, span=Span(finding.span.start + 1, finding.span.end))
    results = run_of(replace(verdict, findings=(finding, again)))["results"]

    prints = [result["partialFingerprints"] for result in results]
    assert len({each["primaryLocationLineHash"] for each in prints}) == 2
    assert len({each["reuseFinding/v1"] for each in prints}) == 1


def test_edits_elsewhere_keep_what_names_a_result(tmp_path: Path) -> None:
    draft = f"Heard.\n\n{PASSAGE}\n\nEnd."
    first, second = (
        result_of(checked(tmp_path, "draft.txt", text))
        for text in (draft, f"New.\n\n{draft}\nNew.")
    )
    assert first["partialFingerprints"] == second["partialFingerprints"]
    assert place_of(first)["region"]["startLine"] + 2 == place_of(second)["region"]["startLine"]


def test_a_message_links_to_the_published_article_and_to_nothing_else(tmp_path: Path) -> None:
    result = result_of(checked(tmp_path, "draft.txt", PASSAGE))
    text = result["message"]["text"]
    assert "The words also stand in [The Mill Herald (wire)](https://mill.example/a)." in text
    assert text.startswith(
        "A passage of 31 words needs a credit: no credit for these words was found. "
    )
    assert "Put this credit before the sentence: “According to The Mill Herald:”" in text

    run = run_of(hostile_verdict())
    bare = escaped_away(run["results"][0]["message"]["text"])
    assert len(re.findall(r"\[[^\[\]]*\]\(https://x\.example/a%29b%5Bc%5D/[^()\s]*\)", bare)) == 1
    assert bare.count("[") == bare.count("](") == 1
    assert not re.search("[{}\x00-\x1f\u202e]", bare)


def test_a_message_says_that_a_rule_forbids_it() -> None:
    verdict = seeds_verdict()
    ruled = replace(verdict.findings[1], ruling=Ruling("fail", "too much of it", "rule"))
    message = result_of(replace(verdict, findings=(ruled,)))["message"]["text"]
    assert message.startswith("A passage of 71 words may not run as it is: too much of it. ")


def test_a_published_file_is_where_the_message_links_to(tmp_path: Path) -> None:
    wire = Article(ArticleId("wire"), f"Heard.\n\n{PASSAGE}", "wire/a.txt", first_line=3)
    result = result_of(reuse.check(PASSAGE, [wire]))

    (related,) = result["relatedLocations"]
    assert f"]({related['id']})" in result["message"]["text"]
    assert related["physicalLocation"]["region"]["startLine"] == 5


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "/story", ""])
def test_a_message_links_to_nothing_but_the_web(url: str) -> None:
    wire = Article(ArticleId("wire"), PASSAGE, "wire.txt", url=url)
    said = result_of(reuse.check(PASSAGE, [wire]))["message"]["text"]
    assert "The words also stand in wire. " in said
    assert "](" not in said


def test_an_archived_article_is_named_without_a_place(tmp_path: Path) -> None:
    wire = Article(ArticleId("wire"), f"Heard.\n\n{PASSAGE}", "wire/a.txt", first_line=1)
    with reuse.open_archive(tmp_path / "a.reuse") as archive:
        archive.add([wire])
        verdict = reuse.check(PASSAGE, archive)

    result = result_of(verdict)
    assert result["relatedLocations"] == []
    assert "The words also stand in wire. " in result["message"]["text"]
    assert all(render_verdict(verdict, name) for name in ("csv", "junit"))


def test_what_is_let_pass_is_suppressed_or_not_new() -> None:
    run = run_of(waived_verdict())
    waived, known, new = run["results"]

    assert waived["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "[agreed](x) by phone (Desk, until 2099-01-01)",
        }
    ]
    assert [result["suppressions"] for result in (known, new)] == [[], []]
    states = [result["baselineState"] for result in (waived, known, new)]
    assert states == ["new", "unchanged", "new"]
    assert [result["level"] for result in (waived, known, new)] == ["note", "note", "error"]
    assert waived["message"]["text"].startswith(
        "A passage of 14 words is waived: waived by Desk (otherwise: no credit"
    )
    assert waived["properties"]["otherwise"] == "fail"
    (remark,) = run["invocations"][0]["toolExecutionNotifications"]
    assert remark["message"]["text"].startswith("1 waiver of the policy has expired")


def test_without_a_baseline_nothing_is_called_new() -> None:
    assert not [r for r in run_of(seeds_verdict())["results"] if "baselineState" in r]


def test_a_baseline_of_which_nothing_is_left_makes_all_findings_new() -> None:
    results = run_of(replace(seeds_verdict(), resolved=2))["results"]
    assert [result["baselineState"] for result in results] == ["new"] * 3


def test_what_was_not_read_is_a_notification() -> None:
    verdict = clean_verdict()
    skipped = tuple(Skipped(f"wire/{n:05}.bin", "not text: binary data") for n in range(1_200))
    report = replace(verdict.report, skipped=skipped, notes=("Thinned.",))
    (invocation,) = run_of(replace(verdict, report=report))["invocations"]

    told = invocation["toolExecutionNotifications"]
    assert len(told) == 1_002
    assert told[0]["level"] == "warning"
    assert (
        told[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "wire/00000.bin"
    )
    assert told[-2]["message"]["text"] == "Thinned."
    assert told[-1]["message"]["text"].startswith("200 more inputs")


def test_of_more_results_than_a_host_takes_the_weightiest_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    run = run_of(seeds_verdict())

    assert [result["level"] for result in run["results"]] == ["error", "error"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("1 more finding of less weight left out")


def test_of_too_many_results_those_that_are_kept_stay_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verdict = seeds_verdict()
    rulings = [Ruling("warn", "one"), Ruling("tell", "two"), Ruling("fail", "three")]
    findings = [replace(f, ruling=r) for f, r in zip(verdict.findings, rulings, strict=True)]
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    results = run_of(replace(verdict, findings=tuple(findings)))["results"]
    assert [result["level"] for result in results] == ["warning", "error"]


def test_equal_verdicts_are_equal_files(tmp_path: Path) -> None:
    first, second = (render_verdict(seeds_verdict(), "sarif") for _ in range(2))
    assert first == second
    assert str(Path.home()) not in first


def test_foreign_brackets_and_braces_are_escaped() -> None:
    assert plain("a [b](c) {0} \\ d\ne") == "a \\[b\\](c) {{0}} \\\\ d e"
