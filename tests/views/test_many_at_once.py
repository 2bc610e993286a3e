"""What is said of many networks trained together."""

from kvt.views.many_at_once import calm_below, notes, tiles

ASKED = {"rates": [0.001, 0.01, 0.1, 0.1], "steps": 620}
TOGETHER = {"losses": [0.4, 0.3, 0.2, 0.1], "seconds": 0.5, "first_seconds": 2.5}
KERAS = [{"place": 1, "loss": 0.3, "seconds": 2.0, "first_seconds": 0.5}]


def alone(*losses):
    return {"losses": list(losses), "seconds": 2.0, "first_seconds": 1.5}


def test_speeds_are_ratios_of_one_run_with_and_without_compiling():
    together, one_by_one, keras, _ = tiles(ASKED, TOGETHER, alone(0.4, 0.3, 0.2, 0.1), KERAS)
    assert together.value == "8 a second"  # 4 in 0.5 s
    assert one_by_one.value == "4.0× faster"  # 2 s against 0.5 s
    assert one_by_one.note.startswith("1.20× faster with compiling")  # 2 s and one compilation of 1 s, against 2.5 s
    assert keras.value == "12× faster"  # 1.5 s each from the first step on, against 0.125 s
    assert keras.note.startswith("3.2× faster with compiling")  # four times 2 s, against 2.5 s
    assert "2.0 s, 0.50 s until its first step" in keras.note


def test_together_is_not_said_to_be_faster_where_it_is_not():
    slow = TOGETHER | {"seconds": 4.0, "first_seconds": 16.0}
    _, one_by_one, keras, _ = tiles(ASKED, slow, alone(0.4, 0.3, 0.2, 0.1), KERAS)
    assert one_by_one.value == "2.0× slower" and one_by_one.note.startswith("5.3× slower")
    assert keras.note.startswith("2.0× slower")


def test_equal_losses_are_said_to_be_equal():
    *_, same = tiles(ASKED, TOGETHER, alone(0.4, 0.3, 0.2, 0.1), [])
    assert same.value == "bit for bit"
    *_, same = tiles(ASKED, TOGETHER, alone(0.4, 0.3, 0.2, 0.1000004), [])
    assert same.value == "equal to 4e-7" and "together and alone" in same.note


def test_what_training_makes_of_rounding_is_not_hidden():
    one_by_one = alone(0.4, 0.3000004, 0.2, 0.15)
    *_, same = tiles(ASKED, TOGETHER, one_by_one, [])
    assert same.value == "equal to 4e-7"
    assert same.note == "up to a rate of 0.01; above it apart by 0.05"
    assert any("At a rate of 0.1 training is unstable" in note for note in notes(ASKED, TOGETHER, one_by_one, []))
    assert not any("unstable" in note for note in notes(ASKED, TOGETHER, alone(0.4, 0.3, 0.2, 0.1), []))


def test_where_not_even_the_lowest_rate_agrees_it_says_so():
    *_, same = tiles(ASKED, TOGETHER, alone(0.9, 0.3, 0.2, 0.1), [])
    assert same.value == "apart by 0.5"
    assert calm_below(ASKED, [0.5, 0, 0, 0]) is None


def test_while_it_runs_there_is_what_was_found():
    assert len(tiles(ASKED, TOGETHER, None, [])) == 1
    assert len(notes(ASKED, TOGETHER, None, [])) == 1
