"""Time and bytes of the HTML report for collections of several sizes, and how fast its index opens.

    python bench/report.py                      # 10, 1,000 and 10,000 passages
    python bench/report.py --families 500 --no-browser

Each size is made up (made_report.py) and written as a folder by a process of its own; where
Chromium is, the index is opened from disk, then sorted by words over all of its passages.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

from chromium import chromium, what_is_missing
from made_report import made_report

_SIZES = (10, 1_000, 10_000)
# The load event, then two frames: what is laid out and painted by then is what a reader sees.
_SHOWN = """
const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
"""


@dataclass(frozen=True, slots=True)
class Written:
    """A report folder: what it took and what it holds; `index_kb` is index.html alone."""

    families: int
    articles: int
    cpu_seconds: float
    peak_mb: float
    files: int
    megabytes: float
    index_kb: float
    largest_kb: float


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds from asking for the index to its second painted frame: median of the tries."""

    seconds: float
    tries: int


def write(families: int, *, folder: Path, seed: int) -> Written:
    """Make up a report and write it, in a process of its own so that its peak is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_write, (families, folder, seed))


def _write(families: int, folder: Path, seed: int) -> Written:
    from reuse.report.folder import write_html

    report = made_report(families, seed=seed)
    began = time.process_time()
    index = write_html(report, folder)
    seconds = time.process_time() - began
    sizes = {p: p.stat().st_size for p in folder.rglob("*") if p.is_file()}
    return Written(
        families=families,
        articles=len(report.articles),
        cpu_seconds=round(seconds, 2),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        files=len(sizes),
        megabytes=round(sum(sizes.values()) / 1e6, 1),
        index_kb=round(sizes[index] / 1e3, 1),
        largest_kb=round(max(sizes.values()) / 1e3, 1),
    )


def open_index(index: Path, *, tries: int) -> Opened:
    """Open a page from disk several times in one browser."""
    seconds = []
    with chromium() as driver:
        for _ in range(tries):
            driver.get("about:blank")
            began = time.perf_counter()
            driver.get(index.as_uri())
            driver.execute_async_script(_SHOWN)
            seconds.append(time.perf_counter() - began)
    return Opened(round(sorted(seconds)[tries // 2], 2), tries)


def main(arguments: Sequence[str]) -> None:
    """Measure what the arguments ask for and print a line for each size."""
    asked = _parse(arguments)
    missing = None if asked.browser else "not asked for"
    missing = missing or what_is_missing()
    results = []
    for families in asked.families or _SIZES:
        with tempfile.TemporaryDirectory(dir=asked.folder) as place:
            folder = Path(place, "report")
            written = write(families, folder=folder, seed=asked.seed)
            opened = None if missing else open_index(folder / "index.html", tries=asked.tries)
        _say(written, opened)
        results.append({**asdict(written), "opened": asdict(opened) if opened else None})
    if missing:
        print(f"Not opened: {missing}")
    if asked.output:
        asked.output.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--families", type=int, action="append", metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--folder", default=os.environ.get("TMPDIR"), help="where reports go")
    parser.add_argument("--no-browser", dest="browser", action="store_false")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.json")
    return parser.parse_args(arguments)


def _say(written: Written, opened: Opened | None) -> None:
    w = written
    shown = f"; opens in {opened.seconds:.2f} s" if opened else ""
    print(
        f"{w.families:>7,} passages of {w.articles:,} articles: {w.cpu_seconds:.2f} CPU s, "
        f"{w.peak_mb:,.0f} MB of memory, {w.files:,} files of {w.megabytes:,.1f} MB (largest "
        f"{w.largest_kb:,.0f} KB), index {w.index_kb:,.0f} KB{shown}",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
