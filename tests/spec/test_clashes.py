import pytest

from kvt.errors import ClashError
from kvt.spec import Spec, check, clashes
from kvt.spec.clashes import RULES


def test_the_default_has_no_clash():
    assert clashes(Spec()) == []
    check(Spec())


CLASHING = [
    ("csv_is_chosen", {"dataset": "csv"}, "upload a CSV"),
    ("loss_fits_task", {"dataset": "digits", "training__loss": "hinge"}, "does not fit Digits"),
    ("batch_fits_samples", {"dataset": "iris", "training__batch_size": 500}, "make the batch smaller"),
    (
        "stopping_needs_validation",
        {"training__stopping": "patience", "training__validation_share": 0},
        "keep a share of the samples",
    ),
    (
        "nesterov_needs_momentum",
        {"training__optimizer": "sgd", "training__optimizer__nesterov": True},
        "momentum is 0",
    ),
    ("eager_excludes_graphs", {"engine__run_eagerly": True, "engine__jit_compile": "on"}, "XLA compiles a graph"),
    ("eager_excludes_graphs", {"engine__run_eagerly": True, "engine__steps_per_execution": 5}, "set it to 1"),
    ("execution_fits_epoch", {"engine__steps_per_execution": 7}, "choose one of 1, 5, 25"),
    ("by_hand_is_not_all", {"route": "module_graph", "training__optimizer__ema": True}, "leave this route out"),
    ("by_hand_is_not_all", {"route": "module_graph", "training__optimizer__accumulation": 4}, "leave this route out"),
]


@pytest.mark.parametrize(("rule", "fields", "words"), CLASHING)
def test_a_clash_says_why_and_what_to_change(spec, rule, fields, words):
    found = clashes(spec(**fields))
    assert words in " ".join(clash.sentence for clash in found)
    with pytest.raises(ClashError) as raised:
        check(spec(**fields))
    assert words in str(raised.value)


def test_every_rule_is_shown_to_find_something():
    assert {rule for rule, _, _ in CLASHING} == {rule.__name__ for rule in RULES}


def test_a_clash_names_fields_that_there_are(spec):
    for _, fields, _ in CLASHING:
        for clash in clashes(spec(**fields)):
            assert clash.paths
