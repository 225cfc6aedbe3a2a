"""What a copy changed that matters, and what is no change."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_samples import FILLER, SETTINGS, article, at, match, moment

from reuse.model import Change, Lineage, Span
from reuse.text.layout import Layout
from reuse.trace import trace
from reuse.trace.drift import changes
from reuse.trace.drift.words import LONGEST

SENTENCE = (
    "The bridge over the northern river was closed on Tuesday after engineers led by Sergei "
    "Rudskoi found two cracks in the main span, and its traffic has increased by 800 per cent "
    "since the harbour opened in 2011, which the council did not expect when it allegedly hid "
    "the report."
)


def drift(source: str, derivative: str, language: str | None = "en") -> tuple[Change, ...]:
    spans = Span(0, len(source)), Span(0, len(derivative))
    return changes(Layout(source), Layout(derivative), spans=spans, language=language)


def listed(source: str, derivative: str, language: str | None = "en") -> list[tuple[str, str, str]]:
    return [(c.kind, c.before, c.after) for c in drift(source, derivative, language)]


def edited(old: str, new: str, text: str = SENTENCE) -> list[tuple[str, str, str]]:
    assert text.count(old) == 1
    return listed(text, text.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("800", "80", ("number", "800", "80")),
        ("two cracks", "three cracks", ("number", "two", "three")),
        ("two cracks", "20 cracks", ("number", "two", "20")),
        ("two cracks", "cracks", ("number", "two", "")),
        ("800 per", "1,800 per", ("number", "800", "1,800")),
        ("Tuesday", "Wednesday", ("date", "Tuesday", "Wednesday")),
        ("Tuesday", "yesterday", ("date", "Tuesday", "yesterday")),
        ("2011", "2012", ("date", "2011", "2012")),
        ("Sergei", "Sergey", ("name", "Sergei", "Sergey")),
        ("Sergei Rudskoi", "Anna Petrova", ("name", "Sergei Rudskoi", "Anna Petrova")),
        ("did not expect", "did expect", ("negation", "not", "")),
        ("did not expect", "expected", ("negation", "did not expect", "expected")),
        ("since the", "since not the", ("negation", "", "not")),
        ("allegedly hid", "hid", ("hedge", "allegedly", "")),
        ("was closed", "may have been closed", ("hedge", "was", "may have been")),
    ],
)
def test_a_change_that_matters_is_listed(old: str, new: str, expected: tuple[str, ...]) -> None:
    assert edited(old, new) == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("800 per cent", "800 percent"),
        ("800 per cent", "800%"),
        ("800", "eight hundred"),
        ("two cracks", "2 cracks"),
        ("Tuesday", "tuesday morning"),
        ("Sergei Rudskoi", "Rudskoi"),
        ("Sergei Rudskoi", "General Rudskoi"),
        ("Sergei", "Ｓｅｒｇｅｉ"),
        ("did not expect", "didn’t expect"),
        ("did not expect", "failed to expect"),
        ("allegedly", "reportedly"),
        ("harbour", "harbor"),
        ("closed", "shut"),
        ("northern river", "river"),
        ("and its traffic has increased by 800 per cent since the harbour opened in 2011, ", ""),
    ],
)
def test_what_says_the_same_or_is_left_out_at_length_is_no_change(old: str, new: str) -> None:
    assert edited(old, new) == []


@pytest.mark.parametrize(
    ("one", "same", "different"),
    [
        ("5m people", "5 million people", "6m people"),
        ("1,000 people", "a thousand people", "a million people"),
        ("1000 people", "one thousand people", "10,000 people"),
        ("24 people", "two dozen people", "three dozen people"),
        ("25 people", "twenty-five people", "thirty-five people"),
        ("12,231,000 people", "12.2 million people", "12.6 million people"),
        ("people at 3pm", "people at 15:00", "people at 3am"),
        ("people at 10:30 a.m.", "people at 10:30am", "people at 10:35 a.m."),
        ("people on Sept. 11", "people on September 11", "people on Sept. 12"),
    ],
)
def test_one_value_written_in_two_ways_is_no_change(one: str, same: str, different: str) -> None:
    frame = "The city said that the fair near the old port was seen by {} and closed in good order."
    assert listed(frame.format(one), frame.format(same)) == []
    assert len(listed(frame.format(one), frame.format(different))) == 1


@pytest.mark.parametrize(
    ("frame", "before", "after", "language", "kind"),
    [
        ("Der Mann hat {}das Auto des Nachbarn am Abend gestohlen und verkauft.",
         "mutmaßlich ", "", "de", "hedge"),
        ("Der Minister will das Gesetz in diesem Jahr {}mehr im Parlament vorlegen lassen.",
         "nicht ", "", "de", "negation"),
        ("Die Bahn hat im letzten Jahr mehr als {} Fahrgäste in den Norden gebracht.",
         "1.000", "10.000", "de", "number"),
        ("Le suspect a {}tiré sur la voiture de police avant de prendre la fuite vers le port.",
         "prétendument ", "", "fr", "hedge"),
        ("Le ministre présentera la nouvelle loi au parlement {} prochain avec ses collègues.",
         "mardi", "jeudi", "fr", "date"),
        ("El hombre {}robó el coche de su vecino durante la noche y luego escapó al sur.",
         "presuntamente ", "", "es", "hedge"),
        ("La empresa dijo que {}pagará a los trabajadores todo el dinero de este año en mayo.",
         "no ", "", "es", "negation"),
    ],
)  # fmt: skip
def test_other_languages_have_their_words(
    frame: str, before: str, after: str, language: str, kind: str
) -> None:
    found = listed(frame.format(before), frame.format(after), language)
    assert found == [(kind, before.strip(), after.strip())]


def test_a_number_that_moved_is_no_change() -> None:
    rest = "were hurt by the storm when it reached the coast late in the evening"
    assert listed(f"In all 12 people {rest}.", f"People {rest}, 12 in all.") == []


TOLD = (
    "The factory by the lake will be closed before the end of the year, {}. Its workers heard "
    "of the plan in the evening and met in the yard to talk about what comes next for them."
)


@pytest.mark.parametrize("phrase", ["police said", "said Anna Holt", "according to the mayor"])
def test_a_dropped_attribution_is_listed(phrase: str) -> None:
    told = TOLD.format(phrase)
    assert listed(told, told.replace(f", {phrase}", "")) == [("attribution", phrase, "")]


def test_an_attribution_that_the_sentence_keeps_elsewhere_is_no_change() -> None:
    told = TOLD.format("police said")
    kept = "According to police, t" + told[1:].replace(", police said", "")
    assert listed(told, kept) == []


def test_an_attribution_that_moved_is_no_change() -> None:
    told = "The mill by the lake will close{}. The new owners want to sell the land this year{}."
    assert listed(told.format(", Holt said", ""), told.format("", ", Holt said")) == []
    assert len(listed(told.format(", Holt said", ""), told.format("", ""))) == 1


def test_an_attribution_is_dropped_though_the_next_sentence_has_one() -> None:
    told = TOLD.format("Holt said").replace("Its workers", "He said its workers")
    assert listed(told, told.replace(", Holt said", "")) == [("attribution", "Holt said", "")]


def test_an_attribution_behind_the_passage_is_of_its_sentence() -> None:
    told = TOLD.format("police said")
    bare = told.replace(", police said", "")
    end = told.index(", police said")
    found = changes(Layout(told), Layout(bare), spans=(Span(0, end), Span(0, end)), language="en")
    # The passages are equal; nothing between them is compared.
    assert found == ()
    spans = Span(0, end), Span(4, end)
    (change,) = changes(Layout(told), Layout(bare), spans=spans, language="en")
    assert (change.kind, change.before) == ("attribution", "police said")


QUOTED = (
    "The mayor spoke at noon. “We never had enough money for the new harbour wall,” she told "
    "the council, and the members of the opposition left the room after that without a word."
)


def test_other_words_in_quotation_marks_are_listed() -> None:
    assert edited("enough money", "proper money", QUOTED) == [("quotation", "enough", "proper")]
    assert edited("enough money", "enough [city] money", QUOTED) == []
    assert edited("members", "leaders", QUOTED) == []


def test_marks_that_were_dropped_are_listed_and_other_marks_are_not() -> None:
    words = "We never had enough money for the new harbour wall"
    plain = QUOTED.replace("“", "").replace("”", "")
    assert listed(QUOTED, plain) == [("quotation", f"“{words},”", words)]
    assert listed(QUOTED, QUOTED.replace("“", "‘").replace("”", "’")) == []
    assert listed(QUOTED, QUOTED.replace("“", '"').replace("”", '"')) == []


def test_spans_mark_the_words_in_either_text() -> None:
    changed = SENTENCE.replace("800", "80").replace("allegedly ", "")
    number, hedge = drift(SENTENCE, changed)
    assert number.source is not None
    assert number.derivative is not None
    assert (number.source.of(SENTENCE), number.derivative.of(changed)) == ("800", "80")
    assert hedge.derivative is None


def test_numbers_in_code_on_a_page_are_no_change() -> None:
    prose = "push the frame with the mode of {} and the type mix for all of the pages below it"
    code = prose.replace("the type", "the_type =")
    assert listed(prose.format(15), prose.format(12)) == [("number", "15", "12")]
    assert listed(code.format(15), code.format(12)) == []


def test_a_form_filled_anew_has_no_changes() -> None:
    form = "{} said its board declared a dividend of {} cents, payable {} to holders of {}."
    one = form.format("Aker Steel", 12, "May 3", "April 9")
    other = form.format("Borg Paper", 40, "June 8", "May 21")
    assert listed(one, other) == []


WORDS = st.sampled_from(
    "the a of Smith Jones said police two 800 80 not allegedly may Monday Friday 2011 5 million "
    "“ ” . , bridge closed river after town \n\n people were hurt by the storm".split(" ")
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


@given(TEXTS)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert drift(text, text) == ()
    spaced = text.replace(" ", "  ")
    assert drift(text, spaced) == ()


@given(st.lists(WORDS, min_size=12, max_size=60), st.data())
def test_the_way_back_is_the_mirror_image(words: list[str], data: st.DataObject) -> None:
    other = list(words)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(other) - 1))
        other[place : place + data.draw(st.integers(0, 1))] = data.draw(st.lists(WORDS, max_size=2))
    assert_mirrored(" ".join(words), " ".join(other) or "x")


def test_of_two_alignments_the_same_is_taken_both_ways() -> None:
    assert_mirrored(
        "closed were river two hurt storm after not", "closed were river two hurt storm not after"
    )
    assert_mirrored(
        "the 800 river 800 were two the hurt after", "the river 800 river not two the hurt after"
    )


def assert_mirrored(one: str, two: str) -> None:
    there = [(c.kind, c.source, c.derivative, c.before, c.after) for c in drift(one, two)]
    back = [(c.kind, c.derivative, c.source, c.after, c.before) for c in drift(two, one)]
    assert sorted(map(repr, there)) == sorted(map(repr, back))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_compared(one: str, other: str) -> None:
    drift(one + "x", other + "x", None)


@pytest.mark.parametrize(
    "piece",
    ["a.", "“", "9,", "5 million ", "\n", "not ", "Smith ", "a" * 50, "1/", "said ", "٣", '"x" '],
)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    text = (piece * (LONGEST // len(piece) * 2))[: 2 * LONGEST]
    began = process_time()
    drift(f"{text} end", f"{text} 800 end")
    drift(f"800 {text}", f"80 {text}")
    assert process_time() - began < 20


def test_each_derivation_lists_what_its_copy_changed() -> None:
    lineage = family_of(SENTENCE.replace("800", "80").replace("Tuesday", "yesterday"))
    (arrow,) = lineage.derivations
    assert (arrow.source, arrow.derivative) == ("a", "b")
    # Published on Wednesday, 14 March 2018: yesterday was Tuesday.
    assert [(c.kind, c.before, c.after) for c in arrow.changes] == [("number", "800", "80")]


def test_an_equal_copy_has_no_changes() -> None:
    (arrow,) = family_of(SENTENCE).derivations
    assert arrow.changes == ()


def test_a_copy_of_an_outlet_that_is_not_in_the_corpus_has_no_changes() -> None:
    other = SENTENCE.replace("800", "80")
    one = article("a", f"The Telegraph reports:\n\n{SENTENCE}")
    two = article("b", f"As The Telegraph points out:\n\n{other}")
    link = match(one, two, spans=(at(one.text, SENTENCE), at(two.text, other)))
    _, (lineage,) = trace((one, two), (link,), settings=SETTINGS)
    assert [d.source for d in lineage.derivations] == ["outlet:The Telegraph"] * 2
    assert [d.changes for d in lineage.derivations] == [(), ()]


def family_of(copy: str) -> Lineage:
    one = article("a", f"{FILLER}\n\n{SENTENCE}", outlet="The Post", published=moment("2018-03-13"))
    two = article("b", f"The Post reports:\n\n{copy}\n\n{FILLER}", published=moment("2018-03-14"))
    link = match(one, two, spans=(at(one.text, SENTENCE), at(two.text, copy)))
    _, (lineage,) = trace((one, two), (link,), settings=SETTINGS)
    return lineage
