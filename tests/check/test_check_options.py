"""`reuse check` with a policy and a baseline: what is asked, what comes out, by which status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from passages import PASSAGE


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a draft that copies, and what it copies."""
    (tmp_path / "draft.txt").write_text(f"Good morning.\n\n{PASSAGE}\n\nGoodbye.\n")
    wire = {"id": "a", "outlet": "The Mill Herald", "text": f"{PASSAGE}\n\nSo much for today."}
    (tmp_path / "wire.jsonl").write_text(json.dumps(wire))
    return tmp_path


def ran(folder: Path, *options: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "reuse", "check", "draft.txt", "--against", "wire.jsonl", *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def fingerprint(folder: Path) -> str:
    _, out, _ = ran(folder, "--format", "json")
    (finding,) = json.loads(out)["findings"]
    return str(finding["fingerprint"])


def test_a_waiver_in_the_settings_file_lets_a_draft_pass(desk: Path) -> None:
    assert ran(desk)[0] == 1
    waiver = f"""min_words = 11
[[policy.waivers]]
fingerprint = "{fingerprint(desk)}"
reason = "leave of the Herald"
author = "Ana"
expires = 9999-12-31
"""
    (desk / "reuse.toml").write_text(waiver)
    status, out, _ = ran(desk)
    assert status == 0
    assert "waived by Ana until 9999-12-31: leave of the Herald" in " ".join(out.split())

    (desk / "strict.toml").write_text("[policy]\n")
    assert ran(desk, "--policy", "strict.toml")[0] == 1
    assert ran(desk, "--settings", "strict.toml")[0] == 1


def test_a_baseline_is_written_with_status_0_and_only_new_findings_fail(desk: Path) -> None:
    status, out, err = ran(desk, "--write-baseline", "known.json")
    assert (status, err) == (
        0,
        "Baseline: known.json holds 1 finding, which --baseline known.json lets pass from now on\n",
    )
    assert out.startswith("Nothing to do: 1 passage of draft.txt passes (1 known before).")

    (desk / "draft.txt").write_text(f"Other words. Good morning.\n\nAnd more.\n\n{PASSAGE}\n")
    assert ran(desk, "--baseline", "known.json")[0] == 0
    (desk / "draft.txt").write_text(PASSAGE.replace("eleven", "a dozen"))
    status, out, _ = ran(desk, "--baseline", "known.json")
    assert status == 1
    assert "1 finding of the baseline no longer" in out
    both = ("--baseline", "known.json", "--write-baseline", "known.json", "--quiet")
    assert ran(desk, *both)[::2] == (0, "")
    assert ran(desk, "--baseline", "known.json")[0] == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--policy nowhere.toml", "cannot read nowhere.toml"),
        ("--policy reuse.toml", "reuse.toml:2: policy.owner is unknown (known: group,"),
        ("", "reuse.toml:2: policy.owner is unknown"),
        ("--policy empty.toml", "empty.toml has no table [policy]"),
        ("--policy empty.toml -o empty.toml", "has no table"),
        ("--policy good.toml -o good.toml", "good.toml is an input and would be overwritten"),
        ("--policy good.toml --baseline wire.jsonl", "wire.jsonl is no baseline"),
        ("--policy good.toml --baseline nowhere.json", "cannot read baseline nowhere.json"),
        ("--policy good.toml --write-baseline draft.txt", "draft.txt is no baseline"),
        ("--policy good.toml --write-baseline -", "--write-baseline takes a path"),
        ("--policy good.toml --write-baseline x -o x", "x cannot be two outputs at once"),
        ("--policy good.toml --baseline old.json -o old.json", "old.json is an input"),
        ("--policy deep.toml", "deep.toml:2: a key of more than 50 dots"),
        ("--policy spaced.toml", "spaced.toml:2: a key of more than 50 dots"),
        ("--policy quoted.toml", "quoted.toml:2: a key of more than 50 dots"),
        ("--policy pipe", "pipe is a named pipe, and not a file"),
        ("--policy large.toml", "cannot read large.toml: larger than 10 MB"),
        ("--policy good.toml --baseline pipe", "baseline pipe: it is a named pipe"),
    ],
)
def test_bad_calls_are_one_clear_line(desk: Path, options: str, words: str) -> None:
    (desk / "reuse.toml").write_text("[policy]\nowner = 'X'\n")
    (desk / "good.toml").write_text("[policy]\n")
    (desk / "empty.toml").write_text("")
    (desk / "large.toml").write_text("#" * 10_000_001)
    (desk / "deep.toml").write_text("[policy]\n" + "a." * 50_000 + "b = 1\n")
    (desk / "spaced.toml").write_text("[policy]\n" + f"a{' ' * 10}.{' ' * 10}" * 8_000 + "b = 1\n")
    long = f'"{"a" * 100}"."\\"".'
    (desk / "quoted.toml").write_text("[policy]\n" + long * 30 + "b = 1\n")
    (desk / "old.json").write_text('{"schema": "reuse.baseline/1", "findings": []}')
    before = {path: path.read_bytes() for path in desk.iterdir()}
    os.mkfifo(desk / "pipe")

    status, out, err = ran(desk, *options.split())

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    after = {path: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    assert after == before


def test_a_pipe_that_nobody_opened_is_refused_and_not_waited_for(desk: Path) -> None:
    os.mkfifo(desk / "pipe.txt")
    status, _, err = ran(desk, "pipe.txt")
    assert status == 3
    assert "1 draft could not be read: pipe.txt: a named pipe, and not a file" in err
    status, out, _ = ran(desk, "--against", "pipe.txt")
    assert status == 1
    assert "- pipe.txt: a named pipe, and not a file" in out


def test_what_is_wrong_in_a_policy_that_a_shell_has_opened_is_told_with_its_line(
    desk: Path,
) -> None:
    check = f"{sys.executable} -m reuse check --against wire.jsonl draft.txt --policy"
    line = f"{check} <(printf '\\n\\n\\n[policy]\\nowner = 1\\n')"
    done = subprocess.run(["bash", "-c", line], cwd=desk, capture_output=True, check=False)
    assert done.returncode == 2
    assert b":5: policy.owner is unknown" in done.stderr


def test_a_draft_may_be_what_a_shell_has_opened(desk: Path) -> None:
    check = f"{sys.executable} -m reuse check --against wire.jsonl"
    for line in (f"{check} <(cat draft.txt)", f"{check} /dev/stdin < draft.txt"):
        done = subprocess.run(["bash", "-c", line], cwd=desk, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("option", ["--archive", "--policy", "--baseline"])
def test_an_option_that_takes_one_file_is_not_given_two(desk: Path, option: str) -> None:
    status, _, told = ran(desk, option, "a", option, "b")
    assert status == 2
    assert f"Invalid value for '{option}': it was given 2 times, and takes one." in told
