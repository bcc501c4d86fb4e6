from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from summarize.checkpoints.loading import load_checkpoint, read_specification
from summarize.engines.converted.conversion import convert_checkpoint, find_obstacle
from summarize.engines.converted.decoding import ConvertedDecoder
from summarize.engines.seq2seq.decoding import TransformersDecoder
from summarize.engines.seq2seq.passages import PassageFeed
from summarize.errors import Code, ModelError

CONVERTED = {"bart", "pegasus", "t5", "mt5", "marian", "marian-multi", "nllb", "m2m100", "mbart50", "madlad"}


def test_every_family_that_has_a_converter_is_known(load, each_family):
    obstacle = find_obstacle(load(each_family))
    assert (each_family in CONVERTED) == (not obstacle)
    if obstacle:
        assert f"models of the kind '{load(each_family).configuration.model_type}'" in obstacle


@pytest.mark.parametrize("setting", [{"encoder_no_repeat_ngram_size": 3}, {"begin_suppress_tokens": [5]}])
def test_a_rule_of_search_that_the_engine_lacks_is_an_obstacle(checkpoints, builders, tmp_path, setting):
    folder = checkpoints.copy("bart", tmp_path / "m")
    builders.edit_json(folder / "generation_config.json", **setting)
    assert next(iter(setting)) in find_obstacle(read_specification(folder, name="m"))


def test_settings_that_transformers_ignores_do_not_mislead_the_converter(
    checkpoints, builders, converted, tmp_path, load
):
    folder = checkpoints.copy("bart", tmp_path / "m")
    builders.edit_json(folder / "config.json", normalize_before=True, normalize_embedding=False)
    rows = [PassageFeed(load("bart")).row([line]) for line in builders.ENGLISH]
    expected = TransformersDecoder(load("bart")).write(rows, [12] * len(rows))
    misled = load_checkpoint(folder, name="m", device="cpu")
    assert converted(misled, "float32").write(rows, [12] * len(rows)) == expected


def test_tokens_that_a_checkpoint_bans_are_not_written(checkpoints, builders, converted, tmp_path):
    folder = checkpoints.copy("mt5", tmp_path / "m")
    plain = load_checkpoint(folder, name="m", device="cpu")
    rows = [PassageFeed(plain).row([line]) for line in builders.ENGLISH[:3]]
    first = converted(plain).write(rows, [6] * 3)[0].ids[0]
    builders.edit_json(folder / "generation_config.json", suppress_tokens=[first])
    banned = converted(load_checkpoint(folder, name="m", device="cpu")).write(rows, [6] * 3)
    assert all(first not in writing.ids for writing in banned)


def test_a_conversion_that_fails_is_one_line(load, tmp_path):
    shell = SimpleNamespace(config=load("bart").network.config)  # a network without a single weight
    with pytest.raises(ModelError, match=r"'bart' cannot be converted \(AttributeError\); use --engine") as caught:
        convert_checkpoint(replace(load("bart"), network=shell), tmp_path, "int8")
    assert caught.value.code is Code.BAD_MODEL


def test_a_damaged_conversion_is_one_line(load, tmp_path):
    (tmp_path / "model.bin").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="cannot be loaded by CTranslate2") as caught:
        ConvertedDecoder(load("bart"), tmp_path)
    assert caught.value.code is Code.BAD_MODEL
