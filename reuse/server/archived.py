"""The desk of a newsroom: drafts are compared with an archive, as it is at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import ArchiveError
from reuse.settings import Settings

if TYPE_CHECKING:
    from reuse.archive import Archive
    from reuse.check.policy import Policy
    from reuse.model import Article
    from reuse.server.judging import PolicyFiles
    from reuse.verdict import Verdict


@dataclass(frozen=True, slots=True)
class ArchiveShelf:
    """The archive in a file, and what drafts are compared with it and judged by."""

    path: Path
    settings: Settings
    policy: PolicyFiles

    @property
    def outlet(self) -> str | None:
        """The outlet that the policy names as its own.

        Raises:
            JudgementError: the policy cannot be used.
        """
        return self.policy.read().outlet

    def open(self) -> ArchiveDesk:
        """A desk with the archive open for reading; compiled, if it was prepared."""
        from reuse.compiled import stay_warm

        if self.is_prepared:
            stay_warm()
        return ArchiveDesk(self, self.archive())

    @property
    def is_prepared(self) -> bool:
        """Whether the inner loops were compiled before, on this machine."""
        from reuse.align.kernels.jit import is_compiled

        return is_compiled()

    def prepare(self) -> None:
        """Compile the inner loops."""
        from reuse.check import check
        from reuse.compiled import stay_warm
        from reuse.server.desk import draft_of_nobody

        stay_warm()
        article = draft_of_nobody()
        check(article.text, [article])

    def holdings(self) -> Mapping[str, int | str]:
        """How many articles there are, and the bytes of the file."""
        with self.archive() as archive:
            return {"articles": len(archive), "bytes": self.path.stat().st_size}

    def archive(self) -> Archive:
        """The archive, open for reading.

        Raises:
            ArchiveError: it cannot be opened.
        """
        from reuse.archive import open_archive

        return open_archive(self.path, settings=self.settings, write=False)


@dataclass(slots=True)
class ArchiveDesk:
    """An open archive; each check reads it as it is then, also when another has its name.

    So it is with the policy, which is read again when its file has changed.
    """

    shelf: ArchiveShelf
    open: Archive | None
    policy: Policy | None = None
    policy_state: object = None

    def check(self, draft: Article) -> Verdict:
        """The verdict on one draft.

        Raises:
            ArchiveError: the archive cannot be read, nor when it is opened anew.
            JudgementError: the policy has changed and cannot be used; there is no article.
        """
        try:
            return self._judged(draft)
        except ArchiveError:
            self._let_go()
        try:
            return self._judged(draft)
        except ArchiveError:
            # While one desk has the former file open, SQLite takes its log's index for that of
            # the new one; so each lets go, and the next check is made when the last one has.
            self._let_go()
            raise

    def _judged(self, draft: Article) -> Verdict:
        from reuse.check import check

        if self.open is None:
            self.open = self.shelf.archive()
        return check(draft, self.open, settings=self.shelf.settings, policy=self._policy())

    def _policy(self) -> Policy:
        state = self.shelf.policy.state()
        if self.policy is None or state != self.policy_state:
            self.policy = self.shelf.policy.read()
            self.policy_state = state
        return self.policy

    def _let_go(self) -> None:
        if self.open is not None:
            self.open.close()
        self.open = None
