import json

from kvt.runs.event import encode
from kvt.views.outcomes import Follower

START = {"kind": "start", "time": 0.0, "epochs": 2, "steps_per_epoch": 2, "metric": "accuracy"}


def steps(first, *loss):
    import numpy as np

    values = encode(np.array(loss, np.float32))
    return {
        "kind": "steps",
        "time": 0.0,
        "first": first,
        "count": len(loss),
        "stride": 1,
        "loss": values,
        "accuracy": values,
    }


def append(path, *events):
    with path.open("a") as file:
        file.writelines(json.dumps(event) + "\n" for event in events)


def test_a_follower_reads_only_onwards(tmp_path):
    path = tmp_path / "events.jsonl"
    follower = Follower(path)
    assert follower.history().steps_done == 0
    append(path, START, steps(1, 0.5, 0.25))
    assert follower.history().loss.tolist() == [0.5, 0.25]
    append(path, steps(3, 0.125))
    assert follower.history().loss.tolist() == [0.5, 0.25, 0.125]


def test_nothing_new_is_the_same_history(tmp_path):
    path = tmp_path / "events.jsonl"
    append(path, START, steps(1, 0.5))
    follower = Follower(path)
    assert follower.history() is follower.history()


def test_half_a_line_is_read_when_it_is_whole(tmp_path):
    path = tmp_path / "events.jsonl"
    line = json.dumps(steps(1, 0.5)) + "\n"
    append(path, START)
    follower = Follower(path)
    with path.open("a") as file:
        file.write(line[:20])
    assert follower.history().steps_done == 0
    with path.open("a") as file:
        file.write(line[20:])
    assert follower.history().steps_done == 1
