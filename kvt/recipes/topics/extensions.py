"""Layer, optimizer, gradient, loss and metric of one's own: through Keras, and by hand."""

from collections.abc import Iterator

from kvt.recipes.datasets.moons import load
from kvt.recipes.networks.both_loops import apart, fit, loop, network, seconds_a_step
from kvt.recipes.networks.own_gradient import Bent, bend, slopes, straight
from kvt.recipes.networks.own_layer import Forgetful, LayerByHand, Whole, with_layer
from kvt.recipes.networks.own_loss import Sure, own_loss
from kvt.recipes.networks.own_optimizer import RATE, Own, adamw_as_before, adamw_today, built_in
from kvt.recipes.networks.trying import what_it_says


def findings() -> Iterator[dict]:
    x, y = load()
    error = what_it_says(lambda: fit(with_layer(Forgetful), x, y))
    yield {"name": "layer", "state": "without build", "error": error}
    yield own_layer(x, y)
    yield {"name": "adamw", "state": "experimental", "error": what_it_says(adamw_as_before)}
    losses = fit(network(), x, y, adamw_today()).history["loss"]
    yield {"name": "adamw", "state": "today", "error": "", "losses": losses}
    yield own_optimizer(x, y)
    yield own_gradient(x, y)
    yield own_loss_and_metric(x, y)
    yield run_eagerly(x, y)


def own_layer(x, y) -> dict:
    model = with_layer(Whole)
    model(x[:1])  # has it make its weights
    by_hand = LayerByHand(model.get_weights())
    by_fit = fit(model, x, y).history["loss"]
    losses, _ = loop(by_hand, x, y)
    return {
        "name": "layer",
        "state": "with build",
        "error": "",
        "losses": by_fit,
        "losses_by_hand": losses,
        "apart": apart(by_fit, losses),
    }


def own_optimizer(x, y) -> dict:
    own = fit(network(), x, y, Own(learning_rate=RATE)).history["loss"]
    built = built_in()
    keras_own = fit(network(), x, y, built).history["loss"]
    return {
        "name": "optimizer",
        "built_in": type(built).__name__,
        "losses": own,
        "built_in_losses": keras_own,
        "apart": apart(own, keras_own),
    }


def own_gradient(x, y) -> dict:
    by_fit = fit(network(Bent()), x, y).history["loss"]
    by_hand, _ = loop(network(Bent()), x, y)
    return {
        "name": "gradient",
        "slopes": slopes(bend),
        "own_slopes": slopes(straight),
        "losses": by_fit,
        "losses_by_hand": by_hand,
        "apart": apart(by_fit, by_hand),
    }


def own_loss_and_metric(x, y) -> dict:
    by_fit = fit(network(), x, y, loss=own_loss, metrics=[Sure()]).history
    losses, shares = loop(network(), x, y, loss=own_loss)
    return {
        "name": "loss",
        "losses": by_fit["loss"],
        "losses_by_hand": losses,
        "apart": apart(by_fit["loss"], losses),
        "metric": by_fit["sure"],
        "metric_by_hand": shares,
        "metric_apart": apart(by_fit["sure"], shares),
    }


def run_eagerly(x, y) -> dict:
    """fit with every operation run by Python, and with the graph that it draws by itself."""
    eager, graph = network(), network()
    losses = [fit(model, x, y, steps=5, run_eagerly=model is eager).history["loss"] for model in (eager, graph)]
    return {
        "name": "eagerly",
        "apart": apart(*losses),
        "eager_seconds": seconds_a_step(eager, x, y),
        "graph_seconds": seconds_a_step(graph, x, y),
    }
