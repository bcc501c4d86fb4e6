import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.text.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("1,000 or 1000 or a thousand or one thousand", "en", ["1000"] * 4),
        ("١٠٠٠ أو ألف", "ar", ["1000"] * 2),
        ("1 000 ou mille", "fr", ["1000"] * 2),
        ("3,5 millions", "fr", ["3500000"]),
        ("3.5 million and $1.5bn", "en", ["3500000", "1500000000"]),
        ("twenty-three of a hundred and five", "en", ["23", "105"]),
        ("two hundred and seventy thousand people", "en", ["270000"]),
        ("خمسة وعشرين قتيلا ومليوني دولار", "ar", ["25", "2000000"]),
        ("320 ألف شخص", "ar", ["320000"]),
        ("deux mille trois cents euros", "fr", ["2300"]),
        ("a dozen boats", "en", ["12"]),
        ("1.234,5 and 1,234.5", "en", ["1234.5", "1234.5"]),
        ("0.005", "en", ["0.005"]),
        ("no one, one of them, any one", "en", []),
        ("million; un", "fr", ["1000000"]),
    ],
)
def test_one_value_however_it_is_written(text, language, values):
    assert [q.value for q in find_quantities(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("3.5%", "en"),
        ("3.5 percent", "en"),
        ("3.5 per cent", "en"),
        ("3,5 %", "fr"),
        ("3.5 في المئة", "ar"),
        ("٣٫٥٪", "ar"),
    ],
)
def test_percentages_are_told_from_counts(text, language):
    assert [(q.value, q.percent) for q in find_quantities(text, language)] == [("3.5", True)]


@given(st.integers(2, 10**12))
def test_grouping_does_not_change_a_number(number):
    assert [q.value for q in find_quantities(f"about {number:,} of", "en")] == [str(number)]


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "ar", "", "ja"]))
def test_any_text_is_read_and_spans_lie_inside_it(text, language):
    for quantity in find_quantities(text, language):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.value.replace(".", "").isdigit()


def test_a_stretching_mark_on_its_own_beside_a_number_is_no_word():
    assert [q.value for q in find_quantities("غمر النهر ـ 40 منزلا", "ar")] == ["40"]
