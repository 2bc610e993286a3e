import numpy as np

from kvt.runs.clock import Clock
from kvt.runs.event import Event

START = Event("start", {"time": 100.0})


def told(first, count, time, **more):
    return Event("steps", {"first": first, "count": count, "time": time} | more)


def test_steps_of_one_telling_share_the_time_since_the_last_one():
    clock = Clock.of([START, told(1, 2, 101.0), told(3, 4, 103.0)])
    assert clock.at(np.arange(1, 7)).tolist() == [0.5, 1.0, 1.5, 2.0, 2.5, 3.0]


def test_steps_that_come_in_strides_and_those_of_a_run_that_went_on():
    assert Clock.of([START, told(10, 2, 102.0, stride=10)]).at(np.array([10, 20])).tolist() == [1.0, 2.0]
    assert Clock.of([START, told(101, 100, 102.0)]).at(np.array([101, 200])).tolist() == [0.02, 2.0]


def test_a_clock_that_was_put_back_stands_still():
    clock = Clock.of([START, told(1, 1, 105.0), told(2, 1, 101.0), told(3, 1, 106.0)])
    assert clock.at(np.arange(1, 4)).tolist() == [5.0, 5.0, 6.0]


def test_without_times_nothing_is_known():
    assert np.isnan(Clock.of([]).at(np.array([1, 2]))).all()
    assert np.isnan(Clock.of([START, told(1, 2, "now")]).at(np.array([1]))).all()
    assert np.isnan(Clock.of([told(1, 2, 3.0)]).at(np.array([1]))).all()
