"""Is a model what it should be? Its files against their record, the folder, one tiny run, and what it can do.

Not here: repairing it; `summarize models get NAME` fetches a damaged model anew.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from summarize.checkpoints.boundary import foreign_errors
from summarize.checkpoints.checkpoint import Checkpoint
from summarize.checkpoints.families import (
    CHAT_KINDS,
    CLASSIFIER_KINDS,
    read_window,
    summarizer_family,
    translator_family,
)
from summarize.checkpoints.inspection import examine_folder
from summarize.checkpoints.loading import load_checkpoint
from summarize.engines.classifiers import EntailmentClassifier
from summarize.engines.seq2seq.tags import read_tags
from summarize.errors import Code, ModelError
from summarize.models.catalogue import match_entry, unknown_model
from summarize.models.installation import changed_file, read_installation
from summarize.models.store import require

# What a model makes of it is not judged; it only has to write something without failing.
_PROBE = "The river rose."
_PROBE_TOKENS = 4

Languages = tuple[str, ...]
"""Two-letter codes in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a sound model is.

    Attributes:
        name: What the user calls it.
        family: How it is fed; "chat" for a model that takes instructions.
        window: The most tokens it reads.
        sources: What it reads; empty where nothing says so.
        targets: What it translates into; empty for any but a translator.
        licence: SPDX expression, or "unknown".
        agreed: Whether the user agreed to a non-commercial licence when it was fetched.
        revision: Its commit, or a digest of its files.
        dtypes: Number formats of its weights as they are stored.
        size: Bytes of the files that loading reads.
        recorded: Whether there was a record that its files were compared with.
    """

    name: str
    family: str
    window: int
    sources: Languages
    targets: Languages
    licence: str
    agreed: bool
    revision: str
    dtypes: tuple[str, ...]
    size: int
    recorded: bool


def check_model(name_or_folder: str, environ: Mapping[str, str] = os.environ) -> Checkup:
    """Verifies an installed model or any model folder, loads it and runs it once, on the processor.

    Raises:
        ModelError: NO_MODEL when it is not here; BAD_MODEL, naming what is wrong.
    """
    folder, name = _find(name_or_folder, environ)
    inventory = examine_folder(folder, name)
    record = read_installation(folder)
    if record and (changed := changed_file(folder, record)):
        raise ModelError(Code.BAD_MODEL, f"{name}: {changed} has changed since it was fetched; fetch the model again")
    entry = match_entry(record.name if record else name)
    checkpoint = load_checkpoint(folder, name=name, device="cpu", entry=entry, commit=record.commit if record else "")
    family, sources, targets = _abilities(checkpoint)
    _run(checkpoint)
    return Checkup(
        name=name,
        family=family,
        window=read_window(checkpoint.configuration, checkpoint.tokenizer, entry.window if entry else None),
        sources=sources,
        targets=targets,
        licence=checkpoint.licence,
        agreed=bool(record and record.accepted_non_commercial),
        revision=checkpoint.revision,
        dtypes=inventory.dtypes,
        size=sum(path.stat().st_size for path in inventory.read),
        recorded=record is not None,
    )


def _find(name: str, environ: Mapping[str, str]) -> tuple[Path, str]:
    entry = match_entry(name)
    if entry is not None:
        return require(entry, environ), entry.name
    folder = Path(name).expanduser()
    if not folder.exists():
        raise unknown_model(name)
    return folder, folder.name or name


def _abilities(checkpoint: Checkpoint) -> tuple[str, Languages, Languages]:
    """The family of a model, what it reads, and what it translates into."""
    config, tokenizer, name = checkpoint.configuration, checkpoint.tokenizer, checkpoint.name
    languages = checkpoint.entry.languages if checkpoint.entry else ()
    if config.model_type in CHAT_KINDS:
        return "chat", languages, ()
    if config.model_type in CLASSIFIER_KINDS:
        return config.model_type, languages, ()
    try:
        family = translator_family(config, tokenizer, name)
    except ModelError:  # no translator, then
        return summarizer_family(config, tokenizer, name), languages, ()
    tags = read_tags(checkpoint, family)
    return family, tuple(sorted(tags.sources)), tuple(sorted(tags.targets))


def _run(checkpoint: Checkpoint) -> None:
    """Lets a model write a few tokens, or judge a pair of texts."""
    if checkpoint.configuration.model_type in CLASSIFIER_KINDS:
        EntailmentClassifier(checkpoint).entail([(_PROBE, _PROBE)])
        return
    import torch

    with foreign_errors(checkpoint.name, "cannot be run"):
        ids = checkpoint.tokenizer.encode(_PROBE, add_special_tokens=True, split_special_tokens=True)
        checkpoint.network.generate(input_ids=torch.tensor([ids]), max_new_tokens=_PROBE_TOKENS, num_beams=1)
