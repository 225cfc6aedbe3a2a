"""Where the server listens, whom it lets in, and how much it takes on."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from reuse.errors import UsageError
from reuse.server.tokens import Tokens

_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken on at a time.

    `waiting` requests may wait for one of `workers`, each for up to `timeout_seconds`; a body
    may take as long to arrive, and a check as long to be made.
    """

    workers: int
    waiting: int
    max_bytes: int
    timeout_seconds: float


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens, and whose requests it answers.

    Args:
        port: 0 takes any that is free.
        tokens: with none, everybody is let in, and `host` must be this machine.
        origins: of pages elsewhere whose scripts may ask, such as `https://cms.example`.

    Raises:
        UsageError: others could reach it, and it has no tokens.
    """

    host: str
    port: int
    tokens: Tokens
    origins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.is_local and not self.tokens:
            raise UsageError(
                f"--host {self.host} can be reached from elsewhere: give tokens "
                "(--token-file FILE, or REUSE_TOKEN), or use --host 127.0.0.1"
            )

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def is_meant(self, host: str) -> bool:
        """Whether a `Host` header names this server.

        A name of somebody else that leads to this machine (DNS rebinding) would make a foreign
        page and this server one origin.  What can be reached from elsewhere has any name.

        >>> Door("127.0.0.1", 8765, Tokens()).is_meant("evil.example:8765")
        False
        """
        if not self.is_local:
            return True
        name = host.lower()
        is_v6 = name.startswith("[")
        name = name[1:].partition("]")[0] if is_v6 else name.partition(":")[0]
        return name in {*_LOCAL, self.host.lower()}

    def address(self, port: int) -> str:
        """The URL of the page, with the port that was taken."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{port}/"
