"""Trains the translator from a prepared corpus; stops and resumes at any step.

    nice -n 19 python -m train.translator.train WORK [--minutes 60]

WORK comes from `prepare.py`.  `checkpoint.pt` in it holds everything that resuming
needs; it is replaced atomically every few minutes.  The corpus is read afresh at each
epoch, so pairs added to it meanwhile join in.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import sentencepiece as spm
import torch
from torch import Tensor

from train.translator.model import DropoutPool, Shape, Translator
from train.translator.prepare import EPOCH_WEIGHT

LONGEST = 128
JOINED_SHARE = 0.08  # short neighbours joined into one longer example (OpusTrainer's "Merge")
WARM_UP = 1000
EMA = 0.9995
SMOOTHING = 0.1
SAVE_EVERY_S = 300.0

Example = tuple[list[int], list[int]]


def draw_epoch(corpus: Path, draw: random.Random) -> list[tuple[str, str]]:
    """One epoch's pairs: each repeated by its source's weight, some joined with their neighbour."""
    chosen = []
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            source, en, ar = line.rstrip("\n").split("\t")
            weight = EPOCH_WEIGHT[source]
            chosen += [(source, en, ar)] * (int(weight) + (draw.random() < weight % 1))
    pairs = []
    skip = False
    for here, following in zip(chosen, [*chosen[1:], chosen[0]], strict=True):
        if skip:
            skip = False
            continue
        ends = here[1].endswith((".", "?", "!"))
        if ends and here[0] == following[0] and len(here[1]) < 120 and draw.random() < JOINED_SHARE:
            pairs.append((f"{here[1]} {following[1]}", f"{here[2]} {following[2]}"))
            skip = True
        else:
            pairs.append(here[1:])
    draw.shuffle(pairs)
    return pairs


def encode(pairs: list[tuple[str, str]], pieces: spm.SentencePieceProcessor, dropout: float) -> list[Example]:
    """Piece ids, each side ending in </s>; BPE-dropout (Provilkov et al. 2020) when `dropout` > 0."""
    options: dict[str, Any] = {"enable_sampling": True, "alpha": dropout, "nbest_size": -1} if dropout else {}
    eos = pieces.eos_id()
    examples = []
    for en, ar in pairs:
        source, target = pieces.encode(en, **options), pieces.encode(ar, **options)
        if 0 < len(source) < LONGEST and 0 < len(target) < LONGEST:
            examples.append(([*source, eos], [*target, eos]))
    return examples


def make_micro_batches(examples: list[Example], tokens: int, draw: random.Random) -> list[list[Example]]:
    """Batches of one exact source length and about `tokens` padded target tokens, in random order."""
    by_length: dict[int, list[Example]] = defaultdict(list)
    for example in examples:
        by_length[len(example[0])].append(example)
    batches = []
    for _, group in sorted(by_length.items()):
        group.sort(key=lambda e: len(e[1]) + draw.random() * 3)
        current: list[Example] = []
        for example in group:
            longest = max(len(example[1]), max((len(e[1]) for e in current), default=0))
            if current and longest * (len(current) + 1) > tokens:
                batches.append(current)
                current = []
            current.append(example)
        batches.append(current)
    draw.shuffle(batches)
    return batches


def to_tensors(batch: list[Example], start: int) -> tuple[Tensor, Tensor, Tensor]:
    """Source (n, s), decoder prefix (n, t) beginning with `start`, gold (n, t) padded with -1."""
    longest = max(len(target) for _, target in batch)
    source = torch.tensor([s for s, _ in batch])
    prefix = torch.full((len(batch), longest), start)
    gold = torch.full((len(batch), longest), -1)
    for row, (_, target) in enumerate(batch):
        gold[row, : len(target)] = torch.tensor(target)
        prefix[row, 1 : len(target)] = torch.tensor(target[:-1])
    return source, prefix, gold


def grow(saved: Shape, wanted: Shape, values: list[Tensor]) -> list[Tensor]:
    """Parameters of a deeper encoder that computes nearly what the shallower one did.

    Post-norm encoders of six layers learn to use the source very late; two layers learn it in a
    few hundred steps (progressive stacking, Gong et al. 2019).  New layers go on top, as copies of
    the top layer whose branches add nothing yet.
    """
    small, large = Translator(saved, DropoutPool(0.0, 0)), Translator(wanted, DropoutPool(0.0, 0))
    old = dict(zip((name for name, _ in small.named_parameters()), values, strict=True))
    top = f"encoder.{saved.encoder_layers - 1}."
    grown = []
    for name, _ in large.named_parameters():
        if name in old:
            grown.append(old[name])
            continue
        inner = name.split(".", 2)[2]
        silent = inner.startswith(("self_attention.out", "fc2"))
        source = "norm." + inner.rsplit(".", 1)[1] if inner.startswith("self_norm") else inner
        grown.append(torch.zeros_like(old[top + inner]) if silent else old[top + source].clone())
    return grown


class Trainer:
    """The model, its float32 masters, their moving average, and the step counter."""

    def __init__(self, work: Path, shape: Shape, dropout: float, seed: int, seconds: float) -> None:
        torch.manual_seed(seed)
        self.lock = threading.Lock()
        self.began = self.saved = time.monotonic()
        self.deadline = self.began + seconds
        self.until, self.cool_down = math.inf, 0.0
        self.held, self.nll = 0, 0.0
        self.path = work / "checkpoint.pt"
        self.pool = DropoutPool(dropout, seed)
        self.model = Translator(shape, self.pool)
        self.master = [p.detach().clone().float().requires_grad_() for p in self.model.parameters()]
        self.average = [p.detach().clone() for p in self.master]
        self.model.to(torch.bfloat16)
        self.optimizer = torch.optim.AdamW(
            self.master, lr=1.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=1e-4, fused=True
        )
        self.step, self.epoch, self.tokens = 0, 0, 0
        if self.path.exists():
            self._load()
        self.first = self.tokens

    def stopping(self) -> bool:
        """Whether the time is up or enough tokens were seen."""
        return time.monotonic() >= self.deadline or self.tokens >= self.until

    def report(self, losses: list[float]) -> None:
        """Print a line every 50 steps, save every few minutes; `losses` is emptied when printed."""
        now = time.monotonic()
        if self.step % 50 == 0:
            row = {
                "step": self.step,
                "epoch": self.epoch,
                "tokens": self.tokens,
                "nll": round(sum(losses) / len(losses), 4),
                "tokens_per_s": round((self.tokens - self.first) / (now - self.began)),
            }
            print(json.dumps(row), flush=True)
            losses.clear()
        if now - self.saved > SAVE_EVERY_S:
            self.save()
            self.saved = now

    def _load(self) -> None:
        state = torch.load(self.path, weights_only=True)
        saved, wanted = Shape(**state["shape"]), self.model.shape
        if replace(saved, encoder_layers=wanted.encoder_layers) != wanted:
            raise SystemExit(f"{self.path} holds another shape: {saved}")
        grown = wanted.encoder_layers > saved.encoder_layers
        for name in ("master", "average"):
            values = grow(saved, wanted, state[name]) if grown else state[name]
            for mine, value in zip(getattr(self, name), values, strict=True):
                mine.data.copy_(value)
        if not grown:
            self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.epoch, self.tokens = state["step"], state["epoch"], state["tokens"]
        self._copy_to_model()

    def save(self) -> None:
        """Replace the checkpoint in one rename."""
        state = {
            "shape": asdict(self.model.shape),
            "master": [p.detach() for p in self.master],
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "epoch": self.epoch,
            "tokens": self.tokens,
        }
        temporary = self.path.with_suffix(".new")
        torch.save(state, temporary)
        temporary.replace(self.path)

    def _copy_to_model(self) -> None:
        for small, large in zip(self.model.parameters(), self.master, strict=True):
            small.data.copy_(large.data)

    def _cooling(self) -> float:
        """Falls from 1 to 0 over the last tokens."""
        return min(1.0, max(0.0, self.until - self.tokens) / self.cool_down) if self.cool_down else 1.0

    def add(self, grads: tuple[Tensor, ...], tokens: int, nll: float) -> None:
        """Add one micro-batch's summed gradients to those held for the next step."""
        for large, grad in zip(self.master, grads, strict=True):
            if large.grad is None:
                large.grad = grad.float()
            else:
                large.grad += grad
        self.held += tokens
        self.nll += nll

    def update(self, peak: float) -> float:
        """One optimizer step from the gradients held; returns their plain loss per token."""
        self.step += 1
        self.tokens += self.held
        rate = peak * min(self.step / WARM_UP, math.sqrt(WARM_UP / self.step)) * self._cooling()
        torch._foreach_div_([p.grad for p in self.master if p.grad is not None], float(self.held))
        torch.nn.utils.clip_grad_norm_(self.master, 1.0)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        self.optimizer.zero_grad()
        keep = min(EMA, (self.step + 1) / (self.step + 10))
        torch._foreach_lerp_(self.average, [p.data for p in self.master], 1.0 - keep)
        self._copy_to_model()
        loss, self.held, self.nll = self.nll / self.held, 0, 0.0
        return loss


def work(trainer: Trainer, batches: Iterator[list[Example]], args: argparse.Namespace, losses: list[float]) -> None:
    """Run micro-batches until there are none; several workers share a trainer.

    Each worker is one thread on one core, so one that other programs push aside delays nobody.
    A worker may still read weights while another updates them; with two workers that is noise.
    """
    start = trainer.model.shape.vocabulary - 1
    parameters = list(trainer.model.parameters())
    while True:
        with trainer.lock:
            batch = next(batches, None)
            if batch is None or trainer.stopping():
                return
        source, prefix, gold = to_tensors(batch, start)
        loss, plain = trainer.model.loss(source, prefix, gold, SMOOTHING)
        grads = torch.autograd.grad(loss, parameters)
        with trainer.lock:
            trainer.add(grads, int((gold >= 0).sum()), float(plain.detach()))
            if trainer.held >= args.batch:
                losses.append(trainer.update(args.rate))
                trainer.report(losses)


def train_epoch(args: argparse.Namespace, trainer: Trainer, pieces: spm.SentencePieceProcessor) -> None:
    """One pass over a fresh draw of the corpus."""
    draw = random.Random(args.seed * 1000 + trainer.epoch)
    pairs = draw_epoch(args.work / "corpus.tsv", draw)
    spm.set_random_generator_seed(args.seed * 1000 + trainer.epoch)
    batches = iter(make_micro_batches(encode(pairs, pieces, args.bpe_dropout), args.micro, draw))
    losses: list[float] = []
    workers = [threading.Thread(target=work, args=(trainer, batches, args, losses)) for _ in range(args.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if not trainer.stopping():
        trainer.epoch += 1
        trainer.pool.redraw()


def keep_memory() -> None:
    """Start again with an allocator that keeps freed pages: worth 25 % of the speed on a processor."""
    wanted = {"MALLOC_MMAP_THRESHOLD_": str(1 << 33), "MALLOC_TRIM_THRESHOLD_": str(1 << 33)}
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        spec = ["-m", "train.translator.train", *sys.argv[1:]]
        os.execve(sys.executable, [sys.executable, *spec], {**os.environ, **wanted})


def main() -> None:
    """Command line."""
    keep_memory()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--until", type=float, default=math.inf, help="stop after this many target tokens in all")
    parser.add_argument("--cool-down", type=float, default=0.0, help="tokens over which the rate falls to 0 at the end")
    parser.add_argument("--batch", type=int, default=1500, help="target tokens a step, at least")
    parser.add_argument("--micro", type=int, default=2048, help="padded target tokens a forward pass")
    parser.add_argument("--rate", type=float, default=1e-3, help="peak learning rate")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--bpe-dropout", type=float, default=0.1)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--feed-forward", type=int, default=1536)
    parser.add_argument("--encoder-layers", type=int, default=6, help="a checkpoint with fewer is grown")
    parser.add_argument("--workers", type=int, default=2, help="threads; 1 makes a run repeatable")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    pieces = spm.SentencePieceProcessor(model_file=str(args.work / "joint.spm"))
    shape = Shape(pieces.get_piece_size() + 1, args.width, args.heads, args.feed_forward, args.encoder_layers)
    trainer = Trainer(args.work, shape, args.dropout, args.seed, args.minutes * 60)
    trainer.until, trainer.cool_down = args.until, args.cool_down
    signal.signal(signal.SIGTERM, lambda *_: setattr(trainer, "deadline", 0.0))  # stop and save
    while not trainer.stopping():
        train_epoch(args, trainer, pieces)
    trainer.save()


if __name__ == "__main__":
    main()
