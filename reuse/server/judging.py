"""What drafts are judged by, as it stands in files that people change while the server runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reuse.errors import JudgementError, SettingsError
from reuse.options import policy_of
from reuse.tomlfile import find_file

if TYPE_CHECKING:
    from reuse.check.policy import Policy


@dataclass(frozen=True, slots=True)
class PolicyFiles:
    """The file of a policy and that of a baseline, if there are; the same at every reading.

    `policy` is the one asked for, else `settings` may hold one.
    """

    policy: Path | None = None
    settings: Path | None = None
    baseline: Path | None = None

    def read(self) -> Policy:
        """The policy as it is now.

        Raises:
            JudgementError: it cannot be read, or something in it is wrong.
        """
        options = {
            "policy": self.policy,
            "settings_file": self.settings,
            "baseline": self.baseline,
        }
        try:
            return policy_of(options)
        except SettingsError as error:
            raise JudgementError(f"the policy has changed, and cannot be used: {error}") from error

    def state(self) -> tuple[object, ...]:
        """What differs when one of the files has changed."""
        return tuple(self._states())

    def _states(self) -> Iterator[object]:
        for path in (self.policy or self.settings, self.baseline):
            try:
                found = path.stat() if path is not None else None
            except OSError:
                found = None
            yield found and (found.st_mtime_ns, found.st_size, found.st_ino)


def policy_files(options: Mapping[str, Any]) -> PolicyFiles:
    """The files of `--policy`, `--settings` and `--baseline`, and the settings file found here."""
    return PolicyFiles(
        options["policy"], options["settings_file"] or find_file(), options["baseline"]
    )
