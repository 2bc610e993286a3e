"""The stories of document 4, run: what they find is what arithmetic and the printed examples lead one to expect."""

import numpy as np
import pytest

from kvt.claims.c41_few_lines import GOOD, SETTINGS
from kvt.claims.difference import loss_difference
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


@pytest.fixture(scope="module")
def moved(spec, trained):
    """The same small network on enlarged, moved images, by all routes but XLA's."""
    small = {"dataset": "digits", "dataset__pixels": 10, "model": "cnn", "model__filters": "4,6"}
    small |= {"model__augmentation": 0.1, "training__epochs": 1, "training__optimizer__learning_rate": 0.01}
    routes = ("tape_graph", "keras_fit", "module_graph", "epoch_graph")
    return dict(zip(routes, trained(*(spec(route=route, **small) for route in routes)), strict=True))


def test_images_are_moved_alike_by_keras_and_by_hand(moved, spec, trained):
    reference = moved["tape_graph"]
    for route, run in moved.items():
        assert loss_difference(run.history(), reference.history()) <= 1e-5, route
        apart = [np.max(np.abs(a - b)) for a, b in zip(run.weights(), reference.weights(), strict=True)]
        assert max(apart) <= 1e-5, route
    unmoved = reference.spec.model_copy(update={"model": reference.spec.model.model_copy(update={"augmentation": 0.0})})
    (still,) = trained(unmoved)
    assert loss_difference(still.history(), reference.history()) > 0.05


def test_the_confusion_of_classes_is_the_accuracy_told_apart(moved):
    for run in moved.values():
        history = run.history()
        counts = history.confusion.counts
        assert counts.sum() == history.start.validation_samples
        assert counts.trace() / counts.sum() == pytest.approx(history.val_metric[-1])


def test_the_images_kept_are_the_worst_mistakes_and_then_right_ones(moved):
    run = moved["module_graph"]
    saved = run.images()
    own = saved["probabilities"][np.arange(len(saved["labels"])), saved["labels"]]
    is_right = saved["probabilities"].argmax(axis=1) == saved["labels"]
    counts = run.history().confusion.counts
    assert is_right.sum() == 6
    assert (~is_right).sum() == min(6, counts.sum() - counts.trace())
    assert not is_right[: (~is_right).sum()].any()
    assert (np.diff(own[~is_right]) >= 0).all()
    np.testing.assert_allclose(saved["probabilities"].sum(axis=1), 1, rtol=1e-5)


def test_feature_maps_are_the_layers_outputs_by_keras_and_by_hand(moved):
    by_keras, by_hand = moved["keras_fit"].images(), moved["module_graph"].images()
    assert [by_keras[f"maps_{place}"].shape[1:] for place in range(4)] == [(10, 10, 4), (5, 5, 4), (5, 5, 6), (2, 2, 6)]
    for name, values in by_keras.items():
        np.testing.assert_allclose(by_hand[name], values, atol=1e-4, err_msg=name)
    # One pixel by arithmetic: the window times the filter, the bias, and nothing below zero.
    kernel, bias = moved["keras_fit"].weights()[:2]
    window = by_keras["images"][:, 3:6, 4:7, 0]
    pixel = np.maximum(np.einsum("nhw,hwf->nf", window, kernel[:, :, 0]) + bias, 0)
    np.testing.assert_allclose(by_keras["maps_0"][:, 4, 5], pixel, atol=1e-5)
    pooled = by_keras["maps_0"][:, :2, :2].max(axis=(1, 2))
    np.testing.assert_array_equal(by_keras["maps_1"][:, 0, 0], pooled)


def test_layers_are_kept_whatever_they_are_made_of(spec, trained):
    options = {"dataset": "digits", "model": "cnn", "model__filters": "4", "training__epochs": 1}
    plain, binary, other = trained(
        spec(model__pooling="none", model__batch_normalization=True, **options),
        spec(dataset="breast_cancer", training__epochs=1),
        spec(dataset="digits", route="module_graph", training__epochs=1),
    )
    saved = plain.images()
    assert saved["maps_0"].shape[1:] == (8, 8, 4)
    assert saved["maps_0"].min() == 0  # after the normalisation and the activation
    assert "maps_1" not in saved
    assert binary.history().confusion.counts.shape == (2, 2)
    assert binary.images() == {}
    assert set(other.images()) == {"places", "images", "labels", "probabilities"}


@pytest.mark.parametrize("heads", [1, 3])
def test_attention_by_hand_is_the_layer_of_keras(heads, spec, trained):
    (run,) = trained(spec(topic="attention", topic__passes=2, topic__filters=4, topic__heads=heads))
    by_keras, by_hand = named(run, "attention")
    assert by_hand["losses"] == pytest.approx(by_keras["losses"], abs=1e-5)
    assert by_hand["accuracy"] == pytest.approx(by_keras["accuracy"])
    assert by_hand["losses"][-1] < by_hand["losses"][0]
    for looks in named(run, "looks"):
        shares = np.array(looks["shares"])
        assert shares.shape[1:] == (heads, 16, 16)
        np.testing.assert_allclose(shares.sum(axis=-1), 1, atol=1e-3)
        assert looks["apart"] < 1e-6


@pytest.mark.parametrize("size", [2, 3, 7])
def test_one_convolution_is_the_same_by_layer_operation_and_loops(size, spec, trained):
    (run,) = trained(spec(topic="convolution", topic__kernel_size=size, topic__image=9))
    (data,) = named(run, "convolution")
    ways = {found["way"]: found for found in named(run, "maps")}
    assert len(ways) == 3
    assert all(found["apart"] < 1e-6 for found in ways.values())
    padded, mean = np.array(data["padded"]), data["filters"].index("mean")
    assert ways["loops"]["maps"][mean][2][4] == pytest.approx(padded[2 : 2 + size, 4 : 4 + size].mean(), abs=1e-6)
