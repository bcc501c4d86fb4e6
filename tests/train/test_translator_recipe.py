"""The translator's recipe end to end on a handful of pairs: what is trained is what is exported."""

import argparse
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from train.translator import export, prepare, train  # noqa: E402
from train.translator.model import DropoutPool, Shape, Translator  # noqa: E402

PAIRS = [
    ("The river rose by {n} metres in Verin.", "ارتفع النهر {n} أمتار في فيرين."),
    ("The council closed {n} bridges on Monday.", "أغلق المجلس {n} جسور يوم الاثنين."),
    ("Nobody was hurt, the mayor said.", "قال رئيس البلدية إن أحدا لم يصب."),
]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    rows = [(en.format(n=n), ar.format(n=n)) for n in range(3, 60) for en, ar in PAIRS]
    prepare.VOCABULARY, train.WARM_UP = 420, 30  # sizes for a handful of pairs
    pairs = [("composed", en, ar) for en, ar in dict.fromkeys(rows)]
    prepare.train_vocabulary(pairs, folder, seed=1)
    (folder / "corpus.tsv").write_text("".join(f"{s}\t{en}\t{ar}\n" for s, en, ar in pairs), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(work):
    pieces = train.spm.SentencePieceProcessor(model_file=str(work / "joint.spm"))
    shape = Shape(pieces.get_piece_size() + 1, 32, 2, 64, 1, 1, 64)
    trainer = train.Trainer(work, shape, 0.0, seed=1, seconds=1e9)
    args = argparse.Namespace(work=work, seed=1, bpe_dropout=0.0, micro=512, batch=200, rate=1e-2, workers=1)
    for _ in range(6):
        train.train_epoch(args, trainer, pieces)
    trainer.save()
    return trainer, pieces


def test_training_learns_and_resumes_where_it_stopped(work, trained):
    trainer, pieces = trained
    again = train.Trainer(work, trainer.model.shape, 0.0, seed=1, seconds=1e9)
    assert (again.step, again.tokens, again.epoch) == (trainer.step, trainer.tokens, 6)
    assert all(torch.equal(a, b) for a, b in zip(again.master, trainer.master, strict=True))
    fresh = Translator(trainer.model.shape, DropoutPool(0.0, 1)).to(torch.bfloat16)
    examples = train.encode([(PAIRS[2][0], PAIRS[2][1])], pieces, 0.0)
    tensors = train.to_tensors(examples, trainer.model.shape.vocabulary - 1)
    with torch.no_grad():
        assert float(trainer.model.loss(*tensors, 0.0)[1]) < 0.7 * float(fresh.loss(*tensors, 0.0)[1])


def test_the_rate_cools_down_and_training_ends_at_its_tokens(work, trained):
    again = train.Trainer(work, trained[0].model.shape, 0.0, seed=1, seconds=1e9)
    again.until, again.cool_down = again.tokens + 100, 200.0
    before = [p.detach().clone() for p in again.master]
    again.add(tuple(torch.ones_like(p) for p in again.model.parameters()), 50, 1.0)
    again.update(1e-2)
    rate = again.optimizer.param_groups[0]["lr"]
    assert rate == pytest.approx(1e-2 * (train.WARM_UP / again.step) ** 0.5 * 0.25)
    assert not again.stopping()
    again.add(tuple(torch.ones_like(p) for p in again.model.parameters()), 50, 1.0)
    cooled = [p.detach().clone() for p in again.master]
    assert not torch.equal(before[0], cooled[0])
    again.update(1e-2)
    assert torch.equal(cooled[0], again.master[0])
    assert again.stopping()


def test_the_exported_marian_model_computes_what_was_trained(work, trained, tmp_path):
    from transformers import MarianMTModel, MarianTokenizer

    _, pieces = trained
    export.export(work, tmp_path, int8=False)
    marian = MarianMTModel.from_pretrained(tmp_path, local_files_only=True).eval()
    tokenizer = MarianTokenizer.from_pretrained(tmp_path, local_files_only=True)
    model, _ = export.load_average(work)
    text = "The council closed 12 bridges on Monday."
    source = torch.tensor([[*pieces.encode(text), pieces.eos_id()]])
    assert tokenizer(text, return_tensors="pt")["input_ids"].tolist() == source.tolist()
    prefix = torch.tensor([[model.shape.vocabulary - 1, 5, 9, 30]])
    with torch.no_grad():
        ours = model.hidden(source, prefix) @ model.embedding.T
        theirs = marian(input_ids=source, decoder_input_ids=prefix).logits
    assert torch.allclose(ours, theirs, atol=1e-3)


def test_a_grown_encoder_computes_nearly_the_same(trained):
    trainer, pieces = trained
    saved = trainer.model.shape
    wanted = replace(saved, encoder_layers=3)
    small, large = Translator(saved, DropoutPool(0.0, 1)), Translator(wanted, DropoutPool(0.0, 1))
    values = [p.detach().clone() for p in trainer.master]
    for model, parameters in ((small, values), (large, train.grow(saved, wanted, values))):
        for parameter, value in zip(model.parameters(), parameters, strict=True):
            parameter.data.copy_(value)
    source = torch.tensor([[*pieces.encode("Nobody was hurt."), pieces.eos_id()]])
    prefix = torch.tensor([[saved.vocabulary - 1, 5, 9]])
    with torch.no_grad():
        difference = (small.hidden(source, prefix) - large.hidden(source, prefix)).abs().max()
    assert float(difference) < 0.5


def test_micro_batches_hold_one_source_length_and_every_example_once():
    draw = random.Random(3)
    examples = [([1] * draw.randint(2, 9), [2] * draw.randint(2, 9)) for _ in range(200)]
    batches = train.make_micro_batches(examples, 40, draw)
    assert sorted(map(str, (e for b in batches for e in b))) == sorted(map(str, examples))
    assert all(len({len(source) for source, _ in batch}) == 1 for batch in batches)
    assert all(len(b) * max(len(t) for _, t in b) <= 40 for b in batches if len(b) > 1)


@pytest.mark.parametrize(
    ("english", "arabic", "usable"),
    [
        ("A good pair.", "زوج جيد.", True),
        ("Untranslated text here.", "Untranslated text here.", False),
        ("Short.", "نص طويل جدا " * 20, False),
        ("", "نص", False),
    ],
)
def test_pairs_that_are_no_translations_are_left_out(english, arabic, usable):
    assert prepare.is_usable(english, arabic) == usable
