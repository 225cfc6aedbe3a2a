"""The five sample articles, as the general rules read them."""

from pathlib import Path

import pytest

from reuse.model import Article
from reuse.read import read

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def seeds() -> dict[str, Article]:
    return {a.id[:3]: a for a in read([SEEDS]) if isinstance(a, Article)}


def test_text_is_the_decoded_file(seeds):
    for article in seeds.values():
        assert article.text.encode() == (SEEDS / article.id).read_bytes()


@pytest.mark.parametrize(
    ("seed", "title"),
    [
        ("000", "Escalation: U.S.-Backed Syrian 'Rebels' Reportedly Take Out Russian Rescue "
                "Helicopter With TOW Missile (UPDATE: Video Surfaces)"),
        ("001", "US Backed Rebels Film Themselves Shooting Down Russian Rescue Helicopter with "
                "a US Missile"),
        ("002", "Syrian Rebels Destroy Russian Helicopter With US Anti-Tank Missile"),
        ("003", "Russian Helicopter Destroyed By TOW Missile During Rescue Operation"),
        ("004", "Assad regime helicopter shot down in northwest Syria, killing two pilots: "
                "monitor"),
    ],
)  # fmt: skip
def test_title_is_the_headline(seeds, seed, title):
    article = seeds[seed]
    stated = article.basis("title")
    assert article.title == title
    assert stated.basis == "headline"
    assert stated.span.of(article.text) == title


@pytest.mark.parametrize(
    ("seed", "outlet", "basis"),
    [("000", "Blaze Media", "copyright"), ("001", "RT", "dateline")],
)
def test_outlet_is_what_the_text_states(seeds, seed, outlet, basis):
    article = seeds[seed]
    stated = article.basis("outlet")
    assert (article.outlet, stated.basis) == (outlet, basis)
    assert stated.span.of(article.text) == outlet


def test_no_outlet_is_invented(seeds):
    assert [seeds[seed].outlet for seed in ("002", "003", "004")] == [None] * 3


def test_date_line_is_read_to_the_day(seeds):
    article = seeds["004"]
    assert article.published.isoformat() == "2020-02-14"
    assert article.published.precision == "day"
    assert article.basis("published").span.of(article.text) == "14 February, 2020"


def test_copyright_year_is_no_date(seeds):
    assert [seeds[seed].published for seed in ("000", "001", "002", "003")] == [None] * 4
