import pytest

from kvt.claims.example import LONGEST, came_of

WARNS = "/opt/k/dense.py:93: UserWarning: Do not pass `input_shape`.\n  super().__init__()\nloss: 0.7\n"
RAISES = """Epoch 1/3
Traceback (most recent call last):
  File "train.py", line 3, in <module>
    model.fit(x)
ValueError: Shape must be at least rank 2
  but is rank 1
"""


def test_what_says_nothing_simply_runs():
    came = came_of("completed", "", "8/8 - 0s - 9ms/step - accuracy: 0.5 - loss: 0.7 - val_loss: 9\nloss: 0.5\n")
    assert came == ("runs", "", (0.7, 0.5))
    assert came.trains


def test_a_warning_is_told_without_the_path_of_the_package():
    assert came_of("completed", "", WARNS)[:2] == ("warns", "UserWarning: Do not pass `input_shape`.")


def test_tensorflows_own_warnings_count():
    assert came_of("completed", "", "WARNING:tensorflow:5 out of the last 5 calls\n").word == "warns"


def test_an_error_is_told_with_all_its_lines():
    came = came_of("failed", "  but is rank 1", RAISES)
    assert came.word == "raises"
    assert came.message == "ValueError: Shape must be at least rank 2 but is rank 1"


def test_an_error_of_a_package_keeps_its_name():
    log = "Traceback (most recent call last):\n  File\nkeras.src.errors.GraphError: no\n"
    assert came_of("failed", "", log).message == "keras.src.errors.GraphError: no"


def test_a_crash_without_a_traceback_gives_its_reason():
    assert came_of("failed", "The process crashed (SIGSEGV).", "").message == "The process crashed (SIGSEGV)."


@pytest.mark.parametrize("state", ["stopped", "killed", "lost"])
def test_what_was_ended_from_outside_is_no_error_of_the_example(state):
    assert came_of(state, "Its page was closed.", RAISES).word == "ended"


def test_a_loss_that_does_not_fall_is_no_training():
    assert not came_of("completed", "", "loss: 0.5\nloss: 0.7\n").trains
    assert not came_of("completed", "", "loss: 0.5\n").trains
    assert not came_of("completed", "", "loss: nan\nloss: nan\n").trains
    assert came_of("completed", "", "loss: x\n").losses == ()


def test_a_long_message_is_cut():
    assert len(came_of("failed", "x" * 5000, "").message) == LONGEST
