import pytest

from kvt.figures import grid

PADDED = [[0, 0, 0], [0, 1, 2], [0, 3, 4]]
KERNEL = [[1, 0], [0, -1]]


@pytest.mark.parametrize(("row", "column", "total"), [(0, 0, -1), (0, 1, -2), (1, 1, -3)])
def test_a_pixel_is_the_sum_of_its_window_times_the_kernel(row, column, total):
    found = grid.select(PADDED, KERNEL, row, column)
    assert found.window == [PADDED[row][column : column + 2], PADDED[row + 1][column : column + 2]]
    assert found.total == total
    assert sum(map(sum, found.products)) == total


def test_numbers_and_the_frame_are_drawn_where_asked():
    drawn = grid.draw([[0.5, -1.0]], "two", numbers=True, box=grid.Box(0, 1))
    assert drawn.count("<td") == 2
    assert ">−1.00<" in drawn
    assert drawn.count("inset") == 1
    assert drawn.index("inset") > drawn.index("0.50")


def test_what_rounds_to_zero_has_no_sign():
    assert ">0.00<" in grid.draw([[-0.001, -1.0]], "two", numbers=True)


def test_an_image_of_nothing_is_drawn_and_a_label_is_text():
    drawn = grid.draw([[0.0, 0.0]], '"><script>')
    assert "<script>" not in drawn
    assert drawn.count(" 0%") == 2
