import numpy as np

from kvt.claims.difference import largest_difference, loss_difference, weight_difference


def test_the_largest_difference_counts_whatever_its_sign(outcome):
    one, other = outcome("keras_fit", loss=[1.0, 0.5, 0.25]), outcome("tape_graph", loss=[1.0, 0.75, 0.0])
    assert loss_difference(one.history, other.history) == 0.25


def test_losses_are_compared_up_to_the_first_that_is_not_finite(outcome):
    one, other = outcome("keras_fit", loss=[1.0, np.nan, 0.0]), outcome("tape_graph", loss=[1.0, np.inf, 9.0])
    assert loss_difference(one.history, other.history) == 0.0


def test_a_shorter_run_is_compared_over_the_steps_that_both_know(outcome):
    one, other = outcome("keras_fit", loss=[1.0, 0.5]), outcome("tape_graph", loss=[1.0, 0.5, 7.0])
    assert loss_difference(one.history, other.history) == 0.0


def test_nothing_in_common_is_no_difference_rather_than_none(outcome):
    assert loss_difference(outcome("keras_fit", loss=[]).history, outcome("tape_graph").history) is None


def test_weights_of_other_shapes_are_not_compared(outcome):
    one = outcome("keras_fit", weights=[np.zeros((2, 2), np.float32)])
    assert weight_difference(one, outcome("tape_graph", weights=[np.zeros(4, np.float32)])) is None


def test_weights_that_are_not_finite_are_not_compared(outcome):
    nan = [np.array([np.nan], np.float32)]
    assert weight_difference(outcome("keras_fit", weights=nan), outcome("tape_graph", weights=nan)) is None


def test_the_largest_of_losses_and_weights_is_taken(outcome):
    one = outcome("keras_fit", loss=[1.0], weights=[np.zeros(2, np.float32)])
    other = outcome("tape_graph", loss=[1.5], weights=[np.full(2, 0.25, np.float32)])
    assert largest_difference(one, other) == 0.5
