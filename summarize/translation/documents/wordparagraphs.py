"""A paragraph of a Word document as a passage, and the paragraph again with a translation in it.

Runs keep their formatting: that of most characters is the paragraph's own, any other is a mark on words, as are
links. Pictures, notes, fields and deleted text are atoms; tabs and line breaks end a unit.
Not here: direction (`worddirection`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from summarize.translation.documents.passages import ATOM, Passage, Span, split_passage

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_FLATTENED = frozenset({"ins", "moveTo", "smartTag", "sdt", "sdtContent"})
"""What only wraps runs; a translation stands in the paragraph itself."""
_PROPERTIES = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "lastRenderedPageBreak"})
_POINTS = frozenset({"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart"})
"""What has no width: starts go before the translation, ends after it."""
_INVISIBLE = ("lang", "noProof", "rtl", "bCs", "iCs", "szCs")
"""Properties of runs that do not part them: spelling and direction, which a translation has of its own."""
_CHARACTERS = {"noBreakHyphen": "\u2011", "softHyphen": ""}
_BREAKS = frozenset({"tab", "br", "cr", "ptab"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a span stands for: elements to be moved into the translation, a link, or a run's properties.

    `in_run` says that the elements are what a run with these properties holds.
    """

    elements: list[Element]
    in_run: bool = False
    properties: Element | None = None

    @property
    def is_link(self) -> bool:
        """Whether the one element is a link."""
        return _name(self.elements[0]) == "hyperlink"


@dataclass(slots=True)
class Marks:
    """All marks of a paragraph.

    Attributes:
        by_key: What each span stands for.
        base: The run properties of most characters, or None.
        starts: Bookmarks and their like, put before all runs.
        ends: The same, put after them.
    """

    by_key: list[Mark] = field(default_factory=list)
    base: Element | None = None
    starts: list[Element] = field(default_factory=list)
    ends: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """A paragraph as it is read; `runs` are those of the field that is open, if it ends in the paragraph."""

    whole_fields: bool
    marks: Marks = field(default_factory=Marks)
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    formats: list[tuple[int, int, Element | None]] = field(default_factory=list)
    runs: list[Element] = field(default_factory=list)
    depth: int = 0

    def add(self, mark: Mark, text: str = ATOM) -> None:
        """An atom or a break."""
        start = len(self.text)
        kind: Literal["atom", "space"] = "atom" if text == ATOM else "space"
        self.spans.append(Span(start, start + len(text), self.key(mark), kind))
        self.text += text

    def key(self, mark: Mark) -> int:
        """The key of a new mark."""
        self.marks.by_key.append(mark)
        return len(self.marks.by_key) - 1


def read_paragraph(paragraph: Element) -> tuple[Passage, Marks]:
    """The passage that a `w:p` makes, without text boxes in it, which are paragraphs of their own."""
    signs = Counter(sign.get(f"{WORD}fldCharType") for sign in paragraph.iter(f"{WORD}fldChar"))
    reading = _Reading(whole_fields=signs["begin"] == signs["end"])
    _read_children(paragraph, reading)
    sizes: Counter[bytes] = Counter()
    for start, end, properties in reading.formats:
        sizes[_signature(properties)] += end - start
    base = max(sizes, key=lambda signature: sizes[signature], default=b"")
    spans = list(reading.spans)
    for start, end, properties in _merge(reading.formats):
        if _signature(properties) == base:
            reading.marks.base = properties if reading.marks.base is None else reading.marks.base
        else:
            mark = Mark([properties if properties is not None else _make("rPr")])
            spans.append(Span(start, end, reading.key(mark)))
    return Passage(reading.text, tuple(spans)), reading.marks


def write_paragraph(paragraph: Element, passage: Passage, marks: Marks) -> None:
    """Put a translation in the place of all runs of a paragraph."""
    for child in [child for child in paragraph if _name(child) != "pPr"]:
        paragraph.remove(child)
    paragraph.extend(marks.starts)
    edges = sorted({edge for span in passage.spans for edge in (span.start, span.end)})
    parts = [part for part in split_passage(passage, edges) if part.text]
    for key, linked in groupby(parts, key=lambda part: _find_link(part, marks)):
        runs = [run for part in linked for run in _write_runs(part, marks)]
        if key is None:
            paragraph.extend(runs)
            continue
        link = _make("hyperlink")
        link.attrib.update(marks.by_key[key].elements[0].attrib)
        link.extend(runs)
        paragraph.append(link)
    paragraph.extend(marks.ends)


def _read_children(parent: Element, reading: _Reading) -> None:
    for child in parent:
        name = _name(child)
        if name in _POINTS:
            (reading.marks.ends if name.endswith("End") else reading.marks.starts).append(child)
        elif name in _FLATTENED:
            _read_children(child, reading)
        elif name == "hyperlink":
            start, place, key = len(reading.text), len(reading.spans), reading.key(Mark([child]))
            _read_children(child, reading)
            if start < len(reading.text):
                reading.spans.insert(place, Span(start, len(reading.text), key, kept=True))
        elif name == "r":
            _read_run(child, reading)
        elif name not in _PROPERTIES:
            reading.add(Mark([child]))


def _read_run(run: Element, reading: _Reading) -> None:
    """The text of a run; a field that ends in its paragraph is one atom, whatever it shows."""
    signs = [sign.get(f"{WORD}fldCharType") for sign in run.iter(f"{WORD}fldChar")] if reading.whole_fields else []
    if signs or reading.depth:
        if not reading.depth:
            reading.runs = []
            reading.add(Mark(reading.runs))
        reading.runs.append(run)
        reading.depth += signs.count("begin") - signs.count("end")
        return
    properties = run.find(f"{WORD}rPr")
    for child in run:
        name = _name(child)
        start = len(reading.text)
        if name == "t" or name in _CHARACTERS:
            reading.text += _CHARACTERS.get(name, " ".join((child.text or "").split("\n")))
            reading.formats.append((start, len(reading.text), properties))
        elif name in _BREAKS:
            reading.add(Mark([child], in_run=True, properties=properties), "\n")
        elif name not in _PROPERTIES:
            reading.add(Mark([child], in_run=True, properties=properties))


def _merge(
    formats: Sequence[tuple[int, int, Element | None]],
) -> Iterator[tuple[int, int, Element | None]]:
    """Stretches of one formatting, which an editor may have cut into many runs."""
    current: tuple[int, int, Element | None] | None = None
    for start, end, properties in formats:
        if current and current[1] == start and _signature(current[2]) == _signature(properties):
            current = (current[0], end, current[2])
        else:
            if current:
                yield current
            current = (start, end, properties)
    if current:
        yield current


def _find_link(part: Passage, marks: Marks) -> int | None:
    return next((span.key for span in part.spans if marks.by_key[span.key].is_link), None)


def _write_runs(part: Passage, marks: Marks) -> list[Element]:
    """The runs of a part that no mark begins or ends in: words as the innermost formats them, all else moved in."""
    over = [(span, marks.by_key[span.key]) for span in part.spans if not marks.by_key[span.key].is_link]
    solid = next((mark for span, mark in over if span.kind != "words"), None)
    if solid is None:
        text = _make("t")
        text.text = part.text
        text.set(SPACE, "preserve")
        return [_make_run(over[-1][1].elements[0] if over else marks.base, [text])]
    return [_make_run(solid.properties, solid.elements)] if solid.in_run else solid.elements


def _make_run(properties: Element | None, content: Sequence[Element]) -> Element:
    run = _make("r")
    if properties is not None:
        run.append(deepcopy(properties))
    run.extend(content)
    return run


def _signature(properties: Element | None) -> bytes:
    """What a reader sees of a run's properties."""
    from lxml import etree

    seen = [] if properties is None else [child for child in properties if _name(child) not in _INVISIBLE]
    return b"".join(etree.tostring(child, with_tail=False, method="c14n") for child in seen)


def _make(name: str) -> Element:
    from lxml import etree

    return etree.Element(WORD + name, nsmap={"w": WORD[1:-1]})


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
