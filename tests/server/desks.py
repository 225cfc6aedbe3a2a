"""Desks that worker processes of the tests open: small ones, and one that does as a draft says."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import reuse
from reuse.errors import NothingToRead
from reuse.model import Article, ArticleId
from reuse.server.desk import Clerk
from reuse.server.judging import PolicyFiles
from reuse.verdict import Verdict

PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers "
    "say the intake pipe will stand dry by the first week of September unless rain comes."
)
WIRE = Article(
    ArticleId("wire-1"),
    f"LEDBURY (Coast Wire) - {PASSAGE}\n\nThe council meets on Friday.",
    "wire/1.txt",
    title="Reservoir runs low",
    outlet="Coast Wire",
    url="https://wire.example/reservoir",
)
COPY = f"The town waits for rain.\n\n{PASSAGE}\n\nNobody knows when it will come."
OWN = "A marching band of forty geese crossed the square at noon, and the mayor saluted them."


@dataclass(frozen=True)
class ObedientDesk:
    """Compares with one article, unless a draft asks for something else."""

    def check(self, draft: Article) -> Verdict:
        if "please sleep" in draft.text:
            time.sleep(600)
        if "please take a second" in draft.text:
            time.sleep(1)
        if "please die" in draft.text:
            os._exit(9)
        if "please fail" in draft.text:
            raise ValueError(draft.text)
        if "please judge nothing" in draft.text:
            raise NothingToRead("no article to compare with")
        return reuse.check(draft, [WIRE])


@dataclass(frozen=True)
class ObedientShelf:
    """What an `ObedientDesk` is opened with."""

    outlet: str | None = None
    policy: PolicyFiles = PolicyFiles()  # noqa: RUF009 - frozen

    def open(self) -> ObedientDesk:
        return ObedientDesk()

    @property
    def is_prepared(self) -> bool:
        return True

    def prepare(self) -> None:
        raise AssertionError("is prepared")

    def holdings(self) -> Mapping[str, int | str]:
        return {"articles": 1}


@dataclass(frozen=True)
class EmptyShelf(ObedientShelf):
    """One without articles."""

    def holdings(self) -> Mapping[str, int | str]:
        return {"articles": 0}


@dataclass(frozen=True)
class UnpreparedShelf(ObedientShelf):
    """One that has something to do first."""

    @property
    def is_prepared(self) -> bool:
        return False

    def prepare(self) -> None:
        time.sleep(0.5)


def open_clerk() -> Clerk:
    """As a worker is opened, without warming it."""
    return Clerk(ObedientDesk())


@dataclass(frozen=True)
class OpenWhenThere:
    """Opens a worker as `open_clerk` does, once a file is there."""

    file: Path

    def __call__(self) -> Clerk:
        while not self.file.exists():
            time.sleep(0.01)
        return open_clerk()
