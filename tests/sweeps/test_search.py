import pytest

from kvt.spec import Spec
from kvt.sweeps import search as searches
from kvt.sweeps import space as spaces
from kvt.sweeps.search import Search

RATE = "training.optimizer.learning_rate"


def read(base=None, **params):
    return searches.read(params, base or Spec(), Search())


def problems(base=None, **params):
    return searches.problems(read(base, **params).search, base or Spec())


def test_an_address_says_everything_and_no_more():
    params = {"search": f"{RATE}:0.001..0.1;model.hidden:8,16-16", "sampler": "random", "repeats": "2"}
    assert searches.write(read(**params).search) == params


def test_a_field_that_only_a_searched_variant_has_may_be_searched():
    found = read(search="training.optimizer.momentum:0..0.9;training.optimizer:adam,sgd")
    assert found.problems == ()
    assert [dimension.path for dimension in found.search.space] == [
        "training.optimizer.momentum",
        "training.optimizer",
    ]
    assert len(read(search="training.optimizer.momentum:0..0.9").problems) == 1


@pytest.mark.parametrize("path", ["dataset", "topic", "dataset.digest", "nothing", "training", "seeds.weights.x"])
def test_what_cannot_be_compared_or_is_no_field_is_not_searched(path):
    assert "cannot be searched" in read(search=f"{path}:1..2").problems[0]


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({}, "No field is searched"),
        ({"search": f"{RATE}:0.1..1", "sampler": "cmaes"}, "CMA-ES moves through ranges"),
        ({"search": f"{RATE}:0.1..1", "trials": "200", "repeats": "5"}, "These are 1000 runs"),
        ({"search": "training.loss:hinge,auto"}, "Different losses"),
        (
            {"search": ";".join(f"model.{name}:0.1..0.5" for name in ("l1", "l2", "dropout")) + f";{RATE}:0.1..1"}
            | {"sampler": "grid"},
            "The grid has 625 points",
        ),
    ],
)
def test_what_cannot_be_searched_is_told(params, sentence):
    assert any(problem.startswith(sentence) for problem in problems(**params))


def test_a_clash_that_the_search_can_mend_is_none(spec):
    base = spec(training__optimizer="sgd", training__optimizer__nesterov="true")
    assert any("Nesterov" in problem for problem in problems(base, search=f"{RATE}:0.1..1"))
    assert problems(base, search="training.optimizer.momentum:0.1..0.9") == []


def test_a_class_that_is_there_already_keeps_its_fields(spec):
    base = spec(training__optimizer__beta_1="0.5")
    assert spaces.spec_at(base, {"training.optimizer": "adam"}) == base
    assert spaces.spec_at(base, {"training.optimizer": "adamw"}).training.optimizer.beta_1 == 0.9


def test_a_grid_tries_no_spec_twice():
    found = read(search="training.optimizer:adam,sgd;training.optimizer.momentum:0,0.5,0.9").search
    assert len(spaces.grid(found.space, Spec())) == 4
    assert searches.planned(found.model_copy(update={"sampler": "grid"}), Spec()) == 4
