import numpy as np
import pytest

from kvt.errors import RunError
from kvt.runs.event import Event, encode
from kvt.runs.history import History

START = Event(
    "start", {"time": 1.0, "epochs": 4, "steps_per_epoch": 2, "metric": "accuracy", "devices": ["CPU"], "later": 1}
)


def steps(first, *loss, stride=1, metric="accuracy"):
    values = np.array(loss, np.float32)
    return Event(
        "steps",
        {"first": first, "count": len(loss), "stride": stride, "loss": encode(values), metric: encode(1 - values)},
    )


def epochs(first, *loss):
    values = np.array(loss, np.float32)
    fields = {"val_loss": encode(values), "val_accuracy": encode(1 - values)}
    return Event("epochs", {"first": first, "count": len(loss)} | fields)


def end(**changes):
    fields = {"time": 3.0, "reason": "completed", "steps": 8, "epochs": 4, "training_seconds": 1.5}
    return Event("end", fields | {"first_call_steps": 1, "first_call_seconds": 0.8} | changes)


def test_nothing_is_known_before_the_start():
    history = History.fold([])

    assert (history.start, history.steps_done, history.progress, history.finished) == (None, 0, 0.0, False)
    assert history.epoch_loss.size == 0
    assert history.steady_steps_per_second is None


def test_steps_are_laid_end_to_end():
    history = History.fold([START, steps(1, 0.9, 0.8), steps(3, 0.7)])

    assert history.steps.tolist() == [1, 2, 3]
    assert history.loss.tolist() == [np.float32(0.9), np.float32(0.8), np.float32(0.7)]
    assert history.metric.dtype == np.float32
    assert (history.total_steps, history.steps_done, history.progress) == (8, 3, 3 / 8)


def test_a_strided_value_stands_at_the_last_step_it_covers():
    assert History.fold([START, steps(2, 0.9, 0.8, stride=2)]).steps.tolist() == [2, 4]


def test_extending_leaves_the_former_history_as_it_was():
    before = History.fold([START, steps(1, 0.9)])

    after = before.extend([steps(2, 0.8), epochs(1, 0.5)])

    assert before.steps.tolist() == [1]
    assert after.steps.tolist() == [1, 2]
    assert after.epochs.tolist() == [1]


def test_folding_piecewise_and_at_once_is_the_same():
    events = [START, steps(1, 0.9, 0.8), epochs(1, 0.5), steps(3, 0.7, 0.6), epochs(2, 0.4), end()]
    piecewise = History()
    for event in events:
        piecewise = piecewise.extend([event])
    whole = History.fold(events)

    assert piecewise.end == whole.end
    for name in ("steps", "loss", "metric", "epochs", "val_loss", "val_metric"):
        assert np.array_equal(getattr(piecewise, name), getattr(whole, name))


def test_an_epoch_has_the_mean_of_its_steps():
    history = History.fold([START, steps(1, 0.75, 0.25, 0.5, 0.0, 9.0), epochs(1, 0.5, 0.4)])

    assert history.epoch_loss.tolist() == [0.5, 0.25]
    assert history.epoch_metric.tolist() == [0.5, 0.75]


def test_a_nan_stays_in_its_epoch():
    history = History.fold([START, steps(1, 0.5, 0.5, np.nan, 0.5), epochs(1, 0.5, 0.4), Event("nan", {"step": 3})])

    assert history.epoch_loss[0] == 0.5
    assert np.isnan(history.epoch_loss[1])
    assert history.nan_step == 3


def running(first, *means, stride=1):
    return Event("steps", steps(first, *means, stride=stride).fields | {"running": True})


def test_means_over_the_epoch_so_far_become_each_steps_own_values():
    history = History.fold([START, running(1, 4.0, 3.0), running(3, 8.0, 5.0)])

    assert history.loss.tolist() == [4.0, 2.0, 8.0, 2.0]
    assert history.running_loss.tolist() == [4.0, 3.0, 8.0, 5.0]
    assert history.metric.tolist() == [-3.0, -1.0, -7.0, -1.0]


def test_a_mean_over_the_epoch_so_far_may_be_split_between_two_readings():
    whole = History.fold([START, running(1, 4.0, 3.0)])
    split = History.fold([START, running(1, 4.0)]).extend([running(2, 3.0)])

    assert split.loss.tolist() == whole.loss.tolist() == [4.0, 2.0]


def test_a_strided_mean_gives_the_mean_of_the_steps_since_the_last():
    start = Event("start", {"time": 1.0, "epochs": 1, "steps_per_epoch": 4, "metric": "accuracy"})

    assert History.fold([start, running(2, 4.0, 3.0, stride=2)]).loss.tolist() == [4.0, 2.0]


def test_epochs_without_validation_are_nan():
    history = History.fold([START, Event("epochs", {"first": 1, "count": 2})])

    assert history.epochs.tolist() == [1, 2]
    assert np.isnan(history.val_loss).all()
    assert np.isnan(history.val_metric).all()


def test_a_regression_has_its_own_metric():
    start = Event("start", {"time": 1.0, "epochs": 1, "steps_per_epoch": 1, "metric": "mae"})

    assert History.fold([start, steps(1, 0.25, metric="mae")]).metric.tolist() == [0.75]


def test_the_first_call_is_not_counted_in_the_steady_speed():
    history = History.fold([START, end()])

    assert history.steady_steps_per_second == pytest.approx(7 / 0.7)
    assert history.first_call_seconds == 0.8


def test_one_call_alone_has_no_steady_speed():
    assert History.fold([START, end(first_call_steps=8, first_call_seconds=1.5)]).steady_steps_per_second is None


def test_a_run_that_ended_early_has_done_what_it_says():
    history = History.fold([START, end(reason="early", steps=4, epochs=2)])

    assert (history.finished, history.steps_done, history.progress) == (True, 4, 0.5)


def test_a_confusion_has_a_row_a_class():
    event = Event("confusion", {"step": 3, "classes": 2, "counts": encode(np.array([5, 1, 0, 4]))})
    history = History.fold([START, event])
    assert (history.confusion.step, history.confusion.counts.tolist()) == (3, [[5, 1], [0, 4]])


def test_a_confusion_that_is_no_square_is_damage():
    event = Event("confusion", {"step": 3, "classes": 2, "counts": encode(np.array([5, 1, 0]))})
    with pytest.raises(RunError, match="no square"):
        History.fold([START, event])


def test_pictures_are_the_last_that_came():
    values = "AP8AAA=="
    first, second = (
        Event("boundary", {"step": step, "size": 2, "low": [-1, -2], "high": [1, 2], "values": values})
        for step in (1, 9)
    )
    points = Event("points", {"features": 2, "x": encode(np.arange(4)), "y": encode(np.arange(2))})
    curve = Event("curve", {"step": 4, "x": encode(np.arange(3)), "y": encode(np.arange(3))})

    history = History.fold([START, points, first, second, curve])

    assert history.boundary.step == 9
    assert history.boundary.values.tolist() == [[0, 255], [0, 0]]
    assert (history.boundary.low, history.boundary.high) == ((-1, -2), (1, 2))
    assert history.points.x.tolist() == [[0, 1], [2, 3]]
    assert history.curve.y.tolist() == [0, 1, 2]


def test_kinds_that_nobody_knows_are_passed_over():
    assert History.fold([START, Event("gradients", {"step": 1})]).start.metric == "accuracy"


def test_facts_that_nobody_knows_are_passed_over():
    assert History.fold([START]).start.devices == ("CPU",)


@pytest.mark.parametrize(
    "event", [Event("start", {"time": 1}), Event("steps", {"first": 1}), Event("end", {}), steps(1, 0.5, metric="mae")]
)
def test_an_event_without_what_it_must_have_gets_a_sentence(event):
    with pytest.raises(RunError, match="lacks"):
        History.fold([START, event])


def test_steps_before_the_start_get_a_sentence():
    with pytest.raises(RunError, match="do not begin with its start"):
        History.fold([steps(1, 0.5)])
