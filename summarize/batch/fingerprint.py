"""Everything that decides a run's output, by name, so that a run is only gone on with as it was begun.

Input is known here by its names and sizes; the journal hashes every row that was used as well.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from summarize.batch.rows import Recipe
from summarize.checkpoints.digests import digest_files
from summarize.errors import Code, UsageError
from summarize.models.profiles import chosen_summarizer, match_profile, read_choice
from summarize.models.store import installed, locate
from summarize.options import Options
from summarize.signature import FORMAT
from summarize.translation.memory.records import MemoryFile
from summarize.version import VERSION

AIDS = ("glossary", "names")


def take_fingerprint(files: dict[str, Path], recipe: Recipe, **further: object) -> dict[str, str]:
    """What decides the output, each part by its name; `further` is what else the caller knows.

    Raises:
        UsageError: When a file that options name cannot be read.
        StorageError: When the translation memory cannot be.
    """
    options = asdict(recipe.options)
    return {
        "version": f"{VERSION}+{FORMAT}",
        "input": _hash([(name, path.stat().st_size) for name, path in files.items()]),
        **{f"option {key}": json.dumps(value) for key, value in options.items()},
        **{f"column {key}": json.dumps(value) for key, value in asdict(recipe.columns).items()},
        **{f"file {key}": _hash_aid(key, options[key]) for key in AIDS},
        "file memory": MemoryFile(Path(recipe.options.memory)).state() if recipe.options.memory else "",
        "prompts": _digest_prompts(recipe.options) if recipe.uses_models else "",
        "models": _digest_models(recipe.options) if recipe.uses_models else "",
        "timings": json.dumps(recipe.timings),
        **{key: json.dumps(value) for key, value in further.items()},
    }


def _digest_prompts(options: Options) -> str:
    from summarize.engines.chat.prompts import load_prompts

    return load_prompts(options.prompts).digest


def _digest_models(options: Options) -> str:
    """The files of each model that is named or chosen; of what may be picked at first use, what is installed."""
    names = [chosen_summarizer(options.model), options.verifier]
    if options.to:
        picked = not options.translator or match_profile(options.translator)
        names += [*read_choice().names, *(entry.name for entry in installed())] if picked else [options.translator]
    return _hash([(name, _digest_model(name)) for name in dict.fromkeys(filter(None, names))])


def _digest_model(name: str) -> str:
    folder = Path(name) if Path(name).is_dir() else locate(name)
    if folder is None:
        return ""  # a served model, which only its name tells apart, or one that opening will refuse
    try:
        return digest_files(sorted(path for path in folder.iterdir() if path.is_file()))
    except OSError as error:
        raise UsageError(Code.READ_ERROR, f"{folder.name} cannot be read: {error.strerror}") from None


def _hash_aid(key: str, name: str) -> str:
    if not name or not Path(name).exists():
        return ""
    try:
        return digest_files([Path(name)])
    except OSError as error:
        raise UsageError(Code.READ_ERROR, f"--{key} {Path(name).name}: {error.strerror}") from None


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
