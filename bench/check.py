"""What archives cost and what a check against them takes: warm, in the server, from the shell.

    python bench/check.py NEWS.jsonl [--generated 22769,1000000] [--drafts N] [--keep FOLDER]

Archives 1,000 articles of the corpus, all of it but what is held out for drafts, and generated
corpora of other sizes (bench/clones.py); adds them in one process, checks drafts of 500 words
(bench/check_drafts.py) in a process that stays warm, over HTTP, and each in a fresh process.
Counts what was planted and found.  With --peers, SQLite's full-text search answers beside it.
"""

from __future__ import annotations

import http.client
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import click
from check_drafts import HELD_PER_DRAFT, Draft, Size, read_drafts, write_material
from check_peers import full_text
from check_warm import WARMING, Spent
from clone_words import Words, words_of
from clones import write_clones
from cost import Cost, measure, tree
from serve import percentile, server
from work_folder import work_folder

REUSE = (sys.executable, "-m", "reuse")
_WARM = (sys.executable, str(Path(__file__).with_name("check_warm.py")))
_SMALL = 1_000
_SHARES = (50, 95, 99)
# The check may forbid something (status 1) and has done its work.
_JUDGED = ("sh", "-c", '"$@" || test $? -eq 1', "sh")


@dataclass(frozen=True, slots=True)
class _Corpus:
    """A file of articles, how many are archived, and how a table calls it."""

    name: str
    path: Path
    size: Size


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--generated", default="", metavar="N,N", help="Also generated articles, so many.")
@click.option("--drafts", default=300, show_default=True, help="For each archive.")
@click.option("--small", default=_SMALL, show_default=True, help="Articles of the small archive.")
@click.option("--cold", default=10, show_default=True, help="Checks in a process of their own.")
@click.option("--seed", default=1, show_default=True, help="Of drafts and generated articles.")
@click.option("--no-server", is_flag=True, help="Do not ask over HTTP.")
@click.option("--plain", is_flag=True, help="Compile nothing: quick to try, and slow checks.")
@click.option("--peers", is_flag=True, help="Also ask SQLite's full-text search.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Results as JSON.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path),
              help="Work in this folder and leave the archives there.")  # fmt: skip
def main(corpus: Path, **options: Any) -> None:
    """Measure archives of the articles of CORPUS: JSON lines with `id` and `text`."""
    results = {}
    with work_folder(options["keep"]) as folder:
        for given in _corpora(corpus, folder, options):
            own = folder / given.name.replace(" ", "-").replace(",", "")
            own.mkdir(exist_ok=True)
            results[given.name] = _measured(given, own, options)
            _show(given.name, results[given.name])
    if options["json_file"]:
        options["json_file"].write_text(json.dumps(results, indent=2) + "\n")


def _corpora(corpus: Path, folder: Path, options: Mapping[str, Any]) -> Iterator[_Corpus]:
    drafts = options["drafts"]
    with corpus.open(encoding="utf-8") as lines:
        total = sum(1 for _ in lines)
    most = total - HELD_PER_DRAFT * drafts
    for archive in sorted({min(options["small"], most), most}):
        yield _Corpus(f"{archive:,}", corpus, Size(total, archive, drafts))
    sizes = [int(n) for n in options["generated"].split(",") if n]
    words = _words(corpus) if sizes else None
    for archive in sizes:
        total = archive + HELD_PER_DRAFT * drafts
        path = folder / "generated.jsonl"
        assert words is not None
        write_clones(words, total, out=path, seed=options["seed"])
        yield _Corpus(f"{archive:,} generated", path, Size(total, archive, drafts))


def _words(corpus: Path) -> Words:
    with corpus.open(encoding="utf-8") as lines:
        return words_of([json.loads(line)["text"] for line in lines])


def _measured(given: _Corpus, folder: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is said of one archive."""
    articles, written = write_material(given.path, given.size, folder=folder, seed=options["seed"])
    archive = folder / "archive.reuse"
    archive.unlink(missing_ok=True)
    add = measure(
        (*REUSE, "archive", "add", archive, articles, "--quiet"), folder=folder,
        label=f"adding {given.name}",
    )  # fmt: skip
    drafts = read_drafts(written)
    answers = folder / "warm.json"
    plain = ("plain",) if options["plain"] else ()
    measure((*_WARM, archive, written, answers, *plain), folder=folder, label="warm checks")
    warm = json.loads(answers.read_text())
    return {
        "articles": given.size.archive,
        "add": asdict(add),
        "bytes": archive.stat().st_size,
        "warm": _speeds(warm["checked"]),
        "found": _found(warm["checked"]),
        "memory": {"own": warm["mb"], "with_file": warm["mapped_mb"]},
        "served": {} if options["no_server"] else _served(archive, drafts),
        "cold": [asdict(cost) for cost in _cold(archive, drafts[: options["cold"]], folder)],
        "peer": full_text(articles, drafts, folder=folder) if options["peers"] else {},
    }


def _speeds(checked: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Percentiles of the checks and of the search of each, and what they met."""
    kinds = sorted({row["kind"] for row in checked})
    return {
        **{f"{part} {clock}": _shares([row[part][clock] for row in checked])
           for part in ("check", "search") for clock in ("cpu", "wall")},
        **{f"check cpu, {kind}": _shares([r["check"]["cpu"] for r in checked if r["kind"] == kind])
           for kind in kinds},
        "compared": _shares([row["near"] for row in checked]),
        "findings": _shares([row["findings"] for row in checked]),
    }  # fmt: skip


def _shares(values: Sequence[float]) -> list[float]:
    return [percentile(values, share) for share in _SHARES]


def _found(checked: Sequence[Mapping[str, Any]]) -> dict[str, list[int]]:
    """How many passages were planted, found, and found with the article they came from."""
    cells: dict[str, list[int]] = {}
    for row in checked:
        for passage, found, sourced in zip(
            row["passages"], row["found"], row["sourced"], strict=True
        ):
            cell = cells.setdefault(f"{row['kind']}, {passage['edits']} % edited", [0, 0, 0])
            cell[:] = cell[0] + 1, cell[1] + found, cell[2] + sourced
    return dict(sorted(cells.items()))


def _served(archive: Path, drafts: Sequence[Draft]) -> dict[str, Any]:
    """What each draft takes over HTTP, one after the other; CPU of all the server's processes."""
    with server(archive, ["--workers", "1"]) as (address, process):
        place = urlsplit(address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=120)
        for draft in drafts[:WARMING]:
            _ask(connection, draft)
        spent = [_timed(process, partial(_ask, connection, draft)) for draft in drafts]
        connection.close()
    return {clock: _shares([getattr(s, clock) for s in spent]) for clock in ("cpu", "wall")}


def _ask(connection: http.client.HTTPConnection, draft: Draft) -> None:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Accept": "application/json"}
    connection.request("POST", "/check", draft.text.encode("utf-8", "replace"), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"the server answered {answer.status}")


def _timed(process: int, work: Callable[[], None]) -> Spent:
    wall, cpu = time.perf_counter(), _cpu_ms(process)
    work()
    return Spent(_cpu_ms(process) - cpu, 1000 * (time.perf_counter() - wall))


def _cpu_ms(root: int) -> float:
    """CPU time of a process and its descendants where /proc tells it, threads that ended aside."""
    threads = (t for p in tree(root) for t in Path(f"/proc/{p}/task").glob("*/schedstat"))
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


def _cold(archive: Path, drafts: Sequence[Draft], folder: Path) -> Iterator[Cost]:
    """What `reuse check` costs from the shell, each in a process of its own."""
    for draft in drafts:
        path = folder / "draft.txt"
        path.write_text(draft.text, "utf-8")
        command = (*_JUDGED, *REUSE, "check", path, "--archive", archive)
        yield measure(command, folder=folder, label="cold check")


def _show(name: str, row: Mapping[str, Any]) -> None:
    cost = Cost(**row["add"])
    print(f"\n{name} articles: added {row['articles'] / cost.cpu_seconds:,.0f} a CPU second"
          f" ({row['articles'] / cost.wall_seconds:,.0f} a second), {cost.peak_mb:,.0f} MB;"
          f" {row['bytes'] / row['articles']:,.0f} bytes an article")  # fmt: skip
    print("ms, p50 p95 p99" + " " * 18 + "     50     95     99")
    parts = {**row["warm"], **{f"served {clock}": v for clock, v in row["served"].items()}}
    for part, shares in parts.items():
        print(f"  {re.sub('^check', 'warm check', part):31}"
              + "".join(f"{value:7.0f}" for value in shares))  # fmt: skip
    print(f"  memory of the warm process: {row['memory']['own']:.0f} MB,"
          f" with pages of files {row['memory']['with_file']:.0f}")  # fmt: skip
    if row["cold"]:
        seconds = [cost["cpu_seconds"] for cost in row["cold"]]
        peak = max(cost["peak_mb"] for cost in row["cold"])
        print(f"  cold from the shell: median {median(seconds):.2f} CPU s,"
              f" most {max(seconds):.2f}; {peak:.0f} MB")  # fmt: skip
    for cell, (planted, found, sourced) in row["found"].items():
        print(f"  {cell}: {planted} planted, {found} found, {sourced} with their source")
    for part, value in row["peer"].items():
        print(f"  SQLite FTS5, {part}: {value}")


if __name__ == "__main__":
    main()
