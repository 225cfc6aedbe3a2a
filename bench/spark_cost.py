"""What a scan on Spark costs by step, and what it would cost on a cluster.

    python bench/spark_cost.py CORPUS.jsonl [--articles 2000,20000] [--jobs 2] [--check]

Runs the engine on the first articles of a corpus of JSON lines, with one CPU clock for
Python and the JVM together and the shuffle bytes of Spark's own event log, prints
both by step, and carries the largest size on to 10 M, 100 M and 1 B articles.  Steps that see
each word once cost the same for every article; steps that see pairs of articles grow with
the pairs of an article (`PAIRS`), up to the most that groups of 8 members can give.  With
--check the findings are compared with those of the engine local.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path

from cost import tree

from reuse.engine import Means, open_engine
from reuse.model import Article, ArticleId
from reuse.settings import Settings

LARGE = (10_000_000, 100_000_000, 1_000_000_000)
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Clock:
    """Told by the engine where it is; `marks` are (step, CPU seconds, wall clock)."""

    marks: list[tuple[str, float, float]] = field(default_factory=list)

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """A step begins; starting Spark is none."""
        if stage == "spark: starting":
            return
        self.marks.append((stage.removeprefix("spark: "), cpu_seconds(), time.time()))

    def steps(self) -> Iterator[tuple[str, float, float, float]]:
        """Each step with its CPU seconds and the wall clock at its two ends."""
        for (name, cpu, began), (_, later, ended) in pairwise(self.marks):
            yield name, later - cpu, began, ended


@dataclass(frozen=True, slots=True)
class Step:
    """CPU seconds and shuffle bytes for an article."""

    cpu: float
    shuffled: float


def cpu_seconds() -> float:
    """CPU seconds of this process and all below it, ended ones included."""
    total = 0
    for process in tree(os.getpid()):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has ended
            continue
        total += sum(map(int, fields[11:15]))
    return total / _TICKS


def worker_peak_mb() -> float:
    """The most memory that one of Spark's Python workers has had so far, those that live on."""
    peak = 0
    for process in tree(os.getpid()):
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes()
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:  # it has ended
            continue
        if b"pyspark.daemon" in command:
            peak = max(peak, int(status.split("VmHWM:")[1].split()[0]))
    return peak / 1024


def measured(articles: list[Article], *, jobs: int, events: Path, check: bool) -> dict[str, Step]:
    """The steps of one scan; `events` is the folder of Spark's event log."""
    clock = Clock()
    found = open_engine("spark", Means(jobs=jobs)).find_matches(
        articles, Settings(), progress=clock
    )
    clock("done", 7, 7)
    shuffled = _shuffled(events, clock)
    count = len(articles)
    wall = clock.marks[-1][2] - clock.marks[0][2]
    print(f"\n{count:,} articles, {len(found.matches):,} matches, {wall:.0f} s wall clock")
    print(f"largest Python worker so far: {worker_peak_mb():.0f} MB")
    if check:
        local = open_engine("local").find_matches(articles, Settings(), progress=lambda *_: None)
        print(f"equal to local: {local == found}")
    steps = {name: Step(cpu / count, shuffled[name] / count) for name, cpu, *_ in clock.steps()}
    for name, step in steps.items():
        print(f"  {name:10s} {step.cpu * 1000:7.2f} CPU ms/article {step.shuffled:9.0f} B/article")
    return steps


def _shuffled(events: Path, clock: Clock) -> dict[str, int]:
    """Bytes written to shuffles by step, from the stages that ended in it."""
    time.sleep(1)  # the log is written behind
    written: dict[str, int] = defaultdict(int)
    for line in next(events.iterdir()).read_text().splitlines():
        event = json.loads(line)
        if event["Event"] != "SparkListenerStageCompleted":
            continue
        stage = event["Stage Info"]
        ended = stage["Completion Time"] / 1000
        size = sum(
            int(a["Value"])
            for a in stage["Accumulables"]
            if a.get("Name") == "internal.metrics.shuffle.write.bytesWritten"
        )
        for name, _, begin, end in clock.steps():
            if begin <= ended < end:
                written[name] += size
    return written


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of one article among n: `counted` * (n / `at`) ** `growth`, at most `most`.

    `shared` is by how much more bytes a pair takes where no two pairs of an article lie in
    the same chunk.
    """

    counted: float
    growth: float
    most: float
    shared: float = 1.0
    at: int = 20_000

    def among(self, articles: int) -> float:
        """Pairs of an article among that many."""
        return min(self.most, self.counted * math.pow(articles / self.at, self.growth))


# Counted on 5,000 and 20,000 articles: newswire whose templates repeat, and clones of it
# (bench/clones.py), which share grammar alone.
PAIRS = {
    "newswire": {
        "judged": Pairs(21.2, 0.38, 700, shared=4.0),
        "alike": Pairs(58.0, 0.49, 560),
        "matches": Pairs(2.5, 0.43, math.inf),
    },
    "clones": {
        "judged": Pairs(3.1, 0.38, 700, shared=4.0),
        "alike": Pairs(65.1, 0.47, 560),
        "matches": Pairs(1.09, 0.05, math.inf),
    },
}


def carried(steps: dict[str, Step], pairs: dict[str, Pairs], *, size: int, count: int) -> Step:
    """Cost of an article among `count`, from the steps measured on `size` of the newswire."""
    cpu = shuffled = 0.0
    for name, step in steps.items():
        known = pairs.get(name)
        ratio = known.among(count) / PAIRS["newswire"][name].among(size) if known else 1.0
        cpu += step.cpu * ratio
        shuffled += step.shuffled * ratio * (known.shared if known else 1.0)
    return Step(cpu, shuffled)


def main() -> None:
    """Measure every size, then carry the last two on."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="JSON lines with `text`")
    parser.add_argument("--articles", default="2000,20000", help="sizes, ascending")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="compare with the engine local")
    options = parser.parse_args()
    sizes = [int(size) for size in options.articles.split(",")]
    with options.corpus.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, sizes[-1])]
    articles = [Article(ArticleId(f"{i:07}"), text, "corpus") for i, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        log = f"spark.eventLog.dir=file:{folder}"
        extra = ("spark.eventLog.enabled=true", "spark.eventLog.compress=false", log)
        conf = " ".join(f"--conf {c}" for c in (*extra, "spark.eventLog.rolling.enabled=false"))
        os.environ["PYSPARK_SUBMIT_ARGS"] = f"{conf} pyspark-shell"
        given = {"jobs": options.jobs, "events": Path(folder), "check": options.check}
        measured(articles[:50], **given)  # the JVM and the workers start here
        runs = [measured(articles[:size], **given) for size in sizes]
    for kind, pairs in PAIRS.items():
        for count in LARGE:
            step = carried(runs[-1], pairs, size=sizes[-1], count=count)
            print(
                f"{kind:9s} {count:13,} articles: {step.cpu * count / 3600:10,.0f} core hours, "
                f"{step.shuffled * count / 1e12:8.1f} TB shuffled"
            )


if __name__ == "__main__":
    main()
