"""Claims that a story of its own answers: its results made up, on both sides."""

PRODUCT = {"name": "product", "size": 64, "tensorflow_seconds": 2e-4, "numpy_seconds": 3e-4, "apart": 0.0}


def slope(apart):
    return {"name": "slope", "x": [0.0, 1.0], "y": [0.0, 1.0], "slope": [0.0, 2.0], "apart": apart}


def test_a_slope_as_the_chord_has_it_proves_tensors_by_hand(claim, story):
    verdict = claim("2.5").verdict([story("tensors", slope(1e-9), PRODUCT)])
    assert verdict.state == "holds"
    assert "64×64" in verdict.sentence
    assert "0.2 ms, by NumPy in 0.3 ms" in verdict.sentence


def test_a_slope_that_is_off_refutes_them(claim, story):
    verdict = claim("2.5").verdict([story("tensors", slope(0.5), PRODUCT)])
    assert verdict.state == "holds not"
    assert "apart by 0.5" in verdict.sentence


def test_half_a_story_proves_nothing(claim, story):
    assert claim("2.5").verdict([story("tensors", slope(1e-9))]).state == "open"
    assert claim("2.5").verdict([story("tensors", slope(1e-9), PRODUCT, state="killed")]).state == "open"


def test_traces_are_counted_beside_the_race(claim, outcome, story):
    ints = {"name": "traces", "arguments": "Python ints", "calls": 5, "traces": 5}
    tensors = {"name": "traces", "arguments": "tensors", "calls": 5, "traces": 1}
    race = [outcome("tape_eager"), outcome("tape_graph")]
    told = claim("2.3").verdict([*race, story("tracing", ints, tensors)]).sentence
    assert "with 5 Python ints, a function was traced 5 times; with as many tensors, 1 time." in told
    assert "traced 5 times" not in claim("2.3").verdict(race).sentence
