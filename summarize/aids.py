"""What a translator has at hand besides models: the glossary, names and memory that the options name.

Not here: how they are used (`translation/ladder.py`); this opens the files and lays a desk.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarize.limits import LIMITS
from summarize.options import Options
from summarize.sources.encoding import decode
from summarize.sources.files import read_file
from summarize.storage import naming, write_file
from summarize.translation.desk import Desk, NoMemory
from summarize.translation.memory.records import MemoryFile, PairMemory
from summarize.translation.terms.glossary import Concept, Glossary, fingerprint, read_glossary, select_terms
from summarize.translation.terms.names import NameBook, PairNames, read_names, write_names
from summarize.translation.terms.tbx import read_tbx

if TYPE_CHECKING:
    from summarize.models.protocols import Translator


class Aids:
    """The glossary, names and memory of a run, kept from digest to digest.

    The file of names is read for each digest, so that what its user edits meanwhile holds.

    Raises:
        UsageError: When the glossary cannot be read.
    """

    def __init__(self, options: Options) -> None:
        self._concepts = _read_concepts(Path(options.glossary)) if options.glossary else ()
        self._version = fingerprint(self._concepts)
        self._names = Path(options.names) if options.names else None
        self._memory = MemoryFile(Path(options.memory)) if options.memory else None
        self._glossaries: dict[tuple[str, str, str], Glossary] = {}

    def recipe(self, names: NameBook) -> tuple[tuple[str, str], ...]:
        """What a signature says of these aids, as they are before a digest is made."""
        memory = self._memory.state() if self._memory else ""
        return (("glossary", self._version), ("names", fingerprint(names.decisions())), ("memory", memory))

    def read_names(self) -> NameBook:
        """The decisions in the user's file; none where there is no file yet.

        Raises:
            UsageError: When the file cannot be read.
        """
        if self._names is None or not self._names.exists():
            return NameBook()
        with naming("--names", self._names):
            return read_names(decode(read_file(self._names, LIMITS)).text)

    def write_names(self, book: NameBook) -> None:
        """Add the decisions of a digest to the user's file; what was written there meanwhile comes first.

        Raises:
            StorageError: When it cannot be written.
        """
        if self._names is None:
            return
        merged = self.read_names()
        before = len(merged.decisions())
        for decision in book.decisions():
            merged.add(decision)
        if len(merged.decisions()) > before:
            write_file(self._names, write_names(merged).encode("utf-8-sig"))  # spreadsheets ask for the mark

    def lay_desk(self, translators: tuple[Translator, ...], source: str, target: str, names: NameBook) -> Desk:
        """The desk of one language pair; who the translators are is a part of the memory's key."""
        model = "+".join(f"{t.name}@{t.revision}" for t in translators)
        if (source, target, model) not in self._glossaries:
            terms = select_terms(self._concepts, source, target)
            self._glossaries[source, target, model] = Glossary(
                terms, source, target, lambda words: translators[0].translate(words, source, target)
            )
        glossary = self._glossaries[source, target, model]
        memory = (
            PairMemory(self._memory, source, target, model=model, glossary=self._version)
            if self._memory
            else NoMemory()
        )
        return Desk(translators, source, target, glossary, PairNames(names, source, target, glossary), memory)


def _read_concepts(path: Path) -> tuple[Concept, ...]:
    """The concepts of a glossary; what begins like XML is TBX."""
    with naming("--glossary", path):
        content = read_file(path, LIMITS)
        text = decode(content).text
        return read_tbx(content) if text.lstrip().startswith("<") else read_glossary(text)
