"""A draft as a request brings it: text or HTML, and what is known of it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from reuse.read.dates import timestamp
from reuse.read.document import language_tag, web_address

# What can be said of them without a function; the rest is said by the error;
# nothing but space says nothing.
_WEB = r"^\s*$|^https?://[^\s/]"
_TAG = r"^\s*$|^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}$"

_Short = Annotated[str, Field(max_length=500)]


def _date(value: str) -> str:
    if timestamp(value) is None:
        raise ValueError("not a date that can be read without guessing; write it as 2018-07-15")
    return value


def _address(value: str) -> str:
    if web_address(value) is None:
        raise ValueError("not an absolute http or https address")
    return value


def _language(value: str) -> str:
    if language_tag(value) is None:
        raise ValueError("not a language tag such as en or de-AT")
    return value


def _nothing(value: Any) -> Any:
    """None for the empty value that a form sends of a field that was left free."""
    return None if isinstance(value, str) and not value.strip() else value


_EMPTY = BeforeValidator(_nothing)


class Metadata(BaseModel):
    """What is known of a draft; all of it may be left out."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[_Short | None, _EMPTY] = Field(None, description="Its headline.")
    outlet: Annotated[_Short | None, _EMPTY] = Field(
        None, description="Who will publish it; what that outlet wrote first needs no credit."
    )
    author: Annotated[_Short | None, _EMPTY] = Field(None, description="Who wrote it.")
    published: Annotated[
        Annotated[str, Field(max_length=100), AfterValidator(_date)] | None, _EMPTY
    ] = Field(
        None, description="When it appears.", examples=["2018-07-15", "2018-07-15T10:30+02:00"]
    )
    url: Annotated[
        Annotated[str, Field(max_length=2_000, pattern=_WEB), AfterValidator(_address)] | None,
        _EMPTY,
    ] = Field(None, description="Its absolute address, http or https.")
    language: Annotated[
        Annotated[str, Field(max_length=50, pattern=_TAG), AfterValidator(_language)] | None, _EMPTY
    ] = Field(None, description="Its language as a BCP 47 tag.", examples=["en", "de-AT"])

    def known(self) -> dict[str, str]:
        """The fields that say something; the draft itself is none."""
        given = self.model_dump(include=set(Metadata.model_fields))
        return {name: value for name, value in given.items() if value is not None}


class TextDraft(Metadata):
    """A draft that is text."""

    text: str = Field(min_length=1, description="The draft, as it will be read.")


class HtmlDraft(Metadata):
    """A draft that is HTML, a whole page or a part of one."""

    html: str = Field(min_length=1, description="The draft's markup; its article is checked.")
