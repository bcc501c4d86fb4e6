from __future__ import annotations

import re

import pytest

from summarize.errors import Code, ModelError, UsageError
from summarize.models.languages import (
    LANGUAGES,
    direction,
    find_language,
    known_codes,
    marian_tags,
    match_language,
    mbart50_code,
    nllb_code,
    short_codes,
)


def test_the_table_is_sorted_and_no_code_appears_twice():
    assert list(known_codes()) == sorted(set(known_codes()))
    for column in ("nllb", "mbart50", "marian"):
        codes = [code for row in LANGUAGES if (code := getattr(row, column))]
        assert len(codes) == len(set(codes)), column


@pytest.mark.parametrize("row", LANGUAGES, ids=lambda row: row.code)
def test_codes_have_the_shape_of_their_family(row):
    assert re.fullmatch("[a-z]{2}", row.code)
    assert re.fullmatch("[a-z]{3}_[A-Z][a-z]{3}", row.nllb)
    assert re.fullmatch("[a-z]{2}_[A-Z]{2}|", row.mbart50)
    assert re.fullmatch("[a-z]{3}", row.marian)
    assert row.english
    assert row.native


def test_codes_are_those_of_the_published_tokenizers():
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES as M2M100
    from transformers.models.mbart50.tokenization_mbart50 import FAIRSEQ_LANGUAGE_CODES as MBART50
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES as NLLB

    assert {row.nllb for row in LANGUAGES} <= set(NLLB)
    assert {row.mbart50 for row in LANGUAGES if row.mbart50} <= set(MBART50)
    known = {row.code for row in LANGUAGES if set(short_codes(row.code)) & set(M2M100["m2m100"])}
    assert {row.code for row in LANGUAGES} - known == {"te"}  # M2M100 has no Telugu


@pytest.mark.parametrize(
    ("code", "expected"), [("ar", "rtl"), ("he", "rtl"), ("en", "ltr"), ("ckb", "rtl"), ("xx", "ltr")]
)
def test_direction(code, expected):
    assert direction(code) == expected


def test_right_to_left_scripts_and_directions_agree():
    scripts = {row.nllb[4:]: row.direction for row in LANGUAGES}
    assert {script for script, way in scripts.items() if way == "rtl"} == {"Arab", "Hebr"}


@pytest.mark.parametrize("code", ["xx", "EN-us", "", "ara", "../en"])
def test_an_unknown_code_is_refused_with_the_known_ones(code):
    with pytest.raises(UsageError) as caught:
        find_language(code)
    assert caught.value.code is Code.UNSUPPORTED_LANG
    assert "ar, az" in caught.value.message
    assert "\n" not in caught.value.message


def test_a_language_that_a_family_lacks_is_refused_with_those_it_has():
    assert (nllb_code("bg"), mbart50_code("ar")) == ("bul_Cyrl", "ar_AR")
    with pytest.raises(ModelError, match="mBART-50 has no Bulgarian; it knows af, ar") as caught:
        mbart50_code("bg")
    assert caught.value.code is Code.UNSUPPORTED_LANG


@pytest.mark.parametrize(
    ("code", "expected"), [("eng", "en"), ("arb_Arab", "ar"), ("fr_XX", "fr"), ("iw", "he"), ("ROMANCE", None)]
)
def test_a_models_own_code_finds_its_language(code, expected):
    row = match_language(code)
    assert (row.code if row else None) == expected


def test_tags_try_the_modern_spelling_first():
    assert marian_tags("zh") == (">>zho<<", ">>zh<<", ">>cmn_Hans<<", ">>cmn<<")
