from kvt.script import Section, script, sections
from kvt.views.alignment import align, rows


def test_equal_lines_stand_in_the_same_row():
    assert [(row.left, row.right, row.same) for row in rows(["a", "b", "d"], ["a", "c", "c", "d"])] == [
        (0, 0, True),
        (1, 1, False),
        (None, 2, False),
        (2, 3, True),
    ]


def test_a_section_that_one_side_lacks_stands_where_the_other_has_it():
    left = [Section("A", "a"), Section("C", "c")]
    right = [Section("A", "a"), Section("B", "b"), Section("C", "c")]
    assert [pair.name for pair in align(left, right)] == ["A", "B", "C"]


def test_a_section_at_the_beginning_of_the_right_alone_comes_first():
    assert [pair.name for pair in align([Section("B", "b")], [Section("A", "a"), Section("B", "b")])] == ["A", "B"]


def test_no_line_of_either_script_is_lost(spec):
    one, other = sections(script(spec(route="keras_fit"))), sections(script(spec(route="epoch_graph_xla")))
    pairs = align(one, other)
    for side, texts in (("left", one), ("right", other)):
        shown = sum(getattr(row, side) is not None for pair in pairs for row in pair.rows)
        assert shown == sum(len(section.text.splitlines()) for section in texts)


def test_a_script_beside_itself_does_not_differ(spec):
    text = sections(script(spec()))
    assert all(pair.same and all(row.same for row in pair.rows) for pair in align(text, text))
