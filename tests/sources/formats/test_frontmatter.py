from __future__ import annotations

import pytest

from summarize.sources.formats.frontmatter import FrontMatter, split_front_matter


def test_known_keys_are_read():
    text = (
        '---\nTitle: "Harbour: closed"\nsource: The Teska Courier\ndate: 2024-03-05T10:00\nlang: en-GB\n'
        "tags:\n  - sea\n  - weather\n# a remark\nauthor: nobody\n---\nThe harbour closed.\n"
    )
    front, body = split_front_matter(text)
    assert front == FrontMatter("Harbour: closed", "The Teska Courier", "2024-03-05", "en")
    assert body == "The harbour closed.\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA scene break opens this story, which goes on.\n\n---\nAnd on.",
        "---\ntitle: never closed\nThe harbour closed.",
        "---\ntitle: never closed",
        "The harbour: closed\n---\nfor good",
        "----\ntitle: four dashes\n----\ntext",
    ],
)
def test_what_only_looks_like_it_stays_text(text):
    assert split_front_matter(text) == (FrontMatter(), text)


def test_the_first_of_two_equal_keys_counts_and_an_unclear_date_is_left_out():
    front, _ = split_front_matter("---\ntitle: One\nheadline: Two\ndate: 05/07/2018\n---\n")
    assert front == FrontMatter(title="One")
