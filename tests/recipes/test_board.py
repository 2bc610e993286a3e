"""What a run writes for TensorBoard is what the page shows, by every kind of loop, as TensorBoard itself reads it."""

import numpy as np
import pytest
from werkzeug.test import Client

from kvt.web.boards.board import Board

pytestmark = pytest.mark.tensorflow

SCALARS = "/data/plugin/scalars/scalars"
RUNS = {
    "fit": {
        "training__epochs": 4,
        "engine__steps_per_execution": 5,
        "board__weight_histograms": True,
        "board__gradient_histograms": True,
        "board__drawn_graph": "step",
    },
    "eager": {"route": "tape_eager", "training__epochs": 1, "board__drawn_graph": "step"},
    "module": {"route": "module_graph", "training__validation_share": 0, "training__epochs": 2, "model__l2": 0.01}
    | {"board__gradient_histograms": True},
    "graph": {"route": "epoch_graph", "training__epochs": 40, "board__drawn_graph": "step"},
    "quiet": {"route": "tape_graph", "training__epochs": 1, "board__drawn_graph": "none"},
}


@pytest.fixture(scope="module")
def runs(spec, trained):
    return dict(zip(RUNS, trained(*(spec(**fields) for fields in RUNS.values())), strict=True))


@pytest.fixture(scope="module")
def client(runs):
    return Client(Board(lambda: {name: run.folder / "tb" for name, run in runs.items()}))


def scalars(client, run, tag):
    """Steps, and values as float32."""
    points = client.get(SCALARS, query_string={"run": run, "tag": tag}).json
    return [step for _, step, _ in points], np.array([float(value) for *_, value in points], "float32")


@pytest.mark.parametrize("name", RUNS)
def test_scalars_are_those_of_the_page_to_the_last_bit(name, runs, client):
    history = runs[name].history()
    for tag, shown in (("loss", history.loss), (history.start.metric, history.metric)):
        steps, values = scalars(client, name, tag)
        places = np.searchsorted(history.steps, steps)
        assert len(steps) >= min(25, len(history.steps))
        assert steps[-1] == history.steps_done
        np.testing.assert_array_equal(values, shown[places])
    if name != "module":
        steps, values = scalars(client, name, "val_loss")
        places = np.array(steps) // history.start.steps_per_epoch - 1
        assert places[-1] == history.start.epochs - 1
        np.testing.assert_array_equal(values, history.val_loss[places])


def test_a_run_without_validation_has_no_such_curve(client):
    assert client.get(SCALARS, query_string={"run": "module", "tag": "val_loss"}).status_code == 404


def test_hyperparameters_and_final_figures_of_all_runs_are_in_one_table(runs, client):
    groups = client.post(
        "/data/plugin/hparams/session_groups",
        json={
            "experimentName": "",
            "allowedStatuses": ["STATUS_UNKNOWN", "STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING"],
            "colParams": [{"metric": {"group": "", "tag": "val_loss"}}, {"hparam": "EPOCHS"}],
            "startIndex": 0,
            "sliceSize": 100,
        },
    ).json["sessionGroups"]
    rows = {group["sessions"][0]["name"]: group for group in groups}
    assert set(rows) == set(RUNS)
    fit = rows["fit"]["hparams"]
    assert (fit["EPOCHS"], fit["OPTIMIZER"], fit["ROUTE"]) == (4, "adam", "keras_fit")
    assert rows["module"]["hparams"]["L2"] == 0.01
    assert "L2" not in fit
    metrics = {value["name"]["tag"]: value["value"] for value in rows["fit"]["metricValues"]}
    assert np.float32(metrics["val_loss"]) == runs["fit"].history().val_loss[-1]
    assert metrics["training_seconds"] == pytest.approx(runs["fit"].history().end.training_seconds, rel=1e-6)


def graph(client, run, **options):
    answer = client.get("/data/plugin/graphs/graph", query_string={"run": run, "conceptual": "false"} | options)
    return answer.text if answer.status_code == 200 else ""


def test_graphs_are_of_the_step_or_of_the_model_as_it_was_asked(client):
    assert "ReluGrad" in graph(client, "fit") or "TanhGrad" in graph(client, "fit")
    assert "TanhGrad" in graph(client, "graph")
    for model in ("module", "eager"):  # an eager loop has no step to draw
        assert "Tanh" in graph(client, model)
        assert "TanhGrad" not in graph(client, model)
    assert graph(client, "quiet") == ""


def test_a_keras_model_is_drawn_by_its_layers_too(client):
    assert "dense" in graph(client, "fit", conceptual="true", tag="keras").lower()
    assert graph(client, "module", conceptual="true", tag="keras") == ""


def test_histograms_are_there_for_who_asked_for_them(runs, client):
    tags = client.get("/data/plugin/histograms/tags").json
    weights = [tag for tag in tags["fit"] if tag.startswith("weights/")]
    assert len(weights) == len(runs["fit"].weights()) == 6
    assert sorted({tag.partition("/")[0] for tag in tags["module"]}) == ["gradients"]
    assert set(tags) == {"fit", "module"}
    for tag, values in zip(sorted(weights), runs["fit"].weights(), strict=True):
        *_, (_, step, bins) = client.get(
            "/data/plugin/histograms/histograms", query_string={"run": "fit", "tag": tag}
        ).json
        assert step == runs["fit"].history().steps_done
        assert sum(count for *_, count in bins) == values.size
        assert bins[0][0] == pytest.approx(values.min())
        assert bins[-1][1] == pytest.approx(values.max())
