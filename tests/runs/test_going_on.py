"""Whether a run can be gone on from, and with which spec and files."""

import json

import pytest

from kvt.errors import ClashError, RunError, SpecError
from kvt.runs.going_on import going_on, is_exact, obstacle
from kvt.runs.run import GIVEN
from kvt.runs.status import Status
from kvt.script import script
from kvt.spec import Spec, check, parse
from kvt.spec.start import Start

END = {"kind": "end", "time": 1.0, "reason": "completed", "steps": 12, "epochs": 3, "training_seconds": 1.0}


@pytest.fixture
def ended(store):
    """ended(reason="nan", **fields of the spec): a run of three epochs that has ended, and left its state."""

    def make(state="completed", workspace="mine", files=None, start=None, end=None, **fields):
        spec = parse({path.replace("__", "."): str(value) for path, value in fields.items()}).spec
        run = store.create(
            spec.model_copy(update={"start": start or Start()}), "", workspace=workspace, page="p", files=files
        )
        run.events_path.write_text(json.dumps(END | (end or {})) + "\n")
        run.state_path.write_bytes(b"state")
        Status(state=state).write(run.status_path)
        return run

    return make


def test_the_epochs_are_added_and_the_state_is_what_the_next_run_starts_from(ended, store):
    run = ended(training__epochs=3)
    spec, files = going_on(run, 4)
    assert (spec.training.epochs, spec.start) == (7, Start(epochs_done=3, run=run.id))
    assert spec.model_copy(update={"start": Start(), "training": run.spec.training}) == run.spec
    after = store.create(spec, script(spec), workspace="mine", files=files)
    assert (after.folder / "start.npz").read_bytes() == b"state"
    assert after.given().keys() == {"start.npz"} <= set(GIVEN)


def test_a_table_and_a_second_time_go_on_as_well(ended):
    dataset = {"dataset": "csv", "dataset__target": "y", "dataset__digest": "a" * 64}
    files = {"data.csv": b"x,y\n1,2\n", "start.npz": b"earlier"}
    run = ended(files=files, start=Start(epochs_done=2, run="first"), training__epochs=3, **dataset)
    spec, files = going_on(run, 1)
    assert spec.start == Start(epochs_done=3, run=run.id)
    assert files == {"data.csv": run.folder / "data.csv", "start.npz": run.state_path}


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"topic": "apis"}, "Only an ordinary training"),
        ({"training__optimizer__ema": True}, "give way to their average"),
        ({"training__stopping": "patience"}, "Stop early"),
        ({"end": {"reason": "nan"}}, "not a number"),
        ({"end": {"epochs": 0}}, "Not one of its epochs"),
        ({"end": {"epochs": "many"}}, "Not one of its epochs"),
        ({"end": {"kind": "steps"}}, "left no state"),
        ({"state": "running"}, "still goes on"),
    ],
)
def test_what_nobody_can_go_on_from_is_refused_in_a_sentence(ended, made, words):
    run = ended(**made)
    assert words in obstacle(run)
    with pytest.raises(RunError, match=words):
        going_on(run, 1)


def test_a_run_without_its_state_is_refused(ended):
    run = ended()
    run.state_path.unlink()
    assert "left no state" in obstacle(run)


def test_too_many_epochs_are_refused(ended):
    with pytest.raises(SpecError, match=r"training\.epochs cannot be 10003"):
        going_on(ended(), 10_000)


def test_only_what_completed_is_gone_on_from_exactly(ended):
    assert is_exact(ended()) and not is_exact(ended("stopped")) and not obstacle(ended("stopped"))


def test_a_start_is_no_knob_and_no_address_sets_it():
    for path in ("start", "start.epochs_done", "start.run", "start.kind"):
        parsed = parse({path: "3"})
        assert parsed.spec == Spec() and "There is no field" in parsed.problems[0].sentence, path


@pytest.mark.parametrize("fields", [{}, {"training.stopping": "patience", "training.epochs": "30"}])
def test_a_start_that_does_not_fit_clashes(fields):
    spec = parse(fields).spec.model_copy(update={"start": Start(epochs_done=20, run="a")})
    with pytest.raises(ClashError):
        check(spec)


def test_without_its_files_such_a_run_is_not_made(ended, store):
    spec, _ = going_on(ended(), 1)
    with pytest.raises(RunError, match="start it anew"):
        store.create(spec, "", workspace="mine")


def test_an_ordinary_script_says_nothing_of_going_on():
    text = script(Spec())
    assert text.count("state.npz") == 2 and "start.npz" not in text and "EPOCHS_DONE" not in text
    average = parse({"training.optimizer.ema": "true"}).spec
    assert "state.npz" not in script(average)


def test_a_script_that_goes_on_says_from_what():
    text = script(Spec(start=Start(epochs_done=3, run="abcdefgh")))
    assert "goes on from start.npz" in text and "EPOCHS_DONE = 3" in text and "abc" not in text
