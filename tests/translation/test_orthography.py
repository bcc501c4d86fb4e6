"""Marks and digits: each language its own, once, and nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.translation.orthography import write_digits, write_marks


@pytest.mark.parametrize(
    ("language", "written", "wanted"),
    [
        ("ar", "هل صمد السد?", "هل صمد السد؟"),
        ("ar", "هل صمد السد؟?", "هل صمد السد؟"),
        ("ar", "نعم, صمد ; ثم انهار..", "نعم، صمد؛ ثم انهار."),
        ("ar", "نعم ،صمد،، السد .", "نعم، صمد، السد."),
        ("ar", 'قال: ""صمد السد""', 'قال: "صمد السد"'),
        ("ar", "بلغ 1,200 متر و3.5 أمتار...", "بلغ 1,200 متر و3.5 أمتار..."),
        ("ar", "زوروا https://verin.example/a?b=1,2 الآن", "زوروا https://verin.example/a?b=1,2 الآن"),
        ("ar", "فيلم Stop, Look and Listen الجديد, نجح", "فيلم Stop, Look and Listen الجديد، نجح"),
        ("ar", "إِلى مُستشفى الأَمل ى ة أ إ آ", "إِلى مُستشفى الأَمل ى ة أ إ آ"),
        ("fa", "آیا سد دوام آورد? بله, آورد;", "آیا سد دوام آورد؟ بله، آورد؛"),
        ("ur", "کیا بند قائم رہا? ہاں, رہا.", "کیا بند قائم رہا؟ ہاں، رہا۔"),
        ("he", "האם הסכר החזיק?? כן , החזיק.", "האם הסכר החזיק? כן, החזיק."),
        ("fr", "Le barrage a-t-il tenu ? Oui..", "Le barrage a-t-il tenu ? Oui."),
        ("en", "Did it hold?? Yes, it did...", "Did it hold? Yes, it did..."),
    ],
)
def test_each_language_has_its_own_marks_and_none_twice(language, written, wanted):
    assert write_marks(written, language) == wanted


@pytest.mark.parametrize(
    ("language", "written", "wanted"),
    [
        ("ar", "في 12 مارس دفع 1,200.5 دينار", "في ١٢ مارس دفع ١٬٢٠٠٫٥ دينار"),
        ("ar", "عند 8:30 في 2026/11/22", "عند ٨:٣٠ في ٢٠٢٦/١١/٢٢"),
        ("ar", "شركة NV-7 وموقع verin.example/2026 و@user12", "شركة NV-7 وموقع verin.example/2026 و@user12"),
        ("ar", "نسبة 40%", "نسبة ٤٠%"),
        ("fa", "در 12 مارس", "در ۱۲ مارس"),
        ("he", "ב-12 במרץ", "ב-12 במרץ"),
    ],
)
def test_own_digits_are_for_numbers_alone(language, written, wanted):
    assert write_digits(written, language) == wanted


@given(st.text(alphabet="ابتثجى ة أإآؤئ،؛؟.,;?! aB9\"'()", max_size=60), st.sampled_from(["ar", "fa", "ur", "he"]))
def test_writing_twice_changes_nothing_more_and_letters_stay(text, language):
    once = write_marks(text, language)
    assert write_marks(once, language) == once
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]
