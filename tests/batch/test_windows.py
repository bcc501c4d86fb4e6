import json
from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from summarize.batch.chunks import Record
from summarize.batch.rows import Digester, Recipe
from summarize.batch.windows import Window, call_bisecting
from summarize.errors import Code, ModelError
from summarize.models.protocols import Generation
from summarize.options import Options
from summarize.pipeline import Models, make_digest
from summarize.translation.desk import Desk
from summarize.types import Document, Reading


@dataclass
class Echo:
    """A generator that repeats its first passage and a translator that marks each word; both keep their calls."""

    name: str = "echo"
    revision: str = "1"
    licence: str = "MIT"
    window: int = 512
    calls: list = field(default_factory=list)

    def count_tokens(self, passages):
        return sum(len(passage.split()) for passage in passages)

    def generate(self, inputs, *, max_tokens, min_tokens=0):
        self.calls.append(len(inputs))
        if any("poison" in passage for passages in inputs for passage in passages):
            raise ModelError(Code.BAD_MODEL, "the engine failed")
        return [Generation(passages[0]) for passages in inputs]

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target, *, beams=None):
        self.calls.append(len(texts))
        return [" ".join(f"{word}" for word in text.split()) for text in texts]


def reading(number):
    told = "poison" if number == 3 else f"{number + 20}"
    return Reading(
        (
            Document(
                f"The river flooded {told} streets of Verin on Tuesday. The old bridge held, the council said. "
                f"Engineers expect to restore power to {number + 40} houses by Friday.",
                language="en",
            ),
        )
    )


def make_together(readings, models, options):
    window = Window()

    def job(one):
        def go():
            try:
                return make_digest(one, options, window.share(models))
            except ModelError as error:
                return error

        return go

    return window.run([job(one) for one in readings])


def test_rows_together_are_the_rows_alone_in_a_few_large_calls():
    alone, together = Echo(), Echo()
    options = Options(points=2, to=("fr",))
    readings = [reading(number) for number in range(12) if number != 3]

    def models(echo):
        return Models(lambda source, target: Desk((echo,), source, target), generator=echo)

    expected = [make_digest(one, options, models(alone)) for one in readings]
    found = make_together(readings, models(together), options)
    assert [replace(d, timings=()) for d in found] == [replace(d, timings=()) for d in expected]
    assert len(together.calls) * 4 <= len(alone.calls)
    assert max(together.calls) >= len(readings)


def test_a_row_that_breaks_a_model_is_alone_in_failing():
    echo = Echo()
    models = Models(lambda source, target: Desk((echo,), source, target), generator=echo)
    found = make_together([reading(number) for number in range(8)], models, Options(points=2))
    assert [number for number, made in enumerate(found) if isinstance(made, Exception)] == [3]
    assert found[3].code == Code.BAD_MODEL


@given(st.lists(st.integers(0, 9), max_size=40))
def test_every_good_item_has_its_answer_whatever_fails(items):
    def call(given):
        if 0 in given:
            raise MemoryError
        return [item * 2 for item in given]

    answers = call_bisecting(call, items)
    assert [a for a in answers if not isinstance(a, Exception)] == [item * 2 for item in items if item]
    assert [isinstance(a, MemoryError) for a in answers] == [item == 0 for item in items]


def test_a_model_that_gives_too_few_results_is_asked_one_by_one():
    def call(items):
        return items[:1]

    assert call_bisecting(call, ["a", "b", "c"]) == ["a", "b", "c"]


def test_a_real_checkpoint_makes_rows_and_is_named_in_them(checkpoints):
    digester = Digester(
        Recipe(Options(points=2, model=str(checkpoints.path("bart")), device="cpu", engine="transformers"))
    )
    records = [Record("a", n, json.dumps({"id": n, "text": reading(n).documents[0].text}).encode()) for n in range(3)]
    found = [json.loads(outcome.line) for outcome in digester.digest_chunk(records)]
    assert [row["status"] for row in found] == ["ok"] * 3
    assert {row["model"].split("@")[0] for row in found} == {"bart"}
