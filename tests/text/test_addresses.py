"""Web addresses: one host by whatever way it is written, and no error on any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reuse.model import Article, ArticleId
from reuse.read.document import Fact, outlet_of_address
from reuse.text.addresses import host_of, plain_address, web_host
from reuse.trace.corpus import Corpus


@pytest.mark.parametrize(
    "address",
    ["https://www.Town.example/a", "town.example/a//b", "//town.example.", "town.example:80/a"],
)
def test_a_host_is_the_same_however_it_is_written(address: str) -> None:
    assert host_of(address) == "town.example"


@given(st.text())
@example("http://[")
@example("http://\uff0f")
def test_no_text_is_an_error(text: str) -> None:
    assert web_host(text) in ("", host_of(text))
    assert plain_address(text).count("#") <= text.count("#")


def test_reading_and_tracing_name_the_same_outlet_for_an_address() -> None:
    url = "https://www.town.example./a"
    article = Article(ArticleId("a"), "Some words.", "a", url=url)
    own = Corpus.of([article]).own_outlet(article)
    assert own is not None
    assert [fact.value for fact in outlet_of_address([Fact("url", url, "meta")])] == [own.name]


def test_addresses_of_one_page_are_equal() -> None:
    forms = ("http://town.example/a", "https://www.town.example/a/", "https://town.example/a#b")
    assert {plain_address(form) for form in forms} == {"town.example/a"}
    assert plain_address("https://town.example/a?id=1") != plain_address("https://town.example/a")
