"""Profiles: one word for a choice of models; and which models are used when the user names none.

Both are data: profiles in `catalogue.toml`, the user's choice in `choice.json` beside the models.
Not here: fetching the models (`store`), opening them (`resolution`).
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from summarize.errors import Code, ModelError
from summarize.models.catalogue import Entry, find_entry, read_catalogue
from summarize.models.placement import make_folder
from summarize.models.store import home, locate
from summarize.storage import write_file

CHOICE = "choice.json"

Pair = tuple[str, str]
"""Source and target language."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A named choice of models; `catalogue.toml` says what each field means."""

    name: str
    about: str
    summarization: str = ""
    translation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Models by catalogue name: the summarizer, "" for none, and the translator of each pair."""

    summarizer: str = ""
    translators: Mapping[Pair, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every model once, the summarizer first."""
        return tuple(dict.fromkeys(filter(None, (self.summarizer, *self.translators.values()))))


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile, in the order of the catalogue.

    >>> [profile.name for profile in profiles()]
    ['embedded', 'standard', 'best', 'multilingual', 'chat']
    """
    rows = tomllib.loads(read_catalogue()).get("profile", [])
    return tuple(Profile(**row | {"translation": tuple(row.get("translation", ()))}) for row in rows)


def match_profile(name: str) -> Profile | None:
    """The profile of a name, or None."""
    return next((profile for profile in profiles() if profile.name == name.casefold()), None)


def choose(profile: Profile, pairs: Iterable[Pair]) -> Choice:
    """What a profile means for some pairs of languages.

    Raises:
        ModelError: UNSUPPORTED_LANG when it has no translator for a pair.
    """
    return Choice(profile.summarization, {pair: _translator(profile, *pair).name for pair in pairs})


def expand(names: Sequence[str], pairs: Sequence[Pair]) -> tuple[str, ...]:
    """The catalogue names that names of models and profiles stand for, each once.

    >>> expand(["standard", "mt5-xlsum"], [("en", "ar")])
    ('distilbart-cnn', 'opus-mt-en-ar', 'mt5-xlsum')

    Raises:
        ModelError: When a name is neither, or a profile has no translator for a pair.
    """
    found: list[str] = []
    for name in names:
        profile = match_profile(name)
        found += choose(profile, pairs).names if profile else [find_entry(name).name]
    return tuple(dict.fromkeys(found))


def adopt(profile: Profile, choice: Choice, environ: Mapping[str, str] = os.environ) -> None:
    """Makes a profile's choice the one that holds when no model is named.

    Translators of other pairs stay, except under a profile without models, which undoes every choice.

    Raises:
        StorageError: When it cannot be written.
    """
    before = read_choice(environ).translators if profile.translation else {}
    translators = {"-".join(pair): name for pair, name in sorted({**before, **choice.translators}.items())}
    content = {"summarizer": choice.summarizer, "translators": translators}
    path = home(environ) / CHOICE
    make_folder(path.parent)
    write_file(path, (json.dumps(content, indent=2) + "\n").encode())


def read_choice(environ: Mapping[str, str] = os.environ) -> Choice:
    """The user's choice; models that are no longer here, and what cannot be read, are left out."""
    try:
        content = json.loads((home(environ) / CHOICE).read_text(encoding="utf-8"))
        summarizer, translators = content["summarizer"], content["translators"].items()
        pairs = {(pair[0], pair[1]): name for text, name in translators if len(pair := text.split("-")) == 2}
        return Choice(
            summarizer if _is_here(summarizer, environ) else "",
            {pair: name for pair, name in pairs.items() if _is_here(name, environ)},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Choice()


def chosen_summarizer(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """The summarizer that a user's word means, "" for none: "" is the choice, a profile its summarizer.

    >>> chosen_summarizer("standard"), chosen_summarizer("embedded"), chosen_summarizer("./folder")
    ('distilbart-cnn', '', './folder')
    """
    if not name:
        return read_choice(environ).summarizer
    profile = match_profile(name)
    return profile.summarization if profile and not Path(name).is_dir() else name


def chosen_translator(name: str, source: str, target: str, environ: Mapping[str, str] = os.environ) -> str:
    """The translator that a user's word means for a pair, "" where none was chosen.

    >>> chosen_translator("best", "en", "ar"), chosen_translator("best", "fr", "ar")
    ('opus-mt-tc-big-en-ar', 'madlad400-3b')

    Raises:
        ModelError: UNSUPPORTED_LANG when a profile has no translator for the pair.
    """
    if not name:
        return read_choice(environ).translators.get((source, target), "")
    profile = match_profile(name)
    return _translator(profile, source, target).name if profile and not Path(name).is_dir() else name


def _translator(profile: Profile, source: str, target: str) -> Entry:
    for entry in map(find_entry, profile.translation):
        if entry.translates(source, target):
            return entry
    raise ModelError(
        Code.UNSUPPORTED_LANG, f"the profile {profile.name!r} has no translator from {source!r} into {target!r}"
    )


def _is_here(name: object, environ: Mapping[str, str]) -> bool:
    return isinstance(name, str) and locate(name, environ) is not None
