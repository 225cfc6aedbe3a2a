"""The selftest: it says what is found, and names what is not."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fault_articles import made_articles

from reuse.cli import main
from reuse.errors import NothingToRead
from reuse.model import Article, ArticleId, Report, Span
from reuse.proof import Proof
from reuse.report.selftest import render_proof
from reuse.scan import scan
from reuse.selftest import disguises, selftest
from reuse.selftest.disguises import DISGUISES, Disguised
from reuse.selftest.judging import Reported
from reuse.settings import Settings

CLEAN = [
    replace(made_articles(1, seed=seed, length=140)[0], id=ArticleId(f"a{seed}"))
    for seed in range(8)
]


def ran(*arguments: str) -> tuple[int, str, str]:
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["reuse", "selftest", "--quiet", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    out.seek(0)
    return int(ended.value.code or 0), out.read(), err.getvalue()


@pytest.fixture
def without_disguises(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plants without what is not read yet."""
    monkeypatch.setattr("reuse.selftest.plants.DISGUISES", {"case": DISGUISES["case"]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, article in enumerate(CLEAN):
        (tmp_path / f"{number}.txt").write_text(article.text, "utf-8")
    return tmp_path


def losing(least: int) -> Any:
    """A scan that loses every match of that many words and more."""

    def lossy(*args: Any, **kwargs: Any) -> Report:
        report = scan(*args, **kwargs)
        kept = tuple(m for m in report.matches if m.words < least)
        return replace(report, matches=kept)

    return lossy


@pytest.mark.usefixtures("without_disguises")
def test_every_verbatim_run_is_found_and_the_guarantee_held() -> None:
    proof = selftest(CLEAN, plants=40)
    verbatim = proof.of(lambda t: t.asked.way == "verbatim")
    assert len(verbatim) >= 8
    assert all(trial.is_found for trial in verbatim)
    assert proof.runs >= len(verbatim) / 2
    assert proof.is_held
    assert proof.overlap is not None
    assert proof.overlap > 0.9


@pytest.mark.usefixtures("without_disguises")
def test_a_match_that_is_lost_is_named_with_its_words(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr("reuse.selftest.scan", losing(30))
    status, said, _ = ran(str(folder), "--plants", "30")
    assert status == 1
    assert "DID NOT HOLD" in said
    status, said, _ = ran(str(folder), "--plants", "30", "--format", "json")
    told = json.loads(said)
    assert status == 1
    assert told["held"] is False
    assert told["lost"]
    for run in told["lost"]:
        source = (folder / run["source"]["article"]).read_text("utf-8")
        assert source[run["source"]["start"] : run["source"]["end"]] == run["text"]
        assert run["words"] >= 12
    assert {trial["words"] for trial in told["missed"]} <= {30, 50, 100}


@pytest.mark.usefixtures("without_disguises")
def test_what_matches_and_stands_in_no_passage_of_the_report_is_not_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hiding(*args: Any, **kwargs: Any) -> Report:
        return replace(scan(*args, **kwargs), families=(), lineages=())

    monkeypatch.setattr("reuse.selftest.scan", hiding)
    proof = selftest(CLEAN, plants=12)
    assert not proof.lost
    assert proof.missed
    assert not proof.is_held
    assert "in no passage of the report" in render_proof(proof, "text")


def test_places_that_a_report_calls_disguised_are_told() -> None:
    report = scan(CLEAN[:2])
    told = SimpleNamespace(article=ArticleId("a0"), span=Span(4, 9), kind="case")
    with_disguises = SimpleNamespace(matches=(), families=(), disguises=(told,))
    reported = Reported(cast(Report, with_disguises))
    places = [Span(0, 3), Span(8, 12), Span(9, 10), Span(5, 6)]
    assert reported.told(ArticleId("a0"), places) == 0.5
    assert reported.told(ArticleId("a1"), places) == 0
    assert Reported(report).told(ArticleId("a0"), places) == 0


def test_a_disguise_that_is_not_read_is_told_as_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def rot13(text: str, draw: object) -> Disguised:
        alphabet = "abcdefghijklmnopqrstuvwxyz"
        turned = text.lower().translate(str.maketrans(alphabet, alphabet[13:] + alphabet[:13]))
        return Disguised(turned, (disguises.Span(0, len(turned)),))

    only = {"rot13": rot13}
    monkeypatch.setattr("reuse.selftest.plants.DISGUISES", only)
    monkeypatch.setattr("reuse.selftest.DISGUISES", only)
    proof = selftest(CLEAN, plants=12)
    assert not proof.is_held
    assert not proof.lost
    assert {trial.asked.name for trial in proof.missed} == {"rot13"}
    said = render_proof(proof, "text")
    assert "The guarantee held for words as they are, and NOT FOR ALL IN DISGUISE:" in said
    tried = sum(tally.tried for tally in proof.disguised().values())
    rows = [line.split() for line in said.splitlines() if line.startswith("rot13")]
    assert rows == [["rot13", f"0/{tried}", f"0/{tried}"]]


def test_a_disguise_that_no_article_can_have_does_not_apply() -> None:
    proof = selftest(CLEAN, plants=90)
    assert "vowel marks" in proof.not_applicable
    line = next(x for x in render_proof(proof, "text").splitlines() if x.startswith("vowel marks"))
    assert line.endswith("does not apply")


def test_equal_seeds_plant_alike_in_any_order_and_others_otherwise() -> None:
    one = render_proof(selftest(CLEAN, plants=8), "json")
    assert render_proof(selftest(CLEAN[::-1], plants=8), "json") == one
    told = [t.text for t in selftest(CLEAN, plants=8, seed=2).trials]
    assert told != [t.text for t in selftest(CLEAN, plants=8).trials]


def test_a_pair_that_shares_something_already_is_not_used() -> None:
    twin = replace(CLEAN[0], id=ArticleId("twin"), text=f"{CLEAN[0].text} {CLEAN[1].text}")
    other = replace(CLEAN[0], id=ArticleId("other"))
    with pytest.raises(NothingToRead, match="nothing can be planted in 2 articles"):
        selftest([twin, other], plants=4)


@pytest.mark.usefixtures("without_disguises")
def test_runs_as_short_as_are_asked_for_are_planted_and_found() -> None:
    proof = selftest(CLEAN, plants=30, settings=Settings(min_words=6))
    assert {t.asked.words for t in proof.trials if t.asked.way == "verbatim"} >= {6}
    assert proof.is_held


def test_of_many_articles_a_sample_is_used() -> None:
    proof = selftest(CLEAN, plants=4, articles=5)
    assert (proof.articles, proof.read) == (5, 8)
    assert "5 articles, a sample of 8" in render_proof(proof, "text")
    assert selftest(CLEAN[::-1], plants=4, articles=5) == proof


def test_articles_that_cannot_be_read_are_told_and_the_rest_is_used(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    status, said, err = ran(str(folder), "--plants", "4", "--format", "json")
    assert status in (0, 1)
    assert [each["source"] for each in json.loads(said)["skipped"]] == [str(folder / "empty.txt")]
    status, said, err = ran(str(folder), "--plants", "4", "--strict")
    assert (status, said) == (3, "")
    assert "empty.txt" in err


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "no article to read"), ("Two words.", "nothing can be planted in 1 article")],
)
def test_nothing_to_read_or_to_plant_is_no_success(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    status, said, err = ran(str(tmp_path))
    assert (status, said) == (3, "")
    assert reason in err


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert ran(str(tmp_path / "none"))[0] == 2


def test_no_file_is_changed(folder: Path) -> None:
    before = {file: file.read_bytes() for file in folder.iterdir()}
    ran(str(folder), "--plants", "4")
    assert {file: file.read_bytes() for file in folder.iterdir()} == before
    status, _, err = ran(str(folder), "-o", str(folder / "0.txt"))
    assert (status, "is an input" in err) == (2, True)
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_text_and_json_say_the_same() -> None:
    proof: Proof = selftest(CLEAN, plants=20)
    told = json.loads(render_proof(proof, "json"))
    assert told["schema"] == "reuse.selftest/1"
    assert sum(row["tried"] for row in told["planted"]) == len(
        proof.of(lambda t: t.asked.way in ("verbatim", "edited"))
    )
    assert told["runs"] == {"shared": proof.runs, "reported": proof.runs - len(proof.lost)}
    assert f"of {proof.runs} runs of 12 words" in render_proof(proof, "text")


def test_without_a_path_articles_are_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reuse.selftest._INVENTED", 2)
    status, said, _ = ran("--plants", "11", "--format", "json")
    assert status in (0, 1)
    told = json.loads(said)
    assert (told["invented"], told["articles"]) == (True, 22)


def test_articles_of_two_languages_give_each_other_nothing() -> None:
    one = Article(ArticleId("de"), CLEAN[0].text, "de", language="de")
    with pytest.raises(NothingToRead):
        selftest([one, replace(CLEAN[1], language="en")], plants=4)
