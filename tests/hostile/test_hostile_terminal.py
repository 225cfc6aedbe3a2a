"""No word of an input reaches a terminal as an order: no escape code, no override, no line."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fuzz_laws as laws
import pytest
from planted import EVIL, EVIL_LINE, Ran, planted_archive, planted_folder, run

Run = Callable[..., Ran]
# What click and rich send of themselves to draw a bar and to hide the cursor.
# A message that nobody sent, and commands to a service that runs jobs.
_FORGED = ("Forged", "::")
_ANYWHERE = ("##[", "##vso[")
_OWN = (b"\r", b"\x1b[?25l", b"\x1b[?25h", b"\x1b[K")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_folder(tmp_path_factory.mktemp("planted") / "in")


@pytest.fixture(scope="module", params=[True, False], ids=["text", "no text"])
def archive(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    return planted_archive(tmp_path_factory.mktemp("held") / "a.reuse", has_text=request.param)


@pytest.fixture(params=["plain", "drawn"])
def ran(
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> Run:
    monkeypatch.chdir(tmp_path)
    if request.param == "drawn":
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "100")

    def harmless(*arguments: object) -> Ran:
        done = run(monkeypatch, capfdbinary, *map(str, arguments))
        assert "Traceback" not in done.err
        for said in (done.out, done.err):
            laws.plain(said)
            lines = (laws.OWN_ORDERS.sub("", line).strip() for line in said.splitlines())
            assert [line for line in lines if line.startswith(_FORGED)] == []
            assert not any(order in said for order in _ANYWHERE)
        return done

    return harmless


def test_a_scan_of_hostile_words_and_names_sends_no_order(ran: Run, folder: Path) -> None:
    done = ran("scan", folder, "--no-report")
    assert done.status == 0
    assert "passage" in done.out
    assert "\\x1b" in done.out


def test_a_comparison_of_hostile_texts_sends_no_order(ran: Run, folder: Path) -> None:
    first, *_ = [path for path in folder.iterdir() if path.name.startswith("n")]
    done = ran("compare", first, folder / "front.md")
    assert done.status == 0
    assert "\\x1b" in done.out


@pytest.mark.parametrize("draft", ["front.md", "page.html", "n"])
def test_a_check_of_hostile_drafts_sends_no_order(ran: Run, folder: Path, draft: str) -> None:
    file = next(path for path in sorted(folder.iterdir()) if path.name.startswith(draft))
    done = ran("check", file, "--against", folder, "--report", "r.html")
    assert done.status in {0, 1}
    assert "\\x1b" in done.out


def test_a_check_against_a_hostile_archive_sends_no_order(
    ran: Run, folder: Path, archive: Path
) -> None:
    draft = next(path for path in folder.iterdir() if path.name.startswith("n"))
    done = ran("check", draft, "--archive", archive)
    assert done.status == 1
    assert "\\x1b" in done.out


def test_what_is_told_of_a_hostile_archive_sends_no_order(ran: Run, archive: Path) -> None:
    listed = ran("archive", "list", archive)
    assert listed.out.count("\n") == 2
    assert [line.count("\t") for line in listed.out.splitlines()] == [3, 3]
    assert ran("archive", "list", archive, "--format", "json").out.isascii()
    assert ran("archive", "stats", archive).status == 0
    assert ran("archive", "verify", archive, "--canaries", "2").status == 0
    assert ran("archive", "remove", archive, EVIL_LINE).status == 3


def test_what_is_added_to_an_archive_sends_no_order(ran: Run, folder: Path) -> None:
    done = ran("archive", "add", "a.reuse", folder)
    assert done.status == 0
    assert "Skipped" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("scan", EVIL_LINE),
        ("scan", "--format", EVIL, "x"),
        ("scan", f"--{EVIL}", "x"),
        (EVIL_LINE,),
        ("scan", ".", "--pick", EVIL_LINE, "--no-report"),
        ("scan", ".", "--settings", EVIL_LINE),
        ("scan", ".", "--min-words", EVIL_LINE),
        ("scan", ".", "-o", f"{EVIL_LINE}/x"),
        ("scan", ".", "--report", f"a.txt/{EVIL_LINE}"),
        ("compare", "a.txt", EVIL_LINE),
        ("check", EVIL_LINE, "--against", "."),
        ("check", "a.txt", "--against", EVIL_LINE),
        ("check", "a.txt", "--archive", EVIL_LINE),
        ("check", "a.txt", "--against", ".", "--policy", EVIL_LINE),
        ("check", "a.txt", "--against", ".", "--baseline", EVIL_LINE),
        ("archive", "list", EVIL_LINE),
        ("archive", "list", EVIL_LINE + "/x"),
        ("archive", EVIL_LINE),
        ("archive", "add", EVIL_LINE + "/x", "a.txt"),
        ("serve", "--archive", EVIL_LINE),
        ("serve", "--archive", "x", "--allow-origin", EVIL_LINE),
        ("serve", "--archive", "x", "--token-file", EVIL_LINE),
        ("serve", "--archive", "x", "--host", EVIL_LINE),
    ],
)
def test_wrong_usage_that_quotes_hostile_words_sends_no_order(
    ran: Run, words: tuple[str, ...]
) -> None:
    Path("a.txt").write_text("Some words of an article that nobody else has.", "utf-8")
    done = ran(*words)
    assert done.status in {2, 3}
    assert done.err


_TOML = EVIL.replace("\x7f", "")


@pytest.mark.parametrize(
    "content",
    [
        f"[{_TOML}]",
        '"\\u001b[31m\\nForged: x" = 1',
        'min_words = "\\u001b[31m\\nForged: x"',
        '[read.fields]\ntext = "\\u001b[31m\\n::error::"\nid = "\\u001b[31m\\n::error::"',
        '[policy]\n"\\u001b[31m\\n::error::" = 1',
        '[policy]\noutlet = "\\u001b\\n::error::"\ngroup = 5',
        '[[policy.rules]]\nnature = ["\\u001b[31m\\n::error::"]\ndecision = "fail"',
        '[[policy.waivers]]\nfingerprint = "\\u001b\\n::error::"\nreason = "x"\nauthor = "y"\n'
        "expires = 2027-01-01",
    ],
)
def test_settings_and_policies_of_hostile_words_send_no_order(ran: Run, content: str) -> None:
    Path("reuse.toml").write_text(content, "utf-8", newline="")
    Path("a.txt").write_text("Some words of an article that nobody else has.", "utf-8")
    Path("b.txt").write_text("Other words.", "utf-8")
    done = ran("check", "a.txt", "--against", "b.txt")
    assert done.status in {0, 2}


def test_reasons_of_policy_and_waivers_send_no_order(ran: Run, folder: Path) -> None:
    said = '"\\u001b[31m\\u009b2J\\u202e\\n::error::x"'
    Path("reuse.toml").write_text(
        f"[policy]\noutlet = {said}\n[[policy.licences]]\noutlet = {said}\ncredit = {said}\n"
        f'[[policy.rules]]\nmin_words = 1\ndecision = "fail"\nreason = {said}\n'
        f'[[policy.waivers]]\nfingerprint = "190f2ee30a71d367"\nreason = {said}\n'
        f"author = {said}\nexpires = 2020-01-01\n",
        "utf-8",
    )
    done = ran("check", folder / "front.md", "--against", folder)
    assert done.status == 1
    assert "\\x1b" in done.out


@pytest.mark.parametrize("content", [f'{{"{EVIL}', '{"schema": "\\u001b[31m\\n::error::"}', EVIL])
def test_a_baseline_of_hostile_words_sends_no_order(ran: Run, folder: Path, content: str) -> None:
    Path("known.json").write_text(content, "utf-8", newline="")
    done = ran("check", folder / "front.md", "--against", folder, "--baseline", "known.json")
    assert done.status == 2


def test_a_terminal_gets_no_order_of_an_article(folder: Path, tmp_path: Path) -> None:
    """The whole program in a pseudo-terminal, its bar and its colours included."""
    here, there = pty.openpty()
    command = [sys.executable, "-m", "reuse", "scan", str(folder), "--no-report"]
    environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(Path(laws.__file__).parents[1])}
    process = subprocess.Popen(
        command, stdin=there, stdout=there, stderr=there, cwd=tmp_path, env=environment
    )
    os.close(there)
    said = b""
    try:
        while part := os.read(here, 65_536):
            said += part
    except OSError:  # the other end is closed: Linux says so by an error
        pass
    os.close(here)
    assert process.wait() == 0
    for own in _OWN:
        said = said.replace(own, b"")
    assert b"\x1b[" in said  # it was drawn
    laws.plain(said.decode())
