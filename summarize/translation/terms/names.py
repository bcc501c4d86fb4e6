"""One spelling a name: from the user's file or an earlier run, else the model's first, else by transliteration.

The file is a table that the user may edit; an origin other than "model" or "transliteration" makes a row binding:

    name,language,spelling,origin
    Ostrow,ar,أوسترو,user

Not here: names that a glossary lists (`glossary`), how alike two spellings are (`transliteration`).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarize.errors import Code, UsageError
from summarize.text.names import find_names
from summarize.text.words import fold, stem_words, stop_words
from summarize.translation.desk import Restore
from summarize.translation.protection import protect_spans
from summarize.translation.terms.clitics import attach_clitics
from summarize.translation.terms.glossary import Glossary, read_rows
from summarize.translation.terms.phrases import WORD, Found, Phrases, tell_endings
from summarize.translation.terms.transliteration import has_spelling, is_sure, likeness, read_alike, transliterate
from summarize.types import Flag

HEADING = ("name", "language", "spelling", "origin")
MODEL, TRANSLITERATION = "model", "transliteration"

# Endings of names and of adjectives made of them: two words that differ in these alone are one spelling.
_ENDINGS = {
    "ar": frozenset("|ا|ة|ي|ية|يا|يين|يون|يات|يان|ين|ون|ات|ان|ن|ت|ني|اني|اوي".split("|")),
    "fa": frozenset({"", "ی", "ها", "ان", "های"}),
    "ur": frozenset({"", "ی", "وں", "یوں"}),
    "he": frozenset({"", "י", "ית", "ים", "יות", "ת"}),
    "ru": frozenset(
        "|а|у|ом|ым|ой|ою|ы|е|и|й|ю|я|ем|ей|ский|ского|ском|ским|ская|ской|скую|ские|ских|скими".split("|")
    ),
    "uk": frozenset("|а|у|ом|им|ою|ові|еві|і|и|й|ю|я|єм|єю|ський|ського|ському|ським|ська|ської|ські|ських".split("|")),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """How one name is spelled in one language, and who said so."""

    name: str
    language: str
    spelling: str
    origin: str = MODEL

    @property
    def binding(self) -> bool:
        """Whether a person asked for this spelling."""
        return self.origin not in (MODEL, TRANSLITERATION)


class NameBook:
    """The decisions of a run or a batch, for every language; those made first hold."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._decisions: dict[tuple[str, str], Decision] = {}
        for decision in decisions:
            self.add(decision)

    def add(self, decision: Decision) -> None:
        """Take a decision, unless the name has one already."""
        self._decisions.setdefault((decision.language, fold(decision.name)), decision)

    def find(self, name: str, language: str) -> Decision | None:
        """What was decided for a name."""
        return self._decisions.get((language, fold(name)))

    def decisions(self, language: str = "") -> list[Decision]:
        """Every decision in the order in which they were made; with a language only its own."""
        return [d for d in self._decisions.values() if language in ("", d.language)]


def read_names(text: str) -> NameBook:
    r"""The decisions of a file of names.

    >>> read_names("name,language,spelling,origin\nVerin,ar,فيرين,user\n").find("Verin", "ar").spelling
    'فيرين'

    Raises:
        UsageError: BAD_FORMAT, naming what is wrong.
    """
    rows = read_rows(text, f"the heading {','.join(HEADING)}")
    if rows and not set(HEADING[:3]) <= set(rows[0]):
        raise UsageError(Code.BAD_FORMAT, f"its first line is not the heading {','.join(HEADING)}")
    if any(row["name"] and not row["language"] for row in rows):
        raise UsageError(Code.BAD_FORMAT, "a name has no language; write the code of the language it is spelled in")
    return NameBook(
        Decision(row["name"], row["language"].lower(), row["spelling"], row.get("origin", "") or "user")
        for row in rows
        if row["name"] and row["spelling"]
    )


def write_names(book: NameBook) -> str:
    """A file of names that `read_names` reads back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADING)
    writer.writerows((d.name, d.language, d.spelling, d.origin) for d in book.decisions())
    return out.getvalue()


class PairNames:
    """The names of one language pair at a translator's desk.

    Args:
        book: Decisions, which this adds to.
        source: Language of the texts.
        target: Language wanted.
        glossary: Its terms are its own business.
    """

    def __init__(self, book: NameBook, source: str, target: str, glossary: Glossary | None = None) -> None:
        self._book = book
        self._source = source
        self._target = target
        self._glossary = glossary
        self._phrases = self._tabulate()

    def learn(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Decide on each new name's spelling: the one these (source, target) pairs show most, then first.

        A name that the model left in the source's letters everywhere is spelled by rule. Languages
        without a table of letters are left alone.
        """
        if not has_spelling(self._target):
            return
        seen: dict[str, list[str]] = {}
        for source, target in pairs:
            for name in self._new_names(source):
                place = self._locate(name, target)
                seen.setdefault(name, []).append(target[place.start : place.end] if place else "")
        for name, spellings in seen.items():
            if 2 * spellings.count("") > len(spellings):
                continue  # mostly translated, and once in the neighbourhood of a word that sounds alike
            written = [s for s, _ in Counter(spellings).most_common() if s and not _is_foreign(s)]
            spelling, origin = (written[0], MODEL) if written else (transliterate(name, self._target), TRANSLITERATION)
            self._book.add(Decision(name, self._target, spelling, origin))
        if seen:
            self._phrases = self._tabulate()

    def check(self, source: str, target: str) -> tuple[Flag, ...]:
        """A flag "name" for each name spelled otherwise than decided, or missing where a person decided."""
        flags = (
            Flag("name", f"“{d.name}” should be spelled “{d.spelling}”")
            for d, found in self._decided(source)
            if not self._holds(target, d.spelling) and (d.binding or self._misspelled(d, found.phrase, target))
        )
        return tuple(dict.fromkeys(flags))

    def protect(self, text: str) -> tuple[str, Restore]:
        """The source with placeholders for the names that are decided."""
        return protect_spans(text, [(found.start, found.end, d.spelling) for d, found in self._decided(text)])

    def enforce(self, source: str, target: str) -> str:
        """The target with decided spellings in the place of others that surely are the same name."""
        for decision, found in self._decided(source):
            place = None if self._holds(target, decision.spelling) else self._misspelled(decision, found.phrase, target)
            if place:
                words = attach_clitics(place.clitics, decision.spelling, self._target)
                target = target[: place.start - len(place.clitics)] + words + target[place.end :]
        return target

    def _tabulate(self) -> Phrases:
        names = [d.name for d in self._book.decisions(self._target)]
        return Phrases(names, self._source, cased=names, inflected=False)

    def _decided(self, source: str) -> list[tuple[Decision, Found]]:
        """The decided names of a source, each occurrence, without those in terms of the glossary."""
        taken = self._glossary.find(source) if self._glossary else []
        found = [f for f in self._phrases.find(source) if not any(f.start < t.end and t.start < f.end for t in taken)]
        return [(d, f) for f in found if (d := self._book.find(f.phrase, self._target))]

    def _new_names(self, source: str) -> list[str]:
        """The undecided words of a source's names, each once, acronyms left out."""
        taken = {w for f in self._glossary.find(source) for w in WORD.findall(f.phrase)} if self._glossary else set()
        words = [
            re.sub(r"['’]s$", "", w)
            for name in find_names(source, self._source)
            for w in name.split()
            if w[0].isupper()
        ]
        return [
            w
            for w in dict.fromkeys(words)
            if w not in taken and not w.isupper() and not self._book.find(w, self._target)
        ]

    def _locate(self, name: str, target: str) -> Found | None:
        """The words of a target that surely are this name in some spelling; the likeliest, then first."""
        words = list(WORD.finditer(target))
        size = len(name.split())
        best: tuple[float, Found] | None = None
        for length in range(max(1, size - 1), size + (2 if size > 1 else 1)):
            for i in range(len(words) - length + 1):
                start, end = words[i].start(), words[i + length - 1].end()
                reading = read_alike(name, target[start:end], self._target)
                if fold(reading.rest) not in stop_words(self._target) and reading.likeness > (best[0] if best else 0):
                    found = Found(start + len(reading.clitics), end, name, reading.clitics)
                    best = (reading.likeness, found)
        return best[1] if best and is_sure(name, best[0]) else None

    def _misspelled(self, decision: Decision, name: str, target: str) -> Found | None:
        """Where a target has a name in another spelling than the decided one."""
        place = self._locate(name, target)
        if place is None or self._is_same(word := target[place.start : place.end], decision.spelling):
            return None
        # What a model wrote may have been taken for a name by chance: then this word is not like that one.
        sure = decision.binding or is_sure(word, likeness(word, decision.spelling, self._target))
        return place if sure else None

    def _holds(self, target: str, spelling: str) -> bool:
        found = Phrases([spelling], self._target, inflected=False).find(target)
        return any(target.startswith(spelling, f.start) for f in found)  # letter by letter: أ is not ا in a name

    def _is_same(self, a: str, b: str) -> bool:
        """Whether two words are one spelling but for their endings."""
        endings = _ENDINGS.get(self._target)
        if endings is None:
            return stem_words([a], self._target) == stem_words([b], self._target)
        return endings.issuperset(tell_endings(a, b))


def _is_foreign(spelling: str) -> bool:
    """Whether a word still is in Latin letters."""
    return re.search("[A-Za-z]", spelling) is not None
