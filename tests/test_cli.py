"""The command line: what goes where, and how it exits on good and bad input."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
RT, COPY = SEEDS / "001_541f97202361231a.txt", SEEDS / "002_a795fa3c02f38345.txt"

# What a tester's own environment may say; each test says what it wants.
ASK_FOR_COLOUR = {"FORCE_COLOR", "NO_COLOR"}


class Ran:
    """A finished run of the installed command."""

    def __init__(self, *arguments: object, cwd: Path, stdin: bytes = b"") -> None:
        ran = subprocess.run(
            [Path(sys.executable).with_name("reuse"), *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=cwd,
            env={name: value for name, value in os.environ.items() if name not in ASK_FOR_COLOUR},
        )
        self.status = ran.returncode
        self.out, self.err = ran.stdout.decode(), ran.stderr.decode()
        assert "Traceback" not in self.err


def test_scan_prints_a_summary_and_leaves_the_report_on_the_last_line(tmp_path: Path) -> None:
    ran = Ran("scan", SEEDS, cwd=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "3 shared passages" in ran.out
    last = ran.out.splitlines()[-1]
    assert last == "Report: reuse-report/index.html"
    assert "The Telegraph" in (tmp_path / last.removeprefix("Report: ")).read_text("utf-8")


def test_json_on_standard_output_is_only_json(tmp_path: Path) -> None:
    ran = Ran("scan", SEEDS, "--format", "json", "--report", "pages", cwd=tmp_path)
    report = json.loads(ran.out)
    assert report["schema"] == "reuse.report/1"
    assert len(report["families"]) == 3
    assert ran.err == "Report: pages/index.html\n"


def test_two_runs_and_two_jobs_give_equal_bytes(tmp_path: Path) -> None:
    arguments = ("--format", "json", "--no-report")
    first = Ran("scan", SEEDS, *arguments, cwd=tmp_path).out
    assert Ran("scan", *sorted(SEEDS.iterdir())[::-1], *arguments, cwd=tmp_path).out == first
    assert Ran("scan", SEEDS, *arguments, "--jobs", "2", cwd=tmp_path).out == first
    assert list(tmp_path.iterdir()) == []


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    ran = Ran("scan", SEEDS, "--format", "csv", "-o", "out.csv", "--no-report", cwd=tmp_path)
    assert (ran.status, ran.out) == (0, "")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [row["family"] for row in csv.DictReader(file)] == [
            "f1",
            "f1",
            "f2",
            "f2",
            "f3",
            "f3",
        ]


def test_compare_shows_two_columns_and_writes_one_file(tmp_path: Path) -> None:
    ran = Ran("compare", RT, COPY, "--report", "both.html", cwd=tmp_path)
    assert ran.status == 0
    assert "{+being+}" in ran.out
    assert ran.out.splitlines()[-1] == "Report: both.html"
    assert "chopper" in (tmp_path / "both.html").read_text("utf-8")


def test_compare_of_a_file_with_itself_is_one_passage(tmp_path: Path) -> None:
    ran = Ran("compare", RT, RT, "--format", "json", cwd=tmp_path)
    assert [m["kind"] for m in json.loads(ran.out)["matches"]] == ["verbatim"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "mine.txt", RT, "-o", "mine.txt"), "mine.txt is an input and would be"),
        (("compare", RT, "mine.txt", "--report", "mine.txt"), "mine.txt is an input and would be"),
        (("scan", "mine.txt", SEEDS, "-o", "mine.txt"), "mine.txt is an input and would be"),
        (("scan", ".", "-o", "mine.txt", "--no-report"), "mine.txt is an input and would be"),
        (("scan", SEEDS, "--settings", "mine.txt", "-o", "mine.txt"), "mine.txt is an input and"),
        (("compare", RT, COPY, "--report", "-"), "--report takes a path"),
        (("compare", "-", "-"), "standard input is one article"),
    ],
)
def test_outputs_that_would_cost_an_input_are_refused(
    tmp_path: Path, arguments: tuple[object, ...], words: str
) -> None:
    (tmp_path / "mine.txt").write_text("My draft.")
    ran = Ran(*arguments, cwd=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err
    assert (tmp_path / "mine.txt").read_text() == "My draft."
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_compare_leaves_out_is_told_and_strict_refuses_it(tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_text('{"text": "The only record that is one."}\n{"text": \n')
    (tmp_path / "r.txt").write_text("Another text.")
    ran = Ran("compare", "l.jsonl", "r.txt", cwd=tmp_path)
    assert ran.status == 0
    assert ran.err.startswith("Skipped: l.jsonl:2: ")
    quiet = Ran("compare", "l.jsonl", "r.txt", "--format", "json", "--quiet", cwd=tmp_path)
    assert (quiet.status, quiet.err) == (0, "")
    assert [s["source"] for s in json.loads(quiet.out)["skipped"]] == ["l.jsonl:2"]
    strict = Ran("compare", "l.jsonl", "r.txt", "--strict", cwd=tmp_path)
    assert (strict.status, strict.out) == (3, "")
    assert "l.jsonl:2" in strict.err


def test_standard_input_is_an_input(tmp_path: Path) -> None:
    ran = Ran("scan", RT, "-", "--format", "json", "--no-report", cwd=tmp_path,
              stdin=COPY.read_bytes())  # fmt: skip
    assert len(json.loads(ran.out)["families"]) == 2


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["scan"], 2, "Missing argument 'PATH...'"),
        (["scan", "nowhere"], 2, "nowhere"),
        (["scan", "empty"], 3, "no article to read"),
        (["scan", "good.txt", "--min-words", "2"], 2, "--min-words"),
        (["scan", "good.txt", "--format", "xml"], 2, "--format"),
        (["scan", "good.txt", "--engine", "abacus"], 2, "abacus"),
        (["scan", "good.txt", "--min-words", "1000000000"], 2, "--min-words"),
        (["scan", "good.txt", "--jobs", "0"], 2, "--jobs"),
        (["scan", "good.txt", "--jobs", "100000"], 2, "--jobs"),
        (["scan", "good.txt", "--memory", "much"], 2, "'much' is no size"),
        (["scan", "good.txt", "--memory", "63.9M"], 2, "less than 64M"),
        (["scan", "good.txt", "--work", "good.txt"], 2, "--work"),
        (["scan", "good.txt", "--settings", "none.toml"], 2, "none.toml"),
        (["scan", "good.txt", "--settings", "bad.toml"], 2, "align.seed_cosin"),
        (["scan", "good.txt", "--report", "empty/../full"], 2, "full"),
        (["scan", "good.txt", "-o", "no/such/folder/x"], 2, "no/such/folder/x"),
        (["scan", "good.txt", "blank.txt", "--strict"], 3, "blank.txt: empty"),
        (["compare", "good.txt", "nowhere"], 2, "nowhere"),
        (["compare", "good.txt", "blank.txt"], 3, "empty"),
        (["compare", "good.txt", "."], 2, "holds 2 articles; compare takes"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_bad_calls_exit_with_a_clear_line(
    tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "precious.doc").write_text("not a report")
    (tmp_path / "good.txt").write_text("Some words of an article that says little.")
    (tmp_path / "blank.txt").write_text(" \n")
    (tmp_path / "more.txt").write_text("Another article.")
    (tmp_path / "bad.toml").write_text("[align]\nseed_cosin = 1\n")
    ran = Ran(*arguments, cwd=tmp_path)
    assert ran.status == status
    assert words in ran.err
    assert (tmp_path / "full" / "precious.doc").exists()


def test_bad_inputs_are_skipped_with_reasons_and_the_rest_goes_on(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for seed in (RT, COPY):
        (pile / seed.name).write_bytes(seed.read_bytes())
    (pile / "blank.txt").write_text("")
    (pile / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (pile / "undecodable.txt").write_bytes(b"caf\xe9 \xff\xfe\x00 broken \x81\x8d" * 3)
    (pile / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    (pile / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (pile / "one-line.txt").write_text("endless words without any stop " * 340_000)
    (pile / "lines.jsonl").write_text(
        '{"id": "a", "text": "A short record of its own."}\n'
        '{"id": "b", "text": \n'
        '{"id": "a", "text": "Another record that has the same id."}\n'
        '["no", "record"]\n{"id": "c"}\n'
    )
    ran = Ran("scan", pile, "--format", "json", "--no-report", cwd=tmp_path)
    report = json.loads(ran.out)
    assert ran.status == 0
    ids = [article["id"] for article in report["articles"]]
    assert ids == sorted(set(ids))
    assert {"a", "a~2", "one-line.txt", RT.name, COPY.name} <= set(ids)
    reasons = {entry["source"].rsplit("/")[-1]: entry["reason"] for entry in report["skipped"]}
    for name in ("blank.txt", "binary.txt", "dangling.txt", "picture.png", "lines.jsonl:2"):
        assert any(source.endswith(name) for source in reasons), (name, reasons)
    assert len(report["families"]) == 2


@pytest.mark.parametrize(
    ("arguments", "status", "gone"),
    [
        (["scan", SEEDS], 0, "stdout"),
        (["scan", SEEDS, "--format", "json"], 0, "stdout"),
        (["compare", RT, COPY], 0, "stdout"),
        (["--help"], 0, "stdout"),
        (["scan", "nowhere"], 2, "stderr"),
        (["scan"], 2, "stderr"),
    ],
)
def test_a_reader_that_has_gone_changes_nothing(
    tmp_path: Path, arguments: list[object], status: int, gone: str
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, gone: writer}
    command = [Path(sys.executable).with_name("reuse"), *map(str, arguments)]
    ran = subprocess.run(command, check=False, cwd=tmp_path, **streams)
    os.close(writer)
    assert ran.returncode == status
    assert b"Traceback" not in (ran.stderr or b"")
    assert b"BrokenPipe" not in (ran.stderr or b"")
    assert (tmp_path / "reuse-report" / "index.html").exists() == (SEEDS in arguments)


def on_a_terminal(*arguments: object, columns: int, cwd: Path, **environment: str) -> str:
    """What the command writes where standard output is a terminal."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    dropped = {*ASK_FOR_COLOUR, "COLUMNS", "LINES"}
    inherited = {name: value for name, value in os.environ.items() if name not in dropped}
    command = [Path(sys.executable).with_name("reuse"), *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=cwd, stdout=theirs, stderr=subprocess.DEVNULL,
        env={**inherited, "TERM": "xterm", **environment},
    ):  # fmt: skip
        os.close(theirs)
        written = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the last writer has gone
        return b""


def test_a_terminal_gets_a_tree_in_its_width_and_colour_unless_unwanted(tmp_path: Path) -> None:
    scan = ("scan", SEEDS, "--no-report")
    painted = on_a_terminal(*scan, columns=70, cwd=tmp_path)
    assert "\x1b[1mORIGIN" in painted
    plain = on_a_terminal(*scan, columns=70, cwd=tmp_path, NO_COLOR="1")
    assert "\x1b" not in plain
    assert "├── Blaze Media" in plain
    assert 60 < max(map(len, plain.splitlines())) <= 70
    assert on_a_terminal(*scan, columns=70, cwd=tmp_path, NO_COLOR="") == painted


def test_compare_shows_changes_in_colour_on_a_terminal(tmp_path: Path) -> None:
    text = on_a_terminal("compare", RT, COPY, columns=90, cwd=tmp_path)
    assert "\x1b[1;32m{+being+}" in text


def test_what_is_no_terminal_gets_plain_text(tmp_path: Path) -> None:
    scan = ("scan", SEEDS, "--no-report")
    piped = Ran(*scan, cwd=tmp_path).out
    assert "\x1b" not in piped
    assert "├──" not in piped
    assert on_a_terminal(*scan, columns=40, cwd=tmp_path, TERM="dumb") == piped
    to_file = on_a_terminal(*scan, "-o", "out.txt", columns=40, cwd=tmp_path, FORCE_COLOR="1")
    assert to_file == ""
    assert (tmp_path / "out.txt").read_text("utf-8") == piped


def test_help_names_units_and_defaults(tmp_path: Path) -> None:
    out = Ran("scan", "--help", cwd=tmp_path).out
    for words in ("in words", "[default: 12]", "ends in .html. [default: reuse-", "Exit status"):
        assert words in " ".join(out.split())


def test_the_version_and_both_commands(tmp_path: Path) -> None:
    version = Ran("--version", cwd=tmp_path).out
    assert version.startswith("reuse (copytrail), version ")
    twin = Path(sys.executable).with_name("copytrail")
    assert subprocess.run([twin, "--version"], capture_output=True, check=True).stdout


def test_scan_writes_one_file_for_a_picked_passage(tmp_path: Path) -> None:
    ran = Ran("scan", SEEDS, "--report", "pack.html", "--pick", "f1", cwd=tmp_path)
    page = (tmp_path / "pack.html").read_text("utf-8")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("Report: pack.html\n")
    assert "1 shared passage " in ran.out
    assert "Passage 1" in page
    assert "Passage 2" not in page
    assert [p.name for p in tmp_path.iterdir()] == ["pack.html"]


def test_what_cannot_be_picked_is_a_usage_error(tmp_path: Path) -> None:
    ran = Ran("scan", SEEDS, "--no-report", "--pick", "f99", cwd=tmp_path)
    assert ran.status == 2
    assert "f99" in ran.err


def test_a_scan_never_writes_its_report_over_an_input(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    page = tmp_path / "in" / "x.html"
    page.write_text("<html><body><p>An article that somebody keeps here.</p></body></html>")
    ran = Ran("scan", "in", "--report", "in/x.html", cwd=tmp_path)
    assert (ran.status, page.read_text()[:6]) == (2, "<html>")
    assert "would be overwritten" in ran.err
    assert Ran("scan", SEEDS, "--report", "-", cwd=tmp_path).status == 2
    same = Ran("scan", SEEDS, "-o", "y.html", "--report", "y.html", cwd=tmp_path)
    assert (same.status, "at once" in same.err) == (2, True)


def test_a_failure_leaves_the_old_output_as_it_was(tmp_path: Path) -> None:
    old = tmp_path / "out.txt"
    old.write_text("old")
    ran = Ran("scan", SEEDS, "--no-report", "-o", "out.txt", "--pick", "f99", cwd=tmp_path)
    assert (ran.status, old.read_text()) == (2, "old")
    assert Ran("scan", SEEDS, "--no-report", "-o", "out.txt", cwd=tmp_path).status == 0
    assert "shared passages" in old.read_text()
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "x.html"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        ran = Ran("compare", RT, COPY, "--report", pipe, cwd=tmp_path)
        assert reader.stdout is not None
        assert reader.stdout.read().startswith(b"<!doctype html>")
    assert ran.status == 0
    assert pipe.is_fifo()


def test_a_closed_standard_output_is_no_result(tmp_path: Path) -> None:
    for command in (f"scan {SEEDS}", f"check {COPY} --against {RT}"):
        line = f"exec {Path(sys.executable).with_name('reuse')} {command} >&-"
        ran = subprocess.run(["sh", "-c", line], capture_output=True, check=False, cwd=tmp_path)
        assert ran.returncode == 3
        assert ran.stderr == b"Error: standard output is closed: name a file with -o\n"


def test_a_closed_standard_error_changes_no_result(tmp_path: Path) -> None:
    for command, status in ((f"check {COPY} --against {RT}", 1), ("check nowhere", 2)):
        line = f"exec {sys.executable} -m reuse {command} 2>&-"
        ran = subprocess.run(["sh", "-c", line], capture_output=True, check=False, cwd=tmp_path)
        assert ran.returncode == status
        assert b"Traceback" not in ran.stdout


def test_no_name_reaches_a_terminal_raw(tmp_path: Path) -> None:
    ran = Ran("scan", "\x1b[31mnowhere", cwd=tmp_path)
    assert ran.status == 2
    assert "\x1b" not in ran.err
    report = tmp_path / "reuse-report"
    assert Ran("scan", SEEDS, cwd=tmp_path).status == 0
    (report / "\x1b]0;x\x07.txt").write_text("")
    ran = Ran("scan", SEEDS, cwd=tmp_path)
    assert (ran.status, "\x1b" in ran.err) == (2, False)


def test_names_as_long_as_a_disk_allows_are_written(tmp_path: Path) -> None:
    name = "字" * 80
    assert Ran("scan", SEEDS, "--report", name, cwd=tmp_path).status == 0
    assert (tmp_path / name / "index.html").is_file()


def test_a_lost_reader_inside_a_command_is_no_clean_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    from reuse.cli import main

    def broken(*arguments: object, **options: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(import_module("reuse.check"), "check_sources", broken)
    monkeypatch.setattr(sys, "argv", ["reuse", "check", str(COPY), "--against", str(RT)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3


def test_a_report_of_ours_is_no_article_and_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for seed in (RT, COPY):
        (tmp_path / "in" / seed.name).write_bytes(seed.read_bytes())
    for _ in range(2):
        ran = Ran("scan", "in", "--report", "in/x.html", cwd=tmp_path)
        assert ran.status == 0
    assert "2 articles read, 1 skipped" in ran.out
    assert "a report that this program wrote" in ran.out


def test_a_folder_with_anything_of_the_users_is_left_alone(tmp_path: Path) -> None:
    assert Ran("scan", SEEDS, cwd=tmp_path).status == 0
    (tmp_path / "reuse-report" / "pairs" / "mine").mkdir()
    ran = Ran("scan", SEEDS, cwd=tmp_path)
    assert (ran.status, "pairs/mine" in ran.err) == (2, True)
    (tmp_path / "reuse-report" / "pairs" / "mine").rmdir()
    (tmp_path / "reuse-report" / ".reuse-report").write_bytes(b"\xff\xfe")
    assert Ran("scan", SEEDS, cwd=tmp_path).status == 2
    (tmp_path / "here").mkdir()
    ran = Ran("scan", SEEDS, "--report", ".", cwd=tmp_path / "here")
    assert (ran.status, "name a folder in it" in ran.err) == (2, True)


def test_a_link_to_itself_and_a_deep_setting_are_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for arguments in (("check", "loop", "--against", SEEDS), ("scan", SEEDS, "-o", "loop")):
        assert Ran(*arguments, cwd=tmp_path).status == 2
    (tmp_path / "s.toml").write_text("a=" + "[" * 100_000)
    ran = Ran("scan", SEEDS, "--settings", "s.toml", cwd=tmp_path)
    assert (ran.status, "nested too deeply" in ran.err) == (2, True)


def test_a_bug_is_no_judgement(monkeypatch: pytest.MonkeyPatch) -> None:
    from reuse.cli import main

    def broken(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(import_module("reuse.check"), "check_sources", broken)
    monkeypatch.setattr(sys, "argv", ["reuse", "check", str(COPY), "--against", str(RT)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3


def test_a_terminated_scan_leaves_nothing_half_written(tmp_path: Path) -> None:
    line = (
        "import os, signal, reuse.report.folder as f; w = f._write_pages\n"
        "def kill(*a, **k): w(*a, **k); os.kill(os.getpid(), signal.SIGTERM)\n"
        "f._write_pages = kill\n"
        f"import sys; sys.argv = ['reuse', 'scan', {str(SEEDS)!r}]\n"
        "from reuse.cli import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", line], capture_output=True, cwd=tmp_path, check=False
    )
    assert ran.returncode == 130
    assert list(tmp_path.iterdir()) == []
