"""Each draft is judged as though it were alone, and what its text states is not its outlet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from passages import PASSAGE

import reuse
from reuse.archive import open_archive
from reuse.check import check_sources
from reuse.check.drafts import own_among
from reuse.check.policy import Policy
from reuse.model import Article, ArticleId, Provenance
from reuse.settings import Settings
from reuse.verdict import Verdict

OTHER = "A marching band of forty geese crossed the square at noon, and the mayor saluted them."
WIRE = Article(ArticleId("wire"), f"LEDBURY - {PASSAGE}", "wire.txt", outlet="Coast Wire")


def draft(name: str, text: str, outlet: str | None = None) -> Article:
    return Article(ArticleId(name), text, f"{name}.txt", outlet=outlet)


def of(verdict: Verdict, name: str) -> list[tuple[str, str | None, str]]:
    found = [f for f in verdict.findings if f.draft == name]
    return [(f.ruling.decision, f.origin.outlet, f.fix.credit or "") for f in found]


def test_what_another_draft_says_of_its_source_changes_nothing(tmp_path: Path) -> None:
    plain = draft("plain", f"{OTHER}\n\n{PASSAGE}")
    others = [draft(f"d{n}", f"Reuters reports:\n\n{PASSAGE}") for n in range(3)]
    alone, beside = reuse.check(plain, [WIRE]), reuse.check([plain, *others], [WIRE])
    assert of(alone, "plain")
    assert of(beside, "plain") == of(alone, "plain")
    with open_archive(tmp_path / "a.reuse") as archive:
        archive.add([WIRE])
        assert of(reuse.check([plain, *others], archive), "plain") == of(alone, "plain")


@pytest.mark.parametrize("is_archived", [False, True])
def test_a_published_draft_is_left_out_for_itself_alone(tmp_path: Path, is_archived: bool) -> None:
    wire, copy = tmp_path / "wire.txt", tmp_path / "copy.txt"
    wire.write_text(f"LEDBURY - {PASSAGE}\n")
    copy.write_text(f"{OTHER}\n\n{PASSAGE}\n")
    against: object = [wire, copy]
    if is_archived:
        archive = open_archive(tmp_path / "a.reuse")
        archive.add(reuse.read([wire, copy]))
        against = archive
    verdict = check_sources([wire, copy], against)  # type: ignore[arg-type]  # one of two kinds
    assert {f.draft for f in verdict.findings} == set(verdict.drafts)
    assert sum("the draft itself" in note for note in verdict.notes) == 2


@pytest.mark.parametrize("source", ["stdin", "stdin:3", "a\ufffdb.txt"])
def test_what_no_path_leads_back_to_is_never_taken_for_the_draft_itself(source: str) -> None:
    read = replace(WIRE, source=source)
    assert own_among(read, [read], settings=Settings()) == []
    assert own_among(replace(WIRE, source="./wire.txt"), [WIRE, read], settings=Settings()) == [
        WIRE
    ]
    assert own_among(replace(WIRE, text="Another."), [WIRE], settings=Settings()) == []


def test_of_several_drafts_the_one_that_was_compared_with_most_says_with_how_many(
    tmp_path: Path,
) -> None:
    wire, copy, geese = (tmp_path / f"{name}.txt" for name in ("wire", "copy", "geese"))
    wire.write_text(f"LEDBURY - {PASSAGE}\n")
    copy.write_text(f"{OTHER}\n\n{PASSAGE}\n")
    geese.write_text(f"{OTHER}\n")
    assert check_sources([wire], [wire, geese]).compared == 1
    assert check_sources([wire, copy], [wire, geese]).compared == 2


@pytest.mark.parametrize("basis", ["dateline", "copyright"])
def test_a_pasted_article_is_not_of_the_outlet_that_its_text_names(basis: str) -> None:
    pasted = replace(
        draft("pasted", WIRE.text, outlet="Coast Wire"),
        provenance=(Provenance("outlet", basis),),  # type: ignore[arg-type]  # one of its words
    )
    assert reuse.check(pasted, [WIRE]).decision == "fail"
    recorded = replace(pasted, provenance=(Provenance("outlet", "record"),))
    assert reuse.check(recorded, [WIRE]).decision == "pass"
    policy = Policy(outlet="Coast Wire")
    assert reuse.check(pasted, [WIRE], policy=policy).decision == "pass"


@pytest.mark.parametrize(
    ("policy", "decision"),
    [
        (Policy(), "pass"),
        (Policy(outlet="The Mill Herald"), "fail"),
        (Policy(outlet="The Mill Herald", group=("The Mill Weekly",)), "fail"),
        (Policy(outlet="The Mill Herald", group=("Coast Wire",)), "pass"),
        (Policy(outlet="Coast Wire"), "pass"),
    ],
    ids=range(5),
)
@pytest.mark.parametrize("basis", ["front-matter", "record", "sidecar"])
def test_a_draft_does_not_say_itself_that_it_is_of_another_house_than_the_policy(
    basis: str, policy: Policy, decision: str
) -> None:
    pasted = replace(
        draft("pasted", WIRE.text, outlet="Coast Wire"),
        provenance=(Provenance("outlet", basis),),  # type: ignore[arg-type]  # one of its words
    )
    assert reuse.check(pasted, [WIRE], policy=policy).decision == decision


def test_a_credit_that_nothing_else_speaks_for_is_to_be_looked_at() -> None:
    false = draft("false", f"{OTHER}\n\nThe Guardian reports: “{PASSAGE}”")
    (finding,) = reuse.check(false, [replace(WIRE, outlet=None, text=PASSAGE)]).findings
    assert finding.ruling.decision == "warn"
    assert "nothing here shows that it wrote these words" in finding.ruling.reason
