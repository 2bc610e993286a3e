"""The command line's sweep: what it prints, and what a mistake gets."""

import json

import pytest

from kvt.cli import main
from kvt.jobs import manager as jobs

RATE = "training.optimizer.learning_rate"
# What any script writes, without the training.
WRITES = """
import base64, json, struct
told = base64.b64encode(struct.pack("<f", 0.25)).decode()
events = [
    {"kind": "start", "time": 1.0, "epochs": 1, "steps_per_epoch": 1, "metric": "accuracy"},
    {"kind": "epochs", "time": 2.0, "first": 1, "count": 1, "val_loss": told, "val_accuracy": told},
    {"kind": "end", "time": 3.0, "reason": "completed", "steps": 1, "epochs": 1, "training_seconds": 1.0},
]
with open("events.jsonl", "w") as file:
    file.writelines(json.dumps(event) + "\\n" for event in events)
"""


@pytest.fixture
def says(tmp_path, monkeypatch, capsys):
    """Run the command line on runs that do not train; (exit code, standard output, standard error)."""
    from kvt.cli import sweep
    from kvt.jobs.executor import LocalExecutor

    monkeypatch.setenv("KVT_HOME", str(tmp_path))
    monkeypatch.setattr(sweep, "LocalExecutor", lambda: LocalExecutor(fork=False))

    def says(*arguments, script=WRITES):
        made = jobs.Manager.__init__.__kwdefaults__
        monkeypatch.setitem(made, "write", lambda spec: script)
        code = main(["sweep", *arguments])
        return code, *capsys.readouterr()

    return says


def test_a_sweep_is_one_object(says):
    code, out, err = says(
        "--search", f"{RATE}=1e-4..1e-1", "--search", "model.hidden=8,16-16", "--trials", "3", "--json"
    )
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found["state"] == "completed"
    assert found["best"]["value"] == 0.25
    assert [trial["state"] for trial in found["trials"]] == ["completed"] * 3
    assert all(1e-4 <= trial["values"][RATE] <= 0.1 for trial in found["trials"])


def test_a_sweep_of_which_every_run_fails_says_so(says):
    code, out, _ = says("--search", "model.hidden=8,16", "--trials", "2", script="raise ValueError('no luck')\n")
    assert code == 1
    assert out.count("ValueError: no luck") == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "No field is searched"),
        (("--search", "foo"), "'foo' searches nothing"),
        (("--search", "foo=1..2"), "'foo' cannot be searched"),
        (("--search", f"{RATE}=2..1"), "Learning rate: the range is empty"),
        (("--search", f"{RATE}=0.1..1", "--sampler", "oracle"), "Next values by cannot be 'oracle'"),
        (("--search", f"{RATE}=0.1..1", "--trials", "0"), "Trials cannot be '0'"),
    ],
)
def test_a_mistake_is_a_sentence_and_code_2(arguments, sentence, says):
    code, out, err = says(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)
