"""Every exception of the program, as one tree.

ReuseError
├── UsageError          wrong arguments or settings: exit status 2
│   ├── SettingsError       a settings file or value is wrong
│   │   └── PolicyError         a policy or a baseline is wrong
│   └── InputMissing        a path does not exist
├── JudgementError      the job could not be judged: exit status 3
│   ├── NothingToRead       no article could be read
│   ├── UnreadableInput     an input is unreadable and `--strict` forbids skipping it
│   └── ArchiveError        an archive cannot be used: busy, full, of other settings
│       ├── ArchiveMissing      there is none at that path
│       └── ArchiveDamaged      the file is no archive, or a broken one
└── MissingExtra        an optional package is not installed: exit status 2

A message says what failed, on which input, and what to do.
"""


class ReuseError(Exception):
    """Base of everything that this program raises for its user."""

    exit_status = 2


class UsageError(ReuseError):
    """The call itself is wrong."""


class SettingsError(UsageError):
    """A settings file or value is wrong; the message names file and key."""


class PolicyError(SettingsError):
    """A policy or a baseline is wrong; the message names file, line and key."""


class InputMissing(UsageError):
    """A path that was asked for does not exist."""


class JudgementError(ReuseError):
    """The call is right, but its inputs allow no answer."""

    exit_status = 3


class NothingToRead(JudgementError):
    """No article could be read from the inputs."""


class UnreadableInput(JudgementError):
    """An input could not be read and the caller asked for strictness."""


class ArchiveError(JudgementError):
    """An archive cannot be used as it is; the message names file and reason."""


class ArchiveMissing(ArchiveError):
    """There is no archive at the path that was given."""


class ArchiveDamaged(ArchiveError):
    """The file is no archive, or its content does not add up."""


class MissingExtra(ReuseError):
    """An optional package is needed; the message names the extra to install."""
