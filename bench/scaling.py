"""Time and memory of the extractive pipeline against the number of sentences.

    python -m bench.scaling

Articles are made from a small vocabulary with a fixed seed; the pipeline is warmed first, so
that loading stemmers and the language model is not counted.  The curve is drawn into `bench/charts`.
"""

from __future__ import annotations

import math
import random
import resource
import time
from pathlib import Path

from summarize.evaluation.charts import draw_curves
from summarize.options import Options
from summarize.pipeline import Models, make_digest
from summarize.translation.desk import Desk
from summarize.types import Document, Reading

SENTENCES = (100, 300, 535, 1_000, 3_344, 10_000)
PER_DOCUMENT = 30
WORDS = 20
CHARTS = Path(__file__).parent / "charts"


def make_documents(sentences: int, seed: int = 1) -> tuple[Document, ...]:
    """Documents of 30 sentences of 20 words each, words drawn by Zipf's law."""
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices("abcdefghilmnoprstu", k=draw.randint(3, 9))) for _ in range(8_000)]
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]
    texts = [" ".join(draw.choices(vocabulary, weights, k=WORDS)).capitalize() + "." for _ in range(sentences)]
    groups = [texts[i : i + PER_DOCUMENT] for i in range(0, len(texts), PER_DOCUMENT)]
    return tuple(Document(" ".join(group), language="en") for group in groups)


def time_digest(documents: tuple[Document, ...], runs: int = 3) -> float:
    """The fastest of some digests of 10 points, in seconds."""
    models = Models(_no_translator)
    best = math.inf
    for _ in range(runs):
        began = time.perf_counter()
        make_digest(Reading(documents), Options(points=10), models)
        best = min(best, time.perf_counter() - began)
    return best


def _no_translator(source: str, target: str) -> Desk:
    raise LookupError(f"{source}-{target}")


def main() -> None:
    """Command line."""
    time_digest(make_documents(60))
    print(f"{'sentences':>10}{'documents':>10}{'seconds':>10}{'µs / n·log n':>14}{'peak MB':>9}")
    curve, bound = [], []
    for count in SENTENCES:
        documents = make_documents(count)
        seconds = time_digest(documents)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rate = 1e6 * seconds / (count * math.log2(count))
        curve.append((count, seconds))
        bound.append((count, curve[0][1] * count * math.log2(count) / (SENTENCES[0] * math.log2(SENTENCES[0]))))
        print(f"{count:>10,}{len(documents):>10}{seconds:>10.3f}{rate:>14.2f}{peak:>9.0f}")
    drawn = draw_curves("Time of a digest", ("sentences", "seconds"), {"digest": curve, "n·log n": bound})
    CHARTS.mkdir(exist_ok=True)
    (CHARTS / "scaling.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
