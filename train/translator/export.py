"""Writes a checkpoint's averaged weights as a Marian model, in the format that the hub has.

    python -m train.translator.export WORK OUT [--int8]

OUT receives config.json, generation_config.json, model.safetensors, source.spm, target.spm,
vocab.json and tokenizer_config.json; with --int8 also a CTranslate2 conversion in OUT/ctranslate2.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import sentencepiece as spm
import torch
from torch import Tensor

from train.translator.model import DropoutPool, Shape, Translator


def load_average(work: Path) -> tuple[Translator, dict[str, Any]]:
    """The model with its moving-average weights in float32, and the checkpoint's counters."""
    state = torch.load(work / "checkpoint.pt", weights_only=True, mmap=True)
    model = Translator(Shape(**state["shape"]), DropoutPool(0.0, 0))
    for parameter, value in zip(model.parameters(), state["average"], strict=True):
        parameter.data.copy_(value)
    return model.eval(), {name: state[name] for name in ("step", "epoch", "tokens")}


def to_marian(model: Translator, end: int) -> Any:
    """The same weights in `transformers.MarianMTModel`; `end` is the id of </s>."""
    from transformers import MarianConfig, MarianMTModel

    shape = model.shape
    padding = shape.vocabulary - 1
    config = MarianConfig(
        vocab_size=shape.vocabulary,
        d_model=shape.width,
        encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        encoder_ffn_dim=shape.feed_forward,
        decoder_ffn_dim=shape.feed_forward,
        max_position_embeddings=shape.positions,
        activation_function="swish",
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        dropout=0.1,
        pad_token_id=padding,
        eos_token_id=end,
        bos_token_id=None,
        decoder_start_token_id=padding,
        forced_eos_token_id=end,
    )
    config.normalize_before = False  # read by CTranslate2's converter, unknown to the class
    config.normalize_embedding = False
    marian = MarianMTModel(config)
    missing = marian.load_state_dict(dict(_rename(model)), strict=False)
    unexpected = [k for k in missing.missing_keys if "embed_positions" not in k and "embed_tokens" not in k]
    if missing.unexpected_keys or [k for k in unexpected if k not in ("lm_head.weight", "final_logits_bias")]:
        raise SystemExit(f"the layouts differ: {missing}")
    marian.tie_weights()
    marian.generation_config.bad_words_ids = [[padding]]
    marian.generation_config.num_beams = 4
    marian.generation_config.max_length = shape.positions
    return marian


def _rename(model: Translator) -> list[tuple[str, Tensor]]:
    state = model.state_dict()
    rows = [("model.shared.weight", state["embedding"])]
    for name, value in state.items():
        if name == "embedding":
            continue
        side, layer, module, *rest = name.split(".")
        prefix = f"model.{side}.layers.{layer}"
        if module in ("self_attention", "cross_attention"):
            block = "self_attn" if module == "self_attention" else "encoder_attn"
            inner, kind = rest
            if inner == "kv":
                key, projected = value.chunk(2)
                rows += [(f"{prefix}.{block}.k_proj.{kind}", key), (f"{prefix}.{block}.v_proj.{kind}", projected)]
            else:
                rows.append((f"{prefix}.{block}.{'q_proj' if inner == 'q' else 'out_proj'}.{kind}", value))
        else:
            names = {"self_norm": "self_attn_layer_norm", "cross_norm": "encoder_attn_layer_norm"}
            names |= {"norm": "final_layer_norm", "fc1": "fc1", "fc2": "fc2"}
            rows.append((f"{prefix}.{names[module]}.{rest[0]}", value))
    return [(name, value.clone()) for name, value in rows]


def write_tokenizer(work: Path, out: Path) -> None:
    """The joint vocabulary as Marian's three files, saved by transformers itself."""
    from transformers import MarianTokenizer

    pieces = spm.SentencePieceProcessor(model_file=str(work / "joint.spm"))
    table = {pieces.id_to_piece(i): i for i in range(pieces.get_piece_size())}
    table["<pad>"] = len(table)
    for name in ("source.spm", "target.spm"):
        shutil.copy(work / "joint.spm", out / name)
    (out / "vocab.json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    files = (str(out / "source.spm"), str(out / "target.spm"), str(out / "vocab.json"))
    tokenizer = MarianTokenizer(*files, source_lang="en", target_lang="ar", model_max_length=256)
    tokenizer.save_pretrained(out)


def export(work: Path, out: Path, int8: bool) -> dict[str, Any]:
    """Write everything; the checkpoint's counters."""
    out.mkdir(parents=True, exist_ok=True)
    model, counters = load_average(work)
    pieces = spm.SentencePieceProcessor(model_file=str(work / "joint.spm"))
    to_marian(model, pieces.eos_id()).save_pretrained(out)
    write_tokenizer(work, out)
    if int8:
        from ctranslate2.converters import TransformersConverter

        TransformersConverter(str(out)).convert(str(out / "ctranslate2"), quantization="int8", force=True)
    return counters


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--int8", action="store_true")
    args = parser.parse_args()
    print(export(args.work, args.out, args.int8))


if __name__ == "__main__":
    main()
