"""A model in many formats: what can be written here is read back and decides alike; what cannot says why."""

from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.tensorflow

ONNX = ("onnx", "tf2onnx", "onnxruntime")
without_onnx = [package for package in ONNX if find_spec(package) is None]


@pytest.fixture(scope="module")
def runs(spec, trained):
    """The story of a dense network, and of one that loops over rows."""
    return trained(*(spec(topic="export", topic__network=network, topic__passes=1) for network in ("dense", "looped")))


def named(run):
    return {found.get("format", found["name"]): found for found in run.history().results}


def test_keras_saved_model_and_litert_decide_as_the_model_does(runs):
    found = named(runs[0])
    for name in (".keras", "SavedModel", "LiteRT"):
        assert found[name]["error"] == ""
        assert found[name]["apart"] < 1e-4
        assert found[name]["agree"] == 1.0
        assert found[name]["seconds"] > 0


def test_eight_bits_take_less_room_and_differ_by_more(runs):
    found = named(runs[0])
    assert found["LiteRT, 8 bits"]["bytes"] < 0.7 * found["LiteRT"]["bytes"]
    assert found["LiteRT, 8 bits"]["apart"] > 10 * found["LiteRT"]["apart"]
    assert found["LiteRT, 8 bits"]["agree"] > 0.9


def test_the_files_lie_in_the_run(runs):
    for found in named(runs[0]).values():
        if found["name"] == "format" and not found["missing"]:
            assert (runs[0].folder / found["file"]).exists()


def test_a_format_that_refuses_a_network_is_told_with_its_error_and_the_others_go_on(runs):
    found = named(runs[1])
    assert "ConverterError" in found["LiteRT"]["error"]
    assert found["SavedModel"]["agree"] == 1.0
    assert "browser" in found


@pytest.mark.skipif(not without_onnx, reason="ONNX is installed here")
def test_what_is_not_installed_is_named(runs):
    assert named(runs[0])["ONNX"]["missing"] == without_onnx
    assert "bytes" not in named(runs[0])["ONNX"]


@pytest.mark.skipif(bool(without_onnx), reason="ONNX is not installed here")
def test_onnx_decides_as_the_model_does(runs):
    for run in runs:
        assert named(run)["ONNX"]["apart"] < 1e-4
        assert named(run)["ONNX"]["agree"] == 1.0
