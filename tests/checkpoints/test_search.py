from __future__ import annotations

import pytest

from summarize.checkpoints.inspection import examine_folder
from summarize.checkpoints.loading import load_checkpoint
from summarize.checkpoints.search import MOST_BEAMS
from summarize.errors import Code, ModelError
from summarize.models.catalogue import parse_catalogue


def settings_of(folder, **more):
    return load_checkpoint(folder, name="m", device="cpu", **more).network.generation_config


@pytest.fixture
def bart(checkpoints, tmp_path):
    return checkpoints.copy("bart", tmp_path / "m")


def test_the_checkpoints_own_settings_hold(bart, builders):
    own = {"num_beams": 4, "length_penalty": 2.0, "no_repeat_ngram_size": 3, "early_stopping": True}
    builders.edit_json(bart / "generation_config.json", **own)
    found = settings_of(bart)
    assert {key: getattr(found, key) for key in own} == own
    assert found.forced_bos_token_id == 0
    assert found.do_sample is False


def test_settings_of_old_checkpoints_are_found_in_the_configuration(bart, builders):
    (bart / "generation_config.json").unlink()
    builders.edit_json(bart / "config.json", num_beams=5, decoder_start_token_id=2, eos_token_id=2)
    found = settings_of(bart)
    assert (found.num_beams, found.decoder_start_token_id, found.eos_token_id) == (5, 2, 2)


def test_sampling_lengths_and_forced_ends_are_not_taken_over(bart, builders):
    wild = {"do_sample": True, "temperature": 9.0, "max_length": 10**9, "min_length": 99, "forced_eos_token_id": 2}
    builders.edit_json(bart / "generation_config.json", **wild)
    found = settings_of(bart)
    assert found.do_sample is False
    assert found.max_length != 10**9
    assert not found.min_length
    assert found.forced_eos_token_id is None


def test_wild_numbers_are_brought_within_limits(bart, builders):
    wild = {"num_beams": 10**6, "length_penalty": -1e9, "no_repeat_ngram_size": 10**9, "repetition_penalty": 1e9}
    builders.edit_json(bart / "generation_config.json", **wild)
    found = settings_of(bart)
    assert found.num_beams == MOST_BEAMS
    assert (found.length_penalty, found.no_repeat_ngram_size, found.repetition_penalty) == (-5.0, 20, 3.0)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("num_beams", "4"),
        ("num_beams", True),
        ("num_beams", 2.5),
        ("length_penalty", [1]),
        ("eos_token_id", 10**6),
        ("eos_token_id", -1),
        ("eos_token_id", [2, 10**6]),
        ("decoder_start_token_id", "2"),
        ("forced_bos_token_id", 10**6),
        ("bad_words_ids", [[10**6]]),
        ("bad_words_ids", [["a"]]),
        ("suppress_tokens", {"a": 1}),
        ("suppress_tokens", [1] * 1_001),
    ],
)
def test_settings_that_make_no_sense(bart, builders, key, value):
    builders.edit_json(bart / "generation_config.json", **{key: value})
    with pytest.raises(ModelError) as caught:
        settings_of(bart)
    assert caught.value.code is Code.BAD_MODEL
    assert key in caught.value.message


def test_a_checkpoint_that_does_not_say_where_to_start(checkpoints, builders, tmp_path):
    folder = checkpoints.copy("m2m100", tmp_path / "m")
    for file in ("config.json", "generation_config.json"):
        builders.edit_json(folder / file, decoder_start_token_id=None)
    with pytest.raises(ModelError, match="decoder_start_token_id"):
        settings_of(folder)


def test_t5_starts_from_padding_where_nothing_is_said(checkpoints, builders, tmp_path):
    folder = checkpoints.copy("t5", tmp_path / "m")
    for file in ("config.json", "generation_config.json"):
        builders.edit_json(folder / file, decoder_start_token_id=None)
    assert settings_of(folder).decoder_start_token_id == 0


def test_the_catalogues_advice_goes_first(bart):
    row = '[[summarization]]\nname="n"\nfamily="bart"\nhub="a/n"\nparameters=1\nlicence="MIT"\n'
    entry = parse_catalogue(row + "beams = 6\nlength_penalty = 0.8\nno_repeat_ngram = 2")[0]
    found = settings_of(bart, entry=entry)
    assert (found.num_beams, found.length_penalty, found.no_repeat_ngram_size) == (6, 0.8, 2)


def test_words_that_a_checkpoint_forbids_stay_forbidden(checkpoints):
    folder = checkpoints.path("marian")
    padding = examine_folder(folder, "m").config["pad_token_id"]
    assert settings_of(folder).bad_words_ids == [[padding]]
