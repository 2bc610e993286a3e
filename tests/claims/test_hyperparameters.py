import numpy as np
import pytest

from kvt.claims import Outcome
from kvt.claims.c11_whose_knob import optimizer_labels
from kvt.claims.twins import differing_only, generalisation_gap, twins
from kvt.runs.facts import End, Start
from kvt.runs.history import History
from kvt.spec import parse
from kvt.views.experiment import Experiment, read

EPOCHS, EACH = 4, 10


@pytest.fixture
def racer():
    """racer({"model.dropout": 0.5}, loss=0.1, validation=0.3): a completed fit with these values."""

    def make(changes, *, loss=0.1, validation=0.3, speed=1000.0, race="r", state="completed", devices=("CPU",)):
        losses = np.linspace(0.7, loss, EPOCHS * EACH, dtype=np.float32)
        losses[-EACH:] = loss  # the last epoch's mean is what was asked for
        history = History(
            start=Start(0.0, EPOCHS, EACH, "accuracy", devices=devices),
            steps=np.arange(1, len(losses) + 1),
            loss=losses,
            metric=1 - losses,
            epochs=np.arange(1, EPOCHS + 1),
            val_loss=np.full(EPOCHS, validation, np.float32),
            val_metric=np.full(EPOCHS, 0.9, np.float32),
            end=End(9.0, "completed", len(losses), EPOCHS, 0.3 + (len(losses) - 1) / speed, 1, 0.3, cpu_seconds=2.0),
        )
        spec = parse(changes).spec
        return Outcome(spec, state, history, "", peak_memory=80_000_000, label=str(changes), race=race)

    return make


def owner(knob, whose):
    return {"name": "owner", "knob": knob, "word": knob, "owner": whose, "keras": [], "tensorflow": []}


def same(is_same):
    return {"name": "same", "one": "tf.A", "other": "keras.A", "same": is_same, "module": "m"}


def test_optimizers_that_keras_takes_are_not_tensorflows(claim, story):
    found = [owner(label, "keras") for label in optimizer_labels()]
    verdict = claim("1.1").verdict([story("owners", same(True), *found, owner("Threads", "tensorflow"))])
    assert verdict.state == "holds not"
    assert "tf.A is keras.A" in verdict.sentence
    assert "threads" in verdict.sentence


def test_optimizers_that_tensorflow_took_would_be_tensorflows(claim, story):
    found = [owner(label, "tensorflow") for label in optimizer_labels()]
    verdict = claim("1.1").verdict([story("owners", same(False), *found)])
    assert verdict.state == "holds"
    assert "is not keras.A" in verdict.sentence


def losses(apart):
    return {"name": "losses", "optimizer": "adam", "strings": [0.5, 0.4], "objects": [0.5, 0.4], "apart": apart}


BEHIND = {"name": "behind", "asked": "adam", "type": "Adam", "module": "k", "config": {"beta_1": 0.9, "ema": False}}


def test_a_string_that_trains_as_its_object_does_holds_and_shows_its_config(claim, story):
    verdict = claim("1.2").verdict([story("strings", BEHIND, losses(0.0))])
    assert verdict.state == "holds"
    assert "Adam(beta_1=0.9)" in verdict.sentence


def test_the_other_strings_are_told_by_their_names_at_home(claim, story):
    relu = {"name": "behind", "asked": "relu", "type": "relu", "module": "keras.x", "config": {}}
    sentence = claim("1.2").verdict([story("strings", BEHIND, relu, losses(0.0))]).sentence
    assert "“relu” is keras.x.relu." in sentence


def test_a_string_that_trains_otherwise_is_told(claim, story):
    verdict = claim("1.2").verdict([story("strings", BEHIND, losses(0.2))])
    assert verdict.state == "holds not"
    assert "apart by 0.2" in verdict.sentence


@pytest.mark.parametrize(("loss", "state"), [(0.4, "holds"), (0.1, "holds not")])
def test_own_values_control_if_the_curves_part(loss, state, claim, racer):
    outcomes = [racer({}), racer({"training.optimizer.learning_rate": 0.0005}, loss=loss)]
    assert claim("1.3").verdict(outcomes).state == state


@pytest.mark.parametrize(("speed", "state"), [(2000, "holds"), (1010, "holds not")])
def test_threads_matter_if_the_speeds_part(speed, state, claim, racer):
    outcomes = [racer({"engine.intra_op_threads": 1}), racer({"engine.intra_op_threads": 2}, speed=speed)]
    verdict = claim("1.4").verdict(outcomes)
    assert verdict.state == state
    assert "2.0 s of CPU" in verdict.sentence
    assert "no GPU here" in verdict.sentence


def test_a_gpu_is_not_denied(claim, racer):
    changes = [{"engine.intra_op_threads": 1}, {"engine.intra_op_threads": 2}]
    outcomes = [racer(change, devices=("CPU", "GPU")) for change in changes]
    assert "sees a GPU" in claim("1.4").verdict(outcomes).sentence


XLA, BATCH = {"engine.jit_compile": "on"}, {"training.batch_size": 64}


@pytest.mark.parametrize(
    ("engine", "keras", "state"), [(0.1, 0.3, "holds"), (0.3, 0.3, "holds not"), (0.1, 0.1, "holds not")]
)
def test_engine_and_keras_are_told_apart_in_one_race(engine, keras, state, claim, racer):
    outcomes = [racer({}), racer(XLA, loss=engine, speed=500), racer(BATCH, loss=keras)]
    verdict = claim("1.5").verdict(outcomes)
    assert verdict.state == state
    assert "speeds apart by 2.0×" in verdict.sentence


def test_one_half_of_the_answer_leaves_the_question_open_and_says_which(claim, racer):
    verdict = claim("1.5").verdict([racer({}), racer(XLA)])
    assert verdict.state == "open"
    assert "Keras’s, too" in verdict.sentence


def test_the_other_half_may_come_from_another_race(claim, racer):
    outcomes = [racer({}), racer(XLA), racer({}, race="s"), racer(BATCH, loss=0.3, race="s")]
    assert claim("1.5").verdict(outcomes).state == "holds"


def backend(name, trains=True, installed=True, **more):
    return {"name": "backend", "backend": name, "installed": installed, "trains": trains, "said": "no fit"} | more


def former(name, trains):
    return {"name": "former", "backend": name, "trains": trains, "said": "Unable to import"}


@pytest.mark.parametrize(("trains", "state"), [(False, "holds not"), (True, "holds")])
def test_backends_are_judged_by_what_the_former_ones_do(trains, state, claim, story):
    now = [backend("tensorflow", losses=[0.5], seconds=1.0), backend("jax", losses=[0.5], seconds=0.5)]
    now += [backend("numpy", trains=False), backend("torch", trains=False, installed=False)]
    verdict = claim("1.6").verdict([story("backends", *now, former("theano", trains))])
    assert verdict.state == state
    assert "equal to the last bit against tensorflow" in verdict.sentence
    assert "numpy is installed and does not train: no fit" in verdict.sentence
    assert "not installed here: torch" in verdict.sentence


@pytest.mark.parametrize(("validation", "state"), [(0.15, "holds"), (0.5, "holds not")])
def test_dropout_regularises_if_the_gap_shrinks(validation, state, claim, racer):
    outcomes = [racer({"model.dropout": 0.5}, validation=validation), racer({"model.dropout": 0.0})]
    verdict = claim("1.7").verdict(outcomes)
    assert verdict.state == state
    assert "+0.2" in verdict.sentence
    assert "of the thinned network" in verdict.sentence  # dropout acts on the training loss alone


def test_without_a_gap_there_is_nothing_to_shrink(claim, racer):
    outcomes = [racer({"model.l2": 0.0}, validation=0.05), racer({"model.l2": 0.1}, validation=0.05)]
    assert claim("1.7").verdict(outcomes).state == "open"


def test_runs_without_validation_leave_the_gap_open(claim, racer):
    outcomes = [racer({"model.l2": strength}, validation=np.nan) for strength in (0, 0.1)]
    assert claim("1.7").verdict(outcomes).state == "open"


@pytest.mark.parametrize("number", ["1.3", "1.4", "1.5", "1.7"])
def test_the_race_that_a_claim_names_can_be_raced_and_answers_it(number, claim, racer):
    found = read(claim(number).settings, Experiment(parse({}).spec, ("keras_fit",)))
    assert found.problems == ()
    assert found.experiment.clashes() == []
    specs = found.experiment.specs()
    outcomes = [racer({}, loss=0.1 * (place + 1)) for place in range(len(specs))]
    outcomes = [
        Outcome(spec, "completed", outcome.history, "", race="r") for spec, outcome in zip(specs, outcomes, strict=True)
    ]
    assert claim(number).verdict(outcomes).state != "open"
    stopped = [Outcome(spec, "stopped", History(), "", race="r") for spec in specs]
    assert claim(number).verdict(stopped).state == "open"


def test_runs_of_several_races_are_no_twins(racer):
    assert twins([racer({}, race="a"), racer(BATCH, race="b")]) == []


def test_other_routes_are_no_twins(racer):
    assert twins([racer({}), racer({"route": "tape_graph"})]) == []


def test_twins_that_differ_in_more_than_asked_are_not_taken(racer):
    outcomes = [racer({}), racer(BATCH | XLA)]
    assert differing_only(outcomes, lambda path: path.startswith("engine.")) is None
    assert twins(outcomes)[0].owners == {"keras", "shared"}


def test_the_gap_is_a_mean_over_the_last_quarter(racer):
    assert generalisation_gap(racer({}, loss=0.1, validation=0.3).history) == pytest.approx(0.2, abs=1e-6)
    assert generalisation_gap(History()) is None
