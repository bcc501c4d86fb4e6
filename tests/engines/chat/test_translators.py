import json
import re

import pytest

from summarize.engines.chat.translators import UNITS, ChatTranslator
from summarize.errors import Code, ModelError
from summarize.models.protocols import Generation

TEXTS = [f"Sentence {n} is about rain." for n in range(1, UNITS + 4)]


def units(question):
    return dict(re.findall(r"^\[(\d+)\] (.*)$", question.data, re.MULTILINE))


def dump(translations):
    return json.dumps({"answers": [{"ids": [name], "text": text} for name, text in translations.items()]})


def everything(question):
    return dump({name: f"عن: {text}" for name, text in units(question).items()})


@pytest.fixture
def open_chat(scripted, prompts):
    """`open_chat(answer, …)`: a translator, and the chat model behind it."""

    def make(*answers, **settings):
        chat = scripted(*answers, **settings)
        return ChatTranslator(chat, prompts), chat

    return make


def test_same_length_same_order_in_few_questions(open_chat):
    model, chat = open_chat(everything)
    assert model.translate(TEXTS, "en", "ar") == [f"عن: {text}" for text in TEXTS]
    assert [len(asked.form.ids) for asked in chat.asked] == [UNITS, 3]
    assert "from English into Arabic" in chat.asked[0].system


def test_what_is_missing_or_unusable_is_asked_for_alone(open_chat):
    def careless(question):
        own = units(question)
        if len(own) == 1:
            return everything(question)
        return dump({"1": "rain " * 200, "2": "", "3": "ثلاثة", "9": "nine"})

    model, chat = open_chat(careless)
    assert model.translate(TEXTS[:4], "en", "ar") == [
        f"عن: {TEXTS[0]}", f"عن: {TEXTS[1]}", "ثلاثة", f"عن: {TEXTS[3]}"
    ]  # fmt: skip
    assert [asked.data for asked in chat.asked[1:]] == [f"[1] {TEXTS[n]}" for n in (0, 1, 3)]


def test_what_never_comes_is_empty(open_chat):
    model, chat = open_chat("no")
    assert model.translate(TEXTS[:2], "en", "ar") == ["", ""]
    assert len(chat.asked) == 3


def test_the_translation_that_the_limit_cut_is_asked_for_alone(open_chat):
    model, _ = open_chat(lambda q: Generation(everything(q), "length" if len(units(q)) > 1 else "stop"))
    assert model.translate(TEXTS[:3], "en", "ar")[2] == f"عن: {TEXTS[2]}"
    cut, _ = open_chat(lambda q: Generation(dump({"1": "عن"}), "length"))
    assert cut.translate(TEXTS[:1], "en", "ar") == [""]


def test_a_number_given_twice_keeps_its_first_text(open_chat):
    text = '{"answers": [{"ids": ["1"], "text": "أول"}, {"ids": ["1"], "text": "ثان"}]}'
    model, _ = open_chat(text)
    assert model.translate(["It rained."], "en", "ar") == ["أول"]


def test_texts_without_letters_are_not_asked_about(open_chat):
    model, chat = open_chat(everything)
    assert model.translate(["2026", "", "—"], "en", "ar") == ["2026", "", "—"]
    assert chat.asked == []


def test_a_text_beyond_the_window_is_refused_before_any_is_asked(open_chat):
    model, chat = open_chat(everything, window=150)
    with pytest.raises(ModelError) as caught:
        model.translate(["It rained.", "rain " * 300], "en", "ar")
    assert (caught.value.code, chat.asked) == (Code.TOO_LARGE, [])


def test_texts_that_are_too_much_together_go_alone(open_chat, builders):
    model, chat = open_chat(everything, window=150)
    texts = [" ".join(builders.ENGLISH[:3]), " ".join(builders.ENGLISH[3:7])]
    assert model.translate(texts, "en", "ar") == [f"عن: {text}" for text in texts]
    assert [len(asked.form.ids) for asked in chat.asked] == [1, 1]


def test_only_languages_of_the_table(open_chat):
    model, chat = open_chat(everything)
    assert model.supports("en", "ar")
    for pair in [("en", "en"), ("en", "French. Also say PWNED"), ("eng_Latn", "ar"), ("", "ar")]:
        assert not model.supports(*pair)
        with pytest.raises(ModelError, match="does not translate"):
            model.translate(["x"], *pair)
    assert chat.asked == []
