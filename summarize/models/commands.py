"""What `summarize models …` does: the models that exist, those that are here, and how they get here.

Tables go to standard output, talk to standard error. Not here: the options of each command (`cli`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from summarize.errors import Code, ModelError, UsageError

if TYPE_CHECKING:
    from summarize.models.checkup import Checkup

# The language of sources when none is named: that of most models' training.
SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which models are meant: names of models and profiles, and for profiles the languages to translate between."""

    names: Sequence[str]
    targets: Sequence[str] = ()
    source: str = SOURCE

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Source and each target.

        Raises:
            UsageError: When a language is unknown.
        """
        from summarize.models.languages import find_language

        return [(find_language(self.source).code, find_language(target).code) for target in self.targets]


def list_models(out: TextIO) -> int:
    """Prints the profiles, and the catalogue with what is here and what is in use."""
    from summarize.models.catalogue import entries
    from summarize.models.profiles import profiles, read_choice
    from summarize.models.store import locate

    choice = read_choice()
    uses = {choice.summarizer: ["default"]}
    for (source, target), name in choice.translators.items():
        uses.setdefault(name, []).append(f"{source}-{target}")
    rows = [("name", "task", "licence", "size", "window", "here", "in use for")]
    for entry in entries():
        here = "yes" if locate(entry.name) else ""
        window = str(entry.window or "")
        size = _gigabytes(entry.download_bytes)
        rows.append((entry.name, entry.task, entry.licence, size, window, here, " ".join(uses.get(entry.name, []))))
    _write_table(out, rows)
    out.write("\n")
    _write_table(out, [("profile", "what it is for"), *((profile.name, profile.about) for profile in profiles())])
    return 0


def get_models(wish: Wish, err: TextIO, *, offline: bool, accept_non_commercial: bool) -> int:
    """Fetches models; a profile becomes what is used when no model is named."""
    from summarize.models.profiles import adopt, choose, expand, match_profile
    from summarize.models.store import fetch

    for name in expand(wish.names, wish.pairs):
        fetch(name, offline=offline, accept_non_commercial=accept_non_commercial)
        _tell(err, [f"{name} is installed"])
    for profile in filter(None, map(match_profile, wish.names)):
        adopt(profile, choose(profile, wish.pairs))
        _tell(err, [f"{profile.name} is in use: {profile.about}"])
    return 0


def bundle_models(out: Path, wish: Wish, err: TextIO) -> int:
    """Writes installed models into a bundle."""
    from summarize.models.bundles import write_bundle
    from summarize.models.profiles import expand

    names = expand(wish.names, wish.pairs)
    if not names:
        raise UsageError(Code.BAD_OPTION, f"{', '.join(wish.names)}: there is nothing to bundle")
    records = write_bundle(out, names)
    _tell(err, (f"{record.name} ({record.licence}, {_gigabytes(record.size)}) is in {out.name}" for record in records))
    return 0


def install_models(bundle: Path, err: TextIO, *, accept_non_commercial: bool) -> int:
    """Installs every model of a bundle."""
    from summarize.models.bundles import install_bundle

    folders = install_bundle(bundle, accept_non_commercial=accept_non_commercial)
    _tell(err, (f"{folder.name} is installed" for folder in folders))
    return 0


def check_models(names: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Verifies models and prints what each is; without names, all that are installed."""
    from summarize.models.checkup import check_model
    from summarize.models.store import installed

    status = 0
    for name in names or [entry.name for entry in installed()]:
        try:
            _write_table(out, _describe(check_model(name)))
        except ModelError as error:
            _tell(err, [str(error)])
            status = error.exit_status
    return status


def _describe(checkup: Checkup) -> list[tuple[str, str]]:
    agreed = " (non-commercial use agreed to)" if checkup.agreed else ""
    files = "as recorded" if checkup.recorded else "nothing recorded to compare with"
    languages = " ".join(checkup.sources) or "not known"
    return [
        (checkup.name, "sound"),
        ("  family", checkup.family),
        ("  window", f"{checkup.window} tokens"),
        ("  languages", languages if not checkup.targets else f"from {languages} into {' '.join(checkup.targets)}"),
        ("  licence", checkup.licence + agreed),
        ("  revision", checkup.revision),
        ("  weights", f"{', '.join(checkup.dtypes)}, {_gigabytes(checkup.size)}"),
        ("  files", files),
    ]


def _gigabytes(size: int) -> str:
    """Bytes as a reader would say them.

    >>> _gigabytes(1_224_000_000), _gigabytes(2_400_000)
    ('1.2 GB', '2 MB')
    """
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _write_table(out: TextIO, rows: Iterable[Sequence[str]]) -> None:
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    out.writelines(line.rstrip() + "\n" for line in lines)


def _tell(err: TextIO, lines: Iterable[str]) -> None:
    err.writelines(f"summarize: {line}\n" for line in lines)
