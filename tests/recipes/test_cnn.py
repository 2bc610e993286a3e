"""The stories of document 4, run: what they find is what arithmetic and the printed examples lead one to expect."""

import numpy as np
import pytest

from kvt.claims.c41_few_lines import GOOD, SETTINGS
from kvt.spec import parse

pytestmark = pytest.mark.tensorflow


def named(run, name):
    return [result for result in run.history().results if result["name"] == name]


def test_the_race_of_the_page_tells_nearly_all_held_out_digits_right(trained):
    fields = {name: value for name, value in SETTINGS.items() if name != "routes"}
    runs = trained(*(parse(fields | {"route": route}).spec for route in SETTINGS["routes"].split(",")))
    right = [run.history().val_metric[-1] for run in runs]
    assert min(right) >= GOOD
    assert np.ptp(right) == 0


def test_a_loss_a_sample_is_a_sum_and_only_a_mean_is_fits(spec, trained):
    (run,) = trained(spec(topic="summed_loss", topic__passes=3, topic__batch=32))
    told = {(one["optimizer"], one["way"]): one["loss"] for one in named(run, "training")}
    for optimizer in ("Adam", "SGD"):
        assert told[optimizer, "mean"] == pytest.approx(told[optimizer, "fit"], abs=1e-6)
    assert told["Adam", "a value a sample"] == pytest.approx(told["Adam", "mean"], rel=1e-2)
    assert told["SGD", "a value a sample"] != pytest.approx(told["SGD", "mean"], rel=0.1)
    assert [gradient["times"] for gradient in named(run, "gradient")] == pytest.approx([32, 32], rel=1e-4)


def test_a_layer_with_a_vector_of_weights_raises_and_its_repair_trains(spec, trained):
    (run,) = trained(spec(topic="inserted_layer", topic__passes=2, topic__units=8))
    printed, repaired = named(run, "layer")
    assert "rank" in printed["error"]
    assert repaired["error"] == ""
    assert repaired["losses"][-1] < repaired["losses"][0]


@pytest.mark.parametrize("heads", [1, 3])
def test_attention_by_hand_is_the_layer_of_keras(heads, spec, trained):
    (run,) = trained(spec(topic="attention", topic__passes=2, topic__filters=4, topic__heads=heads))
    by_keras, by_hand = named(run, "attention")
    assert by_hand["losses"] == pytest.approx(by_keras["losses"], abs=1e-5)
    assert by_hand["accuracy"] == pytest.approx(by_keras["accuracy"])
    assert by_hand["losses"][-1] < by_hand["losses"][0]


@pytest.mark.parametrize("size", [2, 3, 7])
def test_one_convolution_is_the_same_by_layer_operation_and_loops(size, spec, trained):
    (run,) = trained(spec(topic="convolution", topic__kernel_size=size, topic__image=9))
    (data,) = named(run, "convolution")
    ways = {found["way"]: found for found in named(run, "maps")}
    assert len(ways) == 3
    assert all(found["apart"] < 1e-6 for found in ways.values())
    padded, mean = np.array(data["padded"]), data["filters"].index("mean")
    assert ways["loops"]["maps"][mean][2][4] == pytest.approx(padded[2 : 2 + size, 4 : 4 + size].mean(), abs=1e-6)
