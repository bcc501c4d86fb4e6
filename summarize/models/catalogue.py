"""The models known by name: what each does, where it comes from, and under which licence.

The entries are data in `catalogue.toml`. Not here: whether a model is on this machine (`store`),
nor how it is loaded (`loading`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from summarize.errors import Code, ModelError

Task = Literal["summarization", "translation", "verification"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One model of the catalogue; `catalogue.toml` says what each field means.

    `sources` and `targets` are empty where the model's tokenizer decides. `prefix`, `beams`,
    `length_penalty` and `no_repeat_ngram` are None where the checkpoint's own settings hold.
    """

    name: str
    task: Task
    family: str
    hub: str
    licence: str
    parameters: int
    bytes_per_parameter: int = 4
    revision: str = ""
    window: int | None = None
    non_commercial: bool = False
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    prefix: str | None = None
    separator: str = ""
    beams: int | None = None
    length_penalty: float | None = None
    no_repeat_ngram: int | None = None

    @property
    def download_bytes(self) -> int:
        """About how much a fetch writes."""
        return self.parameters * self.bytes_per_parameter

    def translates(self, source: str, target: str) -> bool:
        """Whether the entry promises this pair; an empty list promises every language of the table."""
        return (
            self.task == "translation"
            and source != target
            and (not self.sources or source in self.sources)
            and (not self.targets or target in self.targets)
        )


@cache
def entries() -> tuple[Entry, ...]:
    """Every model of the catalogue, summarizers first, in order of preference."""
    return parse_catalogue(read_catalogue())


def read_catalogue() -> str:
    """The catalogue as it is written."""
    return files("summarize.models").joinpath("catalogue.toml").read_text(encoding="utf-8")


def parse_catalogue(text: str) -> tuple[Entry, ...]:
    """Entries out of TOML.

    >>> parse_catalogue('''
    ... [[translation]]
    ... name = "en-xx"
    ... family = "marian"
    ... hub = "someone/en-xx"
    ... parameters = 77_000_000
    ... licence = "MIT"
    ... ''')[0].download_bytes
    308000000

    Raises:
        ValueError: When a key is unknown or one is missing, naming the entry.
    """
    document = tomllib.loads(text)
    tasks: tuple[Task, ...] = ("summarization", "translation", "verification")
    return tuple(_entry(row, task) for task in tasks for row in document.get(task, []))


def find_entry(name: str) -> Entry:
    """The entry of a catalogue name (or of its address on the hub).

    Raises:
        ModelError: When there is none; the message lists names that look alike.
    """
    entry = match_entry(name)
    if entry is None:
        raise unknown_model(name)
    return entry


def unknown_model(name: str) -> ModelError:
    """The error for a name that is not in the catalogue; it lists names that look alike."""
    names = [known.name for known in entries()]
    close = get_close_matches(name.lower(), names, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}?" if close else f"known: {', '.join(names)}"
    return ModelError(Code.NO_MODEL, f"the catalogue has no model {name[:80]!r}; {hint}")


def match_entry(name: str) -> Entry | None:
    """The entry of a catalogue name or hub address, or None."""
    wanted = name.casefold()
    return next((entry for entry in entries() if wanted in (entry.name, entry.hub.casefold())), None)


def default_translator(source: str, target: str) -> Entry | None:
    """The first translator that promises the pair and may be used by anyone, or None.

    >>> default_translator("en", "ar").name
    'opus-mt-en-ar'
    """
    return next((entry for entry in entries() if entry.translates(source, target) and not entry.non_commercial), None)


def _entry(row: dict[str, Any], task: Task) -> Entry:
    known = {field.name for field in fields(Entry)} - {"task"}
    unknown = sorted(set(row) - known)
    if unknown:
        raise ValueError(f"catalogue entry {row.get('name')!r} has an unknown key {unknown[0]!r}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    try:
        return Entry(task=task, **values)
    except TypeError as error:
        raise ValueError(f"catalogue entry {row.get('name')!r} is incomplete: {error}") from error
