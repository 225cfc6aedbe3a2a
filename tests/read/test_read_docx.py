"""Word documents: exact words, links and facts; what is damaged, too large or hostile."""

import io
import sys
import time
import zipfile

import pytest

from reuse.check import check_sources
from reuse.model import Article, Link, Skipped
from reuse.read import read, read_drafts
from reuse.report.check.wording import headline
from reuse.scan import scan
from reuse.settings import ReadSettings

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:odd="urn:odd"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""
RELATIONS = f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
 Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
LINKS = f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId7"
 TargetMode="External" Type="{OFFICE}/hyperlink" Target="https://mill.example/mayor"/>
<Relationship Id="rId8" TargetMode="External" Type="{OFFICE}/image" Target="file:///etc/passwd"/></Relationships>"""
CORE = f"""<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
 <dc:title>Of the bridge</dc:title><dc:creator>Ana Ruiz</dc:creator><dc:language>en-GB</dc:language>
 <dcterms:created>2013-12-23T23:15:00Z</dcterms:created>
 <dcterms:modified>2020-05-06T07:08:09Z</dcterms:modified></cp:coreProperties>"""


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs):
    return f"<w:p>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def docx(body):
    """A Word document by hand."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        package.writestr("word/document.xml", document)
    return data.getvalue()


def with_parts(body, parts):
    data = io.BytesIO(docx(body))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


def read_one(tmp_path, data, *, settings=None, name="a.docx"):
    path = tmp_path / name
    path.write_bytes(data)
    (value,) = read([path], settings=settings)
    return value


def test_headings_paragraphs_lists_and_tables_are_the_text(tmp_path):
    cell = "<w:tc>{}</w:tc>".format
    table = f"<w:tbl><w:tr>{cell(paragraph('One'))}{cell(paragraph('two'))}</w:tr></w:tbl>"
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' + run("The heading") + "</w:p>"
    body = heading + paragraph("First ", "para", "graph.") + paragraph() + table
    article = read_one(tmp_path, docx(body + paragraph("Last&lt;b&gt;.")))
    assert article.text == "The heading\n\nFirst paragraph.\n\nOne\n\ntwo\n\nLast<b>."
    assert (article.id, article.first_line) == ("a.docx", None)


def test_insertions_count_and_deletions_do_not(tmp_path):
    deleted = '<w:del w:id="1"><w:r><w:delText>no longer</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("added")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run("from here")}</w:moveFrom>'
    here = f'<w:moveTo w:id="4">{run(" and moved")}</w:moveTo>'
    article = read_one(tmp_path, docx(paragraph("Words ", deleted, inserted, moved, here, ".")))
    assert article.text == "Words added and moved."


def test_a_note_stands_at_the_end_and_no_mark_of_it_in_the_words(tmp_path):
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("The note.")}</w:footnote></w:footnotes>'
    )
    body = paragraph("A sen", mark, "tence[1] ↑.")
    article = read_one(tmp_path, with_parts(body, {"word/footnotes.xml": notes}))
    assert article.text == "A sentence[1] ↑.\n\nThe note."


def test_text_boxes_are_read(tmp_path):
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{paragraph('In a box.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    assert "In a box." in read_one(tmp_path, docx(paragraph("Words.", box))).text


def test_a_hyperlink_is_tied_to_its_words(tmp_path):
    link = f'<w:hyperlink r:id="rId7">{run("the mayor")}</w:hyperlink>'
    data = with_parts(paragraph("Says ", link, "."), {"word/_rels/document.xml.rels": LINKS})
    article = read_one(tmp_path, data)
    (found,) = article.links
    assert found == Link("https://mill.example/mayor", found.span)
    assert found.span.of(article.text) == "the mayor"


def test_core_properties_say_what_the_text_does_not(tmp_path):
    body = paragraph("Just some words of the text, which states nothing of itself.")
    article = read_one(tmp_path, with_parts(body, {"docProps/core.xml": CORE}))
    assert (article.title, article.author, article.language) == ("Of the bridge", "Ana Ruiz", "en")
    # When a file was made or saved says not when its text was published.
    assert article.published is None
    assert article.basis("title").basis == "meta"


def test_what_the_text_states_outweighs_the_properties(tmp_path):
    body = "".join(
        paragraph(words)
        for words in (
            "Bridge is closed again",
            "By Bo Li",
            "14 February 2019",
            "The bridge closed.",
        )
    )
    article = read_one(tmp_path, with_parts(body, {"docProps/core.xml": CORE}))
    assert (article.title, article.author) == ("Bridge is closed again", "Bo Li")
    assert article.published.isoformat() == "2019-02-14"


@pytest.mark.parametrize(
    ("title", "creator"),
    [
        ("Microsoft Word - draft.docx", "python-docx"),
        ("Untitled", "User"),
        ("Word Document", "(anonymous)"),
        ("PowerPoint Presentation", "Un-named"),
        ("(unspecified)", "Microsoft Office User"),
    ],
)
def test_what_programs_write_is_no_title_and_no_name(tmp_path, title, creator):
    core = CORE.replace("Of the bridge", title).replace("Ana Ruiz", creator)
    article = read_one(tmp_path, with_parts(paragraph("Words."), {"docProps/core.xml": core}))
    assert (article.title, article.author) == (None, None)


def test_the_language_of_a_template_does_not_outweigh_the_text(tmp_path):
    words = "Der Rat hat am Dienstag beschlossen, die alte Hafenbrücke den Winter über zu sperren."
    data = with_parts(paragraph(words), {"docProps/core.xml": CORE})
    assert read_one(tmp_path, data).language == "de"


def test_no_date_of_a_file_says_who_was_first(tmp_path):
    """One template's date on the copy, another file saved later: neither is a publication."""
    words = "The council voted on Tuesday to close the old mill bridge for the whole of the winter."
    for name, day in (("a.docx", "2013-12-23"), ("b.docx", "2020-05-06")):
        core = CORE.replace("2013-12-23", day).replace("2020-05-06", day)
        data = with_parts(paragraph(words), {"docProps/core.xml": core})
        (tmp_path / name).write_bytes(data)
    (lineage,) = scan([tmp_path]).lineages
    assert lineage.origin.confidence == "unknown"
    assert not lineage.derivations


def test_no_picture_is_opened(tmp_path):
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="rId8"/></v:shape></w:pict></w:r>'
    data = with_parts(paragraph("Words.", picture), {"word/_rels/document.xml.rels": LINKS})
    assert read_one(tmp_path, data).text == "Words."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK", "not readable as a Word document: no whole zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "encrypted, or of Word before 2007"),
        (docx(""), "empty"),
        (docx("<w:p>"), "not readable as a Word document: malformed XML: mismatched tag"),
        (docx(paragraph("Words."))[:-30], "not readable as a Word document: no whole zip file"),
        (docx("<w:sdt><w:sdtContent>" * 3_000 + "</w:sdtContent></w:sdt>" * 3_000),
         "not readable as a Word document: nested too deeply"),
        (with_parts("", {"docProps/app.xml": "<a>b</a>".encode("utf-16")}),
         "not readable as a Word document: not in UTF-8"),
        (docx("<w:p/>" * 300_001), "more than 300,000 tags"),
        (docx("<w:p " + " ".join(f"a{i} = '>'" for i in range(1_001)) + "/>"),
         "a tag has more than 1,000 attributes"),
        (docx('<w:p xmlns:a="b"/>' * 30_001), "more than 30,000 namespaces"),
        (with_parts("", {"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
         "not readable as a Word document: XML with a DTD of its own"),
    ],
    # By their bytes they would be named after the second in which they were packed.
    ids=["empty", "zip", "old", "blank", "tag", "cut", "deep", "utf-16", "tags", "attributes",
         "namespaces", "dtd"],
)  # fmt: skip
def test_what_is_no_document_is_skipped_with_the_reason(tmp_path, data, reason):
    assert read_one(tmp_path, data).reason.startswith(reason)


def test_a_zip_without_a_document_is_none(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("a.txt", "Words.")
    assert read_one(tmp_path, data.getvalue()).reason.endswith("no part of one in it")


def test_a_bomb_is_refused_before_it_has_unpacked(tmp_path):
    bomb = with_parts("", {"word/comments.xml": b" " * 30_000_000})
    assert len(bomb) < 100_000
    value = read_one(tmp_path, bomb)
    assert value.reason == "unpacked larger than max_article_bytes (20,000,000 bytes)"


def test_a_document_of_another_name_is_no_way_round_the_bounds(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS.replace("document.xml", "document.png"))
        words = paragraph("words " * 10_000_000)
        package.writestr(
            "word/document.png", f"<w:document {W}><w:body>{words}</w:body></w:document>"
        )
    begun = time.process_time()
    value = read_one(tmp_path, data.getvalue())
    assert time.process_time() - begun < 2
    assert isinstance(value, Skipped)
    assert value.reason.startswith("not readable as a Word document")


@pytest.mark.parametrize(
    "wrapped",
    [
        '<w:fldSimple w:instr="TITLE">{}</w:fldSimple>',
        '<w:bdo w:val="rtl">{}</w:bdo>',
        '<w:dir w:val="rtl">{}</w:dir>',
        "<w:r><w:ruby><w:rt></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    ],
)
def test_words_in_a_field_a_direction_or_an_annotation_are_read(tmp_path, wrapped):
    body = paragraph("Before ", wrapped.format(run("and in ")), "it.")
    assert read_one(tmp_path, docx(body)).text == "Before and in it."


def boxed(words):
    """A text box as Word writes it since 2010."""
    return (
        "<w:drawing><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"{paragraph(words)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</w:drawing>"
    )


def old_box(words):
    content = f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"
    return f"<w:pict><v:oval><v:textbox>{content}</v:textbox></v:oval></w:pict>"


def alternatives(choice, fallback="", *, asks="wps"):
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{asks}">{choice}</mc:Choice>{fallback}'
        "</mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (boxed("In a box."), "In a box."),
        (alternatives(boxed("In a box.")), "In a box."),
        (alternatives(boxed("Shown."), f"<mc:Fallback>{old_box('Not.')}</mc:Fallback>"), "Shown."),
        (alternatives(boxed("Not."), f"<mc:Fallback>{old_box('Shown.')}</mc:Fallback>", asks="odd"),
         "Shown."),
        (alternatives("<w:drawing/>", f"<mc:Fallback>{old_box('Old.')}</mc:Fallback>"), "Old."),
        (alternatives(boxed("Outer.").replace("Outer.</w:t>",
                                              f"Outer.</w:t>{alternatives(boxed('Inner.'))}")),
         "Outer.\n\nInner."),
        ("<w:drawing><a:p><a:r><a:t>Of a </a:t></a:r><a:r><a:t>canvas.</a:t></a:r></a:p>"
         "</w:drawing>",
         "Of a canvas."),
        ('<w:pict><v:shape><v:textpath string="In great letters."/></v:shape></w:pict>',
         "In great letters."),
        ('<w:pict><v:shapetype><v:textpath on="t"/></v:shapetype></w:pict>', ""),
    ],
    ids=["alone", "choice", "both", "unknown", "fallback", "nested", "canvas", "wordart", "type"],
)  # fmt: skip
def test_the_words_of_a_box_are_read_once(tmp_path, box, text):
    body = paragraph("Before", f"<w:r>{box}</w:r>", " it.") + paragraph("After.")
    expected = "\n\n".join(filter(None, ("Before it.", text, "After.")))
    assert read_one(tmp_path, docx(body)).text == expected


def test_a_formula_is_read_in_one_line(tmp_path):
    def sign(text):
        return f"<m:r><m:t>{text}</m:t></m:r>"

    half = f"<m:f><m:num>{sign('1')}</m:num><m:den>{sign('2')}</m:den></m:f>"
    brackets = f"<m:d><m:e>{sign('a+b')}</m:e></m:d>"
    power = f"<m:sSup><m:e>{brackets}</m:e><m:sup>{sign('2')}</m:sup></m:sSup>"
    gone = f"<w:del>{sign('-7')}</w:del>"
    index = f"<m:sSub><m:e>{sign('x')}</m:e><m:sub>{sign('0')}</m:sub></m:sSub>"
    integral = f"<m:nary><m:sub/><m:sup/><m:e>{sign('y')}</m:e></m:nary>"
    formula = f"<m:oMath>{half}{sign('m')}{power}{gone}{sign('=')}{index}{integral}</m:oMath>"
    body = (
        paragraph("With ", formula, " it falls.")
        + f"<w:p><m:oMathPara>{formula}</m:oMathPara></w:p>"
    )
    line = "1/2m(a+b)^2=x_0y"
    assert read_one(tmp_path, docx(body)).text == f"With {line} it falls.\n\n{line}"


def hidden(text, properties="<w:vanish/>"):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


STYLES = f"""<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Plain"/>
<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Too"><w:basedOn w:val="Gone"/></w:style>
<w:style w:type="character" w:styleId="Not"><w:basedOn w:val="Gone"/>
<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Circle"><w:basedOn w:val="Circle"/></w:style>
<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"""


def test_hidden_words_are_no_words_of_the_text_and_are_counted(tmp_path):
    note = '<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr>' + run("For the desk only.") + "</w:p>"
    shown = '<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr>' + hidden(
        "Shown.", '<w:rStyle w:val="Gone"/>'
    )
    row = "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>"
    body = "".join(
        (
            paragraph("The coun", hidden("bro"), hidden("ken "), "cil ", hidden("word"), "voted"),
            paragraph(hidden("on", '<w:vanish w:val="0"/>'), hidden(" it", "<w:webHidden/>")),
            paragraph(*(hidden(s, f'<w:rStyle w:val="{s}"/>') for s in STYLED)),
            note,
            shown + "</w:p>",
            row.format(paragraph("In a row.")),
        )
    )
    article = read_one(tmp_path, with_parts(body, {"word/styles.xml": STYLES}))
    assert article.text == "The council voted\n\non it\n\nNotCircle\n\nShown."
    assert article.left_out == 2 + 1 + 4 + 3  # "broken word", "GoneToo", the note, the row


STYLED = ("Gone", "Too", "Not", "Circle")


def test_a_style_of_all_paragraphs_may_hide(tmp_path):
    styles = STYLES.replace(
        'styleId="Plain"/>', 'styleId="Plain"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = paragraph("Gone.") + paragraph(hidden("Shown.", '<w:vanish w:val="false"/>'))
    assert read_one(tmp_path, with_parts(body, {"word/styles.xml": styles})).text == "Shown."


@pytest.mark.parametrize(
    ("element", "what"),
    [
        ('<w:altChunk r:id="rId7"/>', "text in another format (altChunk)"),
        ('<w:p><w:r><w:drawing><dgm:relIds r:dm="rId7"/></w:drawing></w:r></w:p>',
         "a diagram (SmartArt)"),
        ('<w:subDoc r:id="rId7"/>', "another file (subDoc)"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_beside_the_rest(tmp_path, element, what):
    (tmp_path / "a.docx").write_bytes(docx(paragraph("Words.") + element))
    (tmp_path / "b.docx").write_bytes(docx(element))
    article, partly, nothing = read([tmp_path])
    assert article.text == "Words."
    assert partly == Skipped(
        str(tmp_path / "a.docx"),
        f"read in part: it holds {what}; put the words into the text itself",
    )
    assert nothing.reason.startswith(f"not read: it holds {what}")


def test_a_draft_that_was_read_in_part_cannot_pass(tmp_path):
    (tmp_path / "draft.docx").write_bytes(docx(paragraph("Ours.") + '<w:altChunk r:id="rId7"/>'))
    (tmp_path / "a.txt").write_text("The council voted on Tuesday to close the bridge.\n")
    verdict = check_sources([tmp_path / "draft.docx"], [tmp_path / "a.txt"])
    assert verdict.decision == "fail"
    assert [unread.source for unread in verdict.unread] == [str(tmp_path / "draft.docx")]
    assert headline(verdict).endswith("but 1 draft could not be read in full, nor checked.")


def test_hidden_words_of_a_draft_are_told(tmp_path):
    body = paragraph("Ours ", hidden("and a note to the desk"), "alone.")
    (tmp_path / "draft.docx").write_bytes(docx(body))
    (tmp_path / "a.txt").write_text("The council voted on Tuesday to close the bridge.\n")
    verdict = check_sources([tmp_path / "draft.docx"], [tmp_path / "a.txt"])
    note = f"{tmp_path / 'draft.docx'}: 6 words in parts that it hides were not compared"
    assert note in verdict.report.notes


def test_pictures_do_not_count_as_text(tmp_path):
    data = with_parts(paragraph("Words."), {"word/media/a.png": bytes(1_000_000)})
    settings = ReadSettings(max_article_bytes=100_000)
    assert read_one(tmp_path, data, settings=settings).text == "Words."


def test_a_draft_is_read_and_checked(tmp_path):
    words = "The council voted on Tuesday to close the old mill bridge for the whole of the winter"
    (tmp_path / "draft.docx").write_bytes(docx(paragraph("Ours.") + paragraph(f"{words}.")))
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.txt").write_text(f"© 2020 The Mill Inc.\n\n{words}, it said.\n")
    (draft,) = read_drafts([tmp_path / "draft.docx"])
    assert isinstance(draft, Article)
    verdict = check_sources([tmp_path / "draft.docx"], [tmp_path / "wire"])
    (finding,) = verdict.findings
    assert (verdict.decision, finding.start.line) == ("fail", 3)


def test_the_extra_is_named_where_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "mammoth", None)
    value = read_one(tmp_path, docx(paragraph("Words.")))
    assert value == Skipped(
        str(tmp_path / "a.docx"), 'needs the extra docx: pip install "mammoth>=1.13"'
    )


def test_many_signs_of_equality_in_words_are_no_attributes(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("=" * 2_000 + " a='b'" * 2_000)))
    (article,) = read([path])
    assert article.text.endswith("a='b'")
