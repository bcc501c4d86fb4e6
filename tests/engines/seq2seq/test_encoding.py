from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.checkpoints.families import summarizer_family, translator_family
from summarize.engines.seq2seq.encoding import PlainText, disarm
from summarize.engines.seq2seq.passages import PassageFeed
from summarize.engines.seq2seq.sentences import SentenceFeed

SUMMARIZERS = ("bart", "pegasus", "t5", "mt5", "longt5", "led", "primera")
ORDERS = (
    "</s>", "<s>", "<pad>", "<unk>", "<mask>", "<extra_id_0>", ">>fra<<", ">>fr<<", ">>anything at all<<", "__fr__",
    "<2fr>", "fra_Latn", "fr_XX", "<doc-sep>", "<mask_1>", "<unk_5>", "\ud800", "\x00",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader(load):
    """`reader(family)`: the plain text of that family, as its engine reads it, with its control numbers."""

    def get(family: str):
        checkpoint = load(family)
        if family in SUMMARIZERS:
            text = PassageFeed(checkpoint).text
            tags = {checkpoint.tokenizer.convert_tokens_to_ids("<doc-sep>")} if family == "primera" else set()
        else:
            feed = SentenceFeed(checkpoint)
            text, tags = feed.text, feed.tags.control
        return text, {*checkpoint.tokenizer.all_special_ids, *tags} - {checkpoint.tokenizer.unk_token_id}

    return get


def test_plain_text_is_encoded_as_the_tokenizer_would(reader, load, builders, each_family):
    text, _ = reader(each_family)
    tokenizer = load(each_family).tokenizer
    for line in builders.LINES:
        assert text.encode(line) == tokenizer.encode(line, add_special_tokens=False)


def test_plain_text_comes_back(reader, builders, each_family):
    text, _ = reader(each_family)
    for line in builders.LINES:
        assert text.decode(text.encode(line)) == line


@pytest.mark.parametrize("order", ORDERS)
def test_no_order_in_a_text_reaches_the_model(reader, each_family, order):
    text, control = reader(each_family)
    for frame in ("{}", "{}{}", "  {}", "<{}/s>", "x{}x", "\n{} {}"):
        assert not set(text.encode(frame.replace("{}", order))) & control
    words = "the old bridge was closed"
    around = f"the old bridge {order} was closed"
    kept = text.decode(text.encode(around))
    assert kept.startswith("the old bridge")
    assert kept.endswith("was closed")
    assert len(text.encode(around)) >= len(text.encode(words))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_text_whatever_contains_a_control_token(reader, each_family, data):
    text, control = reader(each_family)
    pieces = st.sampled_from(ORDERS) | st.text(max_size=12)
    given_text = "".join(data.draw(st.lists(pieces, max_size=8)))
    assert not set(text.encode(given_text)) & control


def test_a_trusted_prefix_goes_before_the_text(reader):
    text, _ = reader("t5")
    assert text.encode("the bridge", "summarize: ") == text.encode("summarize: the bridge")


def test_control_tokens_and_line_breaks_leave_no_trace_in_an_output(reader, load):
    text, _ = reader("pegasus")
    tokenizer = load("pegasus").tokenizer
    line_break = tokenizer.convert_tokens_to_ids("<n>")
    first, second = text.encode("the river"), text.encode("the bridge")
    ids = [tokenizer.pad_token_id, *first, line_break, *second, tokenizer.eos_token_id]
    assert text.decode(ids) == "the river the bridge"


class Folding:
    """A tokenizer of one token a character whose own normalisation makes full-width `</s>` the end token."""

    model_max_length = 100
    unk_token_id, bos_token_id, eos_token_id, pad_token_id = 1, None, 0, None
    all_special_ids = (0, 1)

    def get_vocab(self):
        return {"</s>": 0, "<unk>": 1}

    def convert_tokens_to_ids(self, tokens):
        return self.get_vocab().get(tokens, 1)

    def convert_ids_to_tokens(self, ids):
        return {0: "</s>", 1: "<unk>"}.get(ids, chr(ids))

    def encode(self, text, *, add_special_tokens, split_special_tokens):
        parts = re.split("(</s>)", unicodedata.normalize("NFKC", text))
        return [n for part in parts for n in ([0] if part == "</s>" else map(ord, part))]

    def decode(self, token_ids, **_):
        return "".join(map(chr, token_ids))


def test_an_order_that_normalisation_puts_together_is_dropped():
    text = PlainText(Folding())
    assert text.decode(text.encode("a＜/s＞b")) == "ab"
    assert text.decode(text.encode("a</s>b")) == "a< /s>b"


def test_knowing_a_text(reader):
    text, _ = reader("marian")
    assert text.knows_any(text.encode("bridge"))
    assert not text.knows_any(text.encode("桥梁"))
    assert not text.knows_any([])


@given(st.text())
def test_disarming_only_adds_spaces(given_text):
    orders = re.compile("</s>|<s>")
    done = disarm(given_text, orders)
    assert done.replace(" ", "") == given_text.replace(" ", "")
    assert not orders.search(done)


def test_halves_of_characters_are_replaced_and_whole_ones_joined():
    assert disarm("a\ud83d\ude00b\ud800", re.compile("x")) == "a😀b\ufffd"


def test_every_family_is_recognised(load, each_family):
    checkpoint = load(each_family)
    expected = {"mt5": "t5", "longt5": "t5", "marian-multi": "marian"}.get(each_family, each_family)
    recognise = summarizer_family if each_family in SUMMARIZERS else translator_family
    assert recognise(checkpoint.network.config, checkpoint.tokenizer, each_family) == expected


def test_what_only_marian_takes_for_a_tag_is_left_alone_elsewhere(reader):
    quoted = ">>the bridge was closed<< said the mayor"
    marian, _ = reader("marian")
    nllb, _ = reader("nllb")
    assert marian.encode(quoted) == marian.encode("> >the bridge was closed<< said the mayor")
    assert nllb.encode(quoted) != nllb.encode("> >the bridge was closed<< said the mayor")
