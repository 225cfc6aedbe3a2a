"""Every command and every piece of Python in README, docs and examples does what it says it does.

A page's blocks of `sh` and `python` are run in their order in one folder with a few articles.
A comment above a block may say more: `<!-- exit status: 1 -->`, `<!-- served -->` (its first
line stays while the others run), `<!-- not run: why -->`, `<!-- command: NAME -->` (run
elsewhere, by that name).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from served import served

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").iterdir())
BLOCK = re.compile(
    r"(?:^<!-- (?P<said>[^\n]*) -->\n)?^```(?P<kind>sh|python)\n(?P<code>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
PAGES = sorted(
    page.relative_to(ROOT)
    for folder in (".", "docs", "examples", "examples/http")
    for page in ROOT.joinpath(folder).glob("*.md")
    if BLOCK.search(page.read_text("utf-8"))
)
# By .ci/run, and by tests/examples/test_example_http.py.
RUN_ELSEWHERE = {"main", "tests", "curl"}
NEEDED = {Path("docs/formats.md"): ("pandas", "networkx", "pyarrow")}
ADDRESS = "http://127.0.0.1:8765/"


@dataclass(frozen=True)
class Block:
    """A block of code and what the comment above it says."""

    kind: str
    code: str
    said: str

    @property
    def status(self) -> int:
        """With which exit status it ends."""
        said = re.fullmatch(r"exit status: (\d)", self.said)
        return int(said[1]) if said else 0

    @property
    def is_run_here(self) -> bool:
        """Whether it is run by this test."""
        elsewhere = self.said.removeprefix("command: ") if self.said.startswith("command: ") else ""
        return elsewhere not in RUN_ELSEWHERE and not self.said.startswith("not run: ")


def blocks(page: Path) -> list[Block]:
    found = BLOCK.finditer((ROOT / page).read_text("utf-8"))
    return [Block(each["kind"], each["code"], each["said"] or "") for each in found]


class Desk:
    """A folder with what the pages name, where their blocks are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "desk"
        self.folder.mkdir()
        (self.folder / "seeds").symlink_to(ROOT / "seeds")
        for name in ("wire", "published", "drafts"):
            (self.folder / name).mkdir()
        for seed in SEEDS[:3]:
            shutil.copy(seed, self.folder / "wire")
        shutil.copy(SEEDS[3], self.folder / "published")
        shutil.copy(SEEDS[2], self.folder / "drafts" / "today.txt")
        shutil.copy(SEEDS[2], self.folder / "draft.txt")
        theirs = SEEDS[1].read_text("utf-8")
        (self.folder / "theirs.html").write_text(f"<html><body><p>{theirs}</p></body></html>")
        records = [{"id": seed.stem, "text": seed.read_text("utf-8")} for seed in SEEDS]
        (self.folder / "archive.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
        commands = folder / "commands"
        commands.mkdir()
        for name, what in (("reuse", "-m reuse "), ("python", "")):
            (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {what}"$@"\n')
            (commands / name).chmod(0o755)
        path = os.pathsep.join([str(commands), os.environ["PATH"]])
        self._environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
        self.run("reuse archive add --quiet newsroom.reuse seeds/000*.txt seeds/001*.txt")

    def run(self, code: str, kind: str = "sh", *, status: int = 0) -> str:
        """Run code here; its output."""
        command = ["bash", "-euo", "pipefail", "-c"] if kind == "sh" else [sys.executable, "-c"]
        ran = subprocess.run(
            [*command, code],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=self._environment,
        )
        assert ran.returncode == status, f"{code}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout

    def run_served(self, code: str) -> str:
        """Run a block's first line beside the others, on a free port."""
        first, _, others = code.partition("\n")
        name, *arguments = first.split()
        assert name == "reuse"
        assert ADDRESS in others
        command = (sys.executable, "-m", "reuse", *arguments, "--port", "0", "--workers", "1")
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            with served(*command) as service:
                return self.run(others.replace(ADDRESS, service.address))
        finally:
            os.chdir(before)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=str)
@pytest.mark.slow
def test_every_block_of_a_page_runs(desk: Desk, page: Path) -> None:
    for package in NEEDED.get(page, ()):
        pytest.importorskip(package)
    for block in blocks(page):
        if not block.is_run_here:
            continue
        if block.said == "served":
            pytest.importorskip("uvicorn")
            assert '"decision"' in desk.run_served(block.code)
        else:
            desk.run(block.code, block.kind, status=block.status)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_block_that_is_not_run_says_why_or_where_it_is(page: Path) -> None:
    for block in blocks(page):
        known = re.fullmatch(
            r"exit status: [1-3]|served|not run: .{10,}|command: (?:main|tests|curl)|", block.said
        )
        assert known, f"what is meant by {block.said!r}?"


@pytest.mark.parametrize("page", ["README.md", "docs/check.md"])
def test_the_finding_that_is_shown_is_how_the_check_prints_it(desk: Desk, page: str) -> None:
    (sample,) = re.findall(r"```text\n(3\. seeds/.*?)```", (ROOT / page).read_text("utf-8"), re.S)
    said = desk.run("reuse check seeds/002*.txt --archive newsroom.reuse", status=1)
    # Where a line ends so, the rest of it is left out, and lines that follow.
    pattern = "\n".join(
        re.escape(line.removesuffix(" ...")) + (r".*(?:\n.*)*?" if line.endswith(" ...") else "")
        for line in sample.splitlines()
    )
    assert re.search(rf"^{pattern}$", said, re.MULTILINE)
