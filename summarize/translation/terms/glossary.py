"""A glossary: which words of the source are to be translated how, made sure of and checked by word.

A file is a table with a heading:

    source,target,part of speech,do not translate        for every pair of languages of the run
    en,ar,fr,part of speech,do not translate             or one column a language

A row with one term alone, like one marked, is kept as it is in every translation.

Not here: TBX (`tbx`), the spelling of names that no glossary lists (`names`).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from summarize.errors import Code, UsageError
from summarize.text.words import fold
from summarize.translation.desk import Restore
from summarize.translation.protection import protect_spans
from summarize.translation.terms.clitics import attach_clitics, split_clitics
from summarize.translation.terms.phrases import Found, Phrases
from summarize.types import Flag

PART_OF_SPEECH, DO_NOT_TRANSLATE = "part of speech", "do not translate"
_YES = frozenset({"yes", "y", "true", "1", "x", "oui", "نعم"})
_NAMES = frozenset({"proper noun", "propernoun", "name"})
"""Parts of speech whose words keep their capital."""

MOST_TERMS = 100_000
LONGEST_TERM = 200
"""Characters; longer cells are sentences, which belong into a translation memory."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One row: its terms as (language, term), and what is said of all of them.

    Languages are two-letter codes, or "source" and "target" where the terms serve any pair.
    """

    terms: tuple[tuple[str, str], ...]
    part_of_speech: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Words of the source and the translations that may stand for them; the first is the one to write."""

    source: str
    targets: tuple[str, ...]
    cased: bool = False
    kept: bool = False


def read_glossary(text: str) -> tuple[Concept, ...]:
    r"""The rows of a glossary in CSV; commas, semicolons and tabs separate cells.

    >>> read_glossary("source,target,part of speech\nweir,هدار,noun\nHydra-9,\n")[1].kept
    True

    Raises:
        UsageError: BAD_FORMAT, naming the line.
    """
    rows = read_rows(text, "a heading as in: source,target,part of speech,do not translate")
    concepts = []
    for row in rows:
        part, mark = row.pop(PART_OF_SPEECH, ""), row.pop(DO_NOT_TRANSLATE, "")
        terms = tuple((language, term) for language, term in row.items() if term)
        if terms:
            concepts.append(Concept(terms, part.lower(), kept=mark.lower() in _YES or len(terms) == 1))
    return tuple(concepts)


def read_rows(text: str, wanted: str) -> list[dict[str, str]]:
    """The rows of a table in CSV as {heading: cell}, headings in lower case; empty cells are "".

    Raises:
        UsageError: BAD_FORMAT when it is no table; `wanted` says what its heading should be.
    """
    heading = text.partition("\n")[0]
    mark = max(",;\t", key=heading.count)
    try:
        rows = [
            [c.strip() for c in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        ]
    except csv.Error as error:
        raise UsageError(Code.BAD_FORMAT, f"is not a table in CSV ({error}); save it again") from None
    names = [" ".join(cell.lower().replace("_", " ").replace("-", " ").split()) for cell in rows[0]] if rows else []
    if len(names) < 2 or "" in names or len(set(names)) < len(names):
        raise UsageError(Code.BAD_FORMAT, f"its first line is not {wanted}")
    if len(rows) > MOST_TERMS:
        raise UsageError(Code.TOO_MANY, f"has {len(rows)} rows; at most {MOST_TERMS} are read")
    for number, row in enumerate(rows, 1):
        if len(row) > len(names) or max(map(len, row), default=0) > LONGEST_TERM:
            reason = f"a cell of over {LONGEST_TERM} characters" if len(row) <= len(names) else "too many cells"
            raise UsageError(Code.BAD_FORMAT, f"line {number} has {reason}")
    return [dict(zip(names, row + [""] * len(names), strict=False)) for row in rows[1:] if any(row)]


def fingerprint(rows: Sequence[object]) -> str:
    """The version of a glossary or of names: another one whenever a row changes, "" when there are none."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:12] if rows else ""


def select_terms(concepts: Iterable[Concept], source: str, target: str) -> tuple[Term, ...]:
    """The terms of one language pair, those of one source together.

    >>> select_terms([Concept((("en", "weir"), ("ar", "هدار"))), Concept((("en", "weir"), ("ar", "سد")))], "en", "ar")
    (Term(source='weir', targets=('هدار', 'سد'), cased=False, kept=False),)
    """
    terms: dict[str, Term] = {}
    for concept in concepts:
        cased = concept.part_of_speech in _NAMES
        targets = tuple(term for language, term in concept.terms if language in (target, "target"))
        for words in (term for language, term in concept.terms if language in (source, "source")):
            wanted = (words,) if concept.kept else targets
            if wanted:
                known = terms.get(words, Term(words, (), cased, concept.kept))
                terms[words] = replace(known, targets=tuple(dict.fromkeys((*known.targets, *wanted))))
    return tuple(terms.values())


class Glossary:
    """The terms of one language pair at a translator's desk.

    Args:
        terms: As `select_terms` gives them.
        source: Language of the texts.
        target: Language wanted.
        render: Translates bare terms with the model; what it gives is what the model writes for them in
            a sentence, and can be replaced there. None: only terms left in the source's own words are.
    """

    def __init__(
        self,
        terms: Sequence[Term],
        source: str,
        target: str,
        render: Callable[[Sequence[str]], list[str]] | None = None,
    ) -> None:
        self._terms = {term.source: term for term in terms}
        self._phrases = Phrases(list(self._terms), source, cased=[t.source for t in terms if t.cased])
        self._target = target
        self._render = render
        self._renderings: dict[str, tuple[str, ...]] = {}

    def find(self, text: str) -> list[Found]:
        """Where terms stand in a source text."""
        return self._phrases.find(text)

    def check(self, source: str, target: str) -> tuple[Flag, ...]:
        """A flag "term" for each term of the source whose translation the target lacks."""
        return tuple(
            Flag("term", f"“{t.source}” should stay as it is" if t.kept else f"“{t.source}” should be “{t.targets[0]}”")
            for t in self._missing(self.find(source), target)
        )

    def protect(self, text: str) -> tuple[str, Restore]:
        """The source with placeholders for its terms; a plural or other form keeps its own translation."""
        found = [f for f in self.find(text) if _is_bare(f, text) or self._terms[f.phrase].kept]
        spans = [
            (f.start, f.end, text[f.start : f.end] if self._terms[f.phrase].kept else self._terms[f.phrase].targets[0])
            for f in found
        ]
        return protect_spans(text, spans)

    def enforce(self, source: str, target: str) -> str:
        """The target with wanted terms where the model's own word for them, or the source's, stands."""
        found = self.find(source)
        for term in self._missing(found, target):
            here = [f for f in found if f.phrase == term.source]
            if all(_is_bare(f, source) for f in here):
                target = self._replace(term, len(here), found, target)
        return target

    def _missing(self, found: Sequence[Found], target: str) -> list[Term]:
        terms = [self._terms[phrase] for phrase in dict.fromkeys(f.phrase for f in found)]
        if not terms:
            return []
        written = {f.phrase for f in self._wanted(terms).find(target)}
        return [term for term in terms if written.isdisjoint(term.targets)]

    def _wanted(self, terms: Sequence[Term]) -> Phrases:
        return Phrases([t for term in terms for t in term.targets], self._target)

    def _replace(self, term: Term, count: int, found: Sequence[Found], target: str) -> str:
        """The target with one term in, unless its rendering stands there more often than the source has it."""
        taken = self._wanted([self._terms[f.phrase] for f in found]).find(target)
        written = Phrases((term.source, *self._rendering(term)), self._target, inflected=False).find(target)
        free = [w for w in written if not any(w.start < t.end and t.start < w.end for t in taken)]
        if len(free) > count:
            return target
        for place in reversed(free):
            start = place.start - len(place.clitics)
            words = attach_clitics(place.clitics, term.targets[0], self._target)
            target = target[:start] + words + target[place.end :]
        return target

    def _rendering(self, term: Term) -> tuple[str, ...]:
        """What the model writes for a bare term, with and without an article."""
        if self._render is None:
            return ()
        if term.source not in self._renderings:
            words = self._render([term.source])[0].strip(" .؟?!،,«»\"'")
            forms = [rest for _, rest in split_clitics(words, self._target)] if words else []
            self._renderings[term.source] = tuple(dict.fromkeys((words, *forms[-1:]))) if words else ()
        return self._renderings[term.source]


def _is_bare(found: Found, text: str) -> bool:
    return fold(text[found.start : found.end]) == fold(found.phrase)
