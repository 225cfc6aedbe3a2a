"""What the server says of itself, and of what went wrong."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

HealthStatus = Literal["ready", "starting", "empty", "unreadable", "policy-unusable"]


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: Literal["about:blank"] = "about:blank"
    title: str = Field(description="The status in words.")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What failed, and what to do.")
    request_id: str = Field(description="As in the header X-Request-Id, and in the log.")


class Health(BaseModel):
    """Whether checks can be made now; `live` is true whenever there is an answer."""

    status: HealthStatus = Field(
        description="starting: no worker is ready yet; empty: the archive has no article, so that"
        " no draft can be judged; unreadable: the archive cannot be read; policy-unusable: what is"
        " in the file of the policy, or of the baseline, is wrong, so that no draft can be judged."
    )
    detail: str | None = Field(description="What is wrong, where `status` does not say it all.")
    live: Literal[True] = True
    ready: bool
    archive_readable: bool
    articles: int | None = Field(description="In the archive; null where it cannot be read.")
    version: str


class Workers(BaseModel):
    """The processes that check."""

    number: int = Field(ge=1)
    ready: int = Field(ge=0)
    replaced: int = Field(ge=0, description="How many died, or were ended as they took too long.")


class Checks(BaseModel):
    """The checks that were made since the start."""

    done: int = Field(ge=0)
    passed: int = Field(ge=0)
    warned: int = Field(ge=0)
    failed: int = Field(ge=0)
    seconds_p50: float | None = Field(description="Of the last thousand, waiting included.")
    seconds_p95: float | None


class Stats(BaseModel):
    """Figures; none says anything of a draft."""

    version: str
    uptime_seconds: float = Field(ge=0)
    archive: dict[str, int | str] = Field(description="What drafts are compared with.")
    checks: Checks
    inside: int = Field(ge=0, description="Requests that wait or are being answered.")
    workers: Workers
