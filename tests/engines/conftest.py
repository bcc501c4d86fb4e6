"""Every engine over the same tiny checkpoints, and what a model asks of its engine."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from summarize.checkpoints.checkpoint import Checkpoint
from summarize.engines.converted.conversion import convert_checkpoint, find_obstacle
from summarize.engines.converted.decoding import ConvertedDecoder
from summarize.engines.seq2seq.decoding import TransformersDecoder


class Recorded:
    """Stands before a decoder: passes everything on, keeps what went in and came out."""

    def __init__(self, decoder):
        self.decoder = decoder
        self.rows, self.most, self.searches, self.writings = [], [], [], []

    def __getattr__(self, name):
        return getattr(self.decoder, name)

    def write(self, rows, most, **search):
        written = self.decoder.write(rows, most, **search)
        if rows:
            self.rows.append([list(row.ids) for row in rows])
            self.most.append(list(most))
            self.searches.append(search)
            self.writings.append(written)
        return written


@pytest.fixture(scope="session")
def converted(load, tmp_path_factory):
    """`converted(checkpoint, "int8")`: a decoder over its conversion; skips a family that has none."""
    folders = {}

    def get(checkpoint, quantization="int8", **more):
        if find_obstacle(checkpoint):
            pytest.skip("CTranslate2 does not have this family")
        key = (id(checkpoint), quantization)
        if key not in folders:
            folders[key] = (tmp_path_factory.mktemp("converted"), checkpoint)
            spare = replace(checkpoint, network=deepcopy(checkpoint.network))
            convert_checkpoint(spare, folders[key][0], quantization)
        return ConvertedDecoder(checkpoint, folders[key][0], quantization=quantization, **{"workers": 1} | more)

    return get


@pytest.fixture(params=["transformers", "ctranslate2"])
def decode(request, load, converted):
    """`decode("bart")`, or `decode(checkpoint)`: a recorded decoder, in each engine."""

    def get(kind, quantization="int8"):
        checkpoint = kind if isinstance(kind, Checkpoint) else load(kind)
        if request.param == "transformers":
            return Recorded(TransformersDecoder(checkpoint))
        return Recorded(converted(checkpoint, quantization))

    return get
