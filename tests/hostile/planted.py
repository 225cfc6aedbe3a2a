"""Inputs whose every word is hostile to a terminal, and the command line run on them."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import reuse
from reuse.model import Article, ArticleId

# A style, the window's title, a paste into the clipboard, C1's CSI and OSC, a bell, DEL, a
# return, an override and an isolate, a line separator; and lone surrogates where they can be.
EVIL = (
    "\x1b[5;35mE\x1b]0;own\x07V\x1b]52;c;ZXZpbA==\x1b\\I\x9b2JL\x9d0;own\x9c\x07"
    "\x7f\r\u202eevil\u202c\u2066\u2028::error::x"
)
EVIL_LINE = f"{EVIL}\nForged: line\n::error::forged"
LONE = "\ud800\udc80\udfff"
PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers say "
    f"the intake {EVIL} pipe ##[add-mask]x will stand dry by the first week of September unless "
    "rain comes.\n\n"
    "::stop-commands::x said the engineers, who have lived there for all of their lives, and\n\n"
    "##vso[task.complete result=Succeeded] was what the mayor had to say to them at noon.\n"
)
FIELDS = ("title", "outlet", "author", "published", "url", "language")


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


def run(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], *arguments: str
) -> Ran:
    """The program as its user starts it, in this process."""
    from reuse.cli import main

    monkeypatch.setattr(sys, "argv", ["reuse", *arguments])
    capfdbinary.readouterr()
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capfdbinary.readouterr()
    # What is not UTF-8 is as bad as what is an order.
    return Ran(int(ended.value.code or 0), out.decode(), err.decode())


def planted_folder(folder: Path) -> Path:
    """A folder with one file of each kind, all of them hostile, two of them broken."""
    folder.mkdir()
    text = f"{EVIL} (Reuters) - {PASSAGE}\n\n© 2024 {EVIL} Paper\n"
    (folder / f"n{EVIL.replace('/', '')}\nx.txt"[:120]).write_text(text, "utf-8", newline="")
    record = {"text": f"According to {EVIL} Reuters: {PASSAGE}", **dict.fromkeys(FIELDS, EVIL_LINE)}
    told = json.dumps({**record, "id": EVIL_LINE})
    lone = json.dumps({"text": f"{PASSAGE} {LONE}", "id": LONE, "title": LONE, "outlet": LONE})
    broken = json.dumps(EVIL)
    (folder / "records.jsonl").write_text(f"{told}\n{lone}\n{broken}\n{{{EVIL}\n", "utf-8")
    with (folder / "table.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "text", *FIELDS])
        table.writerow([f"csv{EVIL_LINE}", PASSAGE, *[EVIL_LINE] * len(FIELDS)])
    head = "".join(f"{name}: {json.dumps(EVIL_LINE)}\n" for name in FIELDS)
    (folder / "front.md").write_text(f"---\n{head}id: {json.dumps(EVIL)}\n---\n{PASSAGE}", "utf-8")
    content = EVIL.replace('"', "")
    metas = "".join(
        f'<meta property="{name}" content="{content}">'
        for name in ("og:title", "og:site_name", "author", "article:published_time", "og:url")
    )
    long = "Nobody in the town had seen so dry a summer before, said the engineers. " * 8
    body = f"<article><h1>It rained</h1><p>{PASSAGE}</p><p>{long}</p></article>"
    page = f"<html><head>{metas}</head><body>{body}</body></html>"
    (folder / "page.html").write_text(page, "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / f"unknown.{EVIL[:4]}").write_text("x", "utf-8")
    return folder


def planted_archive(file: Path, *, has_text: bool = True) -> Path:
    """An archive as somebody else may hand it on: its articles passed no reader of ours."""
    said = dict.fromkeys(("title", "outlet", "author", "url", "language"), EVIL_LINE)
    said["outlet"] = f"Wire {EVIL_LINE}"
    articles = [
        Article(ArticleId(f"{number}{EVIL_LINE}\tx"), PASSAGE, EVIL_LINE, **said)
        for number in range(2)
    ]
    with reuse.open_archive(file, has_text=has_text) as archive:
        archive.add(articles)
    return file
