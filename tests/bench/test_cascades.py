"""The simulator: what it says of its cascades is so, and the shares only hide."""

from __future__ import annotations

import random

import pytest
from cascade_credits import OWN_FORMS, Attribution, Publisher, drafted
from cascade_material import Material, Passage, Press, gather
from cascade_text import RATES, Copyist, cleaned, names_an_outlet, shares_run, spelt, word_count
from cascades import Shares, Simulation, simulate

from reuse.trace.outlets import Outlet, directory

WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi".split()
)
FORMS = ("lead-in", "that", "tail", "wrote", "source", "republished", "by-line", "dateline", "link")


def articles(number: int) -> list[dict[str, object]]:
    """Paragraphs of two sentences, no two of them alike."""
    draw = random.Random(7)

    def sentence(least: int) -> str:
        words = (draw.choice(WORDS) + draw.choice(WORDS) for _ in range(draw.randrange(least, 18)))
        return f"The {' '.join(words)}."

    def text() -> str:
        return "\n\n".join(f"{sentence(9)} {sentence(9)}" for _ in range(5))

    short: list[dict[str, object]] = [{"text": sentence(9)} for _ in range(20)]
    return short + [{"text": text(), "title": f"Title {n}"} for n in range(number)]


@pytest.fixture(scope="module")
def material() -> Material:
    return gather(articles(220), 20, seed=3)


def simulated(material: Material, **shares: float) -> Simulation:
    return simulate(material, Press(), seed=3, shares=Shares(**shares))


def test_every_version_lies_where_it_is_said_to_and_shares_a_run_with_its_parent(
    material: Material,
) -> None:
    simulation = simulated(material, inside=1.0)
    texts = {article.id: article.text for article in simulation.articles}
    assert len(simulation.cascades) == 20
    for cascade in simulation.cascades:
        versions = [m.span.of(texts[m.article]) for m in cascade.members if m.article]
        assert 2 <= len(versions) <= 12
        assert not any("\ue000" <= mark <= "\ue003" for mark in "".join(versions))
        for member, version in zip(cascade.members, versions, strict=True):
            if member.parent is not None:
                assert shares_run([versions[member.parent]], [version])


def test_at_least_two_witnesses_stay_where_the_original_does_not(material: Material) -> None:
    cascades = simulated(material, inside=0.0).cascades
    assert any(c.original.article is None for c in cascades)
    assert all(len(c.witnesses) >= 2 for c in cascades)


def test_equal_seeds_give_equal_cascades(material: Material) -> None:
    assert simulated(material) == simulated(material)


def test_shares_hide_credits_and_dates_and_change_nothing_else(material: Material) -> None:
    full, bare = simulated(material), simulated(material, credits=0.0, dates=0.0)
    assert {c.number for c in full.cascades} == {c.number for c in bare.cascades}
    for before, after in zip(full.cascades, bare.cascades, strict=True):
        assert [(m.parent, m.outlet) for m in before.members] == [
            (m.parent, m.outlet) for m in after.members
        ]
        assert all(m.named is None and m.published is None for m in after.members)
    assert all(not a.links and a.published is None for a in bare.articles)


def test_a_right_credit_names_the_parent_or_the_original(material: Material) -> None:
    members = [
        (cascade, member)
        for cascade in simulated(material, wrong=0.0).cascades
        for member in cascade.members
        if member.parent is not None
    ]
    named = [m.named for _, m in members if m.named]
    assert 0.7 < len(named) / len(members) < 0.9
    for cascade, member in members:
        parent = cascade.members[member.parent or 0]
        assert member.named in (None, parent.outlet, cascade.original.outlet)


def test_dates_to_the_minute_are_later_than_the_parents_but_for_a_few(material: Material) -> None:
    later = [
        member.published.moment > parent.published.moment
        for cascade in simulated(material).cascades
        for member in cascade.members[1:]
        for parent in [cascade.members[member.parent or 0]]
        if member.published and parent.published
        if member.published.precision == parent.published.precision == "minute"
    ]
    assert len(later) > 30
    assert 0.9 < sum(later) / len(later) <= 1


def test_no_two_outlets_of_a_family_are_of_one_house(material: Material) -> None:
    for cascade in simulated(material).cascades:
        outlets = [directory().resolve(m.outlet) for m in cascade.members]
        for at, outlet in enumerate(outlets):
            assert not any(outlet.same_house(other) for other in outlets[:at])


@pytest.mark.parametrize("form", FORMS)
def test_each_form_writes_the_name_or_a_link_and_leaves_the_passage(form: str) -> None:
    host = (("One a.", "Two b."), ("Three c.",))
    passage = "The mayor said that it was so. It was."
    name = Publisher(Outlet("Fairview Wire", "agency"), ("Fairview Wire",))
    for seed in range(40):
        draft = drafted(host, [passage], random.Random(seed))
        written = draft.credited(Attribution(name, form), random.Random(seed)).written(
            "https://x.example"
        )
        inside = written.span.of(written.text)
        assert inside.casefold().rstrip(".") == passage.casefold().rstrip(".")
        assert ("Fairview Wire" in written.text) == (form != "link")
        assert [link.span.of(written.text) for link in written.links if link.span] == (
            ["reported"] if form == "link" else []
        )
        assert "Three c." in written.text
    assert set(OWN_FORMS) <= set(FORMS)


def test_natural_credits_are_taken_out() -> None:
    text = "The mayor left. He told The Guardian why.\n    Reuters has more. It rained.\n REUTER"
    assert cleaned(text) == (("The mayor left.",), ("It rained.",))
    assert not names_an_outlet("The guardian of the park left.")


def test_a_copy_keeps_a_run_whatever_is_edited() -> None:
    draw = random.Random(1)
    parent = tuple(f"Words {' '.join(draw.sample(WORDS, 12))} {n}." for n in range(3))
    copyist = Copyist(["other"], ["Own words stand here."])
    copies = [copyist.copy(parent, random.Random(n), country=None) for n in range(100)]
    assert all(shares_run(parent, copy) and word_count(copy) >= 20 for copy in copies)
    assert len(set(copies)) > 100 / len(RATES)


def test_spelling_follows_the_country() -> None:
    assert spelt("The program of the center", "GB") == "The program of the centre"
    assert spelt("Per cent of Defence", "US") == "Percent of Defense"
    assert spelt("Defence", None) == "Defence"


def test_a_passage_that_stands_twice_is_not_drawn() -> None:
    records = articles(30)
    twice = gather([*records, *records], 100, seed=1)
    assert not twice.passages
    assert gather(records, 100, seed=1).passages


def test_a_passage_splits_its_article_in_three() -> None:
    prose = (("A.", "B."), ("C.", "D."))
    assert Passage(0, 1, ("B.", "C.")).around(prose) == ("A. ", "B.\n\nC.", " D.")
