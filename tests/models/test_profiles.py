from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarize.errors import Code, ModelError, StorageError
from summarize.models.catalogue import find_entry
from summarize.models.profiles import (
    CHOICE,
    Choice,
    adopt,
    choose,
    chosen_summarizer,
    chosen_translator,
    expand,
    match_profile,
    profiles,
    read_choice,
)

ARABIC, FRENCH = ("en", "ar"), ("en", "fr")
STANDARD = match_profile("standard")


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_every_profile_names_models_that_anyone_may_use(profile):
    for name in filter(None, (profile.summarization, *profile.translation)):
        entry = find_entry(name)
        assert entry.name == name
        assert entry.task == ("summarization" if name == profile.summarization else "translation")
        assert not entry.non_commercial
        assert entry.licence != "unknown"


@pytest.mark.parametrize("profile", [p for p in profiles() if p.translation], ids=lambda profile: profile.name)
def test_every_profile_with_translators_serves_arabic_and_french(profile):
    for pair in (ARABIC, FRENCH, ("fr", "ar")):
        assert find_entry(choose(profile, [pair]).translators[pair]).translates(*pair)


def test_no_profile_has_the_name_of_a_model():
    with pytest.raises(ModelError):
        [find_entry(profile.name) for profile in profiles()]


def test_a_pair_that_no_translator_has():
    with pytest.raises(ModelError, match="'embedded' has no translator from 'en' into 'ar'") as caught:
        choose(match_profile("embedded"), [ARABIC])
    assert caught.value.code is Code.UNSUPPORTED_LANG


def test_names_stand_for_models_each_once():
    assert expand(["standard", "distilbart-cnn", "opus-mt-en-ar"], [ARABIC]) == ("distilbart-cnn", "opus-mt-en-ar")
    assert expand(["embedded"], []) == ()
    with pytest.raises(ModelError, match="did you mean bart-large-cnn"):
        expand(["bart-large-cn"], [])


def test_a_choice_holds_while_its_models_are_here(install, environ):
    adopt(STANDARD, choose(STANDARD, [ARABIC]), environ)
    assert read_choice(environ) == Choice()
    install("distilbart-cnn", "opus-mt-en-ar")
    assert read_choice(environ) == Choice("distilbart-cnn", {ARABIC: "opus-mt-en-ar"})
    assert chosen_summarizer("", environ) == "distilbart-cnn"
    assert chosen_translator("", *ARABIC, environ) == "opus-mt-en-ar"
    assert chosen_translator("", *FRENCH, environ) == ""


def test_a_second_language_adds_to_the_first_and_embedded_undoes_all(install, environ):
    install("distilbart-cnn", "opus-mt-en-ar", "opus-mt-en-fr")
    for pair in (ARABIC, FRENCH):
        adopt(STANDARD, choose(STANDARD, [pair]), environ)
    assert read_choice(environ).translators == {ARABIC: "opus-mt-en-ar", FRENCH: "opus-mt-en-fr"}
    adopt(match_profile("embedded"), Choice(), environ)
    assert read_choice(environ) == Choice()


def test_a_folder_goes_before_a_profile_of_its_name(tmp_path, monkeypatch):
    assert chosen_summarizer("standard") == "distilbart-cnn"
    (tmp_path / "standard").mkdir()
    monkeypatch.chdir(tmp_path)
    assert chosen_summarizer("standard") == "standard"
    assert chosen_translator("standard", *ARABIC) == "standard"


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", "null", '{"summarizer": 7, "translators": {}}', '{"summarizer": "", "translators": {"en": "x"}}',
     '{"summarizer": "../../etc", "translators": {"en-ar": ["x"]}}', '{"summarizer": ""}', "[" * 100_000],
)  # fmt: skip
def test_an_unreadable_choice_is_none(environ, content):
    path = Path(environ["SUMMARIZE_HOME"]) / CHOICE
    path.parent.mkdir()
    path.write_text(content)
    assert read_choice(environ) == Choice()


def test_a_choice_that_cannot_be_written(environ, tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="set SUMMARIZE_HOME"):
        adopt(STANDARD, Choice(), environ)


def test_the_choice_is_plain_data(environ):
    adopt(STANDARD, choose(STANDARD, [FRENCH, ARABIC]), environ)
    content = json.loads((Path(environ["SUMMARIZE_HOME"]) / CHOICE).read_text())
    assert content == {
        "summarizer": "distilbart-cnn",
        "translators": {"en-ar": "opus-mt-en-ar", "en-fr": "opus-mt-en-fr"},
    }
