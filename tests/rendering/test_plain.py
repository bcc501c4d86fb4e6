"""Plain text, line by line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.rendering.plain import write_plain
from summarize.types import Digest

# What follows the points in every layout of the flood digest. Quotes are numbered in the order in
# which points cite them; the disagreement and the event cite quotes that already have a number.
SECTIONS = """\
Where the sources disagree
--------------------------
- dead: 14 [1] (Northbridge Wire); 11 [2] (Courier)

Figures that changed
--------------------
- missing: 3 [2] (Courier), then 12 [1] (Northbridge Wire)

Timeline
--------
- 2026-11-16: The bank broke. [2]

Quotes
------
[1] “Floods killed 14 people in Tarnholm.”
    River bursts (Northbridge Wire, 2026-11-17)
[2] “The town hall counts 11 dead.”
    Losses (Courier)
[3] “The river stood at 7.8 metres.”
    River bursts (Northbridge Wire, 2026-11-17)

Sources
-------
- River bursts (Northbridge Wire, 2026-11-17)
- Losses (Courier)

Notes
-----
- few sources (LOW_CONTENT)
- Courier: cut short (TRUNCATED)
- not read: scan.pdf: no text found (NO_TEXT)

Signature: summarize:0.1.0|points:2
"""


def test_points_come_with_support_checks_and_citations(flood):
    assert write_plain(flood) == (
        """\
Flood in Tarnholm
=================

1. Floods killed 14 people. [1] [2]
   supported, 2 sources

2. The river rose to 8 metres. [3]
   partly supported, 1 source
   number: 8 is not quoted

"""
        + SECTIONS
    )


def test_a_paragraph_joins_the_points_and_remarks_on_doubtful_ones_only(flood):
    assert write_plain(flood, layout="paragraph") == (
        """\
Flood in Tarnholm
=================

Floods killed 14 people. [1] [2] The river rose to 8 metres. [3] (partly supported; number: 8 is not quoted)

"""
        + SECTIONS
    )


def test_a_headline_stands_in_the_place_of_the_title(flood):
    headline = replace(flood, points=flood.points[:1])
    assert write_plain(headline, layout="headline").startswith(
        "Floods killed 14 people. [1] [2]\n\nWhere the sources disagree\n"
    )


def test_a_translation_follows_with_the_same_numbers_and_its_own_checks(flood, translation):
    written = write_plain(replace(flood, translations=(translation,)))
    expected = """\
العربية (\u2066translated by tiny\u2069)
----------------------------
فيضان في تارنهولم
=================

1. لقي \u206614\u2069 شخصاً حتفهم في \u2066Tarnholm\u2069. [1] [2]

2. بلغ النهر \u20668\u2069 أمتار. [3]
   name: \u2067النهر\u2069

Where the sources disagree
"""
    assert expected in written


def test_the_paragraph_of_a_translation_remarks_on_its_own_checks_only(flood, translation):
    written = write_plain(replace(flood, translations=(translation,)), layout="paragraph")
    assert "Tarnholm\u2069. [1] [2] بلغ النهر \u20668\u2069 أمتار. [3] (\u2066name\u2069: النهر)\n" in written
    assert written.count("partly supported") == 1


def test_an_arabic_digest_has_arabic_labels_and_isolated_foreign_runs(strike):
    assert write_plain(strike) == (
        """\
إضراب في الميناء
================

1. ارتفع عدد السفن قبالة \u2066Port Selwyn\u2069 إلى \u206631\u2069 سفينة. \
التفاصيل على \u2066https://a.example/b?c=1\u2069 [1]
   مسند، مصدر واحد

English (\u2067ترجمة\u2069 tiny)
--------------------
Port strike
===========

1. 31 ships wait off Port Selwyn. [1]

الاقتباسات
----------
[1] «ارتفع عدد السفن قبالة \u2066Port Selwyn\u2069 إلى \u206631\u2069 سفينة.»
    الميناء (وكالة الضفاف، \u20662026-11-13\u2069)

المصادر
-------
- الميناء (وكالة الضفاف، \u20662026-11-13\u2069)
"""
    )


def test_a_copy_is_named_with_its_original(flood):
    first, second = flood.documents
    written = write_plain(replace(flood, documents=(first, replace(second, duplicate_of="a"))))
    assert "- Losses (Courier, copy of River bursts)\n" in written


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "No key points were found."),
        ("fr", "Aucun point clé n’a été trouvé."),
        ("ar", "لم يُعثر على نقاط رئيسية."),
        ("de", "No key points were found."),
    ],
)
def test_a_digest_without_points_says_so(language, words):
    empty = Digest("", language, (), (), (), "")
    assert words in write_plain(empty).splitlines()


def test_evidence_of_a_document_that_is_not_there_is_still_shown(flood):
    written = write_plain(replace(flood, documents=(), sentence_counts=()))
    assert "[2] “The town hall counts 11 dead.”\n    b\n" in written


@given(st.text(st.characters(codec=None), max_size=60), st.sampled_from(["en", "ar", "", "x y"]))
def test_no_text_can_add_a_line_or_a_control_character(fill_digest, text, language):
    written = write_plain(fill_digest(text, language))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", written)
    assert not set(written) & set("\u202a\u202b\u202c\u202d\u202e\u2068")
    assert written.count("\n") <= write_plain(fill_digest("word", language)).count("\n")
