"""What drafts are judged by, as it stands in files that people change while the server runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from reuse.errors import JudgementError, SettingsError, UsageError
from reuse.tomlfile import find_file

if TYPE_CHECKING:
    from reuse.check.policy import Policy


@dataclass(frozen=True, slots=True)
class PolicyFiles:
    """The file of a policy and that of a baseline, if there are; the same at every reading.

    `policy` is the one asked for, else `settings` may hold one; where there is neither, none is
    looked for later: a process that begins later would judge by another policy.
    """

    policy: Path | None = None
    settings: Path | None = None
    baseline: Path | None = None

    def read(self) -> Policy:
        """The policy as it is now.

        Raises:
            JudgementError: it cannot be read, or something in it is wrong.
        """
        try:
            return self._read()
        except SettingsError as error:
            raise JudgementError(f"the policy has changed, and cannot be used: {error}") from error

    def state(self) -> tuple[object, ...]:
        """What differs when one of the files has changed."""
        return tuple(self._states())

    def _read(self) -> Policy:
        from reuse.check.policy import Policy, load_baseline, load_policy

        file = self.policy or self.settings
        policy = load_policy(self.policy, settings_file=self.settings) if file else Policy()
        if self.baseline is None:
            return policy
        return replace(policy, baseline=load_baseline(self.baseline))

    def _states(self) -> Iterator[object]:
        for path in (self.policy or self.settings, self.baseline):
            try:
                found = path.stat() if path is not None else None
            except OSError:
                found = None
            yield found and (found.st_mtime_ns, found.st_size, found.st_ino)


@dataclass(slots=True)
class Watch:
    """Whether the policy can be used now; its files are read again when they have changed.

    `told` is given, once for a change, an event's name and what is known of it, for the log.
    """

    files: PolicyFiles
    told: Callable[..., None]
    _fault: str | None = None
    _state: object = None
    _lock: Lock = field(default_factory=Lock)

    def fault(self) -> str | None:
        """Why it cannot be used, by file, line and key; None where it can."""
        with self._lock:
            if (state := self.files.state()) != self._state:
                self._fault, self._state = self._read(), state
                if self._fault is not None:
                    self.told("policy unusable", reason=self._fault)
            return self._fault

    def _read(self) -> str | None:
        try:
            self.files.read()
        except JudgementError as error:
            return str(error)
        return None


def policy_files(options: Mapping[str, Any]) -> PolicyFiles:
    """The files of `--policy`, `--settings` and `--baseline`, and the settings file found here.

    Raises:
        UsageError: one of them is a pipe, which can be read once only.
    """
    settings = options["settings_file"] or find_file()
    for path in (options["policy"] or settings, options["baseline"]):
        if path is not None and path.is_fifo():
            raise UsageError(f"{path} is a pipe, and a server reads it again: name a file")
    return PolicyFiles(options["policy"], settings, options["baseline"])
