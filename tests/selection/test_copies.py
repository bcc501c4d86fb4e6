from summarize.selection.copies import mark_copies
from summarize.types import Document

AGENCY = (
    "Forty houses in the lower town of Verin were left without power on Tuesday night after the river Sell rose by "
    "two metres in six hours, the town council said. Engineers expect to restore the lines by Friday, and schools "
    "will stay closed until the water is gone. The mayor, Lena Ostrow, asked residents not to use the old bridge."
)
OWN = (
    "Verin woke up to silent streets. Pumps ran all night in the cellars along the Sell, where the water had come in "
    "faster than anyone remembered, and volunteers carried sandbags to the school. The old bridge remains shut, "
    "according to the council, which counts forty flooded homes."
)


def marks(*texts):
    documents = [Document(t, id=chr(97 + i), language="en") for i, t in enumerate(texts)]
    return [d.duplicate_of for d in mark_copies(documents)]


def test_a_copy_names_its_original_and_an_own_report_does_not():
    assert marks(AGENCY, OWN, AGENCY) == [None, None, "a"]


def test_a_copy_with_a_cut_end_and_a_new_opening_is_still_a_copy():
    cut = "Our correspondent writes: " + AGENCY.rsplit(". ", 1)[0]
    assert marks(cut, AGENCY) == ["b", None]


def test_copies_of_copies_all_name_one_original():
    assert marks(AGENCY, AGENCY, AGENCY, AGENCY) == [None, "a", "a", "a"]


def test_independent_reports_that_share_a_quote_are_independent():
    quote = "“We have never seen the river rise like this,” she said"
    assert marks(f"{AGENCY} {quote}.", f"{OWN} {quote}.") == [None, None]


def test_empty_texts_are_no_copies_of_anything():
    assert marks("", OWN, "") == [None, None, None]
