"""Names that lead elsewhere, as ids, as files and in sidecars: no other file is read or made."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reuse.model import Article, Skipped
from reuse.read import read

IDS = (
    "../../outside", "/tmp/outside", "..", ".", "~/outside", "a/../../outside", "C:\\outside",
    "\\\\host\\outside", "outside\0.txt", "outside\n.html", "\x1b[31moutside", "index.html",
    "assets/report.css", "%2e%2e%2foutside", "file:///tmp/outside", "outlet:RT", "-rf",
    "\u202eoutside", "CON", "a" * 5_000,
)  # fmt: skip
WORDS = (
    "The council voted on Tuesday to close the old mill bridge for the whole of the winter, said "
    "the mayor, who had asked for it in the spring of that year. "
)
# Every file that is opened, made or removed while the command runs, with how.
WATCHED = """
import json, os, sys
seen = []
def watch(event, args):
    if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink"):
        path = args[0]
        if isinstance(path, (str, bytes)):
            flags = args[2] if event == "open" and isinstance(args[2], int) else os.O_WRONLY
            made = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) or event != "open"
            seen.append([os.fsdecode(path), made])
sys.addaudithook(watch)
from reuse.cli import main
sys.argv = ["reuse", *sys.argv[1:]]
try:
    main()
finally:
    print("SEEN" + json.dumps(seen), file=sys.stderr)
"""


def run(folder: Path, *arguments: str):
    """The files that a command opened: what it read, and what it made, beneath `folder` or not."""
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    seen = json.loads(ran.stderr.rpartition("SEEN")[2])
    made = {Path(folder, path).resolve() for path, is_made in seen if is_made}
    opened = {path for path, is_made in seen if not is_made}
    return ran, opened, made


@pytest.mark.parametrize("report", ["report", "report.html"])
def test_ids_never_become_the_names_of_files(tmp_path, report):
    top = tmp_path / "deep" / "down"
    top.mkdir(parents=True)
    records = [{"id": id, "text": f"{WORDS} {i} is its number."} for i, id in enumerate(IDS)]
    (top / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    before = set(tmp_path.rglob("*"))
    ran, _, made = run(
        top, "scan", "a.jsonl", "--report", report, "--work", "work", "--jobs", "1",
        "--format", "json", "-o", "out.json",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    ids = {article["id"] for article in json.loads((top / "out.json").read_text())["articles"]}
    assert len(ids) == len(IDS)
    mine = {"report", "report.html", "work", "out.json"}
    for path in {*made, *tmp_path.rglob("*")} - before:
        if path.is_relative_to(tmp_path):
            first, *inner = path.relative_to(top).parts
            assert first in mine or first.startswith(".reuse-"), path
            # Slugs of ids with a digest, of few signs and no great length.
            assert all(re.fullmatch(r"\.?[a-z0-9][a-z0-9.-]{0,120}", part) for part in inner), path


def test_names_in_a_sidecar_and_in_records_open_no_file(tmp_path):
    (tmp_path / "secret.txt").write_text("Secret words.")
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.txt").write_text(WORDS)
    rows = ["../secret.txt", str(tmp_path / "secret.txt"), "a.txt/../../secret.txt"]
    table = [{"file": row, "outlet": "The Mill", "id": "../secret.txt"} for row in rows]
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, table)))
    record = {"text": WORDS, "file": "../secret.txt", "source": "../secret.txt",
              "url": (tmp_path / "secret.txt").as_uri()}  # fmt: skip
    (folder / "b.jsonl").write_text(json.dumps(record))
    ran, opened, _ = run(tmp_path, "scan", "wire", "--no-report")
    assert ran.returncode == 0, ran.stderr
    assert not [path for path in opened if "secret" in path]
    articles = [value for value in read([folder]) if isinstance(value, Article)]
    assert {article.outlet for article in articles} == {None}


def test_files_with_hostile_names_are_read_under_printable_ids(tmp_path):
    names = ["a\nb.txt", "\x1b[31mred.txt", "a\\..\\b.txt", "..a.txt", "-rf.txt", "a b\u202e.txt"]
    names += ["\udcff.txt", " .txt", "a\rb.docx", "a\nb.txt.gz"]
    for name in names:
        (tmp_path / name).write_text(f"{WORDS} {name!a}")
    values = list(read([tmp_path]))
    assert len(values) == len(names) - 1  # one is hidden
    for value in values:
        shown = value.source if isinstance(value, Skipped) else value.id + value.source
        assert shown.isprintable()
        assert shown.encode()
