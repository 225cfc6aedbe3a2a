"""PDF files made by hand: lines, paragraphs, pages, columns, facts; and those without a text."""

import io
import random
import sys
import time

import pypdf
import pytest

from reuse.check import check_sources
from reuse.model import Article, Skipped
from reuse.read import read
from reuse.read.apart import BROKEN
from reuse.settings import ReadSettings

HEADER, FOOTER = (72, 800, "The Mill Herald, page {}"), (300, 20, "{}")


def pdf(*pages, info=""):
    """A PDF whose pages are lines, each with its place: from the left, from below, words."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = "\n".join(
            f"BT /F1 {size[0] if size else 12} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET"
            for x, y, words, *size in lines
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 << "
            "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, at = len(objects) + 1, len(data)
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    trailer = (
        f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{at}\n%%EOF\n"
    )
    return data + trailer.encode()


def lines(*words, x=72, top=760, apart=14):
    return [(x, top - apart * at, text) for at, text in enumerate(words) if text]


def read_one(tmp_path, data, *, settings=None):
    (tmp_path / "a.pdf").write_bytes(data)
    (value,) = read([tmp_path], settings=settings)
    return value


def test_lines_stay_and_paragraphs_are_apart(tmp_path):
    page = lines("One line of it,", "and a second.", "", "Another paragraph", "of the caf\xe9.")
    article = read_one(tmp_path, pdf(page))
    assert article.text == "One line of it,\nand a second.\n\nAnother paragraph\nof the café."
    assert (article.id, article.first_line) == ("a.pdf", None)


def test_a_larger_line_is_apart(tmp_path):
    page = [(72, 780, "The heading", 24), *lines("The text", "goes on.")]
    assert read_one(tmp_path, pdf(page)).text == "The heading\n\nThe text\ngoes on."


def test_a_hyphen_at_the_end_of_a_line_stays(tmp_path):
    page = lines("They came with a heli-", "copter of the navy.")
    assert read_one(tmp_path, pdf(page)).text == "They came with a heli-\ncopter of the navy."


def test_a_second_column_follows_the_first(tmp_path):
    page = [*lines("Left one", "left two"), *lines("goes on", "here.", x=320)]
    assert read_one(tmp_path, pdf(page)).text == "Left one\nleft two\ngoes on\nhere."


def paged(count):
    """Pages of five lines of text each, between a running header and a number."""
    for page in range(1, count + 1):
        words = [
            f"line {line} of page {'abcd'[page - 1]}" for line in "one two three four five".split()
        ]
        yield [
            (HEADER[0], HEADER[1], HEADER[2].format(page)),
            *lines(*words),
            (FOOTER[0], FOOTER[1], FOOTER[2].format(page)),
        ]


def test_a_sentence_goes_on_over_the_end_of_a_page(tmp_path):
    text = read_one(tmp_path, pdf(*paged(4))).text
    assert "Herald" not in text
    assert "line five of page a\nline one of page b" in text
    assert text.count("\n") == 19


def test_what_two_pages_have_at_their_edge_is_text(tmp_path):
    text = read_one(tmp_path, pdf(*paged(2))).text
    assert text.startswith("The Mill Herald, page 1")
    assert "\n2" not in text


def test_a_page_that_ends_a_sentence_ends_a_paragraph(tmp_path):
    pages = [lines("It ended."), lines("It began.")]
    assert read_one(tmp_path, pdf(*pages)).text == "It ended.\n\nIt began."


def test_properties_of_the_file_are_facts_but_for_its_dates(tmp_path):
    info = "/Title (Of the bridge) /Author (Ana Ruiz) /CreationDate (D:20200506070809Z)"
    article = read_one(tmp_path, pdf(lines("Words of the text, which states nothing."), info=info))
    assert (article.title, article.author) == ("Of the bridge", "Ana Ruiz")
    assert article.published is None


def test_what_programs_write_is_no_title_and_no_name(tmp_path):
    info = "/Title (\\(anonymous\\)) /Author (\\(anonymous\\))"
    article = read_one(tmp_path, pdf(lines("Words of the text."), info=info))
    assert (article.title, article.author) == (None, None)


def test_the_title_of_the_file_is_a_headline_that_wraps(tmp_path):
    head = [(72, 800, "Bridge of the old mill", 24), (72, 772, "is closed", 24)]
    info = "/Title (Bridge of the old mill is closed)"
    article = read_one(tmp_path, pdf([*head, *lines("By Bo Li", top=740)], info=info))
    assert (article.title, article.author) == ("Bridge of the old mill is closed", "Bo Li")


def typed(*annotations, more="", page="BT /F1 12 Tf 72 700 Td (Page.) Tj ET"):
    """A PDF of one page with annotations, each the inside of a dictionary."""
    held = "".join(
        f"{10 + i} 0 obj<</Type/Annot/Rect[0 0 9 9]{annotation}>>endobj\n"
        for i, annotation in enumerate(annotations)
    )
    numbers = " ".join(f"{10 + i} 0 R" for i in range(len(annotations)))
    return (
        f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{numbers}]{more}>>>>"
        "endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>"
        f"/Contents 4 0 R/Annots[{numbers}]>>endobj\n"
        f"4 0 obj<</Length {len(page)}>>stream\n{page}\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        f"{held}trailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode("cp1252")


def field(kind, name, value, more=""):
    return f"/Subtype/Widget/FT/{kind}/T({name})/V({value}){more}"


def test_what_was_typed_into_a_form_stands_at_the_end_once(tmp_path):
    data = typed(
        field("Tx", "what", "The bridge\\ris closed caf\xe9."),
        field("Ch", "which", "A choice.", "/Ff 131072/Opt[(A choice.)(Another.)]"),
        field("Tx", "what", "The bridge\\ris closed caf\xe9."),
        field("Tx", "no", ""),
        "/Subtype/FreeText/Contents(Typed onto the page.)/DA(/F1 9 Tf)",
    )
    text = "Page.\n\nThe bridge\nis closed café.\n\nA choice.\n\nTyped onto the page."
    assert read_one(tmp_path, data).text == text


def test_notes_secrets_buttons_and_what_is_hidden_are_not_the_text(tmp_path):
    data = typed(
        "/Subtype/Text/Contents(A note.)",
        "/Subtype/Highlight/Contents(A remark.)",
        field("Tx", "secret", "Secret.", "/Ff 8192"),
        field("Btn", "yes", "Yes", "/MK<</CA(Press)>>/Ff 65536"),
        field("Tx", "hidden", "Hidden.", "/F 2"),
        "/Subtype/FreeText/Contents(Not for the screen.)/F 32",
    )
    assert read_one(tmp_path, data).text == "Page."


def test_a_form_alone_is_a_text(tmp_path):
    data = typed(field("Tx", "what", "Words " * 100), page="")
    assert read_one(tmp_path, data).text == ("Words " * 100).strip()


def test_a_form_of_another_kind_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(typed(more="/XFA(<xdp/>)>>/NeedsRendering true/More<<"))
    article, told = read([tmp_path])
    assert article.text == "Page."
    assert told.reason.startswith("its form is of a kind (XFA) that is not read")


def encrypted():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lines("Words."))))
    writer.encrypt("secret", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.4", "not readable as a PDF"),
        (b"no pdf at all", "not readable as a PDF"),
        (pdf([]), "no text in it: its pages are pictures perhaps"),
        (encrypted(), "encrypted: it opens with a password only"),
        (pdf(*[[]] * 2_001), "more than 2,000 pages"),
    ],
    # pytest puts the name of a test into the environment, which has a bound.
    ids=["empty", "head", "text", "pictures", "encrypted", "pages"],
)
def test_a_file_without_a_text_says_why(tmp_path, data, reason):
    assert read_one(tmp_path, data).reason == reason


def test_size_is_bounded_before_and_after_unpacking(tmp_path):
    data = pdf(*[lines("word " * 100)] * 30)
    small = ReadSettings(max_article_bytes=1_000)
    assert read_one(tmp_path, data, settings=small).reason.startswith("larger than max_article")


def test_forms_that_multiply_cost_that_file_only(tmp_path):
    """Two kilobytes of forms in forms: PDFium would take all memory, and end the program."""
    shapes = [
        f"{10 + i} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length 600/Resources<<"
        f"/XObject<</X {11 + i} 0 R>>>>>>stream\n{'/X Do ' * 100}\nendstream endobj\n"
        for i in range(6)
    ]
    text = "BT /F1 12 Tf 72 700 Td (a) Tj ET"
    body = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 10 0 R>>>>"
        "/Contents 4 0 R>>endobj\n4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        + "".join(shapes)
        + "16 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>>>"
        f"/Length {len(text)}>>stream\n{text}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    (tmp_path / "a.pdf").write_bytes(body.encode())
    (tmp_path / "b.pdf").write_bytes(pdf(lines("It rained.")))
    bomb, article = read([tmp_path])
    assert isinstance(bomb, Skipped)
    assert bomb.reason == BROKEN
    assert article.text == "It rained."


def test_damage_gives_a_value_soon(tmp_path):
    whole = pdf(*paged(3), info="/Title (Of it)")
    draw = random.Random(7)
    begun = time.process_time()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(draw.randrange(1, 40)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        assert isinstance(read_one(tmp_path, bytes(data)), Article | Skipped)
    assert time.process_time() - begun < 20


def test_a_draft_is_read_and_checked(tmp_path):
    words = (
        "The council voted on Tuesday to close",
        "the old mill bridge for the whole of the winter",
    )
    (tmp_path / "draft.pdf").write_bytes(pdf(lines("Ours.", "", *words)))
    (tmp_path / "a.txt").write_text(f"© 2020 The Mill Inc.\n\n{' '.join(words)}, it said.\n")
    verdict = check_sources([tmp_path / "draft.pdf"], [tmp_path / "a.txt"])
    (finding,) = verdict.findings
    assert (verdict.decision, finding.start.line) == ("fail", 3)


def test_the_extra_is_named_where_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    value = read_one(tmp_path, pdf(lines("Words.")))
    assert value.reason == 'needs the extra pdf: pip install "pypdfium2>=5"'
