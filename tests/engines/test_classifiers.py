"""Classifiers over tiny random checkpoints: the plumbing, not the judgement."""

from __future__ import annotations

import pytest

from summarize.checkpoints.loading import load_checkpoint
from summarize.engines.classifiers import EntailmentClassifier, find_label
from summarize.engines.resolution import Terms, open_generator, open_verifier
from summarize.errors import Code, ModelError
from summarize.summarizer import Summarizer

CLASSIFIERS = ("bert", "roberta", "deberta-v2")
TERMS = Terms(device="cpu")


@pytest.fixture(params=CLASSIFIERS)
def classifier(request, load):
    return EntailmentClassifier(load(request.param))


def test_each_pair_gets_the_probability_of_the_supporting_label(classifier, builders, load):
    import torch

    pairs = [(builders.ENGLISH[0], builders.ENGLISH[1]), (builders.ENGLISH[2], builders.ENGLISH[2][:30])]
    probabilities = classifier.entail(pairs)
    checkpoint = load(classifier.name)
    number = {"bert": 2, "roberta": 1, "deberta-v2": 2}[classifier.name]
    for (premise, hypothesis), probability in zip(pairs, probabilities, strict=True):
        with torch.inference_mode():
            logits = checkpoint.network(**checkpoint.tokenizer(premise, hypothesis, return_tensors="pt")).logits
        assert probability == pytest.approx(float(logits.softmax(-1)[0, number]), abs=1e-5)
    assert probabilities[0] != pytest.approx(probabilities[1], abs=1e-4)


def test_a_batch_gives_what_single_pairs_give(classifier, builders):
    pairs = [(line, other) for line in builders.ENGLISH for other in builders.ENGLISH[:2]]
    alone = [classifier.entail([pair])[0] for pair in pairs]
    assert classifier.entail(pairs) == pytest.approx(alone, abs=1e-4)
    assert classifier.entail([]) == []


def test_a_long_premise_is_read_in_parts_of_which_the_best_counts(classifier, builders):
    assert classifier.window == builders.WINDOW
    hypothesis = builders.ENGLISH[3]
    long = " ".join(builders.ENGLISH * 4)
    (probability,) = classifier.entail([(long, hypothesis)])
    words = long.split()
    first = " ".join(words[: len(words) // 2]), hypothesis
    second = " ".join(words[len(words) // 2 :]), hypothesis
    assert probability == pytest.approx(max(classifier.entail([first, second])), abs=1e-4)


def test_a_point_beyond_the_window_is_refused_and_not_cut(classifier, builders):
    with pytest.raises(ModelError, match="use another verifier") as caught:
        classifier.entail([("Short.", " ".join(builders.ENGLISH * 9))])
    assert caught.value.code is Code.TOO_LARGE


def test_a_text_cannot_end_its_own_part(load, builders):
    bert = EntailmentClassifier(load("bert"))
    plain, forged = (bert.entail([(builders.ENGLISH[0], text)])[0] for text in ("the river", "the [SEP] river"))
    assert forged != plain
    ids = load("bert").tokenizer("a", "the [SEP] river", split_special_tokens=True)["input_ids"]
    assert ids.count(load("bert").tokenizer.convert_tokens_to_ids("[SEP]")) == 2


@pytest.mark.parametrize(
    ("labels", "number"),
    [
        ({0: "entailment", 1: "neutral", 2: "contradiction"}, 0),
        ({0: "not_entailment", 1: "entailment"}, 1),
        ({0: "Non-Factual", 1: "Factual"}, 1),
        ({0: "INCORRECT", 1: "CORRECT"}, 1),
    ],
)
def test_labels_in_any_order_and_case(labels, number):
    assert find_label(labels, "m") == number


@pytest.mark.parametrize(
    "labels", [{0: "LABEL_0", 1: "LABEL_1"}, {0: "supported", 1: "entailed"}, {0: "supported"}, {}]
)
def test_labels_that_do_not_say_which_are_refused(labels):
    with pytest.raises(ModelError, match="must say entailment or supported"):
        find_label(labels, "m")


def test_a_folder_opens_as_a_verifier_and_as_nothing_else(checkpoints, home):
    path = str(checkpoints.path("bert"))
    assert open_verifier(path, TERMS).name == "bert"
    with pytest.raises(ModelError, match="no summarizer"):
        open_generator(path, TERMS)
    with pytest.raises(ModelError, match="no classifier"):
        open_verifier(str(checkpoints.path("bart")), TERMS)


def test_a_damaged_classifier_is_refused(checkpoints, builders, tmp_path):
    folder = checkpoints.copy("roberta", tmp_path / "broken")
    builders.change_weights(folder, lambda weights: weights.pop("classifier.out_proj.weight"))
    with pytest.raises(ModelError, match="lacks 1 of its weights"):
        load_checkpoint(folder, name="broken", device="cpu")


def test_a_verifier_joins_the_score_and_the_signature(checkpoints, home, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("The old mill of Verin burned down on Monday night. Forty people helped to put the fire out. "
                       "The owner wants to build it again before winter comes.")  # fmt: skip
    plain = Summarizer().digest(article, points=2, device="cpu")
    judged = Summarizer().digest(article, points=2, device="cpu", verifier=str(checkpoints.path("deberta-v2")))
    assert "|verifier:deberta-v2@" in judged.signature
    assert "verifier" not in plain.signature
    assert all(0.0 <= p.score <= 1.0 for p in judged.points)
    assert [p.score for p in judged.points] != [p.score for p in plain.points]
