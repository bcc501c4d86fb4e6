from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from summarize.engines.resolution import Terms, open_generator, open_second_translator, open_translator
from summarize.engines.seq2seq.decoding import choose_dtype
from summarize.errors import Code, ModelError, UsageError
from summarize.models.relays import IdentityTranslator, PivotTranslator
from summarize.models.store import fetch

CPU = Terms(device="cpu")
ENGINE = f"transformers.{choose_dtype('cpu')}"  # models as tiny as these are not worth a conversion


@pytest.fixture
def install(checkpoints, home):
    """`install("nllb-200-600m", "nllb")`: that tiny checkpoint under a catalogue name."""

    def put(name, kind):
        def download(_, folder):
            shutil.copytree(checkpoints.path(kind), folder, dirs_exist_ok=True)
            return "c0ffee"

        return fetch(name, accept_non_commercial=True, download=download)

    return put


def test_a_summarizer_by_name(install):
    install("bart-large-cnn", "bart")
    generator = open_generator("bart-large-cnn", CPU)
    assert (generator.name, generator.revision, generator.licence) == ("bart-large-cnn", f"c0ffee+{ENGINE}", "MIT")
    assert open_generator("facebook/bart-large-cnn", CPU).name == "bart-large-cnn"
    assert len(generator.generate([["The river rose."]], max_tokens=5)) == 1


def test_a_summarizer_by_folder(checkpoints, home, monkeypatch):
    folder = checkpoints.path("pegasus")
    generator = open_generator(str(folder), CPU)
    assert (generator.name, generator.licence) == ("pegasus", "unknown")
    assert len(generator.revision) == len(f"{16 * chr(48)}+{ENGINE}")
    monkeypatch.chdir(folder.parent)
    assert open_generator("./pegasus", CPU).revision == generator.revision
    assert open_generator("pegasus", CPU).name == "pegasus"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("bart-large-cnn", Code.NO_MODEL, "bart-large-cnn is not installed; run: summarize models get bart-large-cnn"),
        ("bart-larg-cnn", Code.NO_MODEL, "did you mean bart-large-cnn"),
        ("someone/else", Code.NO_MODEL, "the catalogue has no model 'someone/else'"),
        ("./no/such/folder", Code.NO_MODEL, "no model folder 'folder'"),
        ("/no/such/folder", Code.NO_MODEL, "no model folder 'folder'"),
        ("mt5-xlsum", Code.LICENCE, "CC-BY-NC-SA-4.0"),
        ("\x00", Code.NO_MODEL, "the catalogue has no model"),
    ],
)
def test_what_cannot_be_opened(home, name, code, words):
    with pytest.raises(ModelError) as caught:
        open_generator(name, CPU)
    assert caught.value.code is code
    assert words in caught.value.message
    assert not home.exists()


def test_a_file_is_no_model(home, tmp_path):
    (tmp_path / "model.zip").write_bytes(b"PK")
    with pytest.raises(ModelError, match=r"'model\.zip' is a file; a model is a folder"):
        open_generator(str(tmp_path / "model.zip"), CPU)


def test_no_name_at_all(home):
    with pytest.raises(UsageError, match="no summarization model was named"):
        open_generator("", CPU)


def test_advice_offline_says_that_the_network_is_needed_once(home):
    with pytest.raises(ModelError, match="run once with the network: summarize models get bart-large-cnn"):
        open_generator("bart-large-cnn", replace(CPU, offline=True))


def test_without_a_translator_the_exact_command_is_named(home):
    with pytest.raises(ModelError) as caught:
        open_translator("", "en", "ar", CPU)
    assert caught.value.code is Code.NO_MODEL
    assert caught.value.message.endswith("run: summarize models get opus-mt-en-ar")
    assert "\n" not in caught.value.message


def test_the_installed_translator_is_found(install):
    install("opus-mt-en-ar", "marian-multi")
    model = open_translator("", "en", "ar", CPU)
    assert (model.name, model.revision) == ("opus-mt-en-ar", f"c0ffee+{ENGINE}")
    assert len(model.translate(["The river rose."], "en", "ar")) == 1
    with pytest.raises(ModelError, match="summarize models get opus-mt-en-fr"):
        open_translator("", "en", "fr", CPU)


def test_a_model_of_many_languages_serves_whatever_pair_it_has(install):
    install("opus-mt-en-ar", "marian-multi")
    with pytest.raises(ModelError, match="summarize models get m2m100-418m"):
        open_translator("", "fr", "ar", CPU)
    install("madlad400-3b", "madlad")
    assert open_translator("", "fr", "ar", CPU).name == "madlad400-3b"
    assert open_translator("", "en", "ar", CPU).name == "opus-mt-en-ar"
    with pytest.raises(ModelError, match="summarize models get m2m100-418m"):
        open_translator("", "fr", "de", CPU)  # the tiny vocabulary has no German


def test_the_pivot_is_english(install, checkpoints, home):
    install("opus-mt-en-ar", "marian-multi")
    folder = install("opus-mt-fr-en", "marian-multi")
    vocabulary = (folder / "vocab.json").read_text().replace(">>heb<<", ">>eng<<")
    (folder / "vocab.json").write_text(vocabulary)
    model = open_translator("", "fr", "ar", CPU)
    assert isinstance(model, PivotTranslator)
    assert model.name == "opus-mt-fr-en+opus-mt-en-ar"


def test_a_non_commercial_translator_is_passed_over_without_a_yes(install):
    install("nllb-200-600m", "nllb")
    with pytest.raises(ModelError, match="summarize models get opus-mt-en-ar"):
        open_translator("", "en", "ar", CPU)
    with pytest.raises(ModelError, match="forbids commercial use"):
        open_translator("nllb-200-600m", "en", "ar", CPU)
    model = open_translator("", "en", "ar", replace(CPU, accept_non_commercial=True))
    assert (model.name, model.licence) == ("nllb-200-600m", "CC-BY-NC-4.0")


def test_a_folder_copied_from_a_store_keeps_its_terms(install, tmp_path):
    folder = shutil.copytree(install("nllb-200-600m", "nllb"), tmp_path / "copied")
    with pytest.raises(ModelError) as caught:
        open_translator(str(folder), "en", "ar", CPU)
    assert caught.value.code is Code.LICENCE


def test_a_named_translator_without_the_pair(checkpoints, home):
    with pytest.raises(ModelError, match="'marian' does not translate 'en' into 'ar'") as caught:
        open_translator(str(checkpoints.path("marian")), "en", "ar", CPU)
    assert caught.value.code is Code.UNSUPPORTED_LANG
    assert open_translator(str(checkpoints.path("marian")), "en", "fr", CPU).supports("en", "fr")


def test_the_same_language_needs_no_model(home):
    assert isinstance(open_translator("", "ar", "ar", CPU), IdentityTranslator)


@pytest.mark.parametrize("pair", [("xx", "ar"), ("en", "xx"), ("en", "")])
def test_unknown_languages_are_wrong_use(home, pair):
    with pytest.raises(UsageError, match="known:"):
        open_translator("", *pair, CPU)


def test_a_model_for_the_other_task(checkpoints, home):
    with pytest.raises(ModelError, match="no summarizer"):
        open_generator(str(checkpoints.path("nllb")), CPU)
    with pytest.raises(ModelError, match="no translator"):
        open_translator(str(checkpoints.path("bart")), "en", "ar", CPU)


def test_another_installed_translator_is_the_second_opinion(install):
    install("opus-mt-en-ar", "marian-multi")
    first = open_translator("", "en", "ar", CPU)
    assert open_second_translator(first, "en", "ar", CPU) is None
    install("m2m100-418m", "m2m100")
    second = open_second_translator(first, "en", "ar", CPU)
    assert second is not None
    assert {first.name, second.name} == {"opus-mt-en-ar", "m2m100-418m"}
