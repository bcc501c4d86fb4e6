"""A Marian-shaped Transformer written for fast bfloat16 training on a processor.

The layout is Marian's (post-norm, sinusoidal positions, swish, three-way tied
embeddings; Junczys-Dowmunt et al. 2018), so `export.py` maps it onto
`MarianMTModel` tensor by tensor.  Three things differ from the textbook code, all
for speed at equal mathematics:

* a micro-batch holds sources of exactly one length, so attention needs no mask;
* dropout multiplies by slices of one pre-drawn pool of masks, because drawing
  random numbers on a processor costs as much as the matrix products;
* the output projection and the smoothed cross-entropy are one function that never
  keeps the logits.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

POOL_SIZE = 1 << 24

BRANCH = 0.4
"""Initial scale of what each layer adds. Post-norm layers let little gradient through to the
encoder unless their branches start small (Wang et al. 2022, DeepNorm: 0.53 / 1.32 at this depth)."""


@dataclass(frozen=True)
class Shape:
    """The sizes of a translator; `vocabulary` includes the padding piece, which is last."""

    vocabulary: int
    width: int = 384
    heads: int = 6
    feed_forward: int = 1536
    encoder_layers: int = 6
    decoder_layers: int = 2
    positions: int = 256


class DropoutPool:
    """Dropout by slices of a pool of masks that is drawn once and redrawn on request."""

    def __init__(self, rate: float, seed: int) -> None:
        self.rate = rate
        self._draw = random.Random(seed)
        self._pool = torch.empty(0)
        self.redraw()

    def redraw(self) -> None:
        """Draw the pool afresh."""
        generator = torch.Generator().manual_seed(self._draw.getrandbits(32))
        keep = torch.rand(POOL_SIZE, generator=generator) >= self.rate
        self._pool = keep.to(torch.bfloat16) / (1.0 - self.rate)

    def __call__(self, x: Tensor) -> Tensor:
        """`x` with each element kept with probability 1 - rate and scaled, while training."""
        if self.rate == 0.0 or not torch.is_grad_enabled():
            return x
        offset = self._draw.randrange(POOL_SIZE - x.numel())
        return x * self._pool[offset : offset + x.numel()].view(x.shape)


class _Lookup(torch.autograd.Function):
    """Embedding rows whose gradient is summed in float32 (bfloat16 sums of frequent words stall)."""

    @staticmethod
    def forward(ctx: Any, weight: Tensor, ids: Tensor) -> Tensor:
        ctx.save_for_backward(ids)
        ctx.shape = weight.shape
        return weight[ids]

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, None]:
        (ids,) = ctx.saved_tensors
        total = torch.zeros(ctx.shape, dtype=torch.float32)
        total.index_add_(0, ids.reshape(-1), grad.reshape(-1, grad.shape[-1]).float())
        return total.to(grad.dtype), None


class _SmoothedLoss(torch.autograd.Function):
    """Sum of label-smoothed cross-entropies of `hidden @ weight.T`, with logits made in chunks."""

    CHUNK = 256

    @staticmethod
    def forward(ctx: Any, hidden: Tensor, weight: Tensor, gold: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
        loss = torch.zeros((), dtype=torch.float32)
        plain = torch.zeros((), dtype=torch.float32)
        grad_hidden = torch.empty_like(hidden)
        grad_weight = torch.zeros(weight.shape, dtype=torch.float32)
        size = weight.shape[0]
        for start in range(0, hidden.shape[0], _SmoothedLoss.CHUNK):
            h, g = hidden[start : start + _SmoothedLoss.CHUNK], gold[start : start + _SmoothedLoss.CHUNK]
            log_p = F.log_softmax((h @ weight.T).float(), dim=-1)
            nll = -log_p.gather(1, g[:, None]).sum()
            plain += nll
            loss += (1.0 - smoothing) * nll - smoothing / size * log_p.sum()
            grad = log_p.exp_()
            grad -= smoothing / size
            grad[torch.arange(len(g)), g] -= 1.0 - smoothing
            small = grad.to(weight.dtype)
            grad_hidden[start : start + _SmoothedLoss.CHUNK] = small @ weight
            grad_weight += small.T @ h
        ctx.save_for_backward(grad_hidden, grad_weight.to(weight.dtype))
        return loss, plain

    @staticmethod
    def backward(ctx: Any, scale: Tensor, _: Tensor) -> tuple[Tensor, Tensor, None, None]:
        grad_hidden, grad_weight = ctx.saved_tensors
        return grad_hidden * scale, grad_weight * scale, None, None


class _Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.q = nn.Linear(shape.width, shape.width)
        self.kv = nn.Linear(shape.width, 2 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor, memory: Tensor, causal: bool) -> Tensor:
        batch, length, width = x.shape
        size = width // self.heads
        q = self.q(x).view(batch, length, self.heads, size).transpose(1, 2)
        k, v = self.kv(memory).view(batch, -1, 2, self.heads, size).permute(2, 0, 3, 1, 4)
        # Spelled out: at sentence length the fused kernel's backward pass is five times slower here.
        scores = (q * size**-0.5) @ k.transpose(-1, -2)
        if causal:
            scores = scores + torch.full((length, length), -1e4, dtype=x.dtype).triu(1)
        mixed = F.softmax(scores, dim=-1) @ v
        return self.out(mixed.transpose(1, 2).reshape(batch, length, width))  # type: ignore[no-any-return]


class _Layer(nn.Module):
    def __init__(self, shape: Shape, cross: bool, dropout: DropoutPool) -> None:
        super().__init__()
        self.dropout = dropout
        self.self_attention = _Attention(shape)
        self.self_norm = nn.LayerNorm(shape.width)
        self.cross_attention = _Attention(shape) if cross else None
        self.cross_norm = nn.LayerNorm(shape.width) if cross else None
        self.fc1 = nn.Linear(shape.width, shape.feed_forward)
        self.fc2 = nn.Linear(shape.feed_forward, shape.width)
        self.norm = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor, memory: Tensor | None) -> Tensor:
        x = self.self_norm(x + self.dropout(self.self_attention(x, x, memory is not None)))
        if self.cross_attention is not None and self.cross_norm is not None and memory is not None:
            x = self.cross_norm(x + self.dropout(self.cross_attention(x, memory, False)))
        return self.norm(x + self.dropout(self.fc2(F.silu(self.fc1(x)))))  # type: ignore[no-any-return]


class Translator(nn.Module):
    """The encoder-decoder; `loss` is the only entrance that training needs."""

    def __init__(self, shape: Shape, dropout: DropoutPool) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.embedding = nn.Parameter(torch.randn(shape.vocabulary, shape.width) * shape.width**-0.5)
        self.encoder = nn.ModuleList(_Layer(shape, False, dropout) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(_Layer(shape, True, dropout) for _ in range(shape.decoder_layers))
        self.register_buffer("positions", sinusoids(shape.positions, shape.width), persistent=False)
        for name, p in self.named_parameters():
            if p.dim() == 2 and p is not self.embedding:
                nn.init.xavier_uniform_(p)
                if name.endswith(("out.weight", "fc2.weight")):
                    p.data *= BRANCH

    def _embed(self, ids: Tensor) -> Tensor:
        rows: Tensor = _Lookup.apply(self.embedding, ids)  # type: ignore[no-untyped-call]
        return self.dropout(rows * math.sqrt(self.shape.width) + self.positions[: ids.shape[1]])  # type: ignore[index]

    def hidden(self, source: Tensor, prefix: Tensor) -> Tensor:
        """Decoder states, (sentences, tokens, width), for unpadded `source` and right-padded `prefix`."""
        memory = self._embed(source)
        for layer in self.encoder:
            memory = layer(memory, None)
        x = self._embed(prefix)
        for layer in self.decoder:
            x = layer(x, memory)
        return x

    def loss(self, source: Tensor, prefix: Tensor, gold: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
        """Summed smoothed loss and summed plain negative log-likelihood over the non-padding `gold`."""
        hidden = self.hidden(source, prefix)
        wanted = gold >= 0
        both: tuple[Tensor, Tensor] = _SmoothedLoss.apply(  # type: ignore[no-untyped-call]
            hidden[wanted], self.embedding, gold[wanted], smoothing
        )
        return both


def sinusoids(positions: int, width: int) -> Tensor:
    """Marian's position table: all sines, then all cosines (Vaswani et al. 2017, regrouped)."""
    angle = torch.arange(positions)[:, None] / 10000 ** (torch.arange(0, width, 2) / width)[None, :]
    return torch.cat([angle.sin(), angle.cos()], dim=1)
