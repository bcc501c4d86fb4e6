"""Fetches one catalogue entry from the model hub: only data files, all of one commit.

Covered: pickles and code are never downloaded; a repository whose weights exist only as a pickle is
taken from the pull request in which the hub's own conversion bot added safetensors. Not covered:
where the files end up (`store`), and whether they are sound (`inspection`).
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from summarize.errors import Code, ModelError, StorageError, SummarizeError
from summarize.models.catalogue import Entry

PATTERNS = (
    "config.json",
    "generation_config.json",
    "tokenizer_config.json",
    "tokenizer.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "target_vocab.json",
    "merges.txt",
    "source.spm",
    "target.spm",
    "spiece.model",
    "sentencepiece.bpe.model",
    "model.safetensors",
    "model-*.safetensors",
    "model.safetensors.index.json",
    "LICENSE*",
)

CONVERSION_AUTHOR = "SFconvertbot"
CONVERSION_TITLE = "Adding `safetensors` variant of this model"


class Hub(Protocol):
    """The part of `huggingface_hub.HfApi` that is used."""

    def model_info(self, repo_id: str, *, revision: str | None = None) -> Any:
        """A repository at a revision: its commit is `sha`, its files are `siblings`."""
        ...

    def get_repo_discussions(self, repo_id: str, *, author: str) -> Iterable[Any]:
        """Discussions and pull requests that an author opened."""
        ...

    def snapshot_download(self, repo_id: str, *, revision: str, local_dir: Path, allow_patterns: list[str]) -> object:
        """Writes the files that match a pattern into a folder."""
        ...


def download_snapshot(entry: Entry, folder: Path, hub: Hub | None = None) -> str:
    """Writes the files of an entry into a folder; a broken download goes on where it stopped.

    Args:
        entry: What to fetch.
        folder: Where to; made if it is not there.
        hub: The service; the public one by default.

    Returns:
        The commit that was fetched.

    Raises:
        ModelError: When the hub does not have it, does not give it, or cannot be reached.
        StorageError: NO_SPACE when the disk is full.
    """
    with _hub_errors(entry):
        service = hub or _public_hub()
        info = service.model_info(entry.hub, revision=entry.revision or None)
        if not _has_weights(info):
            info = _converted(service, entry)
        commit = str(info.sha)
        service.snapshot_download(entry.hub, revision=commit, local_dir=folder, allow_patterns=list(PATTERNS))
    return commit


def _public_hub() -> Hub:
    from huggingface_hub import HfApi

    service: Any = HfApi()
    hub: Hub = service
    return hub


def _has_weights(info: Any) -> bool:
    names = [str(file.rfilename) for file in info.siblings or ()]
    return any(name in ("model.safetensors", "model.safetensors.index.json") for name in names)


def _converted(service: Hub, entry: Entry) -> Any:
    """The newest open conversion of a repository that has no safetensors of its own."""
    found = [
        talk
        for talk in service.get_repo_discussions(entry.hub, author=CONVERSION_AUTHOR)
        if talk.is_pull_request
        and talk.status == "open"
        and talk.author == CONVERSION_AUTHOR
        and talk.title == CONVERSION_TITLE
    ]
    for talk in sorted(found, key=lambda talk: -talk.num):
        info = service.model_info(entry.hub, revision=f"refs/pr/{talk.num}")
        if _has_weights(info):
            return info
    raise ModelError(
        Code.BAD_MODEL,
        f"{entry.name} is published as a pickle only, which could run code; "
        "convert it to safetensors elsewhere and name that folder instead",
    )


@contextmanager
def _hub_errors(entry: Entry) -> Iterator[None]:
    try:
        yield
    except (SummarizeError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        raise _mapped(error, entry) from error


def _mapped(error: Exception, entry: Entry) -> SummarizeError:
    from huggingface_hub import errors

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        size = entry.download_bytes / 1e9
        return StorageError(Code.NO_SPACE, f"{entry.name} takes about {size:.1f} GB; the disk is full")
    if isinstance(error, PermissionError):
        return StorageError(Code.WRITE_ERROR, f"{entry.name} cannot be written into the model folder")
    if isinstance(error, errors.GatedRepoError):
        return ModelError(
            Code.LICENCE, f"{entry.name} is gated: accept its terms at {entry.hub}, then run: hf auth login"
        )
    if isinstance(error, (errors.RepositoryNotFoundError, errors.RevisionNotFoundError)):
        return ModelError(Code.NO_MODEL, f"the hub no longer has {entry.hub}")
    kind = type(error).__name__
    return ModelError(
        Code.NO_MODEL,
        f"{entry.name} could not be fetched ({kind}); check the network and run the command again",
    )
