"""Where the server listens, whom it lets in, and how much it takes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address

from reuse.errors import UsageError
from reuse.server.tokens import Tokens

# As browsers write it: without a path, and with what is not ASCII as `xn--`.
_ORIGIN = re.compile(
    r"[a-z][a-z0-9+.-]*+://(?:\[[0-9a-f:.]++\]|[a-z0-9_-]++(?:\.[a-z0-9_-]++)*+)(?::[1-9]\d{0,4})?",
    re.A,
)
_USUAL_PORTS = ("http", ":80"), ("https", ":443")
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
        UsageError: others could reach it, and it has no tokens; or an origin is none, or is not
            written as browsers send it.
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
        for origin in self.origins:
            if origin_of(origin) != origin:
                raise UsageError(f"--allow-origin {origin} is not as browsers send it")

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


def origin_of(said: str) -> str:
    """An origin as browsers send it, from what a person writes: lower case, without a last slash
    and without the port that its scheme has anyway.

    >>> origin_of("https://CMS.example:443/")
    'https://cms.example'

    Raises:
        UsageError: it is none.
    """
    origin = said.lower().removesuffix("/")
    if not _ORIGIN.fullmatch(origin):
        raise UsageError(
            f"--allow-origin {said}: write scheme://host or scheme://host:port, as in "
            "https://cms.example, once for each"
        )
    for scheme, port in _USUAL_PORTS:
        if origin.startswith(f"{scheme}://"):
            origin = origin.removesuffix(port)
    return origin
