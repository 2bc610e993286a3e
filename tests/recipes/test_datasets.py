"""Every dataset gives what its description promises, whatever the settings."""

import ast
import importlib.util
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from kvt.script.settings import settings
from kvt.spec import Spec, parse, titles

KINDS = sorted(titles("dataset"))
FETCHED = ["cifar10", "fashion_mnist", "mnist"]
GENERATED = ["circles", "gaussians", "moons", "spirals", "wave", "xor"]
HERE = sorted(set(KINDS) - {*FETCHED, "csv"})


@pytest.fixture
def load(monkeypatch):
    """Import a recipe anew, with the settings of a spec in the place of the defaults, and load its samples."""

    def load(kind: str, **fields: object) -> tuple[Spec, np.ndarray, np.ndarray]:
        spec = parse({"dataset": kind} | {f"dataset.{name}": value for name, value in fields.items()}).spec
        module = types.ModuleType("kvt.recipes.settings")
        module.__dict__.update(settings(spec))
        monkeypatch.setitem(sys.modules, "kvt.recipes.settings", module)
        monkeypatch.delitem(sys.modules, f"kvt.recipes.datasets.{kind}", raising=False)
        return spec, *importlib.import_module(f"kvt.recipes.datasets.{kind}").load()

    return load


@pytest.mark.parametrize("kind", HERE)
def test_shapes_and_types_are_those_of_the_description(load, kind):
    spec, x, y = load(kind)
    dataset = spec.dataset
    assert x.shape == (dataset.size, *(dataset.shape or (dataset.features,)))
    assert x.dtype == np.float32 and np.isfinite(x).all()
    if dataset.task == "multiclass":
        assert y.shape == (dataset.size,) and y.dtype == np.int32
        assert set(y) == set(range(dataset.classes))
    else:
        assert y.shape == (dataset.size, 1) and y.dtype == np.float32
        assert dataset.task == "regression" or set(y[:, 0]) == {0.0, 1.0}


@pytest.mark.parametrize("kind", GENERATED)
def test_generated_points_are_balanced_and_about_one_in_size(load, kind):
    spec, x, y = load(kind, samples=601, noise=0.0)
    assert np.abs(x).max() <= 1.6 and np.abs(x).max() > 0.5
    if spec.dataset.task != "regression":
        counts = np.unique(y, return_counts=True)[1]
        assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("kind", [*GENERATED, "dummy"])
def test_a_seed_gives_the_same_samples_again_and_another_seed_others(load, monkeypatch, kind):
    _, x, _ = load(kind)
    _, again, _ = load(kind)
    assert np.array_equal(x, again)
    recipe = sys.modules[f"kvt.recipes.datasets.{kind}"]
    monkeypatch.setattr(recipe, "DATA_SEED", 1)
    assert not np.array_equal(x, recipe.load()[0])


@pytest.mark.parametrize("kind", GENERATED)
def test_noise_moves_the_points_and_not_the_labels(load, kind):
    spec, x, y = load(kind, noise=0.0)
    _, noisy_x, noisy_y = load(kind, noise=0.5)
    moved, still = (noisy_y - y, noisy_x - x) if spec.dataset.task == "regression" else (noisy_x - x, noisy_y - y)
    assert 0.4 < moved.std() < 0.6
    assert not still.any()


def test_labels_of_xor_are_signs_that_differ(load):
    _, x, y = load("xor", noise=0.0)
    assert np.array_equal(y[:, 0] == 1, x[:, 0] * x[:, 1] < 0)


def test_diabetes_is_told_in_deviations_from_its_mean(load):
    _, _, y = load("diabetes")
    assert abs(y.mean()) < 1e-6 and abs(y.std() - 1) < 1e-6


@pytest.fixture
def keras(monkeypatch):
    """A stand-in for Keras, whose datasets are as they would be after a download: 300 training images."""
    keras = types.SimpleNamespace(datasets=types.SimpleNamespace())
    monkeypatch.setitem(sys.modules, "keras", keras)
    numbers = np.arange(300)

    def grey() -> tuple:
        return (np.broadcast_to(numbers[:, None, None], (300, 28, 28)) % 256, (numbers % 10).astype("uint8")), None

    def colour() -> tuple:
        images = np.broadcast_to(numbers[:, None, None, None], (300, 32, 32, 3)) % 256
        return (images, (numbers % 10).astype("uint8")[:, None]), None

    for kind in FETCHED:
        loader = colour if kind == "cifar10" else grey
        setattr(keras.datasets, kind, types.SimpleNamespace(load_data=loader))
    return keras


@pytest.mark.parametrize("kind", FETCHED)
def test_as_many_images_as_asked_for_are_drawn_with_their_labels(keras, load, kind):
    spec, x, y = load(kind, samples=200)
    assert x.shape == (200, *spec.dataset.shape) and x.dtype == np.float32
    assert y.shape == (200,) and y.dtype == np.int32
    images = {(pixel, label) for pixel, label in zip(x[:, 0, 0, 0], y, strict=True)}
    assert images <= {(number % 256, number % 10) for number in range(300)}
    assert not np.array_equal(y, np.arange(200) % 10)


@pytest.mark.parametrize("kind", FETCHED)
def test_without_network_a_sentence_says_what_to_do(keras, load, kind):
    def fail() -> None:
        raise Exception("URL fetch failure on https://example.org: None -- no network")

    getattr(keras.datasets, kind).load_data = fail
    with pytest.raises(SystemExit, match=r"cannot be downloaded: URL fetch failure.* Connect to the network.*~/.keras"):
        load(kind, samples=200)


@pytest.mark.parametrize("kind", KINDS)
def test_every_dataset_has_a_recipe_with_a_documented_load(kind):
    spec = importlib.util.find_spec(f"kvt.recipes.datasets.{kind}")
    assert spec is not None and spec.loader is not None
    module = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    public = [node for node in module.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    assert [node.name for node in public] == ["load"]
    assert "x: float32" in (ast.get_docstring(public[0]) or "")
