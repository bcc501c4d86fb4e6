"""A name or a folder becomes a model that is ready to use, or the command that would install one.

Models are never downloaded here and no socket is opened: only `summarize models get` does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summarize.checkpoints.checkpoint import Checkpoint
from summarize.checkpoints.loading import load_checkpoint
from summarize.engines.seq2seq.generators import TransformersGenerator
from summarize.engines.seq2seq.translators import TransformersTranslator
from summarize.errors import Code, ModelError, UsageError
from summarize.models.catalogue import Entry, default_translator, match_entry, unknown_model
from summarize.models.languages import find_language
from summarize.models.protocols import Generator, Translator
from summarize.models.relays import IdentityTranslator, PivotTranslator
from summarize.models.store import check_licence, commit_of, installed, locate, read_installation
from summarize.options import Device

# The language through which two models together cover most pairs.
PIVOT = "en"


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the user allows."""

    device: Device
    offline: bool
    accept_non_commercial: bool


def open_generator(
    name_or_path: str, *, device: Device = "auto", offline: bool = False, accept_non_commercial: bool = False
) -> Generator:
    """Opens a summarizer by catalogue name or folder.

    Args:
        name_or_path: A name as in "bart-large-cnn", or a folder as in "./my-model".
        device: Where it runs.
        offline: The run may not use the network; advice in errors takes that into account.
        accept_non_commercial: The user agrees to licences that forbid commercial use.

    Raises:
        ModelError: When it is unknown, not installed, damaged, no summarizer, or not licensed for the use.
        UsageError: When no model is named.
    """
    if not name_or_path:
        raise UsageError(Code.BAD_OPTION, "no summarization model was named")
    return TransformersGenerator(_open(name_or_path, _Terms(device, offline, accept_non_commercial)))


def open_translator(
    name_or_path: str,
    source: str,
    target: str,
    *,
    device: Device = "auto",
    offline: bool = False,
    accept_non_commercial: bool = False,
) -> Translator:
    """Opens a translator for a pair of languages.

    Args:
        name_or_path: A catalogue name or a folder; "" takes the best installed one, through English
            where no single model has the pair.
        source: Language of the texts, two letters.
        target: Language wanted.
        device: Where it runs.
        offline: The run may not use the network; advice in errors takes that into account.
        accept_non_commercial: The user agrees to licences that forbid commercial use.

    Raises:
        ModelError: NO_MODEL when none is installed, naming the command that installs one;
            UNSUPPORTED_LANG when the named model lacks the pair; or as for `open_generator`.
        UsageError: When a language is unknown.
    """
    for code in (source, target):
        find_language(code)
    if source == target:
        return IdentityTranslator()
    terms = _Terms(device, offline, accept_non_commercial)
    if not name_or_path:
        return _best_installed(source, target, terms)
    translator = TransformersTranslator(_open(name_or_path, terms))
    if not translator.supports(source, target):
        raise ModelError(Code.UNSUPPORTED_LANG, f"{translator.name!r} does not translate {source!r} into {target!r}")
    return translator


def _best_installed(source: str, target: str, terms: _Terms) -> Translator:
    direct = _installed_translator(source, target, terms)
    if direct is not None:
        return direct
    if PIVOT not in (source, target):
        first = _installed_translator(source, PIVOT, terms)
        second = _installed_translator(PIVOT, target, terms) if first else None
        if first and second:
            return PivotTranslator(first, second, PIVOT)
    advised = default_translator(source, target)
    if advised is None:
        raise ModelError(Code.UNSUPPORTED_LANG, f"no known model translates {source!r} into {target!r}")
    missing = f"no model is installed that translates {source!r} into {target!r}"
    raise ModelError(Code.NO_MODEL, f"{missing}; {_advice(advised, terms)}")


def _installed_translator(source: str, target: str, terms: _Terms) -> Translator | None:
    for entry in installed():
        allowed = terms.accept_non_commercial or not entry.non_commercial
        if allowed and entry.translates(source, target):
            translator = TransformersTranslator(_open(entry.name, terms))
            if translator.supports(source, target):
                return translator
    return None


def _open(name: str, terms: _Terms) -> Checkpoint:
    entry = match_entry(name)
    if entry is not None:
        check_licence(entry, accept_non_commercial=terms.accept_non_commercial)
        folder = locate(entry.name)
        if folder is None:
            raise ModelError(Code.NO_MODEL, f"{entry.name} is not installed; {_advice(entry, terms)}")
        return _load(folder, entry.name, entry, terms)
    folder = Path(name).expanduser()
    if folder.is_dir():
        record = read_installation(folder)  # a folder copied out of another machine's store keeps its terms
        entry = match_entry(record.name) if record else None
        if entry is not None:
            check_licence(entry, accept_non_commercial=terms.accept_non_commercial)
        return _load(folder, folder.name or name, entry, terms)
    if folder.exists():
        raise ModelError(Code.BAD_MODEL, f"{folder.name!r} is a file; a model is a folder")
    if name.startswith((".", "~", "/")):
        raise ModelError(Code.NO_MODEL, f"there is no model folder {folder.name!r}")
    raise unknown_model(name)


def _load(folder: Path, name: str, entry: Entry | None, terms: _Terms) -> Checkpoint:
    return load_checkpoint(folder, name=name, device=terms.device, entry=entry, commit=commit_of(folder))


def _advice(entry: Entry, terms: _Terms) -> str:
    once = "run once with the network" if terms.offline else "run"
    return f"{once}: summarize models get {entry.name}"
