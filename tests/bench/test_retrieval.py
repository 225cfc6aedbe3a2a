"""Finding as retrieval, on a corpus of three documents."""

from __future__ import annotations

from pathlib import Path

from retrieval import retrieve

SHARED = (
    "the committee of the harbour town voted late on friday to close its oldest bridge for good"
)
CASE = (
    '<document reference="s.txt"><feature name="plagiarism" this_offset="0" this_length="50" '
    'source_reference="a.txt" source_offset="0" source_length="50" /></document>'
)


def test_a_copied_sentence_is_a_candidate_and_pairs_without_a_case_do_not_count(
    tmp_path: Path,
) -> None:
    for folder, name, text in (
        ("susp", "s.txt", f"Some words of its own come first. {SHARED}."),
        ("src", "a.txt", f"{SHARED}. Nothing else here belongs to anybody at all."),
        ("src", "b.txt", "Quite another subject altogether, with nothing in common."),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, "utf-8")
    for kind, pair, xml in (("02-none", "s.txt a.txt", CASE), ("01-no", "s.txt b.txt", "<d/>")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "pairs").write_text(pair + "\n")
        name = pair.replace(".txt", "").replace(" ", "-")
        (tmp_path / kind / f"{name}.xml").write_text(xml)
    result = retrieve(tmp_path)
    assert result.gold == {"02-none": 1}
    assert result.shares["02-none"]["V"] == result.shares["02-none"]["all"] == 1
    assert result.candidates["all"] == 1
