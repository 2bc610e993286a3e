from kvt.figures import movement

FOUND = {
    "chosen": ["first/kernel"],
    "frozen_epoch": 1,
    "moved": {"first/kernel": [0.0, 0.5, 0.5], "first/bias": [0.0, 0.1, 0.2], "last/kernel": [0.0, 1.0, 3.0]},
}


def test_each_variable_has_a_path_and_what_is_frozen_is_known():
    selected = movement.select(FOUND)
    assert [(path.name, path.is_chosen) for path in selected.paths] == [
        ("first/kernel", True), ("first/bias", False), ("last/kernel", False),
    ]  # fmt: skip
    assert selected.frozen_epoch == 1
    assert movement.top([selected]) == 3.0


def test_a_layer_has_one_colour_and_its_variables_two_dashes():
    kernel, bias, last = (path.look for path in movement.select(FOUND).paths)
    assert kernel.colors == bias.colors != last.colors
    assert kernel.dash != bias.dash


def test_what_is_frozen_is_drawn_thick_and_when_is_marked():
    figure = movement.draw(movement.select(FOUND), high=3.0)
    assert [line["line"]["width"] for line in figure["data"]] == [6, 2, 2]
    assert figure["layout"]["shapes"][0]["x0"] == 1
    never = movement.draw(movement.select(FOUND | {"frozen_epoch": None}), high=3.0, dark=True)
    assert never["layout"]["shapes"] == []
    assert never["data"][0]["line"]["color"] != figure["data"][0]["line"]["color"]
