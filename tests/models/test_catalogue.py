from __future__ import annotations

import re
from typing import get_args

import pytest

from summarize.checkpoints.families import CLASSIFIER_KINDS, SummarizerFamily, TranslatorFamily
from summarize.errors import Code, ModelError
from summarize.models.catalogue import default_translator, entries, find_entry, parse_catalogue
from summarize.models.languages import known_codes

GOOD = 'name = "n"\nfamily = "marian"\nhub = "a/n"\nparameters = 1\nlicence = "MIT"\n'


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_every_entry_is_well_formed(entry):
    families = {
        "summarization": (*get_args(SummarizerFamily), "chat"),
        "translation": get_args(TranslatorFamily),
        "verification": CLASSIFIER_KINDS,
    }
    assert entry.family in families[entry.task]
    assert re.fullmatch(r"[a-z0-9.-]+", entry.name)
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", entry.hub)
    assert 10_000_000 <= entry.parameters < 100_000_000_000
    assert entry.window in (512, 1024, 4096, 16384, 32768, 65536, 131072)
    assert entry.revision == "" or re.fullmatch(r"[0-9a-f]{40}", entry.revision)
    assert set(entry.languages + entry.sources + entry.targets) <= set(known_codes())
    assert entry.non_commercial == ("NC" in entry.licence)


def test_names_and_addresses_are_unique():
    assert len({entry.name for entry in entries()}) == len({entry.hub for entry in entries()}) == len(entries())


def test_entries_are_found_by_name_and_by_address():
    assert find_entry("bart-large-cnn").hub == "facebook/bart-large-cnn"
    assert find_entry("facebook/Bart-Large-CNN").name == "bart-large-cnn"


@pytest.mark.parametrize(
    ("name", "hint"), [("bart-large", "did you mean bart-large-cnn"), ("qqqq", "known: distilbart")]
)
def test_an_unknown_name_lists_others(name, hint):
    with pytest.raises(ModelError) as caught:
        find_entry(name)
    assert caught.value.code is Code.NO_MODEL
    assert hint in caught.value.message


def test_the_default_translator_is_free_to_use():
    assert default_translator("en", "ar").name == "opus-mt-en-ar"
    assert default_translator("de", "zh").name == "m2m100-418m"
    assert default_translator("en", "en") is None
    codes = known_codes()
    assert not any(entry.non_commercial for a in codes for b in codes if (entry := default_translator(a, b)))


def test_a_summarizer_promises_no_translation():
    assert not find_entry("bart-large-cnn").translates("en", "ar")
    assert not find_entry("opus-mt-en-ar").translates("ar", "en")


def test_mistakes_in_the_data_are_named():
    with pytest.raises(ValueError, match="unknown key 'beamz'"):
        parse_catalogue(f"[[translation]]\n{GOOD}beamz = 4\n")
    with pytest.raises(ValueError, match=r"'n' is incomplete: .*licence"):
        parse_catalogue("[[translation]]\n" + GOOD.replace('licence = "MIT"\n', ""))
