"""Worker processes end with the process that they work for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = """
import os, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from made_corpus import made_articles
from reuse.engine import Means, open_engine
from reuse.engine.local import Aligner, workers
from reuse.settings import Settings

parent, folder = os.getpid(), Path(sys.argv[1])
usual = Aligner.align_columns

def align(self, pairs):
    if os.getpid() != parent:
        (folder / str(os.getpid())).touch()
        time.sleep(60)
    return usual(self, pairs)

Aligner.align_columns = align
workers._LEAST_TOKENS_PER_JOB = 1
engine = open_engine("local", Means(jobs=2))
engine.find_matches(made_articles(40, seed=5), Settings(), progress=lambda *_: None)
"""


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def wait_until(done: Callable[[], bool], *, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="no signal kills there")
def test_a_killed_scan_leaves_no_worker_behind(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", SCRIPT, str(tmp_path), str(Path(__file__).parent)]
    with subprocess.Popen(arguments) as scan:
        assert wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        scan.send_signal(signal.SIGKILL)
    pids = [int(path.name) for path in tmp_path.iterdir()]
    assert wait_until(lambda: not any(map(is_running, pids)), seconds=10)


DYING = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from made_corpus import made_articles
from reuse.engine import Means, open_engine
from reuse.engine.local import Aligner, workers
from reuse.errors import JudgementError
from reuse.settings import Settings

parent, folder, deaths = os.getpid(), Path(sys.argv[1]), int(sys.argv[3])
usual = Aligner.align_columns

def align(self, pairs):
    if os.getpid() != parent and len(list(folder.iterdir())) < deaths:
        (folder / str(os.getpid())).touch()
        os.kill(os.getpid(), 9)
    return usual(self, pairs)

given, settings = made_articles(40, seed=5), Settings()
silent = lambda *_: None
alone = open_engine("local", Means()).find_matches(given, settings, progress=silent)
Aligner.align_columns = align
workers._LEAST_TOKENS_PER_JOB, workers._MOST_PAIRS = 1, 3
try:
    found = open_engine("local", Means(jobs=2)).find_matches(given, settings, progress=silent)
    print("equal" if found == alone else "other")
except JudgementError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no signal kills there")
@pytest.mark.parametrize(("deaths", "said"), [(1, "equal"), (1_000, "died 3 times at the same")])
def test_work_of_a_worker_that_died_is_done_again(deaths: int, said: str, tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", DYING, tmp_path, Path(__file__).parent, str(deaths)]
    ran = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=100)
    assert said in ran.stdout
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(list(tmp_path.iterdir())) >= min(deaths, 3)


# The first batch, whose first pair is compiled with here, fails when the other process works.
FAILING = SCRIPT.replace(
    "        time.sleep(60)\n",
    "        while pairs.left[0] == first[0] and pairs.right[0] == first[1]:\n"
    "            if len(list(folder.iterdir())) == 2: raise RuntimeError('of a batch')\n"
    "        time.sleep(60)\n"
    "    first.extend([pairs.left[0], pairs.right[0]])\n",
).replace("def align", "first = []\ndef align")


@pytest.mark.skipif(sys.platform == "win32", reason="no such way to end processes there")
def test_nobody_waits_for_the_others_where_one_batch_fails(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", FAILING, tmp_path, Path(__file__).parent]
    ran = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=50)
    assert ran.stderr.endswith("RuntimeError: of a batch\n")
    assert not any(is_running(int(path.name)) for path in tmp_path.iterdir())
