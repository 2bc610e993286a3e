import pytest

from kvt.errors import SpecError
from kvt.spec import knobs
from kvt.sweeps.dimension import Dimension, suggested, typed, widest


@pytest.fixture
def knob(spec):
    """knob("training.epochs"): that field of kvt's own spec."""
    return lambda path, **fields: next(knob for knob in knobs(spec(**fields)) if knob.path == path)


@pytest.fixture
def read(knob, spec):
    return lambda path, words: typed(knob(path), words, spec())


def test_a_range_takes_its_scale_from_the_field(read):
    rate = read("training.optimizer.learning_rate", "1e-4..0.1")
    assert (rate.kind, rate.low, rate.high, rate.log) == ("number", 1e-4, 0.1, True)
    epochs = read("training.epochs", " 5 .. 50 ")
    assert (epochs.kind, epochs.low, epochs.high, epochs.log) == ("integer", 5, 50, False)


def test_values_are_taken_as_the_field_writes_them(read):
    assert read("model.hidden", "8, 16-16,8").choices == ("8", "16,16")
    assert read("model.batch_normalization", "true, off").choices == ("true", "false")
    assert read("training.optimizer", "adam,sgd").choices == ("adam", "sgd")


@pytest.mark.parametrize(
    ("path", "words", "sentence"),
    [
        ("training.epochs", "0..5", "Epochs cannot be '0'"),
        ("training.epochs", "5..1", "Epochs: the range is empty"),
        ("training.epochs", "5", "Epochs: there is one value to try"),
        ("training.epochs", "", "Epochs: there is one value to try"),
        ("model.l2", "0..0.1", "L2: a range on a logarithmic scale begins above 0"),
        ("model.activation", "relu..tanh", "Activation has no range"),
        ("model.activation", "relu,step", "Activation cannot be 'step'"),
        ("training.optimizer.learning_rate", "nan..1", "Learning rate cannot be 'nan'"),
        ("training.batch_size", ",".join(map(str, range(1, 40))), "Batch size has 39 values"),
    ],
)
def test_what_cannot_be_searched_gets_a_sentence(path, words, sentence, read):
    with pytest.raises(SpecError) as error:
        read(path, words)
    assert str(error.value).startswith(sentence)


def test_every_field_has_something_to_search_that_it_takes(spec):
    for model in ("mlp", "cnn"):
        for knob in knobs(spec(model=model, dataset="digits", training__optimizer="adamw")):
            if knob.kind == "text":
                continue
            dimension = suggested(knob)
            assert typed(knob, str(dimension), spec(model=model, dataset="digits", training__optimizer="adamw"))


def test_the_widest_range_keeps_off_ends_that_are_excluded(knob):
    low, high = widest(knob("training.optimizer.beta_1"))
    assert low == 0
    assert 0.99 < high < 1
    assert widest(knob("training.optimizer.learning_rate"))[0] > 0


def test_what_is_written_is_read_as_the_same(read):
    for path, words in [("model.hidden", "8, 16-16"), ("training.optimizer.learning_rate", "0.001..0.3")]:
        assert read(path, str(read(path, words))) == read(path, words)


def test_a_grid_has_ends_and_equal_steps():
    rate = Dimension(path="x", kind="number", low=0.0001, high=1, log=True)
    assert rate.points == pytest.approx((0.0001, 0.001, 0.01, 0.1, 1))
    assert Dimension(path="x", kind="integer", low=1, high=3).points == (1, 2, 3)
