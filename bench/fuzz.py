"""Fuzzes one target, led by coverage (atheris, libFuzzer), for some minutes.

    python bench/fuzz.py read.html --minutes 30 --corpus /tmp/fuzz

What breaks a law or raises what it must not is kept under CORPUS/found/TARGET, the smallest
input of each kind; so is what takes more than ten seconds of a processor, or too much memory.
The run goes on after each.  `--list` names the targets.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pkgutil
import re
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

_SECONDS, _WALL_SECONDS, _MEGABYTES = 10.0, 180, 3_000
_LONGEST = {"archive": 60, "dates": 200, "scan": 3_000, "renderers": 1_200, "check": 3_000}
_USUAL_LONGEST = 4_096
# Machine code, and what is not on the way of an input.
_NOT_LED_BY = (
    "reuse.align.kernels",
    "reuse.align.compiled",
    "reuse.engine.spark",
    "reuse.__main__",
)
_DONE = re.compile(r"^#(\d+)\s|number_of_executed_units:\s*(\d+)", re.MULTILINE)


@dataclass(slots=True)
class Keeper:
    """Keeps what is wrong: of each kind the smallest input, and where it was raised."""

    folder: Path
    sizes: dict[str, int] = field(default_factory=dict)

    def keep(self, data: bytes, error: BaseException) -> None:
        """Keep an input and its error, unless a smaller one of the kind is known."""
        frames = traceback.extract_tb(error.__traceback__)
        place = next((f for f in reversed(frames) if "/reuse/" in f.filename), frames[-1])
        said = re.sub(r"[\d\W]+.*", "", str(error)) if isinstance(error, AssertionError) else ""
        kind = f"{type(error).__name__}-{Path(place.filename).stem}-{place.name}-{said}"[:80]
        if len(data) >= self.sizes.get(kind, 1 << 30):
            return
        self.sizes[kind] = len(data)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / kind).write_bytes(data)
        told = "".join(traceback.format_exception(error))
        (self.folder / f"{kind}.txt").write_text(f"{len(data)} bytes\n{told}", "utf-8", "replace")


class TookTooLong(Exception):
    """One input took more than ten seconds of a processor, twice."""


def main() -> None:
    """Parse, and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("target", nargs="?")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--corpus", type=Path, default=Path("fuzz-corpus"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--child", type=float, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.list:
        from fuzz_targets import targets

        print(*targets(), sep="\n")
    elif asked.target is None:
        parser.error("name a target, or ask with --list")
    elif asked.child is not None:
        _fuzz_here(asked.target, asked.corpus, seconds=asked.child, seed=asked.seed)
    else:
        print(_fuzz(asked.target, asked.corpus, minutes=asked.minutes, seed=asked.seed))


def _fuzz(target: str, corpus: Path, *, minutes: float, seed: int) -> str:
    """Run children until the time is over: libFuzzer ends with what it cannot survive."""
    begun, executions, ended = time.monotonic(), 0, 0
    children = os.times().children_user + os.times().children_system
    while (left := 60 * minutes - (time.monotonic() - begun)) > 1:
        command = [sys.executable, __file__, target, "--corpus", str(corpus)]
        command += ["--seed", str(seed + ended), "--child", str(left)]
        ran = subprocess.run(command, capture_output=True, check=False)
        said = ran.stderr.decode("utf-8", "replace")
        counted = [int(one or other) for one, other in _DONE.findall(said)]
        executions += max(counted, default=0)
        ended += 1
        if not counted:
            raise SystemExit(f"{target}: {said[-3000:]}")
    spent = os.times().children_user + os.times().children_system - children
    held = len(list((corpus / target).glob("*")))
    kinds = [
        path
        for path in (corpus / "found" / target).glob("*")
        if path.suffix != ".txt" and not path.name.startswith("slow-unit")
    ]
    wall = time.monotonic() - begun
    return (
        f"{target}: {executions:,} executions, {wall / 60:.1f} min, {spent / 60:.1f} CPU min,"
        f" corpus {held}, runs {ended}, kinds found {len(kinds)}"
    )


def _fuzz_here(target: str, corpus: Path, *, seconds: float, seed: int) -> None:
    try:
        import atheris
    except ImportError as error:
        raise SystemExit("atheris is not installed: pip install '.[fuzz]'") from error
    with atheris.instrument_imports(include=["reuse"], exclude=list(_NOT_LED_BY)):
        _import_all("reuse")
        from fuzz_inputs import ask_here
        from fuzz_seeds import dictionary, seeds
        from fuzz_targets import targets
    ask_here()
    run, keeper = targets()[target], Keeper(corpus / "found" / target)
    keeper.folder.mkdir(parents=True, exist_ok=True)
    for data in (mine := list(seeds(target))):
        name = hashlib.sha256(data).hexdigest()[:16]
        (corpus / target).mkdir(parents=True, exist_ok=True)
        (corpus / target / name).write_bytes(data)
    words = corpus / "words.dict"
    words.write_text(dictionary(), "utf-8")
    warm = {"left": len(mine)}

    def one(data: bytes) -> None:
        warm["left"] -= 1
        begun = time.process_time()
        try:
            run(data)
        except Exception as error:
            keeper.keep(data, error)
        if time.process_time() - begun > _SECONDS and warm["left"] < 0:
            begun = time.process_time()
            _quiet(run, data)
            if time.process_time() - begun > _SECONDS:
                keeper.keep(data, _raised(TookTooLong(f"{time.process_time() - begun:.1f} s")))

    longest = _LONGEST.get(target, _USUAL_LONGEST)
    options = [
        f"-max_total_time={max(1, int(seconds))}", f"-max_len={longest}", f"-seed={seed}",
        f"-dict={words}", f"-timeout={_WALL_SECONDS}", f"-rss_limit_mb={_MEGABYTES}",
        f"-artifact_prefix={keeper.folder}/", "-print_final_stats=1", "-report_slow_units=600",
        str(corpus / target),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


def _quiet(run: object, data: bytes) -> None:
    try:
        run(data)  # type: ignore[operator]
    except Exception:
        return


def _raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as raised:
        return raised


def _import_all(package: str) -> None:
    """Import a package's modules now, so that what they do is seen."""
    room = import_module(package)
    for module in pkgutil.walk_packages(room.__path__, f"{package}."):
        if not module.name.startswith(_NOT_LED_BY):
            import_module(module.name)


if __name__ == "__main__":
    main()
