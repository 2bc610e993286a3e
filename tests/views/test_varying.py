import pytest

from kvt.spec import Spec, knobs, parse
from kvt.views.vary import Variation, read
from kvt.views.varying import alternatives

OFFERED = {knob.path: knob for knob in knobs(Spec()) if knob.kind != "text" and not knob.path.startswith("topic")}


@pytest.mark.parametrize("path", [path for path in OFFERED if path != "route"])
def test_what_a_knob_is_tried_with_are_two_or_more_values_that_it_takes(path):
    knob = OFFERED[path]
    variation = Variation(path, alternatives(knob))
    found = read(str(variation), Spec())
    assert found.problems == ()
    assert len(set(found.vary[0].values)) >= 2


def test_one_hidden_layer_less_and_none_at_all_can_be_tried():
    spec = parse({"model.hidden": ""}).spec
    knob = next(knob for knob in knobs(spec) if knob.path == "model.hidden")
    assert read(str(Variation("model.hidden", alternatives(knob))), spec).vary
