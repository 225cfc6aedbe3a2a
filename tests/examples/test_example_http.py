"""The curl line and the Python client, as a newsroom runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from canned import Canned
from newsroom import COPY, CREDIT, OWN, PASSAGE, TOKEN
from reuse_check import NotChecked, check_draft, lines_of
from served import Served

EXAMPLES = Path(__file__).parents[2] / "examples"
CLIENT = EXAMPLES / "http" / "reuse_check.py"


def curl_line() -> str:
    said = (EXAMPLES / "http" / "README.md").read_text("utf-8")
    found = re.search(r"<!-- command: curl -->\n```sh\n(.*?)```", said, re.DOTALL)
    assert found is not None
    return found[1]


def run_client(
    *arguments: str, words: str = "", token: str = TOKEN
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(CLIENT), *arguments],
        input=words,
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "REUSE_TOKEN": token},
        timeout=60,
    )


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
@pytest.mark.parametrize(("token", "status"), [(TOKEN, 0), ("not-the-right-token", 22)])
def test_the_curl_line_gives_a_verdict_or_a_status(
    service: Served, tmp_path: Path, *, token: str, status: int
) -> None:
    (tmp_path / "draft.txt").write_text(COPY, "utf-8")
    line = curl_line().replace("http://127.0.0.1:8765/", service.address)
    environment = {**os.environ, "REUSE_TOKEN": token}
    done = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=environment,
        timeout=60,
    )
    assert done.returncode == status, done.stderr
    answer = json.loads(done.stdout)
    if status:
        assert "token" in answer["detail"]
    else:
        assert answer["decision"] == "fail"
        assert [finding["text"] for finding in answer["findings"]] == [PASSAGE]


def test_the_module_gives_the_verdict(service: Served) -> None:
    verdict = check_draft(COPY, service.address, token=TOKEN, metadata={"outlet": "The Lamp"})
    (finding,) = verdict["findings"]
    assert COPY[finding["start"] : finding["end"]] == PASSAGE
    assert finding["fix"]["credit"] == CREDIT
    mended = COPY.replace(PASSAGE, f"{CREDIT} “{PASSAGE}”")
    assert check_draft(mended, service.address, token=TOKEN)["decision"] != "fail"


def test_the_command_prints_the_findings_and_fails(service: Served, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(COPY, "utf-8")
    done = run_client(str(draft), "--url", service.address, "--outlet", "The Lamp")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Not ready: 1 needs a credit.\n")
    assert "line 3, column 1: needs a credit" in done.stdout
    assert PASSAGE in done.stdout
    assert f"Put this credit before the sentence. {CREDIT}" in done.stdout


def test_several_findings_are_told_in_the_plural() -> None:
    verdict = {"counts": {"fail": 2, "warn": 1, "tell": 3}, "decision": "fail", "findings": []}
    (line,) = lines_of(verdict)
    assert line == "Not ready: 2 need a credit, 1 needs a look, 3 pass."


def test_the_command_passes_what_is_new(service: Served) -> None:
    done = run_client("-", "--url", service.address, words=OWN)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Nothing to do: nothing was found.\n"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "wants a token"),
        (413, "too large"),
        (422, "What the service says."),
        (503, "What the service says. Try again in 7 seconds."),
        (504, "took too long"),
        (500, "What the service says."),
        (307, "What the service says."),
        (301, "What the service says."),
    ],
)
def test_what_is_no_verdict_is_told_and_passes_nothing(
    canned: Canned, *, status: int, said: str
) -> None:
    done = run_client("-", "--url", f"{canned.address}/{status}", words=OWN)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("The draft was not checked.")
    assert said in done.stderr
    # A redirect is not followed: the token went to one place.
    assert [path for path, _, _ in canned.asked] == [f"/{status}/check"]
    with pytest.raises(NotChecked) as caught:
        check_draft(OWN, f"{canned.address}/{status}")
    assert (caught.value.status, caught.value.request_id) == (status, "r-1")


@pytest.mark.parametrize("content", [[], "pass", {}, {"schema": "reuse.verdict/1"}])
def test_what_only_looks_like_a_verdict_is_none(canned: Canned, content: object) -> None:
    with pytest.raises(NotChecked, match="not reuse"):
        check_draft(OWN, canned.answer("other", content))


def test_what_is_not_json_is_no_verdict(canned: Canned) -> None:
    canned.answers["page"] = b"<html>a proxy says hello"
    with pytest.raises(NotChecked, match="as expected"):
        check_draft(OWN, f"{canned.address}/page")


def test_a_service_that_does_not_answer_is_not_waited_for(canned: Canned) -> None:
    with pytest.raises(NotChecked, match=r"within 0\.2 seconds"):
        check_draft(OWN, f"{canned.address}/never", timeout_seconds=0.2)


def test_a_service_that_is_not_there_is_told() -> None:
    done = run_client("-", "--url", "http://127.0.0.1:9", words=OWN)
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/", "newsroom"])
def test_only_the_web_is_asked(address: str) -> None:
    with pytest.raises(NotChecked, match="no http or https address"):
        check_draft(OWN, address)


def test_a_draft_that_cannot_be_read_is_not_checked(tmp_path: Path) -> None:
    done = run_client(str(tmp_path / "none.txt"))
    assert done.returncode == 3
    assert "cannot be read" in done.stderr


def test_a_terminal_obeys_no_word_of_a_finding() -> None:
    verdict = {
        "decision": "warn",
        "counts": {"fail": 0, "warn": 1, "tell": 0},
        "findings": [
            {
                "decision": "warn",
                "reason": "a\x1b[2J\nreason",
                "text": "words\x1b]0;title\x07 of\u202e others",
                "lines": {"start": {"line": 1, "column": 1}},
                "origin": {"outlet": "RT\r", "confidence": "certain"},
                "fix": {"steps": [{"kind": "credit", "words": "Put it.\x9b"}], "credit": "By\x1b"},
            }
        ],
    }
    assert all(line.isprintable() for line in lines_of(verdict))
