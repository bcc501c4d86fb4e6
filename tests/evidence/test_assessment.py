"""What a paraphrase may say though its cited sentences do not."""

from __future__ import annotations

import pytest

from summarize.evidence.assessment import find_strangers

STORY = ["Officials from Portugal visited the United Harbour Union.", "The two ships carried 3,800 tonnes."]


@pytest.mark.parametrize(
    "text",
    [
        "The ships of the Union carried 3,800 tonnes.",
        "The ships carried the Portuguese guests.",
        "Members of the UHU came, and all three sat down.",
    ],
)
def test_names_and_numbers_from_anywhere_in_the_story_are_no_strangers(text):
    assert find_strangers(text, STORY, "en") == []


@pytest.mark.parametrize(
    ("text", "check"), [("The ships of Marlow left.", "name"), ("The ships carried 4,100 tonnes.", "number")]
)
def test_what_is_in_no_source_is_a_stranger(text, check):
    assert [flag.check for flag in find_strangers(text, STORY, "en")] == [check]
