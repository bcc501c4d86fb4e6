from __future__ import annotations

import pytest

from summarize.checkpoints.loading import read_specification
from summarize.engines.choice import LEAST_MEASURED, Source, Workload, measure_seconds, open_decoder, open_fastest
from summarize.engines.seq2seq.decoding import choose_dtype
from summarize.errors import Code, ModelError, UsageError

SMALL = Workload(rows=2, read=12, write=3)
NETWORK = f"transformers.{choose_dtype('cpu')}"


@pytest.fixture
def marian(checkpoints, home):
    return Source(checkpoints.path("marian"), "marian")


@pytest.fixture(scope="session")
def wide(checkpoints, builders, tmp_path_factory):
    """A Marian model just large enough to be measured."""
    from transformers import MarianConfig, MarianMTModel

    folder = checkpoints.copy("marian", tmp_path_factory.mktemp("wide") / "m")
    config = MarianConfig.from_pretrained(folder, encoder_ffn_dim=20_000, decoder_ffn_dim=20_000)
    MarianMTModel(config).save_pretrained(folder)
    return folder


def answers(home):
    return [path for path in sorted((home / "converted").iterdir()) if path.is_file()]


def test_the_named_engine_runs_it(marian, home):
    assert open_decoder(marian, "translation", engine="transformers", device="cpu").engine == NETWORK
    assert not home.exists()
    assert open_decoder(marian, "translation", engine="ctranslate2", device="cpu").engine == "ctranslate2.int8"
    assert open_decoder(marian, "translation", engine="ctranslate2").engine == "ctranslate2.int8"
    assert not answers(home)


@pytest.mark.parametrize("kind", ["marian", "longt5"])
def test_what_is_tiny_or_has_no_converter_leaves_nothing_on_the_disk(checkpoints, home, kind):
    decoder = open_decoder(Source(checkpoints.path(kind), kind), "translation", device="cpu")
    assert decoder.engine == NETWORK
    assert not home.exists()


def test_a_family_without_a_converter_says_what_to_do(checkpoints, home):
    with pytest.raises(ModelError, match="'led' needs --engine transformers: CTranslate2 has no converter") as caught:
        open_decoder(Source(checkpoints.path("led"), "led"), "summarization", engine="ctranslate2")
    assert caught.value.code is Code.UNSUPPORTED


def test_the_engine_for_processors_refuses_a_gpu(marian):
    with pytest.raises(UsageError, match="runs on the processor; use --engine transformers"):
        open_decoder(marian, "translation", engine="ctranslate2", device="cuda")


def test_a_measured_model_opens_the_same_way_again(wide, home):
    source = Source(wide, "wide")
    assert read_specification(wide, name="wide").elements >= LEAST_MEASURED
    first = open_decoder(source, "translation", device="cpu")
    (answer,) = answers(home)
    assert first.engine.startswith(answer.read_text())
    for engine, opened in (("transformers", NETWORK), ("ctranslate2", "ctranslate2.int8")):
        answer.write_text(engine)
        assert open_decoder(source, "translation", device="cpu").engine == opened


def test_where_nothing_can_be_kept_the_model_still_runs(wide, home):
    home.write_text("a file where the folder should be")
    assert open_decoder(Source(wide, "wide"), "translation", device="cpu").engine == NETWORK


def test_each_task_has_its_own_answer(marian, home):
    specification = read_specification(marian.folder, name="marian")
    open_fastest(marian, specification, SMALL)
    open_fastest(marian, specification, Workload(rows=1, read=20, write=2))
    assert len(answers(home)) == 2


def test_more_work_takes_longer(marian):
    decoder = open_decoder(marian, "translation", engine="ctranslate2")
    assert 0 < measure_seconds(decoder, SMALL) < measure_seconds(decoder, Workload(rows=32, read=200, write=60))
