from __future__ import annotations

import errno
import hashlib
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import pytest
from huggingface_hub import errors

from summarize.checkpoints.families import TOKENIZER_FILES
from summarize.checkpoints.inspection import INDEX, SETTINGS_FILES, TEMPLATE, WEIGHTS
from summarize.errors import Code, ModelError, StorageError
from summarize.models.catalogue import find_entry
from summarize.models.hub import CONVERSION_AUTHOR, CONVERSION_TITLE, download_snapshot, is_model_file

ENTRY = find_entry("opus-mt-en-ar")
PLAIN = ("config.json", "source.spm", "README.md", "pytorch_model.bin", "modeling_x.py", "tf_model.h5")
SAFE = (*PLAIN, "model.safetensors")


def sibling(name):
    """A file as the hub lists it; its content is its name, and weights have a SHA-256."""
    content = name.encode()
    lfs = SimpleNamespace(sha256=hashlib.sha256(content).hexdigest()) if name.endswith(".safetensors") else None
    blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    return SimpleNamespace(rfilename=name, size=len(content), blob_id=blob, lfs=lfs)


@dataclass
class FakeHub:
    """Repositories as lists of file names by revision; what arrives may be `spoilt`."""

    revisions: dict
    talks: list = field(default_factory=list)
    failure: Exception | None = None
    downloads: list = field(default_factory=list)
    spoilt: dict = field(default_factory=dict)

    def model_info(self, repo_id, *, revision=None, files_metadata=False):
        assert files_metadata
        if self.failure:
            raise self.failure
        files = [sibling(name) for name in self.revisions[revision]]
        return SimpleNamespace(sha=f"sha-of-{revision}", siblings=files)

    def get_repo_discussions(self, repo_id, *, author):
        return iter(self.talks)

    def hf_hub_download(self, repo_id, filename, *, revision, local_dir):
        assert filename in self.revisions[revision.removeprefix("sha-of-").replace("None", "") or None]
        self.downloads.append((repo_id, revision, filename))
        (local_dir / filename).write_bytes(self.spoilt.get(filename, filename.encode()))


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
    assert {(hub, commit) for hub, commit, _ in hub.downloads} == {("Helsinki-NLP/opus-mt-en-ar", "sha-of-None")}
    assert {path.name for path in (tmp_path / "m").iterdir()} == {"config.json", "source.spm", "model.safetensors"}


def test_every_file_that_loading_may_need_is_fetched():
    needed = {file for choices in TOKENIZER_FILES.values() for choice in choices for file in choice}
    settings = {*SETTINGS_FILES, TEMPLATE, WEIGHTS, INDEX, "model-00001-of-00002.safetensors"}
    assert [name for name in sorted(needed | settings) if not is_model_file(name)] == []


@pytest.mark.parametrize(
    "name",
    ["modeling_x.py", "pytorch_model.bin", "tokenizer.pkl", "onnx/model.safetensors", "../config.json", "README.md",
     "model.safetensors.py", "Config.json", "adapter_config.json", "training_args.bin"],
)  # fmt: skip
def test_no_other_file_is(name):
    assert not is_model_file(name)


def test_the_commit_of_an_entry_is_what_is_fetched(tmp_path):
    hub = FakeHub({None: SAFE, "c0ffee": SAFE})
    assert download_snapshot(replace(ENTRY, revision="c0ffee"), tmp_path / "m", hub) == "sha-of-c0ffee"
    assert {commit for _, commit, _ in hub.downloads} == {"sha-of-c0ffee"}


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b" ", lambda b: bytes([b[0] ^ 1]) + b[1:]])
def test_what_arrives_other_than_listed_is_refused_and_fetched_again(tmp_path, name, change):
    hub = FakeHub({None: SAFE}, spoilt={name: change(name.encode())})
    with pytest.raises(ModelError, match=f"{name} arrived other than the hub lists it") as caught:
        download_snapshot(ENTRY, tmp_path / "m", hub)
    assert caught.value.code is Code.BAD_MODEL
    assert not (tmp_path / "m" / name).exists()
    hub.spoilt.clear()
    hub.downloads.clear()
    assert download_snapshot(ENTRY, tmp_path / "m", hub) == "sha-of-None"
    fetched = [name for _, _, name in hub.downloads]
    assert name in fetched
    assert ("config.json" in fetched) == (name == "config.json")  # what had arrived whole is kept


def test_a_disk_too_small_is_told_before_the_download(tmp_path):
    hub = FakeHub({None: SAFE})
    listing = hub.model_info

    def vast(*arguments, **more):
        info = listing(*arguments, **more)
        for file in info.siblings:
            file.size = 10**18
        return info

    hub.model_info = vast
    with pytest.raises(StorageError, match=r"opus-mt-en-ar takes 3000000000\.0 GB, there is room for \d") as caught:
        download_snapshot(ENTRY, tmp_path / "m", hub)
    assert caught.value.code is Code.NO_SPACE
    assert hub.downloads == []


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
    from huggingface_hub.hf_api import BlobLfsInfo, RepoSibling

    assert {"revision", "files_metadata"} <= set(inspect.signature(HfApi.model_info).parameters)
    assert {"rfilename", "size", "blob_id", "lfs"} <= set(inspect.signature(RepoSibling).parameters)
    assert "sha256" in inspect.signature(BlobLfsInfo).parameters
    assert {"author"} <= set(inspect.signature(HfApi.get_repo_discussions).parameters)
    needed = {"filename", "revision", "local_dir"}
    assert needed <= set(inspect.signature(HfApi.hf_hub_download).parameters)
