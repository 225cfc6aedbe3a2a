"""What a folder of very many small files costs to read, and to scan.

    python bench/folder.py CORPUS.jsonl FILES [--scan] [--max-chars N]

Writes that many articles of a corpus (JSON lines with `text`; again from the first, numbered, when
there are fewer) as text files of one folder, with the outlets of all in one sidecar, and reads
them in a process of its own, or scans them.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from cost import measure

# Run in the process that is measured: how many articles, and the most files that were open.
_READ = """
import os, sys
from reuse.model import Article
from reuse.read import read
opened, articles = 0, []
for value in read([sys.argv[1]]):
    assert isinstance(value, Article), value
    articles.append(value)
    if len(articles) % 1000 == 0:
        opened = max(opened, len(os.listdir("/proc/self/fd")))
assert all(article.outlet for article in articles)
print(len(articles), opened)
"""


def write_folder(texts: Iterator[str], files: int, folder: Path) -> int:
    """Write the first `files` texts as files of one folder, with a sidecar; the characters."""
    size = 0
    with (folder / "articles.csv").open("w", newline="") as sidecar:
        table = csv.writer(sidecar)
        table.writerow(["file", "outlet"])
        for number, text in enumerate(islice(texts, files)):
            name = f"{number:06}.txt"
            (folder / name).write_text(text, "utf-8")
            table.writerow([name, f"The Paper {number % 400}"])
            size += len(text)
    return size


def endless(corpus: Path, most: int) -> Iterator[str]:
    """The texts of a corpus, cut to `most` characters; numbered from the second run on."""
    for again in count():
        with corpus.open(encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"][:most]
                yield f"{text}\n\nRun {again}." if again else text


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("files", type=click.IntRange(min=1))
@click.option("--scan", is_flag=True, help="Scan them, too; a corpus without copies is wanted.")
@click.option("--max-chars", default=10_000, show_default=True)
def main(corpus: Path, files: int, scan: bool, max_chars: int) -> None:
    """Read FILES text files in one folder."""
    with TemporaryDirectory() as place:
        folder = Path(place, "wire")
        folder.mkdir()
        size = write_folder(endless(corpus, max_chars), files, folder)
        print(f"{files:,} files, {size:,} characters")
        cost = measure([sys.executable, "-c", _READ, folder], folder=Path(place), label="read")
        articles, opened = Path(place, "command.log").read_text().split()
        print(
            f"read: {articles} articles, {cost.cpu_seconds:.1f} CPU s, {cost.peak_mb:.0f} MB, "
            f"{opened} files open at most"
        )
        if scan:
            command: list[str | Path] = [
                sys.executable, "-m", "reuse", "scan", folder, "--no-report", "--quiet",
                "--format", "json", "-o", "/dev/null", "--jobs", "1",
            ]  # fmt: skip
            cost = measure(command, folder=Path(place), label="scan")
            print(f"scan: {cost.cpu_seconds:.1f} CPU s, {cost.peak_mb:.0f} MB")


if __name__ == "__main__":
    main()
