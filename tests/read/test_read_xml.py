"""Feeds, NITF and NewsML-G2: exact words, facts, several articles; and XML that is refused."""

import resource
import subprocess
import sys
import time

import pytest

from reuse.model import Article, Link, Skipped, Span
from reuse.read import read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
 <title>The Mill &amp; Herald</title><link>https://mill.example/</link>
 <atom:link rel="self" href="https://mill.example/feed"/>
 <language>en-GB</language>
 <item>
  <title>Bridge &lt;i&gt;closed&lt;/i&gt;</title>
  <link>https://mill.example/bridge</link>
  <guid isPermaLink="false">mill-17</guid>
  <dc:creator>Ana Ruiz</dc:creator><dc:creator>Bo Li</dc:creator>
  <pubDate>Sun, 15 Jul 2018 10:30:00 +0200</pubDate>
  <media:title>No title of ours</media:title>
  <description>Only the start ...</description>
  <content:encoded><![CDATA[<p>The bridge was&nbsp;<b>closed</b>, says
    the <a href="/mayor">mayor</a>.</p>
   <script>alert(1)</script><p>It opens &quot;soon&quot;.</p>]]></content:encoded>
 </item>
 <item>
  <author>desk@mill.example (Cy Doe)</author>
  <description>Plain words of the second.</description>
  <guid>https://mill.example/2</guid>
  <source url="https://other.example/feed">The Other Paper</source>
 </item>
 <item><title>Nothing but a title</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
 <title type="html">Der &amp;lt;Bote&amp;gt;</title><author><name>Die Redaktion</name></author>
 <entry>
  <id>urn:uuid:1</id><title>Eins</title><updated>2020-03-04T05:06:07Z</updated>
  <published>2020-03-01T00:00:00Z</published>
  <link rel="edit" href="https://bote.example/edit"/><link href="https://bote.example/1"/>
  <summary>Kurz.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ein <em>Satz</em>.</p>
   <p>Noch einer.</p></div></content>
 </entry>
 <entry><id>urn:uuid:2</id><updated>2020-03-05</updated><author><name>Eva</name></author>
  <content type="text">a &lt; b bleibt</content></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <channel rdf:about="x"><title>Old News</title><dc:language>fr</dc:language></channel>
 <item rdf:about="y"><title>Un</title><link>https://old.example/1</link>
  <dc:date>2001-02-03</dc:date><description>Des mots.</description></item>
</rdf:RDF>"""

NITF = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.4/specification/dtd/nitf-3-4.dtd">
<nitf><head><title>Slug</title><docdata>
  <doc-id id-string="AP-1"/><date.issue norm="20210304T101500Z"/>
  <doc.copyright holder="AP" year="2021"/></docdata>
  <pubdata date.publication="20210305" name="The Paper"/></head>
 <body xml:lang="en-US"><body.head>
  <hedline><hl1>Caf\xe9 opens</hl1><hl2>Second line</hl2></hedline>
  <byline>By Ann Lee<byttl>Staff Writer</byttl></byline>
  <distributor>The Associated Press</distributor>
  <dateline><location>LONDON</location> (AP)</dateline></body.head>
 <body.content>
  <block><p>The <org>Caf\xe9</org>
    opens&nbsp;now.</p><media><media-caption>A picture.</media-caption></media><hl2>Later</hl2>
  <p>Read <a href="https://ap.example/x">more</a>.</p></block></body.content>
 <body.end><tagline>Bo Li helped.</tagline></body.end></body></nitf>"""

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2">
 <itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:DPA"><name>dpa</name></provider>
  <versionCreated>2022-05-06T07:08:09+02:00</versionCreated>
  <firstCreated>2022-05-05T00:00:00Z</firstCreated><pubStatus qcode="stat:{status}"/></itemMeta>
 <contentMeta><contentCreated>2022-05-01</contentCreated><creator><name>Uwe Alt</name></creator>
  <by>Ute Neu</by><language tag="de-DE"/><headline>Die Zeile</headline></contentMeta>
 <contentSet>{content}</contentSet></newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml">
 <html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head>
 <body><p>Ein <b>Satz</b>.</p><p>Noch einer.</p></body></html></inlineXML>"""
MESSAGE = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{}</itemSet>
</newsMessage>"""


def item(guid="urn:1", kind="text", status="usable", content=XHTML):
    return ITEM.format(guid=guid, kind=kind, status=status, content=content)


def read_xml(tmp_path, text, name="a.xml", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return list(read([path]))


def test_an_entry_of_rss_is_an_article_with_its_full_content(tmp_path):
    one, two, nothing = read_xml(tmp_path, RSS, "a.rss")
    assert one.text == 'The bridge was\xa0closed, says the mayor.\n\nIt opens "soon".'
    assert (one.id, one.source) == ("mill-17", f"{tmp_path}/a.rss:1")
    assert (one.title, one.outlet) == ("Bridge closed", "The Mill & Herald")
    assert (one.author, one.language) == ("Ana Ruiz, Bo Li", "en")
    assert one.published.isoformat() == "2018-07-15T10:30:00+02:00"
    assert one.url == "https://mill.example/bridge"
    assert one.links == (Link("https://mill.example/mayor", Span(32, 37)),)
    assert {p.basis for p in one.provenance} == {"record"}
    assert (two.text, two.author) == ("Plain words of the second.", "Cy Doe")
    assert (two.id, two.url) == ("https://mill.example/2", "https://mill.example/2")
    assert two.outlet == "The Other Paper"
    assert nothing == Skipped(f"{tmp_path}/a.rss:3", "empty")


def test_atom_prefers_the_content_and_the_date_of_publication(tmp_path):
    one, two = read_xml(tmp_path, ATOM, "a.atom")
    assert one.text == "Ein Satz.\n\nNoch einer."
    assert (one.id, one.url) == ("urn:uuid:1", "https://bote.example/1")
    assert (one.outlet, one.author, one.language) == ("Der <Bote>", "Die Redaktion", "de")
    assert one.published.isoformat() == "2020-03-01T00:00:00+00:00"
    assert (two.text, two.author) == ("a < b bleibt", "Eva")
    assert two.published.isoformat() == "2020-03-05"


def test_rss_1_has_its_items_beside_the_channel(tmp_path):
    (article,) = read_xml(tmp_path, RDF)
    assert (article.text, article.title, article.outlet) == ("Des mots.", "Un", "Old News")
    assert (article.url, article.language) == ("https://old.example/1", "fr")
    assert article.id == "https://old.example/1"
    assert article.published.isoformat() == "2001-02-03"


def test_a_feed_without_entries_says_so(tmp_path):
    (skipped,) = read_xml(tmp_path, "<rss><channel><title>Mill</title></channel></rss>")
    assert skipped.reason == "a feed without entries"


def test_nitf_gives_dateline_and_body_with_paragraphs_apart(tmp_path):
    (article,) = read_xml(tmp_path, NITF, encoding="latin-1")
    assert article.text == (
        "LONDON (AP)\n\nThe Café opens\xa0now.\n\nLater\n\nRead more.\n\nBo Li helped."
    )
    assert (article.id, article.title) == ("AP-1", "Café opens")
    assert (article.outlet, article.author) == ("The Associated Press", "Ann Lee")
    assert article.published.isoformat() == "2021-03-04T10:15:00+00:00"
    assert article.language == "en"
    assert [link.url for link in article.links] == ["https://ap.example/x"]


def test_a_dateline_that_begins_the_body_too_stands_once(tmp_path):
    text = NITF.replace("<p>The <org>", "<p>LONDON (AP) - The <org>")
    (article,) = read_xml(tmp_path, text, encoding="latin-1")
    assert article.text.startswith("LONDON (AP) - The Café")


def test_an_item_of_newsml_is_an_article(tmp_path):
    (article,) = read_xml(tmp_path, item())
    assert article.text == "Ein Satz.\n\nNoch einer."
    assert (article.id, article.title, article.outlet) == ("urn:1", "Die Zeile", "dpa")
    assert (article.author, article.language) == ("Ute Neu", "de")
    assert article.published.isoformat() == "2022-05-06T07:08:09+02:00"


def test_a_message_has_many_items_of_which_texts_are_read(tmp_path):
    plain = '<inlineData contenttype="text/plain">Zeile eins\n\nZeile &lt;zwei&gt;\n</inlineData>'
    nitf = f"<inlineXML>{NITF[NITF.index('<nitf>') :]}</inlineXML>"
    text = MESSAGE.format(
        item("urn:1") + item("urn:2", kind="picture") + item("urn:3", content=plain)
        + item("urn:4", content=nitf) + item("urn:5", status="canceled")
        + item("urn:6", content='<remoteContent href="http://x.example/a.txt"/>')
    )  # fmt: skip
    one, three, four, five, six = read_xml(tmp_path, text)
    assert [a.id for a in (one, three, four)] == ["urn:1", "urn:3", "urn:4"]
    assert three.text == "Zeile eins\n\nZeile <zwei>"
    assert four.text.startswith("LONDON (AP)\n\nThe Café opens")
    assert four.source.endswith("a.xml:4")
    assert five.reason == "withdrawn by its provider (stat:canceled)"
    assert "not fetched" in six.reason


def test_a_message_without_text_says_so(tmp_path):
    (skipped,) = read_xml(tmp_path, MESSAGE.format(item(kind="picture")))
    assert skipped.reason == "a message without an item of text"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("<gpx/>", "XML of an unknown kind (<gpx>); RSS, Atom, NITF and NewsML-G2 are read"),
        ("<NewsML/>", "XML of an unknown kind (<NewsML>); RSS, Atom, NITF and NewsML-G2 are read"),
        ("<rss><channel>", "malformed XML: "),
        ("words", "malformed XML: "),
        ("<rss>&unknown;</rss>", "malformed XML: "),
        ("<rss>" * 2_000, "malformed XML: "),
        ("<rss>" + "<a/>" * 1_000_000 + "</rss>", "more than 1,000,000 tags"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', "XML with a DTD of its own"),
        (b"\x00\x01\x02\x03", "not text: binary data"),
    ],
)
def test_other_xml_is_skipped_with_the_reason(tmp_path, text, reason):
    (skipped,) = read_xml(tmp_path, text)
    assert skipped.reason.startswith(reason)


BOMB = (
    '<?xml version="1.0" encoding="{}"?><!DOCTYPE rss [<!ENTITY a0 "{}">'
    + "".join(f'<!ENTITY a{i} "{10 * ("&a" + str(i - 1) + ";")}">' for i in range(1, 10))
    + ']><rss><channel><item><title a="&a9;">&a9;</title><description>&a9;</description></item>'
    "</channel></rss>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_a_bomb_of_entities_is_refused_at_once(tmp_path, encoding):
    begun = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (skipped,) = read_xml(tmp_path, BOMB.format(encoding, "lol" * 30), encoding=encoding)
    assert skipped.reason == "XML with a DTD of its own (<!DOCTYPE ... [ ... ]>), which is not read"
    assert time.process_time() - begun < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_no_other_file_is_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("<!ENTITY x 'leaked'>")
    text = (
        f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}"><rss xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<channel><item><description>Words.<xi:include href="{secret}"/></description></item>'
        "</channel></rss>"
    )
    (tmp_path / "a.xml").write_text(text)
    script = (
        "import sys\nfrom reuse.read import read\nlist(read(['seeds']))\n"
        f"sys.addaudithook(lambda e, a: print(a[0]) if e == 'open' else None)\n"
        f"print(*(getattr(v, 'text', v) for v in read([{str(tmp_path / 'a.xml')!r}])))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "secret" not in ran.stdout
    assert ran.stdout.splitlines()[-1] == "Words."


def test_a_feed_of_many_entries_takes_time_in_proportion(tmp_path):
    def seconds(count):
        entry = "<item><title>T</title><description>Some words of it {}.</description></item>"
        text = f"<rss><channel>{''.join(map(entry.format, range(count)))}</channel></rss>"
        begun = time.process_time()
        values = read_xml(tmp_path, text)
        assert sum(isinstance(v, Article) for v in values) == count
        return time.process_time() - begun

    seconds(100)
    assert seconds(8_000) < 16 * seconds(1_000) + 1
