"""Repositories of git for the tests of what runs in them, and words that are copied or credited."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes."
)
CLEAN = "The council votes on the new road on Friday, a clerk said by telephone.\n"
COPIED = f"Heard by telephone.\n\n{PASSAGE}\n"
CREDITED = f"Heard by telephone.\n\nAccording to The Mill Herald: “{PASSAGE}”\n"
ARCHIVE = "newsroom.reuse"
_PUBLISHED = json.dumps({"text": f"Roads.\n\n{PASSAGE}", "outlet": "The Mill Herald"}) + "\n"

WAIVER = """
[[policy.waivers]]
fingerprint = "{}"
reason = "Agreed with the Herald"
author = "Desk"
expires = 2099-01-01
"""

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


class Repository:
    """A repository of somebody who has this program, and no settings of git."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        own = {"PATH": path, "HOME": str(folder.parent), "GIT_CONFIG_NOSYSTEM": "1"}
        who = ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL")
        self.environment = {**kept, **own, **{f"GIT_{each}": "a@b.example" for each in who}}
        self.run("git", "init", "-q")

    def run(self, *command: str, code: int = 0) -> str:
        """What a command says, which ends with that status."""
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def publish(self) -> None:
        """An archive with one article that has `PASSAGE`."""
        wire = self.write("wire.jsonl", _PUBLISHED)
        self.run("reuse", "archive", "add", "--quiet", ARCHIVE, str(wire))
        wire.unlink()

    def add(self) -> None:
        self.run("git", "add", ".")

    def commit(self, *, code: int = 0) -> str:
        """Commit what is staged."""
        return self.run("git", "commit", "-m", "Draft", code=code)

    def head(self) -> str:
        return self.run("git", "rev-parse", "HEAD").strip()
