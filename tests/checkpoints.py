"""Tiny random-weight checkpoints of every model family, in the files that the hub has them in.

They prove the plumbing, never the quality. Each takes well under a second to build and is built once
a session. Vocabularies are trained on the sentences below, which are inventions.
"""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ENGLISH = (
    "The river rose two metres in one night and the old bridge was closed to traffic.",
    "The council will vote on Monday on a plan to build a higher wall along the harbour.",
    "Engineers said that the repair would take nine weeks and cost four million crowns.",
    "No one was hurt when the roof of the market fell in during the storm.",
    "The mayor denied that the warning had arrived late.",
    "Three schools stayed shut while water was pumped out of their cellars.",
    "A ferry carries workers to the islands twice a day until the road is open again.",
    "Farmers expect a poor harvest because the fields were under water for ten days.",
    "The library moved six thousand books to a dry hall on the hill.",
    "Volunteers filled sandbags through the night with the help of two lorries.",
)
ARABIC = (
    "ارتفع منسوب النهر مترين في ليلة واحدة وأغلق الجسر القديم أمام المرور.",
    "يصوت المجلس يوم الاثنين على خطة لبناء جدار أعلى على طول الميناء.",
    "قال المهندسون إن الإصلاح سيستغرق تسعة أسابيع.",
    "لم يصب أحد عندما انهار سقف السوق أثناء العاصفة.",
)
FRENCH = (
    "La rivière est montée de deux mètres en une nuit et le vieux pont a été fermé.",
    "Le conseil votera lundi sur un projet de mur plus haut le long du port.",
    "Personne n'a été blessé quand le toit du marché est tombé pendant la tempête.",
)
LINES = ENGLISH + ARABIC + FRENCH

PIECES = 300
# Wide random weights make outputs differ from input to input; 0.02, as in training, does not.
SPREAD = 0.6
WINDOW = 128
LONG_WINDOW = 256

SUMMARIZERS = ("bart", "pegasus", "t5", "mt5", "longt5", "led", "primera")
TRANSLATORS = ("marian", "marian-multi", "nllb", "m2m100", "mbart50", "madlad")
KINDS = SUMMARIZERS + TRANSLATORS


class Checkpoints:
    """Builds each kind of checkpoint when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, kind: str) -> Path:
        """The folder of a kind; never change it, take a `copy`."""
        folder = self._root / kind
        if not folder.exists():
            building = self._root / f".{kind}"
            building.mkdir(parents=True)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Marian's tokenizer recommends a package that it does not need
                BUILDERS[kind](building)
            building.rename(folder)
        return folder

    def copy(self, kind: str, destination: Path) -> Path:
        """A copy of a kind's folder that a test may damage."""
        return Path(shutil.copytree(self.path(kind), destination))


def edit_json(path: Path, **changes: object) -> None:
    """Sets keys of a JSON file; a key set to None is removed."""
    content = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps({key: value for key, value in content.items() if value is not None}))


def change_weights(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Lets a function change the weights of a copy in place."""
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    change(weights)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def _train_pieces(prefix: Path, **ids: Any) -> list[tuple[str, float]]:
    """Trains a SentencePiece model; gives its pieces with their scores."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES),
        model_prefix=str(prefix),
        vocab_size=PIECES,
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
        **ids,
    )
    prefix.with_suffix(prefix.suffix + ".vocab").unlink()
    model = sentencepiece.SentencePieceProcessor(model_file=f"{prefix}.model")
    return [(model.id_to_piece(n), model.get_score(n)) for n in range(model.get_piece_size())]


def _save(folder: Path, network: Callable[[Any], Any], config: Any, **generation: object) -> None:
    """Saves a network with reproducible random weights, and the settings that a hub folder has."""
    import torch
    from transformers.utils import logging

    logging.disable_progress_bar()
    with torch.random.fork_rng():
        torch.manual_seed(7)
        model = network(config)
    model.save_pretrained(folder)
    edit_json(folder / "generation_config.json", **generation)


def _transformer(rows: int, positions: int = WINDOW, **more: Any) -> dict[str, Any]:
    sizes = dict.fromkeys(("encoder_layers", "decoder_layers"), 2)
    heads = dict.fromkeys(("encoder_attention_heads", "decoder_attention_heads"), 4)
    widths = dict.fromkeys(("encoder_ffn_dim", "decoder_ffn_dim"), 64)
    base = {"vocab_size": rows, "d_model": 32, "max_position_embeddings": positions, "init_std": SPREAD}
    return base | sizes | heads | widths | more


def _byte_pairs(folder: Path, cls: Any, added: Sequence[str] = ()) -> Any:
    from tokenizers import ByteLevelBPETokenizer

    trainer = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer.train_from_iterator(LINES, vocab_size=500, special_tokens=special, show_progress=False)
    # BART's vocabulary ends with <mask>, beyond the rows of its fine-tuned weights.
    words = trainer.get_vocab()
    order = sorted((word for word in words if word != "<mask>"), key=words.__getitem__)
    trainer.save_model(str(folder))
    vocabulary = {word: n for n, word in enumerate([*order, "<mask>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    tokenizer = cls.from_pretrained(folder, model_max_length=LONG_WINDOW)
    tokenizer.add_tokens(list(added), special_tokens=True)
    tokenizer.save_pretrained(folder)
    return tokenizer


def _bart(folder: Path) -> None:
    """As facebook/bart-large-cnn: no tokenizer_config.json, a prefix of one space, no row for <mask>."""
    from transformers import BartConfig, BartForConditionalGeneration, BartTokenizer

    tokenizer = _byte_pairs(folder, BartTokenizer)
    (folder / "tokenizer_config.json").unlink()
    config = BartConfig(**_transformer(len(tokenizer) - 1), normalize_before=False, prefix=" ")
    _save(folder, BartForConditionalGeneration, config, forced_bos_token_id=0, no_repeat_ngram_size=3, num_beams=1)


def _led(folder: Path, added: Sequence[str] = ()) -> None:
    from transformers import LEDConfig, LEDForConditionalGeneration, LEDTokenizer

    tokenizer = _byte_pairs(folder, LEDTokenizer, added)
    edit_json(folder / "tokenizer_config.json", tokenizer_class="LEDTokenizer")
    sizes = _transformer(len(tokenizer))
    del sizes["max_position_embeddings"]
    config = LEDConfig(
        **sizes,
        max_encoder_position_embeddings=LONG_WINDOW,
        max_decoder_position_embeddings=WINDOW,
        attention_window=[8, 8],
    )
    _save(folder, LEDForConditionalGeneration, config, no_repeat_ngram_size=3)


def _primera(folder: Path) -> None:
    _led(folder, ["<doc-sep>"])


def _pegasus(folder: Path) -> None:
    """As google/pegasus-multi_news: 105 tokens of pre-training before the pieces, <n> for a line break."""
    from transformers import PegasusConfig, PegasusForConditionalGeneration, PegasusTokenizer

    pieces = _train_pieces(folder / "spiece", bos_id=-1, eos_id=1, unk_id=2, pad_id=0, user_defined_symbols=["<n>"])
    special = [("<pad>", 0.0), ("</s>", 0.0), ("<mask_1>", 0.0), ("<mask_2>", 0.0)]
    unused = [(f"<unk_{n}>", -100.0) for n in range(2, 103)]
    tokenizer = PegasusTokenizer(vocab=[*special, *unused, *pieces[2:]], model_max_length=WINDOW)
    tokenizer.save_pretrained(folder)
    config = PegasusConfig(**_transformer(len(tokenizer)), scale_embedding=True, normalize_before=True)
    _save(folder, PegasusForConditionalGeneration, config, length_penalty=0.8, num_beams=1)


def _t5_sizes(rows: int, **more: Any) -> dict[str, Any]:
    sizes = {"vocab_size": rows, "d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2, "num_heads": 4}
    return sizes | {"initializer_factor": 20.0, "decoder_start_token_id": 0} | more


def _t5_tokenizer(folder: Path, extra: int = 0, tags: Sequence[str] = ()) -> Any:
    from transformers import T5Tokenizer

    pieces = _train_pieces(folder / "spiece", bos_id=-1, eos_id=1, unk_id=2, pad_id=0, user_defined_symbols=list(tags))
    tokenizer = T5Tokenizer(vocab=pieces, extra_ids=extra)
    tokenizer.save_pretrained(folder)
    return tokenizer


def _t5(folder: Path) -> None:
    """As google-t5/t5-base: the task prefix is in config.json."""
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = _t5_tokenizer(folder, extra=10)
    edit_json(folder / "tokenizer_config.json", model_max_length=WINDOW)
    task = {"summarization": {"prefix": "summarize: ", "num_beams": 4, "min_length": 30}}
    config = T5Config(**_t5_sizes(len(tokenizer) + 3), task_specific_params=task)
    _save(folder, T5ForConditionalGeneration, config)


def _mt5(folder: Path) -> None:
    from transformers import MT5Config, MT5ForConditionalGeneration

    tokenizer = _t5_tokenizer(folder)
    config = MT5Config(**_t5_sizes(len(tokenizer), feed_forward_proj="gated-gelu", tie_word_embeddings=False))
    _save(folder, MT5ForConditionalGeneration, config)


def _longt5(folder: Path) -> None:
    from transformers import LongT5Config, LongT5ForConditionalGeneration

    tokenizer = _t5_tokenizer(folder)
    config = LongT5Config(
        **_t5_sizes(len(tokenizer)), encoder_attention_type="transient-global", local_radius=7, global_block_size=4
    )
    _save(folder, LongT5ForConditionalGeneration, config)


def _madlad(folder: Path) -> None:
    """As google/madlad400-3b-mt: a T5 whose vocabulary has <2xx> pieces, that decodes from another token."""
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = _t5_tokenizer(folder, tags=["<2ar>", "<2en>", "<2fr>", "<2iw>"])
    config = T5Config(**_t5_sizes(len(tokenizer), feed_forward_proj="gated-gelu"))
    _save(folder, T5ForConditionalGeneration, config)


def _marian(folder: Path, tags: Sequence[str] = ()) -> None:
    """As Helsinki-NLP/opus-mt-en-fr; with tags, as opus-mt-en-ar or a model of several targets."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    ids = {"bos_id": -1, "eos_id": 0, "unk_id": 1, "pad_id": -1}
    pieces = [piece for name in ("source", "target") for piece, _ in _train_pieces(folder / name, **ids)]
    for name in ("source", "target"):
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
    vocabulary = {piece: n for n, piece in enumerate(dict.fromkeys([*pieces, *tags, "<pad>"]))}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    names = ("source.spm", "target.spm", "vocab.json")
    tokenizer = MarianTokenizer(
        *(str(folder / name) for name in names),
        source_lang="en",
        target_lang="mul" if tags else "fr",
        model_max_length=512,
    )
    tokenizer.save_pretrained(folder)
    pad = len(vocabulary) - 1
    config = MarianConfig(
        **_transformer(len(vocabulary)),
        pad_token_id=pad,
        bos_token_id=None,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        scale_embedding=True,
        activation_function="swish",
        share_encoder_decoder_embeddings=True,
    )
    _save(folder, MarianMTModel, config, bad_words_ids=[[pad]], num_beams=1, max_length=512)


def _marian_multi(folder: Path) -> None:
    _marian(folder, [">>ara<<", ">>fra<<", ">>heb<<"])


def _m2m100(folder: Path) -> None:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    pieces = _train_pieces(folder / "sentencepiece.bpe", bos_id=0, eos_id=2, unk_id=3, pad_id=1)
    names = dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *(piece for piece, _ in pieces)])
    (folder / "vocab.json").write_text(json.dumps({piece: n for n, piece in enumerate(names)}), encoding="utf-8")
    tokenizer = M2M100Tokenizer(
        str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"), model_max_length=1024
    )
    tokenizer.save_pretrained(folder)
    rows = len(names) + len(tokenizer.lang_token_to_id) + 8
    config = M2M100Config(**_transformer(rows), scale_embedding=True, decoder_start_token_id=2)
    _save(folder, M2M100ForConditionalGeneration, config, num_beams=1)


def _nllb(folder: Path) -> None:
    """As facebook/nllb-200-distilled-600M: model_type m2m_100, and an NLLB tokenizer in tokenizer.json."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer
    from transformers.convert_slow_tokenizer import generate_merges
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    scores = dict(
        _train_pieces(folder / "sentencepiece.bpe", model_type="bpe", bos_id=1, eos_id=2, unk_id=0, pad_id=-1)[3:]
    )
    vocabulary = {piece: n for n, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *scores])}
    tokenizer = NllbTokenizer(
        vocab=vocabulary,
        merges=generate_merges(vocabulary, scores),
        extra_special_tokens=FAIRSEQ_LANGUAGE_CODES,
        model_max_length=1024,
    )
    tokenizer.save_pretrained(folder)
    config = M2M100Config(**_transformer(len(tokenizer) + 2), scale_embedding=True, decoder_start_token_id=2)
    _save(folder, M2M100ForConditionalGeneration, config, max_length=200)


def _mbart50(folder: Path) -> None:
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    pieces = _train_pieces(folder / "sentencepiece.bpe", bos_id=1, eos_id=2, unk_id=0, pad_id=-1)
    tokenizer = MBart50Tokenizer(vocab=pieces, src_lang="en_XX", model_max_length=WINDOW)
    tokenizer.save_pretrained(folder)
    config = MBartConfig(**_transformer(len(tokenizer)), scale_embedding=True, decoder_start_token_id=2)
    _save(folder, MBartForConditionalGeneration, config, forced_eos_token_id=2, num_beams=1)


NLI_LABELS = ("CONTRADICTION", "neutral", "Entailment")


def _classifier(folder: Path, network: Any, config: Any, tokenizer: Any, labels: Sequence[str] = NLI_LABELS) -> None:
    """Saves a classifier as the hub has it: labels in config.json, no generation settings."""
    import torch

    tokenizer.save_pretrained(folder)
    sizes = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
    id2label = dict(enumerate(labels))
    known = {"id2label": id2label, "label2id": {label: n for n, label in id2label.items()}, "initializer_range": SPREAD}
    with torch.random.fork_rng():
        torch.manual_seed(7)
        network(config(vocab_size=len(tokenizer), **sizes, **known)).save_pretrained(folder)


def _bert(folder: Path) -> None:
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    words = sorted({word.strip(".,").lower() for line in LINES for word in line.split()})
    letters = sorted({letter for word in words for letter in word})
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ",", *letters, *(f"##{c}" for c in letters), *words]
    vocabulary = {token: n for n, token in enumerate(dict.fromkeys(tokens))}
    tokenizer = BertTokenizer(vocab=vocabulary, model_max_length=WINDOW)
    config = partial(BertConfig, max_position_embeddings=WINDOW)
    _classifier(folder, BertForSequenceClassification, config, tokenizer)


def _roberta(folder: Path) -> None:
    """As a checker with two labels whose tokenizer names no limit."""
    from transformers import RobertaConfig, RobertaForSequenceClassification, RobertaTokenizer

    tokenizer = _byte_pairs(folder, RobertaTokenizer)
    tokenizer.model_max_length = int(1e30)
    special = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}
    config = partial(RobertaConfig, max_position_embeddings=WINDOW + 2, type_vocab_size=1, **special)
    _classifier(folder, RobertaForSequenceClassification, config, tokenizer, ("unsupported", "supported"))


def _deberta(folder: Path) -> None:
    from transformers import DebertaV2Config, DebertaV2ForSequenceClassification, DebertaV2Tokenizer

    special = [("[PAD]", 0.0), ("[CLS]", 0.0), ("[SEP]", 0.0), ("[UNK]", 0.0)]
    pieces = _train_pieces(folder / "spm", bos_id=-1, eos_id=-1, unk_id=0, pad_id=-1)[1:]
    tokenizer = DebertaV2Tokenizer(vocab=[*special, *pieces], unk_id=3, model_max_length=WINDOW)
    shape = {"relative_attention": True, "position_buckets": 16, "pos_att_type": ["p2c", "c2p"]}
    config = partial(DebertaV2Config, max_position_embeddings=WINDOW, type_vocab_size=0, **shape)
    _classifier(folder, DebertaV2ForSequenceClassification, config, tokenizer)


BUILDERS: dict[str, Callable[[Path], None]] = {
    "bart": _bart,
    "pegasus": _pegasus,
    "t5": _t5,
    "mt5": _mt5,
    "longt5": _longt5,
    "led": _led,
    "primera": _primera,
    "marian": _marian,
    "marian-multi": _marian_multi,
    "nllb": _nllb,
    "m2m100": _m2m100,
    "mbart50": _mbart50,
    "madlad": _madlad,
    "bert": _bert,
    "roberta": _roberta,
    "deberta-v2": _deberta,
}
