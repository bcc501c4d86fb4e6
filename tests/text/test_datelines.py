import pytest

from summarize.text.cleaning import clean_document
from summarize.types import Document

LEAD = "Cranes stood still over the three terminals for a second day on Tuesday."


@pytest.mark.parametrize(
    "dateline",
    [
        "SAINT-ORVAN, 10 November 2026 (Seaboard Times) - ",
        "VERIN (Reuters) - ",
        "VERIN, Nov 3 (AFP) — ",
        "NEW YORK — ",
        "(CNN) ",
        "Verin (CNN)",
        "SAINT-ORVAN, 11 novembre 2026 (Le Quotidien) – ",
    ],
)
def test_the_dateline_goes_and_the_sentence_stays(dateline):
    document = clean_document(Document(dateline + LEAD))
    assert document.text == LEAD
    assert [r.reason for r in document.removed] == ["dateline"]


@pytest.mark.parametrize(
    "dateline", ["سان أورفان، ١٣ نوفمبر ٢٠٢٦ - ", "سان أورفان، ١٣ نوفمبر ٢٠٢٦ (الضفاف) - ", "فيرين (المرسى) - "]
)
def test_arabic_datelines_go_too(dateline):
    lead = "توقفت الرافعات في محطات الحاويات الثلاث لليوم الثاني على التوالي."
    assert clean_document(Document(dateline + lead)).text == lead


@pytest.mark.parametrize("opening", ["A dam - the oldest - broke. ", "NATO ministers met. ", "The (old) dam broke. "])
def test_what_only_looks_like_a_dateline_stays(opening):
    assert clean_document(Document(opening + LEAD)).text == opening + LEAD
