"""Document 4's claims, both ways, from results made up."""

from dataclasses import replace

import numpy as np
import pytest

from kvt.claims.c41_few_lines import SETTINGS
from kvt.script import script
from kvt.spec import parse

NUMBERS = ("4.1", "4.2", "4.3", "4.4", "4.5")


@pytest.fixture
def raced(outcome):
    """raced([0.9, 0.98], dataset="digits"): fit of the convolutional network with these accuracies held out."""

    def make(accuracies, **changes):
        fields = {name: value for name, value in SETTINGS.items() if name != "routes"} | changes
        spec = parse(fields).spec
        made = outcome("keras_fit", text=script(spec))
        return replace(made, spec=spec, history=replace(made.history, val_metric=np.asarray(accuracies, np.float32)))

    return make


@pytest.mark.parametrize("number", NUMBERS)
def test_without_a_run_every_claim_is_open(number, claim):
    assert claim(number).verdict([]).state == "open"


@pytest.mark.parametrize("number", NUMBERS[1:])
def test_a_story_that_has_found_nothing_yet_leaves_its_claim_open(number, claim, story):
    assert claim(number).verdict([story(claim(number).topic)]).state == "open"


@pytest.mark.parametrize(("last", "state"), [(0.98, "holds"), (0.96, "holds not")])
def test_the_held_out_images_decide_whether_few_lines_are_enough(last, state, claim, raced):
    verdict = claim("4.1").verdict([raced([0.5, last])])
    assert verdict.state == state
    assert f"{last:.1%}" in verdict.sentence
    assert "lines" in verdict.sentence


def test_digits_answer_before_any_other_images(claim, raced):
    assert claim("4.1").verdict([raced([0.2], dataset="mnist"), raced([0.99])]).state == "holds"


@pytest.mark.parametrize("accuracies", [[], [np.nan]])
def test_a_race_that_held_nothing_out_leaves_it_open(accuracies, claim, raced):
    assert claim("4.1").verdict([raced(accuracies)]).state == "open"


def test_a_perceptron_says_nothing_of_a_convolution(claim, raced):
    assert claim("4.1").verdict([raced([0.99], model="mlp")]).state == "open"


def trainings(**printed):
    for optimizer, loss in printed.items():
        yield {"name": "training", "optimizer": optimizer, "way": "fit", "loss": 0.1, "accuracy": 0.97}
        yield {"name": "training", "optimizer": optimizer, "way": "mean", "loss": 0.1, "accuracy": 0.97}
        yield {"name": "training", "optimizer": optimizer, "way": "a value a sample", "loss": loss, "accuracy": 0.1}
        yield {"name": "gradient", "optimizer": optimizer, "times": 32.0, "batch": 32}


@pytest.mark.parametrize(("loss", "words"), [(2.3, "at 2.3 (10% right)"), (None, "at NaN")])
def test_a_sum_that_ruins_one_optimizer_is_told_beside_the_one_that_hides_it(loss, words, claim, story):
    verdict = claim("4.2").verdict([story("summed_loss", *trainings(Adam=0.1, SGD=loss))])
    assert verdict.state == "holds not"
    assert "Another training under SGD, invisible under Adam" in verdict.sentence
    assert words in verdict.sentence
    assert "32 times" in verdict.sentence


def test_a_loop_that_ends_where_fit_does_is_the_same(claim, story):
    verdict = claim("4.2").verdict([story("summed_loss", *trainings(Adam=0.1, SGD=0.102))])
    assert verdict.state == "holds"
    assert verdict.sentence.startswith("Under Adam fit ends at loss 0.1")


def layer(state, error="", losses=(1.7, 0.2)):
    return {"name": "layer", "state": state, "error": error, "losses": list(losses), "accuracy": 0.975}


def test_a_printed_layer_that_raises_needs_its_repair(claim, story):
    broken = {"name": "layer", "state": "printed", "error": "ValueError: …\n\nError encountered:\n\nrank 1 for MatMul"}
    verdict = claim("4.3").verdict([story("inserted_layer", broken, layer("repaired"))])
    assert verdict.state == "holds not"
    assert "raises “ValueError: rank 1 for MatMul”" in verdict.sentence
    assert "it trains, loss 1.7 to 0.2, 97.5%" in verdict.sentence


def test_a_printed_layer_that_works_holds(claim, story):
    verdict = claim("4.3").verdict([story("inserted_layer", layer("printed"), layer("repaired", losses=(1, 2)))])
    assert verdict.state == "holds"
    assert "it does not learn" in verdict.sentence


def attention(way, losses):
    return {"name": "attention", "way": way, "losses": losses, "accuracy": 0.95}


@pytest.mark.parametrize(("last", "state"), [(0.3, "holds not"), (2.5, "holds")])
def test_attention_is_within_reach_where_the_layer_of_keras_trains(last, state, claim, story):
    both = attention("Keras", [2.0, last]), attention("by hand", [2.0, last + 1e-7])
    verdict = claim("4.4").verdict([story("attention", *both)])
    assert verdict.state == state
    assert "equal to 1e-7" in verdict.sentence


def maps(way, apart):
    return {"name": "maps", "way": way, "apart": apart, "seconds": 0.002}


@pytest.mark.parametrize(("apart", "state", "words"), [(1e-7, "holds", "equal to 1e-7"), (0.5, "holds not", "apart")])
def test_three_ways_of_one_convolution_are_compared_with_loops(apart, state, words, claim, story):
    verdict = claim("4.5").verdict([story("convolution", maps("tf.nn.conv2d", apart), maps("loops", 0.0))])
    assert verdict.state == state
    assert f"tf.nn.conv2d is {words}" in verdict.sentence
