"""Who may ask: whoever has one of some tokens.

A program sends its token as `Authorization: Bearer TOKEN`.  A browser without scripts asks its
user for a password (`Basic`), which is the token; the name beside it says nothing.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from reuse.errors import UsageError
from reuse.tomlfile import bounded_text

LEAST_CHARACTERS = 16

# What the grammar of bearer tokens allows (RFC 6750).
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Some tokens, as digests: they are compared in one time whatever they are."""

    digests: tuple[bytes, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.digests)

    def admit(self, authorization: str | None) -> bool:
        """Whether a request with that header may come in; everybody where there are no tokens."""
        if not self.digests:
            return True
        given = sha256(_given(authorization or "").encode("utf-8", "replace")).digest()
        # All of them, so that the time does not say which one was alike.
        return sum(compare_digest(given, digest) for digest in self.digests) > 0


def load_tokens(file: Path | None, variable: str | None) -> Tokens:
    """The tokens of a file, one a line (`#` begins a comment), and of an environment variable.

    Raises:
        UsageError: the file cannot be read or has no token, or a token is too short or no token.
    """
    tokens = (variable or "").split()
    if file is not None:
        found = _lines(file)
        if not found:
            raise UsageError(f"{file} has no token: write one a line")
        tokens += found
    for token in tokens:
        # NOTE: a message never shows a token.
        if not _TOKEN.fullmatch(token):
            raise UsageError("a token is made of letters, digits and . _ ~ + / - only")
        if len(token) < LEAST_CHARACTERS:
            raise UsageError(f"a token has at least {LEAST_CHARACTERS} characters")
    return Tokens(tuple(sha256(token.encode()).digest() for token in tokens))


def _lines(file: Path) -> list[str]:
    try:
        lines = bounded_text(file).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise UsageError(f"cannot read the token file {file}: {reason}") from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _given(authorization: str) -> str:
    """The token of a header; "" for none."""
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(rest.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return ""
    return ""
