"""A part of a Word document, put so that mammoth reads all of its words that Word would print.

mammoth passes over text boxes of today's Word, formulas, WordArt, fields and some wrappers, and
reads hidden words as though they were seen.  What nobody could read from here is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reuse.read.xmltree import local, tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# Wrappers of words that mammoth leaves out with the words, and one whose words it reads.
_WRAPPERS = tuple(
    f"{{*}}{name}" for name in ("fldSimple", "bdo", "dir", "ruby", "rubyBase", "oMathPara")
)
_READ = "smartTag"
_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPES = tuple(f"{_VML}{name}" for name in ("oval", "line", "polyline", "arc", "curve", "image"))
# A box of words, and a paragraph of a drawing.
_BOXES = (
    "{*}txbxContent",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}p",
    "{http://purl.oclc.org/ooxml/drawingml/main}p",
)
_UNREAD = {
    "altChunk": "text in another format (altChunk)",
    "subDoc": "another file (subDoc)",
    "relIds": "a diagram (SmartArt)",
}
_TEXTS = frozenset(("document", "footnotes", "endnotes"))
_CONCERNED = re.compile(
    rb"<(?:[^<>\s/:]{1,50}:)?(?:fldSimple|bdo|dir|ruby|oval|line|polyline|arc|curve|image|altChunk"
    rb"|subDoc|relIds|AlternateContent|drawing|oMath|textpath|vanish|hidden)[\s/>]"
)
_STYLES = re.compile(rb"<(?:[^<>\s/:]{1,50}:)?vanish\b")
_KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_OFF = frozenset(("0", "false", "off"))
_FIELD = frozenset(("rPr", "fldChar", "instrText"))  # what a run has that is no word
# How a formula is written in one line, as Word writes it.
_SIGNS = {"den": "/", "sup": "^", "sub": "_"}


class Styles(NamedTuple):
    """The styles whose words are hidden, by id, and the one of paragraphs that name none."""

    hidden: frozenset[str] = frozenset()
    default: str | None = None


class Readied(NamedTuple):
    """A part for mammoth, how many hidden words were taken out, and what could not be read."""

    data: bytes
    hidden_words: int = 0
    unread: frozenset[str] = frozenset()


def hiding_styles(parts: Iterable[bytes]) -> Styles:
    """Which styles hide their words, by the parts of a document that hold styles."""
    found: dict[str, _Element] = {}
    default = None
    for data in parts:
        root = _root(data) if _STYLES.search(data) else None
        if root is None or local(root) != "styles":
            continue
        for style in root.iter("{*}style"):
            found.setdefault(_value(style, "styleId") or "", style)
            is_default = (_value(style, "default") or "0") not in _OFF
            if is_default and _value(style, "type") == "paragraph":
                default = default or _value(style, "styleId")
    return Styles(frozenset(name for name in found if _is_hiding(name, found)), default)


def readied(data: bytes, styles: Styles) -> Readied:
    """A part whose words mammoth reads, all but the hidden ones.

    Raises:
        ValueError: it is no XML.
    """
    from lxml.etree import tostring

    if not _CONCERNED.search(data) and not styles.hidden:
        return Readied(data)
    root = _root(data)
    hidden_words = _without_hidden(root, styles)
    _choose(root)
    word = _namespace(root)
    # Lists, as what is found is moved.
    for drawing in list(root.iter("{*}drawing")):
        _put_boxes(drawing)
    for formula in list(root.iter("{*}oMath")):
        _put_words(formula, "".join(_in_a_line(formula)), f"{word}{_READ}")
    for path in list(root.iter(f"{_VML}textpath")):
        _put_words(path, path.get("string") or "", f"{word}p")
    for wrapper in root.iter(*_WRAPPERS):
        wrapper.tag = f"{word}{_READ}"
    for shape in root.iter(*_SHAPES):
        shape.tag = f"{_VML}shape"
    changed: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    if local(root) not in _TEXTS:
        return Readied(changed)
    unread = (_UNREAD[local(element)] for element in root.iter(*(f"{{*}}{n}" for n in _UNREAD)))
    return Readied(changed, hidden_words, frozenset(unread))


def _root(data: bytes) -> _Element:
    root = tree_of(data.decode("utf-8"))
    if isinstance(root, str):
        raise ValueError(root)
    return root


def _namespace(element: _Element) -> str:
    """The namespace of an element in braces, as it stands before a name."""
    return str(element.tag).rpartition("}")[0] + "}"


def _child(element: _Element | None, name: str) -> _Element | None:
    return None if element is None else next(element.iterchildren(f"{{*}}{name}"), None)


def _value(element: _Element | None, name: str = "val") -> str | None:
    """An attribute that has the namespace of its element."""
    return None if element is None else element.get(f"{_namespace(element)}{name}")


def _states(element: _Element | None, name: str) -> bool | None:
    """Whether properties switch something on; None where they do not say."""
    said = _child(element, name)
    return None if said is None else (_value(said) or "1") not in _OFF


def _is_hiding(name: str, styles: dict[str, _Element]) -> bool:
    """Whether a style hides its words: it says so, or the nearest one that it is based on does."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        said = _states(_child(styles[name], "rPr"), "vanish")
        if said is not None:
            return said
        name = _value(_child(styles[name], "basedOn")) or ""
    return False


def _without_hidden(root: _Element, styles: Styles) -> int:
    """Take out what runs and rows of tables hide; gives how many words that was."""
    rows = [row for row in root.iter("{*}tr") if _states(_child(row, "trPr"), "hidden")]
    within = {run for row in rows for run in row.iter("{*}r")}
    pieces: list[str] = []
    last = None
    for run in list(root.iter("{*}r")):
        if run not in within and not _is_hidden(run, styles):
            continue
        paragraph = next(run.iterancestors("{*}p"), None)
        pieces.append("" if paragraph is last else "\n")
        last = paragraph
        pieces += (text.text or "" for text in run.iter("{*}t"))
        for inner in list(run):
            if local(inner) not in _FIELD:
                run.remove(inner)
    return len("".join(pieces).split())


def _is_hidden(run: _Element, styles: Styles) -> bool:
    properties = _child(run, "rPr")
    said = _states(properties, "vanish")
    if said is not None:
        return said
    if not styles.hidden:
        return False
    paragraph = _child(next(run.iterancestors("{*}p"), None), "pPr")
    of_paragraph = _value(_child(paragraph, "pStyle")) or styles.default
    # Two that hide show again: the property is a toggle (ECMA-376, 17.7.3).
    return (_value(_child(properties, "rStyle")) in styles.hidden) != (
        of_paragraph in styles.hidden
    )


def _choose(root: _Element) -> None:
    """Of alternatives keep the one that Word shows, where it has words."""
    for alternatives in list(root.iter("{*}AlternateContent")):
        chosen = next((c for c in alternatives if _is_shown(c)), None)
        if chosen is None:  # mammoth reads the fallback
            continue
        chosen.tag = f"{_namespace(alternatives)}Fallback"
        alternatives[:] = [chosen]


def _is_shown(choice: _Element) -> bool:
    """Whether Word knows all that a choice asks for, and it has words."""
    asked = [choice.nsmap.get(prefix) or "" for prefix in (choice.get("Requires") or "").split()]
    if local(choice) != "Choice" or not all(name.startswith(_KNOWN) for name in asked):
        return False
    texts = choice.iter("{*}t", f"{_VML}textpath")
    return any(text.text or text.get("string") for text in texts)


def _put_boxes(drawing: _Element) -> None:
    """Make a drawing the boxes of words that it holds, if it holds any."""
    boxes = list(_outermost(drawing))
    if not boxes:
        return
    word = _namespace(drawing)
    for box in boxes:
        if local(box) == "p":
            _put_words(box, "".join(text.text or "" for text in box.iter("{*}t")), f"{word}p")
    drawing[:] = boxes
    drawing.tag = f"{word}pict"


def _outermost(drawing: _Element) -> Iterator[_Element]:
    from lxml.etree import iterwalk

    walk = iterwalk(drawing, events=("start",), tag=_BOXES)
    for _, box in walk:
        walk.skip_subtree()
        yield box


def _put_words(element: _Element, words: str, tag: str) -> None:
    """Make an element one that holds a run of these words, and nothing else."""
    from lxml.etree import SubElement

    word = tag.rpartition("}")[0] + "}"
    element.clear(keep_tail=True)
    element.tag = tag
    SubElement(SubElement(element, f"{word}r"), f"{word}t").text = words


def _in_a_line(formula: _Element) -> Iterator[str]:
    """The signs of a formula, as Word writes it in one line."""
    from lxml.etree import iterwalk

    walk = iterwalk(formula, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "end":
            yield ")" if name == "d" else ""
        elif name in ("del", "moveFrom"):
            walk.skip_subtree()
        elif name == "t":
            yield element.text or ""
        elif name == "d":
            yield "("
        elif name in _SIGNS and any(text.text for text in element.iter("{*}t")):
            yield _SIGNS[name]
