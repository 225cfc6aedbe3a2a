"""What a file's own properties say of an article (Word's core properties, PDF's metadata).

A program wrote them, often from a template or of another text: they count only where the text
itself states nothing, but for a title that stands in its head.  Their dates say when a file was
made, from a template perhaps, or was saved, anew perhaps; none says when its text was published,
and who was first may hang on that: so no date is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reuse.read.document import Fact, FactField, language_tag, one_line
from reuse.read.stated import stated_facts
from reuse.text.languages import language_of

_HEAD_CHARS = 2_000
# Names that programs give, and no person and no editor; signs around them do not count.
_NO_TITLE = re.compile(
    r"\W*(?:(?:untitled|unbenannt|sans titre|sin título|senza titolo).{0,20}"
    r"|(?:document|dokument|documento|unknown|unspecified|anonymous|title|no title)[ _-]?\d*"
    r"|word document|powerpoint presentation|scanned document|slide \d+|(?:page|seite) \d+"
    r"|.{1,250}\.(?:docx?|docm|dotx?|pdf|indd|qxp|odt|rtf|tex|dvi|ps|html?|txt))\W*",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    ("admin", "administrador", "administrateur", "administrator", "anonymous", "apache poi",
     "auteur", "author", "author name", "autor", "benutzer", "default", "default user", "docx4j",
     "guest", "home", "libreoffice", "microsoft", "microsoft account", "microsoft office user",
     "microsoft word", "n/a", "name", "none", "office", "openpyxl", "owner", "pandoc", "pc",
     "phpword", "python-docx", "reportlab", "root", "standard", "test", "un-named", "unknown",
     "unknown author", "unknown user", "unnamed", "unspecified", "user", "user name", "usuario",
     "utente", "utilisateur", "windows", "windows user", "windows-benutzer", "your name")
)  # fmt: skip
_AROUND = " ()[]<>{}*-_.\"'"
_PROGRAM = re.compile(r"Microsoft (?:Office )?Word - ")


def property_facts(text: str, found: Mapping[FactField, object]) -> Iterator[Fact]:
    """The facts among the properties of a file whose text is `text`."""
    stated = {fact.field for fact in stated_facts(text, frozenset())}
    title = _PROGRAM.sub("", one_line(found.get("title")) or "", count=1)
    # A line that wraps states half of a headline; what begins the text as a whole is the headline.
    is_headline = title in " ".join(text[:_HEAD_CHARS].split())
    if title and (is_headline or "title" not in stated) and not _NO_TITLE.fullmatch(title):
        yield Fact("title", title, "meta")
    author = one_line(found.get("author"))
    if author and "author" not in stated and author.casefold().strip(_AROUND) not in _NO_NAME:
        yield Fact("author", author, "meta")
    # That of a template, too, where the text is long enough to tell.
    language = language_tag(found.get("language"))
    if language and not language_of(text):
        yield Fact("language", language, "meta")
