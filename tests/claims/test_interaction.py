"""Document 3's claims, both ways, from results made up."""

import pytest

from kvt.claims.attempts import attempts
from kvt.claims.errors import core
from kvt.claims.words import pace

FALLING = [0.7, 0.5, 0.3]


def keras(same_model=True, **more):
    return {
        "name": "keras", "tensorflow": "2.21", "keras": "3.15", "tf_keras": "3.15" if same_model else "2.20",
        "same_model": same_model, "legacy_switch": "" if same_model else "1", "legacy_installed": not same_model,
    } | more  # fmt: skip


def test_one_keras_by_two_names_refutes_a_recommended_one(claim, story):
    verdict = claim("3.1").verdict([story("apis", keras())])
    assert verdict.state == "holds not"
    assert "Keras 3.15" in verdict.sentence
    assert "not installed here" in verdict.sentence


def test_two_kerases_make_it_matter_which_is_asked(claim, story):
    verdict = claim("3.1").verdict([story("apis", keras(same_model=False))])
    assert verdict.state == "holds"
    assert "tf.keras is Keras 2.20" in verdict.sentence
    assert "switch is set" in verdict.sentence


def network(way, losses, edges=(("a", "b"),)):
    nodes = [{"name": name, "kind": "MatMul"} for name in "abc"]
    return {
        "name": "network", "way": way, "losses": losses,
        "layers": {"nodes": nodes, "edges": list(edges)}, "operations": {"nodes": nodes, "edges": []},
    }  # fmt: skip


def test_four_ways_with_one_loss_are_one_network(claim, story):
    told = [network("Sequential", FALLING), network("Subclass", [0.7, 0.5, 0.3 + 1e-8], edges=())]
    verdict = claim("3.2").verdict([story("apis", *told)])
    assert verdict.state == "holds"
    assert "Subclass is equal to 1e-8" in verdict.sentence
    assert "only Sequential tells" in verdict.sentence
    assert "TensorFlow’s graph below has 3 operations each way." in verdict.sentence


@pytest.mark.parametrize("last", [0.4, float("nan")])
def test_a_way_whose_loss_is_apart_is_another_network(last, claim, story):
    told = [network("Sequential", FALLING), network("Functional", [0.7, 0.5, last])]
    verdict = claim("3.2").verdict([story("apis", *told)])
    assert verdict.state == "holds not"
    assert "Functional is apart by" in verdict.sentence


def attempt_of_sequential(error):
    return {"name": "attempt", "what": "a skip", "error": error}


def branching(losses):
    return {"name": "branching", "losses": losses, "layers": {"nodes": [{}, {}, {}], "edges": [["a", "b"]]}}


@pytest.mark.parametrize(
    ("error", "losses", "state", "words"),
    [
        ("ValueError: no", FALLING, "holds", "Sequential raises at a skip"),
        ("", FALLING, "holds not", "Sequential takes a skip"),
        ("ValueError: no", FALLING[::-1], "holds not", "does not learn: loss 0.3 to 0.7"),
    ],
)
def test_functional_goes_further_if_it_trains_where_sequential_raises(error, losses, state, words, claim, story):
    verdict = claim("3.3").verdict([story("apis", attempt_of_sequential(error), branching(losses))])
    assert verdict.state == state
    assert words in verdict.sentence
    assert "3 layers and 1 connection" in verdict.sentence


def own_parts(layer_error="", adamw_error="", apart=0.0):
    return [
        {"name": "layer", "state": "without build", "error": layer_error},
        {"name": "layer", "state": "with build", "error": "", "losses": FALLING},
        {"name": "adamw", "state": "experimental", "error": adamw_error},
        {"name": "adamw", "state": "today", "error": "", "losses": FALLING},
        {"name": "optimizer", "built_in": "Adam", "apart": 2e-8},
        {"name": "gradient", "apart": apart},
        {"name": "eagerly", "apart": 0.0, "eager_seconds": 0.2, "graph_seconds": 0.1},
    ]


def test_printed_parts_that_raise_are_told_and_so_is_their_repair(claim, story):
    error = "AttributeError: Exception when calling.\n\nError encountered:\n\nno kernel\n\nArguments received: x"
    verdict = claim("3.4").verdict([story("extensions", *own_parts(error, "AttributeError: gone"))])
    assert verdict.state == "holds not"
    assert "“AttributeError: no kernel”" in verdict.sentence
    assert "the layer with build trains (loss 0.7 to 0.3)" in verdict.sentence
    assert "Adam is equal to 2e-8" in verdict.sentence


def test_printed_parts_that_work_are_granted(claim, story):
    assert claim("3.4").verdict([story("extensions", *own_parts())]).state == "holds"


def backend(name, installed=True, trains=True, losses=FALLING):
    found = {"name": "backend", "backend": name, "installed": installed, "trains": trains, "said": ""}
    return found | ({"losses": losses, "seconds": 0.5} if trains else {})


def test_another_backend_that_trains_refutes_that_tensorflow_is_needed(claim, story):
    verdict = claim("3.5").verdict([story("backends", backend("tensorflow"), backend("jax"))])
    assert verdict.state == "holds not"
    assert "on jax in 0.50 s, losses equal to the last bit" in verdict.sentence


def test_where_no_other_backend_is_installed_the_question_stays_open(claim, story):
    told = [backend("tensorflow"), backend("jax", installed=False, trains=False)]
    verdict = claim("3.5").verdict([story("backends", *told)])
    assert verdict.state == "open"
    assert "jax" in verdict.sentence


def test_a_keras_of_which_only_tensorflow_trains_needs_it(claim, story):
    assert (
        claim("3.5").verdict([story("backends", backend("tensorflow"), backend("jax", trains=False))]).state == "holds"
    )


def tried(strategy, way="fit", speed=100.0, losses=FALLING, final=0.3, error=""):
    found = {"name": "attempt", "strategy": strategy, "way": way}
    return found | ({"error": error} if error else {"losses": losses, "final_loss": final, "steps_per_second": speed})


def test_strategies_that_carry_fit_hold_with_their_price(claim, story):
    outcomes = [
        story("extensions", *own_parts()),
        story(
            "strategies", {"name": "left out", "strategies": ["ParameterServer"]},
            tried("none", speed=200), tried("Mirrored"), tried("none", "own loop"), tried("Mirrored", "own loop", 102),
        ),
    ]  # fmt: skip
    verdict = claim("3.6").verdict(outcomes)
    assert verdict.state == "holds"
    assert "Fit works under Mirrored (2.0× slower)." in verdict.sentence
    assert "own works under Mirrored (as fast)." in verdict.sentence
    assert "Not tried: ParameterServer." in verdict.sentence


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (tried("Mirrored", error="ValueError: no"), "not under Mirrored"),
        (tried("Mirrored", final=0.5), "under Mirrored learns something else"),
    ],
)
def test_a_strategy_that_fails_or_learns_otherwise_refutes(one, words, claim, story):
    outcomes = [story("extensions", *own_parts()), story("strategies", tried("none"), tried("OneDevice"), one)]
    verdict = claim("3.6").verdict(outcomes)
    assert verdict.state == "holds not"
    assert words in verdict.sentence


def test_a_gradient_that_keras_loses_refutes_too(claim, story):
    outcomes = [story("extensions", *own_parts(apart=0.2)), story("strategies", tried("none"), tried("Mirrored"))]
    assert claim("3.6").verdict(outcomes).state == "holds not"


def test_strategies_alone_leave_the_rest_open(claim, story):
    verdict = claim("3.6").verdict([story("strategies", tried("none"), tried("Mirrored"))])
    assert verdict.state == "open"
    assert "run your own parts" in verdict.sentence


def test_losses_that_are_told_wrong_of_the_right_model_are_remarked(claim, story):
    other = tried("CentralStorage", losses=[0.7, 0.6, 0.55])
    (attempt,) = attempts([tried("none"), other])
    assert attempt.learns_the_same
    assert attempt.reports_otherwise
    verdict = claim("3.6").verdict([story("extensions", *own_parts()), story("strategies", tried("none"), other)])
    assert verdict.state == "holds not"  # the model is right, and what fit says of it is not
    assert "under CentralStorage the losses it reports" in verdict.sentence


def test_without_a_yardstick_an_attempt_has_no_figures():
    (attempt,) = attempts([tried("none", error="RuntimeError: no"), tried("Mirrored")])
    assert attempt.works
    assert attempt.slower is None


@pytest.mark.parametrize(
    ("error", "heart"),
    [
        ("ValueError: plain", "ValueError: plain"),
        ("ValueError: frame\nError encountered:\n\nheart\nmore", "ValueError: heart"),
        ("no colon", "no colon"),
        ("", ""),
    ],
)
def test_the_heart_of_an_error_is_without_its_frame(error, heart):
    assert core(error) == heart
    assert len(core("E: " + "x" * 500)) == 160


@pytest.mark.parametrize(
    ("slowdown", "words"), [(2, "2.0× slower"), (1.04, "as fast"), (0.96, "as fast"), (0.1, "10× faster")]
)
def test_a_pace_is_told_against_what_is_compared(slowdown, words):
    assert pace(slowdown) == words
