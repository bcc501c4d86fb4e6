"""Fetches one catalogue entry from the model hub: only data files, all of one commit, each verified.

Covered: pickles and code are never downloaded; a repository whose weights exist only as a pickle is
taken from the pull request in which the hub's own conversion bot added safetensors; what arrives has
the size and the sum that the hub lists. Not covered: where the files end up (`store`), and whether
they are sound (`inspection`).
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Protocol

from summarize.checkpoints.digests import digest_file
from summarize.errors import Code, ModelError, StorageError, SummarizeError
from summarize.models.catalogue import Entry
from summarize.models.placement import check_room

PATTERNS = (
    "config.json",
    "generation_config.json",
    "tokenizer_config.json",
    "tokenizer.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "chat_template.jinja",
    "vocab.json",
    "vocab.txt",
    "target_vocab.json",
    "merges.txt",
    "source.spm",
    "target.spm",
    "spiece.model",
    "spm.model",
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

    def model_info(self, repo_id: str, *, revision: str | None = None, files_metadata: bool = False) -> Any:
        """A repository at a revision: its commit is `sha`, its files are `siblings` with sizes and sums."""
        ...

    def get_repo_discussions(self, repo_id: str, *, author: str) -> Iterable[Any]:
        """Discussions and pull requests that an author opened."""
        ...

    def hf_hub_download(self, repo_id: str, filename: str, *, revision: str, local_dir: Path) -> object:
        """Writes one file into a folder, going on where an earlier try was cut."""
        ...


def download_snapshot(entry: Entry, folder: Path, hub: Hub | None = None) -> str:
    """Writes the files of an entry into a folder; a broken download goes on where it stopped.

    One file after the other, in this thread, so that it can be interrupted at once. Progress is shown
    on standard error, by the hub's own client.

    Args:
        entry: What to fetch.
        folder: Where to; made if it is not there.
        hub: The service; the public one by default.

    Returns:
        The commit that was fetched.

    Raises:
        ModelError: When the hub does not have it, does not give it, or cannot be reached; BAD_MODEL when
            a file arrives other than the hub lists it.
        StorageError: NO_SPACE when the disk is too small or full.
    """
    with _hub_errors(entry):
        service = hub or _public_hub()
        info = service.model_info(entry.hub, revision=entry.revision or None, files_metadata=True)
        if not _has_weights(info):
            info = _converted(service, entry)
        commit = str(info.sha)
        files = [file for file in info.siblings or () if is_model_file(str(file.rfilename))]
        folder.mkdir(parents=True, exist_ok=True)
        check_room(entry.name, sum(file.size or 0 for file in files), folder)
        for file in files:
            name = str(file.rfilename)
            if not _is_whole(folder / name, file):
                service.hf_hub_download(entry.hub, name, revision=commit, local_dir=folder)
                _verify(folder / name, file, entry)
    return commit


def is_model_file(name: str) -> bool:
    """Whether a file of a repository is fetched: the data that loading a model reads, and its licence.

    >>> is_model_file("model-00001-of-00002.safetensors"), is_model_file("pytorch_model.bin")
    (True, False)
    """
    return "/" not in name and any(fnmatchcase(name, pattern) for pattern in PATTERNS)


def _verify(path: Path, file: Any, entry: Entry) -> None:
    if not _is_whole(path, file):
        path.unlink(missing_ok=True)  # else the hub's client would take it for finished
        raise ModelError(
            Code.BAD_MODEL, f"{entry.name}: {path.name} arrived other than the hub lists it; run the command again"
        )


def _is_whole(path: Path, file: Any) -> bool:
    """Whether a file has the listed size and sum: SHA-256 for large files, Git's own for small ones."""
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    if file.lfs:
        return digest_file(path) == str(file.lfs.sha256)
    content = path.read_bytes()
    blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return blob.hexdigest() == str(file.blob_id)


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
        info = service.model_info(entry.hub, revision=f"refs/pr/{talk.num}", files_metadata=True)
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
