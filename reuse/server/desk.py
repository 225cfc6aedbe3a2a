"""Where a draft is checked: a desk, open in every worker process for as long as it lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from reuse.errors import JudgementError, UnreadableInput
from reuse.model import Article, Skipped
from reuse.read import read_content
from reuse.report.check import CHECK_FORMATS, render_verdict
from reuse.server.judging import PolicyFiles
from reuse.verdict import Verdict


class Desk(Protocol):
    """What drafts are checked at; one in every worker process."""

    def check(self, draft: Article) -> Verdict:
        """The verdict on one draft; articles that were added since the last check count.

        Raises:
            JudgementError: it cannot be judged.
        """
        ...


class Shelf(Protocol):
    """What drafts are compared with, named but not open; it can be pickled."""

    @property
    def outlet(self) -> str | None:
        """The outlet of drafts that name none; None where nothing says so."""
        ...

    @property
    def policy(self) -> PolicyFiles:
        """What drafts are judged by."""
        ...

    def open(self) -> Desk:
        """A desk at which drafts are compared with it.

        Raises:
            ReuseError: it cannot be opened.
        """
        ...

    @property
    def is_prepared(self) -> bool:
        """Whether `prepare` would change nothing."""
        ...

    def prepare(self) -> None:
        """Make once on a machine what makes desks faster that are opened afterwards."""
        ...

    def holdings(self) -> Mapping[str, int | str]:
        """What it holds now, in figures, `articles` among them; several threads may ask at once.

        Raises:
            JudgementError: it cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it came: its bytes, the suffix of files of its kind, and what is known of it."""

    data: bytes
    kind: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of a worker: a draft's verdict in one of `CHECK_FORMATS`."""

    draft: Draft
    format_name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict as it goes out, and what the log and the figures say of it."""

    body: bytes
    decision: str
    findings: int
    compared: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A draft that has no text to check, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A check that could not be made, through no fault of the draft."""

    reason: str


@dataclass(frozen=True, slots=True)
class Clerk:
    """Answers tasks at a desk."""

    desk: Desk

    def __call__(self, task: Task) -> Answer | Unreadable | Unjudged:
        """The verdict asked for, or why there is none."""
        draft = task.draft
        article = read_content(draft.data, draft.kind, fields=draft.fields)
        if isinstance(article, Skipped):
            return Unreadable(article.reason)
        try:
            verdict = self.desk.check(article)
        except UnreadableInput as error:
            return Unreadable(str(error).removeprefix(f"{article.source}: "))
        except JudgementError as error:
            return Unjudged(str(error))
        body = render_verdict(verdict, task.format_name).encode()
        return Answer(body, verdict.decision, len(verdict.findings), verdict.compared)


@dataclass(frozen=True, slots=True)
class ClerkOf:
    """Opens a shelf in a worker process; is pickled on the way there."""

    shelf: Shelf

    def __call__(self) -> Clerk:
        """The clerk at its desk, for whom a page and an answer in each form are nothing new."""
        from reuse.check import check

        desk = self.shelf.open()
        article = draft_of_nobody()
        verdict = check(article.text, [article])
        for format_name in CHECK_FORMATS:
            render_verdict(verdict, format_name)
        return Clerk(desk)


def draft_of_nobody() -> Article:
    """A draft that is read from a page, to have everything done once."""
    article = read_content(_PAGE.encode(), ".html", fields={})
    if isinstance(article, Skipped):
        raise ValueError(article.reason)
    return article


_PAGE = """<html><body><article><h1>The lamps along the quay</h1>
<p>Nobody had asked for the lamps along the quay to be lit an hour early, yet there they stood
in the rain, and the harbour master, who signs for the oil, said that he would not pay.</p>
<p>“We shall see,” said the woman who keeps the ferry, according to the Evening Lamp.</p>
</article></body></html>"""
