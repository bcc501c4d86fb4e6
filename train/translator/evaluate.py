"""chrF, BLEU and speed of an exported translator on development sets.

    python -m train.translator.evaluate OUT DATA [--beams 1 4] [--limit 200]

OUT comes from `export.py --int8`; DATA holds `dev_*.en-ar.tsv` (columns: en, ar).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import ctranslate2
import sacrebleu
import sentencepiece as spm

from train.translator.prepare import normalize_arabic, normalize_english

POSITIONS = 256
SETS = ("dev_flores_dev", "dev_ud_pud", "dev_tico19_test")


def read_set(path: Path, limit: int | None) -> tuple[list[str], list[str]]:
    """English sources and Arabic references, the references only stripped of short vowels."""
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    rows = [r[-2:] for r in rows if r[-2:] != ["en", "ar"]][:limit]
    return [normalize_english(en) for en, _ in rows], [normalize_arabic(ar) for _, ar in rows]


def translate(folder: Path, texts: list[str], beam: int) -> tuple[list[str], float]:
    """Translations by the int8 model on two cores, and the seconds they took."""
    pieces = spm.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    model = ctranslate2.Translator(str(folder / "ctranslate2"), inter_threads=2, intra_threads=1)
    tokens = [[*pieces.encode(text, out_type=str), "</s>"] for text in texts]
    began = time.perf_counter()
    results = model.translate_batch(
        tokens,
        beam_size=beam,
        max_batch_size=1024,
        batch_type="tokens",
        max_decoding_length=200,
        max_input_length=POSITIONS - 1,  # a few health texts are paragraphs; the product splits those
    )
    seconds = time.perf_counter() - began
    return [pieces.decode(r.hypotheses[0]) for r in results], seconds


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", type=int, default=0, help="outputs to print")
    args = parser.parse_args()
    for name in SETS:
        sources, references = read_set(args.data / f"{name}.en-ar.tsv", args.limit)
        for beam in args.beams:
            outputs, seconds = translate(args.out, sources, beam)
            chrf, bleu = sacrebleu.corpus_chrf(outputs, [references]), sacrebleu.corpus_bleu(outputs, [references])
            speed = len(sources) / seconds
            print(f"{name:18} beam {beam}  chrF {chrf.score:5.2f}  BLEU {bleu.score:5.2f}  {speed:6.1f} sentences/s")
        for source, output in list(zip(sources, outputs, strict=True))[: args.show]:
            print(f"  {source}\n  {output}")


if __name__ == "__main__":
    main()
