import pytest

from kvt.claims import words


@pytest.mark.parametrize(
    ("difference", "text"),
    [
        (0, "equal to the last bit"),
        (6e-9, "equal to 6e-9"),
        (1.2e-5, "equal to 1e-5"),
        (0.0123, "apart by 0.012"),
        (40, "apart by 40"),
    ],
)
def test_equality_tells_rounding_from_difference(difference, text):
    assert words.equality(difference) == text


@pytest.mark.parametrize(
    ("ratio", "text"), [(31.4, "31×"), (9.97, "10×"), (3.14, "3.1×"), (1.04, "1.04×"), (0.5, "0.50×")]
)
def test_ratios_have_as_many_digits_as_they_deserve(ratio, text):
    assert words.times(ratio) == text


@pytest.mark.parametrize(("speed", "text"), [(46_123.4, "46\u00a0100"), (487.3, "487"), (63.24, "63.2"), (0.51, "0.5")])
def test_rates_keep_three_digits(speed, text):
    assert words.rate(speed) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0104, "10 ms"), (0.314, "0.31 s"), (2.04, "2.0 s"), (12.3, "12 s"), (200, "3 min 20 s")]
)
def test_durations_are_read_at_a_glance(seconds, text):
    assert words.duration(seconds) == text


@pytest.mark.parametrize(
    ("names", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), ([], "")]
)
def test_lists_end_in_and(names, text):
    assert words.listed(names) == text


def test_one_is_singular():
    assert (words.count(1, "line"), words.count(2, "line")) == ("1 line", "2 lines")
