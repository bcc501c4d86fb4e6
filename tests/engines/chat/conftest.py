"""Tiny chat checkpoints with random weights, in the two spellings of vocabularies that chat models have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarize.checkpoints.loading import load_checkpoint
from summarize.engines.chat.grammar import Form
from summarize.engines.chat.prompts import load_prompts
from summarize.engines.chat.questions import Question, ask_about, write_lines
from summarize.models.protocols import Generation

TEMPLATE = (
    "{% for m in messages %}{{ '<|turn|>' + m['role'] + '\n' + m['content'] | trim + '<|end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|turn|>assistant\n' }}{% endif %}"
)
# As Gemma's: no system turn, and the document's start token in the template.
STRICT = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}" + TEMPLATE
)
POSITIONS = 4096
KINDS = ("qwen2", "qwen3", "llama", "gemma", "phi3", "mistral")
SPECIAL = ["<unk>", "<s>", "</s>", "<|turn|>", "<|end|>"]


def byte_level(lines):
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    # Tokens that run across the borders of the form, as real vocabularies have them.
    lines = [*lines, *['{"answers": [{"ids": ["1.1"], "text": "yes."}]} "}]} \\"so\\" "}, {"'] * 3]
    trainer = trainers.BpeTrainer(
        vocab_size=700, special_tokens=SPECIAL, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(lines, trainer)
    return tokenizer


def pieces(lines):
    """As Llama 2 and Gemma: ▁ for a space, <0x0A> for a byte."""
    from tokenizers import Tokenizer, decoders, models, normalizers, trainers

    tokenizer = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    alphabet = sorted({*"".join(lines), *map(chr, range(0x21, 0x7F)), "▁"})
    special = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256))]
    trainer = trainers.BpeTrainer(
        vocab_size=900, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator([line.replace(" ", "▁") for line in lines], trainer)
    table = json.loads(tokenizer.to_str())
    table["added_tokens"] = [token for token in table["added_tokens"] if token["content"] in SPECIAL]
    tokenizer = Tokenizer.from_str(json.dumps(table))
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    return tokenizer


def build(folder: Path, kind: str, lines, seed: int = 7, template: str | None = None) -> Path:
    import torch
    import transformers
    from transformers.utils import logging

    logging.disable_progress_bar()
    spelled = pieces if kind in ("llama", "gemma", "mistral") else byte_level
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=spelled(lines), bos_token="<s>", eos_token="<|end|>", unk_token="<unk>",
        additional_special_tokens=["<|turn|>"], model_max_length=POSITIONS,
    )  # fmt: skip
    tokenizer.chat_template = template or (STRICT if kind == "gemma" else TEMPLATE)
    tokenizer.save_pretrained(folder)
    config = transformers.AutoConfig.for_model(
        kind, vocab_size=len(tokenizer) + 3, hidden_size=32, intermediate_size=48, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, head_dim=8, max_position_embeddings=POSITIONS,
        initializer_range=0.6, bos_token_id=1, eos_token_id=4, pad_token_id=None, tie_word_embeddings=True,
    )  # fmt: skip
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        network = transformers.AutoModelForCausalLM.from_config(config)
    network.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def chat_folder(builders, tmp_path_factory):
    """`chat_folder("qwen3")`: the folder of a tiny instruct checkpoint; never change it."""
    root = tmp_path_factory.mktemp("chat")

    def get(kind: str, seed: int = 7, template: str | None = None) -> Path:
        folder = root / f"{kind}-{seed}-{hash(template)}"
        return folder if folder.exists() else build(folder, kind, builders.LINES, seed, template)

    return get


@pytest.fixture(scope="session")
def load_chat(chat_folder):
    """`load_chat("qwen3", seed=3)`: such a checkpoint in memory."""

    def get(kind: str, seed: int = 7, template: str | None = None):
        return load_checkpoint(chat_folder(kind, seed, template), name=kind, device="cpu")

    return get


@pytest.fixture(scope="session")
def question():
    """`question({"1.1": "It rained."})`: what a generator asks about sentences."""

    def make(sentences: dict[str, str], **form) -> Question:
        prompt = load_prompts().condense
        return ask_about(prompt, {"words": "30"}, write_lines(sentences), Form(tuple(sentences), **form))

    return make


class ScriptedChat:
    """A chat model that answers from a list, or from a function of the question, and remembers the questions."""

    name, revision, licence = "scripted", "0", "MIT"

    def __init__(self, *answers, window=4096):
        self.answers, self.window, self.asked = list(answers), window, []

    def count(self, question):
        return len((question.system + question.user + question.data).split())

    def ask(self, question, max_tokens):
        self.asked.append(question)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer = answer(question) if callable(answer) else answer
        return answer if isinstance(answer, Generation) else Generation(answer)


@pytest.fixture
def scripted():
    """The class of scripted chat models."""
    return ScriptedChat


@pytest.fixture
def prompts():
    """The shipped prompts."""
    return load_prompts()
