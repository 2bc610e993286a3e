import pytest

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]


def test_a_switch_of_the_engine_changes_the_speed_and_not_what_is_learned(visit):
    tab = visit("/hyperparameters?vary=engine.jit_compile%3Aoff%2Con&training.epochs=4")
    tab.race()
    learned, fast, *_ = tab.tiles
    assert learned == "the same" or learned.startswith("equal to")
    assert fast.endswith(("faster", "slower", "as fast"))
    assert [row.splitlines()[0] for row in tab.rows] == ["XLA off", "XLA on"]
    tab.wait_for_points(100)
    assert [name for name, *_ in tab.curves()] == ["XLA off", "XLA on"] * 2
    assert tab.alerts == ""
