"""The command line: what it prints, and what a mistake gets."""

import ast
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kvt.script
from kvt.cli import experiment, fields, main
from kvt.cli.outcome import as_json, as_table
from kvt.cli.run import follow_up, progress
from kvt.runs.event import Event
from kvt.runs.history import History
from kvt.runs.status import Status
from kvt.runs.store import Store
from kvt.spec import Spec, knobs

# What any script writes, without the training.
START = {"kind": "start", "time": 1.0, "epochs": 2, "steps_per_epoch": 3, "metric": "accuracy"}
STEPS = {
    "kind": "steps",
    "time": 2.0,
    "first": 1,
    "count": 3,
    "loss": "AACAPwAAAD8AAIA+",
    "accuracy": "AAAAPwAAAD8AAIA/",
}
EPOCHS = {"kind": "epochs", "time": 2.0, "first": 1, "count": 1}
END = {
    "kind": "end", "time": 3.0, "reason": "completed", "steps": 3, "epochs": 1, "training_seconds": 1.5,
    "first_call_steps": 1, "first_call_seconds": 0.5,
}  # fmt: skip
WRITES = f"""
import json
with open("events.jsonl", "w") as file:
    for event in {[START, STEPS, EPOCHS, END]}:
        file.write(json.dumps(event) + "\\n")
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("KVT_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def says(capsys):
    """Run the command line; (exit code, standard output, standard error)."""

    def says(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return code, *capsys.readouterr()

    return says


@pytest.fixture
def table(tmp_path) -> Path:
    path = tmp_path / "flats.csv"
    path.write_text("\n".join(["size;price", *[f"{n};{n * 1.5}" for n in range(60)]]))
    return path


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "`python -m kvt --help` tells what there is."),
        (["train"], "invalid choice: 'train'"),
        (["run", "--fast"], "Unrecognized arguments: --fast."),
        (["run", "--set", "training.epochs"], "'training.epochs' sets nothing: write FIELD=VALUE"),
        (["run", "--set", "training.epochs=many"], "training.epochs cannot be 'many'"),
        (["script", "--set", "training.speed=1"], "There is no field 'training.speed'"),
        (["script", "--set", "training.optimizer.learning_rate=nan"], "finite number"),
        (["script", "--set", "training.batch_size=4096"], "make the batch smaller"),
        (["run", "--target", "price"], "give the table as --csv FILE"),
        (["run", "--csv", "missing.csv"], "missing.csv cannot be read: No such file or directory."),
        (["run", "--set", "dataset=csv"], "No file is chosen yet"),
        (["bench", "sleep"], "There is no benchmark sleep: choose from"),
    ],
)
def test_a_mistake_is_a_sentence_on_standard_error_and_code_2(says, arguments, sentence):
    code, out, error = says(*arguments)
    assert (code, out) == (2, "")
    assert sentence in error and "Traceback" not in error and "usage:" not in error


def test_all_mistakes_are_told_at_once_a_line_each(says):
    code, _, error = says(
        "run",
        "--set",
        "model.dropout=2",
        "--set",
        "colour=red",
        "--set",
        "training.loss=hinge",
        "--set",
        "dataset=wave",
    )
    assert code == 2
    assert len(error.splitlines()) == 3
    assert all(words in error for words in ("model.dropout", "colour", "hinge does not fit"))


def test_a_script_is_printed_byte_for_byte(says):
    code, out, _ = says("script", "--set", "route=tape_graph", "--set", "training.epochs=7")
    spec = experiment.parse({"route": "tape_graph", "training.epochs": 7}).spec
    assert (code, out) == (0, kvt.script.script(spec))
    assert "EPOCHS = 7" in out


def test_a_notebook_is_printed_as_json(says):
    code, out, _ = says("script", "--notebook")
    assert code == 0
    assert json.loads(out)["nbformat"] == 4


def test_a_table_becomes_the_dataset_and_keeps_what_was_set(says, table):
    code, out, error = says("script", "--csv", str(table), "--target", "price", "--set", "dataset.scaling=minmax")
    assert code == 0 and ast.parse(out)
    assert re.search(r"TARGET = .price.", out)
    assert "reads data.csv beside it" in error
    assert out != says("script", "--csv", str(table), "--target", "price")[1]


def test_a_table_and_another_dataset_do_not_go_together(says, table):
    code, _, error = says("run", "--csv", str(table), "--set", "dataset=moons")
    assert code == 2 and "--csv chooses the dataset" in error


def test_a_bad_table_is_told_by_row_and_column(says, table):
    table.write_text(table.read_text().replace("\n7;", "\nseven;"))
    code, _, error = says("run", "--csv", str(table))
    assert code == 2 and error.startswith("Row 9, column 'size': 'seven' is no number")


def test_every_field_of_every_choice_is_listed_once(says):
    code, out, _ = says("fields", "--json")
    listed = json.loads(out)
    assert code == 0
    paths = {row["field"] for row in listed}
    assert paths >= {knob.path for knob in knobs(Spec())} | {
        "training.optimizer.rho",
        "dataset.columns",
        "training.stopping.patience",
    }
    assert len({(row["field"], row["needs"]) for row in listed}) == len(listed)
    rate = next(
        row
        for row in listed
        if (row["field"], row["needs"]) == ("training.optimizer.learning_rate", "training.optimizer=sgd")
    )
    assert (rate["low"], rate["high"], rate["low_excluded"], rate["default"], rate["owner"]) == (
        0.0,
        10.0,
        True,
        0.1,
        "keras",
    )


def test_fields_are_printed_with_their_bounds_and_units(says):
    _, out, _ = says("fields")
    line = next(line for line in out.splitlines() if line.startswith("training.epochs "))
    assert "20" in line and "1 … 10000 epochs" in line and "[keras]" in line
    assert "# training.optimizer=adamw" in out


@pytest.mark.parametrize("kind", ["sgd", "adamw"])
def test_what_fields_lists_is_what_set_takes(kind):
    for knob, needs in fields.fields():
        if needs in ("", f"training.optimizer={kind}"):
            parsed = experiment.parse({"training.optimizer": kind, knob.path: fields.text(knob.default)})
            assert not parsed.problems, knob.path


def test_a_run_prints_its_outcome_as_one_object(says, monkeypatch, home):
    monkeypatch.setattr(kvt.script, "script", lambda spec: WRITES)
    code, out, error = says("run", "--json")
    found = json.loads(out)
    assert (code, error) == (0, "")
    assert (found["state"], found["steps"], found["epochs"]) == ("completed", 3, 1)
    assert found["loss"] == pytest.approx((1 + 0.5 + 0.25) / 3)
    assert found["steps_per_second"] == 2.0 and found["first_call_seconds"] == 0.5
    assert found["val_loss"] is None
    assert Path(found["run"], "train.py").read_text() == WRITES
    assert Path(found["run"]).is_relative_to(home)


def test_a_run_prints_a_table_for_a_person(says, monkeypatch):
    monkeypatch.setattr(kvt.script, "script", lambda spec: WRITES)
    _, out, _ = says("run")
    assert dict(line.split(maxsplit=1) for line in out.splitlines())["state"] == "completed"
    assert "val" not in out


def test_the_table_lies_beside_the_script_of_its_run(says, monkeypatch, table):
    monkeypatch.setattr(kvt.script, "script", lambda spec: WRITES)
    _, out, _ = says("run", "--json", "--csv", str(table))
    assert Path(json.loads(out)["run"], "data.csv").read_text().startswith("size,price\n0,0\n1,1.5\n")


def test_a_run_that_fails_gives_its_reason_and_the_end_of_its_log(says, monkeypatch):
    monkeypatch.setattr(kvt.script, "script", lambda spec: "print('so far so good')\nraise ValueError('no gradient')")
    code, out, error = says("run", "--json")
    found = json.loads(out)
    assert (code, found["state"]) == (1, "failed")
    assert "no gradient" in found["reason"]
    assert "so far so good" in error and "ValueError: no gradient" in error


def test_ctrl_c_stops_the_run_and_a_second_one_does_not_wait(monkeypatch):
    class Stub:
        """A manager whose run has ended at the third look."""

        def __init__(self, *looks: bool | type[BaseException]) -> None:
            self.looks, self.stopped = list(looks), []

        def wait(self, runs, timeout):
            look = self.looks.pop(0)
            if isinstance(look, bool):
                return look
            raise look

        def stop(self, run_id, reason):
            self.stopped.append((run_id, reason))

    class Named:
        id = "run"

    patient = Stub(False, KeyboardInterrupt, False, True)
    assert follow_up(patient, Named(), quiet=True) is True
    assert patient.stopped == [("run", "It was stopped by Ctrl-C.")]
    with pytest.raises(KeyboardInterrupt):
        follow_up(Stub(KeyboardInterrupt, KeyboardInterrupt), Named(), quiet=True)


def test_ctrl_c_in_a_terminal_ends_the_child_too(tmp_path):
    waits = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
    # What a shell runs in the background is born deaf to Ctrl-C; in a terminal it hears.
    program = f"""
import signal, sys, kvt.cli, kvt.script
signal.signal(signal.SIGINT, signal.default_int_handler)
kvt.script.script = lambda spec: {waits!r}
sys.exit(kvt.cli.main(["run", "--json"]))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"KVT_HOME": str(tmp_path)},
    )
    deadline = time.monotonic() + 60
    while (
        not (pids := [path for path in tmp_path.glob("cli/cli/*/pid") if path.read_text()])
        and time.monotonic() < deadline
    ):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    try:
        out, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    found = json.loads(out)
    assert process.returncode == 130
    assert found["state"] == "stopped" and "Ctrl-C" in found["reason"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(pids[0].read_text()), 0)


def test_progress_tells_what_is_waited_for():
    history = History()
    assert progress(history) == "TensorFlow is loading …"
    history = history.extend([Event.parse(json.dumps(START).encode())])
    assert progress(history) == "The first step is traced …"
    history = history.extend([Event.parse(json.dumps(STEPS).encode())])
    assert progress(history) == "step 3 of 6, loss 0.25"


def test_a_loss_that_is_no_number_is_null_in_json_and_said_in_a_table():
    found = {"state": "completed", "loss": float("nan"), "peak_memory": 3 * 2**20}
    assert json.loads(as_json(found)) == {"state": "completed", "loss": None, "peak_memory": 3 * 2**20}
    assert as_table(found).splitlines()[1:] == ["loss                nan", "peak memory         3 MB"]


def test_the_command_line_starts_without_what_it_may_not_need():
    heavy = {"tensorflow", "keras", "streamlit", "pandas", "sklearn"}
    program = f"import sys, kvt.cli; print(sorted({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )


@pytest.mark.tensorflow
def test_a_run_trains(says):
    code, out, _ = says("run", "--json", "--set", "training.epochs=2", "--set", "dataset.samples=100")
    found = json.loads(out)
    assert (code, found["state"], found["steps"]) == (0, "completed", 4)
    assert found["loss"] > 0 and found["val_accuracy"] is not None and found["peak_memory"] > 0


@pytest.mark.tensorflow
def test_a_table_is_learned_from(says, table):
    code, out, _ = says(
        "run", "--json", "--csv", str(table), "--set", "training.batch_size=8", "--set", "training.epochs=1"
    )
    assert (code, json.loads(out)["state"]) == (0, "completed")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--continue", "nobody"], "There is no such run"),
        (["--continue", "{run}", "--set", "training.epochs=3"], "with its own settings"),
        (["--continue", "{run}", "--epochs", "0"], "--epochs cannot be 0"),
        (["--continue", "{run}"], "left no state"),
        (["--epochs", "3"], "goes with --continue"),
    ],
)
def test_a_run_that_cannot_be_continued_gets_a_sentence(says, tmp_path, arguments, words):
    run = Store(tmp_path).create(Spec(), "", workspace="w")
    Status(state="completed").write(run.status_path)
    code, _, errors = says("run", *(argument.format(run=run.folder) for argument in arguments))
    assert code == 2 and words in errors
