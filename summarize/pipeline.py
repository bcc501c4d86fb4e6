"""The main path, one line a stage, in order; data only moves forward.

sources → documents → sentences → selection → key points → evidence → relations → translation
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from summarize.condensation.condenser import condense
from summarize.errors import Code, InputError
from summarize.evidence.verifier import Verified, verify_points
from summarize.models.protocols import EntailmentModel, Generator, SalienceModel
from summarize.options import Options
from summarize.relations.clauses import name_concepts
from summarize.relations.disagreements import compare_figures, find_disagreements, find_updates
from summarize.relations.timeline import build_timeline
from summarize.selection.copies import drop_copies, mark_copies
from summarize.selection.coverage import Budget
from summarize.selection.selector import select_sentences
from summarize.signature import write_signature
from summarize.stopwatch import Stopwatch
from summarize.text.cleaning import clean_document
from summarize.text.sentences import split_sentences
from summarize.text.terms import tabulate_terms
from summarize.translation.bridge.building import build_bridge
from summarize.translation.points import Opener, translate_points
from summarize.types import Caution, Digest, Document, KeyPoint, Reading, Translation
from summarize.version import VERSION


@dataclass(frozen=True, slots=True)
class Models:
    """The models of a run: a generator or None (extractive), a trained salience or None, a way to translators.

    `verifier` joins in judging points; `aids` are the versions of what translators are given besides, for
    the signature.
    """

    open_desk: Opener
    generator: Generator | None = None
    salience: SalienceModel | None = None
    verifier: EntailmentModel | None = None
    aids: tuple[tuple[str, str], ...] = ()


def make_digest(
    reading: Reading, options: Options, models: Models, progress: Callable[[str], None] = lambda _: None
) -> Digest:
    """Turn what was read into a digest; `progress` is told each stage as it begins.

    Raises:
        InputError: When no document holds a sentence.
        ModelError: When a language pair has no translator.
    """
    watch = Stopwatch(progress)
    watch.begin("clean")
    documents = mark_copies(name_documents([clean_document(d, options.source_language) for d in reading.documents]))
    originals = [d for d in documents if d.duplicate_of is None]
    watch.begin("split")
    sentences = {d.id: split_sentences(d) for d in documents}
    table = tabulate_terms([s for d in originals for s in sentences[d.id]], originals)
    if not table.sentences:
        raise InputError(Code.EMPTY, "no sentence was found in the input")
    language = _main_language(originals)
    watch.begin("bridge")
    bridge = build_bridge(table, originals, language, models.open_desk, name_concepts)
    watch.begin("select")
    selection = select_sentences(
        bridge.table, originals, budget=_budget(options), query=options.query, model=models.salience, language=language
    )
    watch.begin("condense")
    drafts = condense(selection.chosen, bridge.table, originals, models.generator)
    watch.begin("verify")
    verified = verify_points(drafts.drafts, bridge.table, originals, models.verifier)
    watch.begin("relate")
    title = _headline(verified.points, originals)
    quantities = compare_figures(table, originals)
    timeline = build_timeline(bridge.table, originals, language=language)
    translations = tuple(
        _translate(title, language, verified, documents, target, models, watch) for target in options.to
    )
    return Digest(
        title=title,
        language=language,
        points=verified.points,
        documents=documents,
        sentence_counts=tuple(len(sentences[d.id]) for d in documents),
        signature=_sign(options, models, [*bridge.models, *(t.model for t in translations)]),
        translations=translations,
        disagreements=find_disagreements(quantities, language),
        updates=find_updates(quantities, language),
        timeline=timeline,
        failures=reading.failures,
        warnings=(*drafts.cautions, *verified.cautions, *_unknown_languages(documents)),
        timings=watch.finish(),
        dropped=(*selection.dropped, *drop_copies(documents, sentences)),
    )


def name_documents(documents: Sequence[Document]) -> list[Document]:
    """Give each document without an id a short one that no other has: a, b, … z, aa, ab, …"""
    taken = {d.id for d in documents if d.id}
    free = (name for number in count() if (name := _letters(number)) not in taken)
    return [d if d.id else replace(d, id=next(free)) for d in documents]


def _letters(number: int) -> str:
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def _budget(options: Options) -> Budget:
    return Budget(1 if options.style == "headline" else options.points, options.words)


def _main_language(documents: Sequence[Document]) -> str:
    """The language of most characters; the first of equal ones."""
    sizes: Counter[str] = Counter()
    for document in documents:
        sizes[document.language] += len(document.text)
    return max(sizes, key=lambda language: sizes[language], default="")


def _headline(points: Sequence[KeyPoint], documents: Sequence[Document]) -> str:
    """The title of the document that the first points rest on; else of the first that has one."""
    titles = {d.id: d.title for d in documents}
    cited = [e.document for p in points for e in p.evidence]
    return next((titles[d] for d in [*cited, *titles] if titles.get(d)), "")


def _translate(
    title: str,
    language: str,
    verified: Verified,
    documents: Sequence[Document],
    target: str,
    models: Models,
    watch: Stopwatch,
) -> Translation:
    watch.begin(f"translate {target}")
    languages = {d.id: d.language for d in documents}
    points = [(p.text, languages[p.evidence[0].document]) for p in verified.points]
    title_language = next((d.language for d in documents if d.title == title), language)
    return translate_points((title, title_language), points, target, models.open_desk)


def _sign(options: Options, models: Models, translators: Sequence[str]) -> str:
    named = tuple(dict.fromkeys(filter(None, translators)))
    return write_signature(VERSION, options, models.generator, named, models.aids, models.verifier)


def _unknown_languages(documents: Sequence[Document]) -> tuple[Caution, ...]:
    """Say when a document was too short for its language to be told."""
    unknown = [d.id for d in documents if not d.language]
    if not unknown:
        return ()
    return (Caution("LANGUAGE", f"too little text to tell the language of {', '.join(unknown)}; --from sets it"),)
