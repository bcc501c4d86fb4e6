"""Reads the parallel sources, weighs them, trains the joint vocabulary and writes one packed corpus.

    python -m train.translator.prepare DATA WORK [--composed train/translator/composed]

DATA holds `train.en-ar.tsv.xz`, `news_written.en-ar.tsv.xz` and `names.en-ar.tsv.xz`
(columns: source, en, ar).  WORK receives `corpus.tsv` and `joint.spm`.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import sentencepiece as spm

VOCABULARY = 8000

# How often a pair of each source is seen in one epoch.  Software documentation (ms_*)
# is two thirds of the words and far from news, so it is thinned; the human-translated
# encyclopedic and health texts and everything composed for this project are repeated.
EPOCH_WEIGHT = {
    "news_written": 2.0,
    "composed": 2.0,
    "generated": 0.5,
    "xquad": 2.0,
    "tico19_all": 2.0,
    "sdg_translations": 2.0,
    "ea_mt_semeval25": 1.5,
    "opensource_guide": 1.0,
    "ms_security101_md": 1.0,
    "tatoeba": 0.8,
    "mmlu_ar": 0.4,
    "mozorg_l10n": 0.4,
    "ms_azd_md": 0.2,
    "ms_alchemy_mt": 0.15,
    "ms_dynamics_ht": 0.08,
    "names": 0.12,
}

_DROPPED = re.compile("[\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪٫٬", "01234567890123456789%.,")


def normalize_arabic(text: str) -> str:
    """NFC without tatweel, short vowels and bidi controls, with European digits.

    >>> normalize_arabic("كَتَبَ ١٢٫٥")
    'كتب 12.5'
    """
    return " ".join(_DROPPED.sub("", unicodedata.normalize("NFC", text)).translate(_INDIC).split())


def normalize_english(text: str) -> str:
    """NFC, straight quotes, single spaces."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    return " ".join(_DROPPED.sub("", text.replace("“", '"').replace("”", '"')).split())


def read_pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    """(source, English, Arabic) rows of a TSV, plain or .xz; a header row is skipped."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) >= 3 and row[1:3] != ["en", "ar"]:
                yield row[0], normalize_english(row[1]), normalize_arabic(row[2])


def is_usable(english: str, arabic: str) -> bool:
    """Whether a pair looks like a translation: both sides there, Arabic letters, sane length ratio."""
    if not english or not arabic or len(english) > 600 or len(arabic) > 600:
        return False
    letters = sum(c.isalpha() for c in arabic)
    native = sum("\u0600" <= c <= "\u06ff" for c in arabic)
    if letters and native / letters < 0.6:
        return False
    ratio = (len(arabic) + 4) / (len(english) + 4)
    return 0.4 <= ratio <= 1.8


def gather(data: Path, composed: Path) -> list[tuple[str, str, str]]:
    """All usable, distinct pairs, named by their source."""

    def everything() -> Iterable[tuple[str, str, str]]:
        yield from read_pairs(data / "train.en-ar.tsv.xz")
        for _, en, ar in read_pairs(data / "news_written.en-ar.tsv.xz"):
            yield "news_written", en, ar
        for _, en, ar in read_pairs(data / "names.en-ar.tsv.xz"):
            yield "names", en, ar
        for path in sorted(composed.glob("*.tsv*")):
            for _, en, ar in read_pairs(path):
                yield ("generated" if "generated" in path.name else "composed"), en, ar

    seen: set[tuple[str, str]] = set()
    pairs = []
    for source, en, ar in everything():
        if is_usable(en, ar) and (en, ar) not in seen:
            seen.add((en, ar))
            pairs.append((source, en, ar))
    return pairs


def train_vocabulary(pairs: list[tuple[str, str, str]], work: Path, seed: int) -> None:
    """A joint byte-fallback BPE over a sample that follows the epoch weights."""
    draw = random.Random(seed)
    lines = []
    for source, en, ar in pairs:
        if draw.random() < EPOCH_WEIGHT[source]:
            lines += [en, ar]
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(work / "joint"),
        vocab_size=VOCABULARY,
        model_type="bpe",
        character_coverage=0.9998,
        byte_fallback=True,
        split_digits=True,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        pad_id=-1,
        input_sentence_size=2_000_000,
        num_threads=2,
        minloglevel=2,
    )
    (work / "joint.model").rename(work / "joint.spm")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--composed", type=Path, default=Path(__file__).parent / "composed")
    parser.add_argument("--keep-vocabulary", action="store_true", help="only renew the corpus")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    pairs = gather(args.data, args.composed)
    if not args.keep_vocabulary:
        train_vocabulary(pairs, args.work, args.seed)
    temporary = args.work / "corpus.tsv.new"
    with open(temporary, "w", encoding="utf-8") as out:
        out.writelines(f"{source}\t{en}\t{ar}\n" for source, en, ar in pairs)
    temporary.replace(args.work / "corpus.tsv")
    print(f"{len(pairs):,} pairs")


if __name__ == "__main__":
    main()
