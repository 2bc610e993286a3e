from kvt.views.attention import shares


def test_a_square_takes_from_the_four_rows_of_squares():
    looks = [[square * 100 + other for other in range(16)] for square in range(16)]
    found = shares(looks, 2, 1)
    assert found[0] == [900, 901, 902, 903]
    assert found[3][3] == 915
