from kvt.figures import diagram

LAYERS = {
    "nodes": [
        {"name": "in", "kind": "InputLayer", "parameters": 0},
        {"name": "dense", "kind": "Dense", "parameters": 1234},
    ],
    "edges": [["in", "dense"]],
}
OPERATIONS = {
    "nodes": [
        {"name": "x", "kind": "Placeholder"},
        {"name": "net/dense_1_1/Read/resource", "kind": "Placeholder"},
        {"name": "net/dense_1_1/Read", "kind": "ReadVariableOp"},
        {"name": "net/dense_1_1/MatMul", "kind": "MatMul"},
        {"name": "NoOp", "kind": "NoOp"},
    ],
    "edges": [
        ["net/dense_1_1/Read/resource", "net/dense_1_1/Read"],
        ["net/dense_1_1/Read", "net/dense_1_1/MatMul"],
        ["x", "net/dense_1_1/MatMul"],
    ],
}


def test_a_layer_is_labelled_by_kind_and_parameters():
    chosen = diagram.layers(LAYERS)
    assert [node.label for node in chosen.nodes] == ["InputLayer", "Dense\n1 234 parameters"]
    assert chosen.edges == ((0, 1),)


def test_operations_belong_to_the_layer_that_called_them_and_handles_are_not_drawn():
    chosen = diagram.operations(OPERATIONS)
    assert [node.label for node in chosen.nodes] == ["Placeholder", "ReadVariableOp", "MatMul"]
    assert [node.group for node in chosen.nodes] == ["", "dense_1", "dense_1"]
    assert chosen.edges == ((1, 2), (0, 2))


def test_every_operation_is_counted_drawn_or_not():
    assert diagram.kinds(OPERATIONS) == {"Placeholder": 2, "ReadVariableOp": 1, "MatMul": 1, "NoOp": 1}


def test_the_drawing_takes_its_colours_from_the_ground_and_the_way():
    chosen = diagram.layers(LAYERS)
    light, dark = (diagram.draw(chosen, way="keras", dark=ground) for ground in (False, True))
    assert "#D55E00" in light
    assert "#D55E00" not in dark
    assert "#0072B2" in diagram.draw(chosen, way="tensorflow")
    assert "n0 -> n1;" in light


def test_nodes_that_nothing_joins_stand_below_each_other_without_a_line():
    drawn = diagram.draw(diagram.layers(LAYERS | {"edges": []}), way="keras")
    assert "n0 -> n1 [style=invis];" in drawn


def test_a_label_cannot_break_out_of_its_quotes():
    chosen = diagram.Diagram((diagram.Node('a"];\\ evil'),), ())
    assert 'label="a\\"];\\\\ evil"' in diagram.draw(chosen, way="keras")
