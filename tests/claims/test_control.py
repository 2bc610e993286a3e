"""Document 5's claims on control, both ways, from results made up."""

import pytest

NUMBERS = ("5.1", "5.2", "5.5", "5.6")
CASES = ("before compile", "after fit", "after fit, compiled")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_story_that_has_found_nothing_yet_leaves_its_claim_open(number, claim, story):
    assert claim(number).verdict([]).state == "open"
    assert claim(number).verdict([story(claim(number).topic)]).state == "open"


def trained(labels, held_out):
    return {"name": "trained", "labels": labels, "accuracy": [0.5, 0.62], "val_accuracy": [0.5, held_out],
            "held_out": 1000}  # fmt: skip


@pytest.mark.parametrize(
    ("error", "random", "state", "words"),
    [
        ("ValueError: call compile", 0.51, "holds not", "no better than guessing (50% ± 4.7%)"),
        ("", 0.51, "holds not", "As printed it trains."),
        ("", 0.9, "holds", "90% of those held out: more than guessing"),
        ("ValueError: call compile", 0.9, "holds not", "raises “ValueError: call compile”"),
    ],
)
def test_a_first_model_has_to_run_and_to_tell_what_it_never_saw(error, random, state, words, claim, story):
    found = {"name": "printed", "error": error}, trained("random", random), trained("a rule", 0.85)
    verdict = claim("5.1").verdict([story("first_model", *found)])
    assert verdict.state == state
    assert words in verdict.sentence
    assert "On labels that follow a rule it tells 62% of those it saw and 85% of those held out." in verdict.sentence


def own(layer=0.0, loss=0.0, metric=0.0, last=0.2):
    yield {"name": "layer", "state": "with build", "error": "", "losses": [0.7, 0.2], "apart": layer}
    yield {"name": "loss", "losses": [0.7, last], "apart": loss, "metric_apart": metric}


@pytest.mark.parametrize(
    ("parts", "state"),
    [({}, "holds"), ({"layer": 0.1}, "holds not"), ({"loss": 0.1}, "holds not"), ({"metric": 0.1}, "holds not"),
     ({"last": 0.8}, "holds not")],
)  # fmt: skip
def test_each_own_part_has_to_train_as_it_does_by_hand(parts, state, claim, story):
    assert claim("5.2").verdict([story("extensions", *own(**parts))]).state == state


def test_a_run_that_tells_no_gap_of_the_layer_leaves_own_parts_open(claim, story):
    layer, loss = own()
    del layer["apart"]
    assert claim("5.2").verdict([story("extensions", layer, loss)]).state == "open"


def freezing(keras, by_hand=(0.0, 0.3, 0.0), says=("first/kernel",), losses=(0.5, 0.4)):
    for way, moved in (("keras", keras), ("by hand", by_hand)):
        for case, distance in zip(CASES, moved, strict=True):
            yield {
                "name": "case", "case": case, "way": way, "chosen": ["first/kernel"], "says_frozen": list(says),
                "losses": list(losses) if way == "keras" else [0.5, 0.4],
                "moved_late": {"first/kernel": distance, "last/bias": 0.2},
            }  # fmt: skip
    yield {"name": "followed", "variables": []}


@pytest.mark.parametrize(
    ("keras", "state", "words"),
    [
        ((0.0, 0.3, 0.0), "holds", "it goes on and moves by 0.3, while Keras says that it is frozen"),
        ((0.0, 0.0, 0.0), "holds", "it stands still all the same here"),
        ((0.1, 0.3, 0.0), "holds not", "Frozen before compile, first/kernel: it moves by 0.1"),
        ((0.0, 0.3, 0.2), "holds not", "it moves by 0.2 from then on"),
    ],
)
def test_what_was_frozen_must_not_move_and_the_trap_is_told(keras, state, words, claim, story):
    verdict = claim("5.5").verdict([story("freezing", *freezing(keras))])
    assert verdict.state == state
    assert words in verdict.sentence
    assert "equal to the last bit" in verdict.sentence


def test_what_moves_by_hand_or_does_not_move_at_all_is_told(claim, story):
    verdict = claim("5.5").verdict([story("freezing", *freezing((0.0, 0.3, 0.0), by_hand=(0.4, 0.3, 0.0)))])
    assert verdict.state == "holds not"
    assert "By hand it moves by 0.4" in verdict.sentence
    found = [one | {"moved_late": dict.fromkeys(one.get("moved_late", ()), 0.0)} for one in freezing((0.0, 0.3, 0.0))]
    verdict = claim("5.5").verdict([story("freezing", *found)])
    assert verdict.state == "holds not"
    assert "Nothing else moves either." in verdict.sentence


@pytest.mark.parametrize(("followed", "state"), [(False, "holds"), (True, "holds not")])
def test_a_counter_of_steps_is_no_business_of_a_tape(followed, state, claim, story):
    *cases, _ = freezing((0.0, 0.3, 0.0))
    variables = [
        {"variable": "w", "trainable": True, "followed": True},
        {"variable": "step", "trainable": False, "followed": followed},
    ]
    verdict = claim("5.5").verdict([story("freezing", *cases, {"name": "followed", "variables": variables})])
    assert verdict.state == state
    told = "leaves none, not as they were told" if followed else "A tape follows w and leaves step, as they were told."
    assert told in verdict.sentence


def test_losses_apart_by_hand_are_told_of_freezing(claim, story):
    verdict = claim("5.5").verdict([story("freezing", *freezing((0.0, 0.3, 0.0), losses=(0.5, 0.9)))])
    assert "apart by 0.5" in verdict.sentence


def test_half_a_story_of_freezing_proves_nothing(claim, story):
    found = list(freezing((0.0, 0.3, 0.0)))
    assert claim("5.5").verdict([story("freezing", *found[:-2], found[-1])]).state == "open"


def operated(**losses):
    for way, last in losses.items():
        yield {"name": "run", "way": way, "loss": [0.7, last], "arguments": {"clipnorm": 0.1}}


@pytest.mark.parametrize(
    ("losses", "state", "words"),
    [
        ({"untouched": 0.1, "train_step": 0.2, "loop": 0.2}, "holds", "0.2 with it and 0.1 without"),
        ({"untouched": 0.1, "train_step": 0.2, "loop": 0.3}, "holds not", "losses apart by 0.1"),
        ({"untouched": 0.1, "train_step": 0.1, "loop": 0.1}, "holds not", "It changed nothing at this strength"),
        ({"untouched": 0.1, "train_step": 0.2, "loop": 0.2, "argument": 0.2}, "holds", "told clipnorm: equal to the"),
    ],
)
def test_an_operation_has_to_be_the_same_both_ways_and_to_do_something(losses, state, words, claim, story):
    verdict = claim("5.6").verdict([story("gradients", *operated(**losses))])
    assert verdict.state == state
    assert words in verdict.sentence
