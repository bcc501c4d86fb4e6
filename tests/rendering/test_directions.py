"""A point is written in the direction of the source it was read in, whatever the digest's main language."""

from dataclasses import replace

import pytest

from summarize.rendering.writers import write_digest
from summarize.types import Document, Evidence, KeyPoint

ARABIC = "أحصت البلدية 11 قتيلا."


@pytest.fixture
def mixed(flood):
    document = Document(ARABIC, "خسائر", "b", "المرسى", "", "ar")
    point = KeyPoint(ARABIC, "supported", 1.0, 1, (Evidence("b", 0, len(ARABIC), ARABIC),))
    return replace(flood, documents=(flood.documents[0], document), points=(flood.points[1], point), disagreements=())


def test_html_states_the_points_own_language_and_direction(mixed):
    page = write_digest(mixed, "html")
    before = page[: page.index(ARABIC)]
    assert before.rindex('dir="rtl"') > before.rindex('dir="ltr"')
    assert 'lang="ar"' in before[before.rindex("<") - 200 :]


def test_plain_text_isolates_an_arabic_point_in_an_english_digest(mixed):
    line = next(line for line in write_digest(mixed, "text").splitlines() if "أحصت" in line)
    assert "\u2067" in line or line.index("أحصت") <= 4
