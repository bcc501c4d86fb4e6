import pytest

from summarize.text.modality import attributions, hedges, negations
from summarize.text.names import find_names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("On Monday the mayor, Lena Ostrow, left Verin.", "en", ["Monday", "Lena Ostrow", "Verin"]),
        ("Bridges closed. Rebels hope for more.", "en", []),
        ("The forces of Omar al-Hadid crossed the River Sell.", "en", ["Omar al-Hadid", "River Sell"]),
        ("Le maire de Saint-Aubin, Paul Évrard, part.", "fr", ["Saint-Aubin", "Paul Évrard"]),
        ("قال رئيس البلدية إن الجسر آمن.", "ar", []),
        ("ALL CAPITALS SAY NOTHING", "en", []),
    ],
)
def test_names_are_capitals_that_do_not_just_open_a_sentence(text, language, names):
    assert find_names(text, language) == names


def test_small_words_that_change_a_claim():
    assert negations("He didn't go and never paid.", "en") == ["didn't", "never"]
    assert negations("Il n'a rien dit.", "fr") == ["n'a", "rien"]
    assert negations("لم يذهب ولا يدفع.", "ar") == ["لم", "ولا"]
    assert hedges("The alleged thief may appeal.", "en") == ["alleged", "may"]
    assert attributions("Selon la police, il a nié.", "fr") == ["selon"]
