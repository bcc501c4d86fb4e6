from __future__ import annotations

import errno
from dataclasses import dataclass, field
from fnmatch import fnmatch
from types import SimpleNamespace

import pytest
from huggingface_hub import errors

from summarize.errors import Code, ModelError, StorageError
from summarize.models.catalogue import find_entry
from summarize.models.hub import CONVERSION_AUTHOR, CONVERSION_TITLE, download_snapshot

ENTRY = find_entry("opus-mt-en-ar")
PLAIN = ("config.json", "source.spm", "README.md", "pytorch_model.bin", "modeling_x.py", "tf_model.h5")
SAFE = (*PLAIN, "model.safetensors")


@dataclass
class FakeHub:
    """Repositories as lists of file names by revision; downloads are written as empty files."""

    revisions: dict
    talks: list = field(default_factory=list)
    failure: Exception | None = None
    downloads: list = field(default_factory=list)

    def model_info(self, repo_id, *, revision=None):
        if self.failure:
            raise self.failure
        files = [SimpleNamespace(rfilename=name) for name in self.revisions[revision]]
        return SimpleNamespace(sha=f"sha-of-{revision}", siblings=files)

    def get_repo_discussions(self, repo_id, *, author):
        return iter(self.talks)

    def snapshot_download(self, repo_id, *, revision, local_dir, allow_patterns):
        self.downloads.append((repo_id, revision))
        local_dir.mkdir(parents=True, exist_ok=True)
        for name in self.revisions[revision.removeprefix("sha-of-").replace("None", "") or None]:
            if any(fnmatch(name, pattern) for pattern in allow_patterns):
                (local_dir / name).touch()


def conversion(num=3, **changes):
    base = {
        "num": num,
        "author": CONVERSION_AUTHOR,
        "title": CONVERSION_TITLE,
        "status": "open",
        "is_pull_request": True,
    }
    return SimpleNamespace(**base | changes)


def test_only_data_files_of_one_commit_arrive(tmp_path):
    hub = FakeHub({None: SAFE})
    assert download_snapshot(ENTRY, tmp_path / "m", hub) == "sha-of-None"
    assert hub.downloads == [("Helsinki-NLP/opus-mt-en-ar", "sha-of-None")]
    assert {path.name for path in (tmp_path / "m").iterdir()} == {"config.json", "source.spm", "model.safetensors"}


def test_weights_that_exist_only_as_a_pickle_come_from_the_hubs_conversion(tmp_path):
    hub = FakeHub({None: PLAIN, "refs/pr/3": SAFE, "refs/pr/9": SAFE}, [conversion(3), conversion(9)])
    assert download_snapshot(ENTRY, tmp_path / "m", hub) == "sha-of-refs/pr/9"


@pytest.mark.parametrize(
    "talks",
    [
        [],
        [conversion(author="somebody")],
        [conversion(title="better weights")],
        [conversion(status="closed")],
        [conversion(is_pull_request=False)],
        [conversion(4)],
    ],
    ids=["none", "author", "title", "closed", "talk", "without weights"],
)
def test_no_other_proposal_is_taken(tmp_path, talks):
    hub = FakeHub({None: PLAIN, "refs/pr/3": SAFE, "refs/pr/4": PLAIN}, talks)
    with pytest.raises(ModelError, match="published as a pickle only") as caught:
        download_snapshot(ENTRY, tmp_path / "m", hub)
    assert caught.value.code is Code.BAD_MODEL
    assert hub.downloads == []


def hub_error(kind):
    return kind("no", response=SimpleNamespace(headers={}, status_code=403, request=None))


@pytest.mark.parametrize(
    ("failure", "raised", "code", "words"),
    [
        (hub_error(errors.GatedRepoError), ModelError, Code.LICENCE, "hf auth login"),
        (hub_error(errors.RepositoryNotFoundError), ModelError, Code.NO_MODEL, "no longer has"),
        (hub_error(errors.RevisionNotFoundError), ModelError, Code.NO_MODEL, "no longer has"),
        (hub_error(errors.HfHubHTTPError), ModelError, Code.NO_MODEL, "check the network"),
        (errors.OfflineModeIsEnabled("offline"), ModelError, Code.NO_MODEL, "check the network"),
        (ConnectionError("refused"), ModelError, Code.NO_MODEL, "check the network"),
        (TimeoutError(), ModelError, Code.NO_MODEL, "check the network"),
        (OSError(errno.ENOSPC, "full"), StorageError, Code.NO_SPACE, "the disk is full"),
        (PermissionError(errno.EACCES, "no"), StorageError, Code.WRITE_ERROR, "cannot be written"),
        (ValueError("unexpected"), ModelError, Code.NO_MODEL, "ValueError"),
    ],
)
def test_failures_of_the_hub_become_one_line(tmp_path, failure, raised, code, words):
    with pytest.raises(raised) as caught:
        download_snapshot(ENTRY, tmp_path / "m", FakeHub({}, failure=failure))
    assert caught.value.code is code
    assert words in caught.value.message
    assert "\n" not in caught.value.message


def test_the_real_client_has_what_is_used_of_it():
    import inspect

    from huggingface_hub import HfApi

    assert {"revision"} <= set(inspect.signature(HfApi.model_info).parameters)
    assert {"author"} <= set(inspect.signature(HfApi.get_repo_discussions).parameters)
    needed = {"revision", "local_dir", "allow_patterns"}
    assert needed <= set(inspect.signature(HfApi.snapshot_download).parameters)
