"""Translation: BLEU and chrF against references, a second system beside the first, and what the checks flag.

Files are plain text, one segment a line, in the same order. The scores, their intervals and the paired
bootstrap are sacrebleu's, with its signatures. Not here: the checks themselves (`translation.parity`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.errors import Code, InputError, UsageError
from summarize.evaluation.bootstrap import RESAMPLES, Interval
from summarize.evaluation.files import read_data
from summarize.evaluation.measures import Measure, Report, measure_mean
from summarize.models.languages import find_language
from summarize.translation.parity.checks import CHECKS, EMPTY, check_parity
from summarize.version import VERSION

_TOKENIZERS = {"zh": "zh", "ja": "char", "ko": "char", "th": "char", "km": "char", "my": "char"}
"""BLEU needs words; where no spaces divide them, and sacrebleu would need more packages, characters serve."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The files of one evaluation, line by line: `sources` and `against` are () where none are given."""

    system: tuple[str, ...]
    references: tuple[str, ...]
    sources: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def read_segments(system: Path, references: Path, sources: Path | None = None, against: Path | None = None) -> Segments:
    """Read the files of an evaluation, plain or .xz.

    Raises:
        InputError: When one cannot be read, is empty, or has another number of lines than the references.
    """
    paths = (system, references, sources, against)
    read = [_read_lines(path) if path else () for path in paths]
    wanted = len(read[1])
    for path, lines in zip(paths, read, strict=True):
        if path and len(lines) != wanted:
            counts = f"{len(lines):,} lines, {references.name} has {wanted:,}"
            raise InputError(Code.BAD_RECORD, f"{path.name}: {counts}; write one segment a line in both")
    return Segments(*read)


def evaluate_translation(segments: Segments, source: str, target: str) -> Report:
    """Score a system against references, and against a second one where that is given.

    The checks run where sources are given; their shares come with bootstrap intervals.

    Args:
        segments: At least system and references.
        source: Language of the sources, two letters.
        target: Language of the translations.

    Raises:
        UsageError: When a language is unknown, or the extra is not installed.
    """
    for code in (source, target):
        find_language(code)
    scores, signatures = _score(segments, target)
    measures = [Measure(name, _interval(results[-1]), len(segments.system)) for name, results in scores.items()]
    notes = []
    for name, results in scores.items() if segments.against else ():
        measures.append(Measure(f"{name}, the other", _interval(results[0]), len(segments.against)))
        difference = results[1].score - results[0].score
        notes.append(f"{name}: {difference:+.1f} over the other system, p = {results[1].p_value:.3f}, paired bootstrap")
    flagged, caught = _check(segments, source, target)
    recipe = f"summarize:{VERSION}|task:translation|from:{source}|to:{target}|rows:{len(segments.system)}"
    lines = [recipe, *(f"{name}|{signature}" for name, signature in signatures.items())]
    return Report((*measures, *flagged), caught, "\n".join(lines), "translation", tuple(notes))


def _score(segments: Segments, target: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The results of sacrebleu by metric, the second system's first; and its signatures."""
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.significance import PairedTest
    except ImportError:
        raise UsageError(Code.BAD_OPTION, "BLEU and chrF need: pip install 'summarize[evaluation]'") from None
    references = [list(segments.references)]
    metrics = {
        "BLEU": BLEU(references=references, tokenize=_TOKENIZERS.get(target, "13a")),
        "chrF2": CHRF(references=references),
    }
    systems: list[tuple[str, Sequence[str]]] = [("system", list(segments.system))]
    if segments.against:
        systems.insert(0, ("other", list(segments.against)))
    signatures, scores = PairedTest(systems, metrics, None, test_type="bs", n_samples=RESAMPLES)()
    del scores["System"]
    return scores, {name: str(signature) for name, signature in signatures.items()}


def _interval(result: Any) -> Interval:
    """A score of 0–100 as a share, with the bounds of 95 % of its resamples."""
    score, mean, half = (float(number) / 100 for number in (result.score, result.mean, result.ci))
    return Interval(score, mean - half, mean + half)


def _check(segments: Segments, source: str, target: str) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """The share of segments with any flag, and with each; nothing where there are no sources."""
    if not segments.sources:
        return (), ()
    pairs = zip(segments.sources, segments.system, strict=True)
    found = [{flag.check for flag in check_parity(*pair, source, target)} for pair in pairs]
    names = [check.name for check in (EMPTY, *CHECKS) if any(check.name in row for row in found)]
    flagged = measure_mean("flagged by a check", [bool(row) for row in found])
    return (flagged,), tuple(measure_mean(name, [name in row for row in found]) for name in names)


def _read_lines(path: Path) -> tuple[str, ...]:
    try:
        text = read_data(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(Code.ENCODING, f"{path.name}: not UTF-8; save the file as UTF-8") from None
    # Only line feeds end a segment: a translation may hold other breaks.
    lines = tuple(line.rstrip("\r") for line in text.removesuffix("\n").split("\n"))
    if not any(line.strip() for line in lines):
        raise InputError(Code.EMPTY, f"{path.name}: no text; write one segment a line")
    return lines
