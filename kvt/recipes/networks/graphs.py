"""What is below a model: Keras's graph of layers, and TensorFlow's graph of operations."""

from collections import Counter

import keras
import tensorflow as tf


def layer_graph(model: keras.Model) -> dict:
    """Every layer as a node, and an edge wherever Keras knows that one feeds another."""
    nodes = [
        {
            "name": layer.name,
            "kind": type(layer).__name__,
            "parameters": layer.count_params(),
        }
        for layer in model.layers
    ]
    if isinstance(model, keras.Sequential):
        edges = [[one.name, other.name] for one, other in zip(model.layers, model.layers[1:])]
    elif hasattr(model, "input_layers") or "layers" in model.get_config():
        edges = [
            [origin, layer["name"]]
            for layer in model.get_config()["layers"]
            for origin in origins(layer["inbound_nodes"])
        ]
    else:
        edges = []  # a subclass: what feeds what is known only to its Python code
    return {"nodes": nodes, "edges": edges}


def origins(saved) -> list[str]:
    """The layers whose outputs stand in a layer's saved call, however deep in lists."""
    if isinstance(saved, dict):
        if "keras_history" in saved:
            return [saved["keras_history"][0]]
        return [name for value in saved.values() for name in origins(value)]
    if isinstance(saved, list | tuple):
        return [name for value in saved for name in origins(value)]
    return []


def operation_graph(model: keras.Model, x) -> dict:
    """What tf.function draws when it traces the model's call: operations, and which tensors feed which."""
    operations = tf.function(model).get_concrete_function(x).graph.get_operations()
    return {
        "nodes": [{"name": operation.name, "kind": operation.type} for operation in operations],
        "edges": [[tensor.op.name, operation.name] for operation in operations for tensor in operation.inputs],
    }


def step_operations(model: keras.Model, x, y) -> dict[str, int]:
    """How many operations of each type one training step takes, forward, backward and update, commonest first."""

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = model.loss(y, model(x, training=True))
        model.optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        return loss

    operations = step.get_concrete_function(x, y).graph.get_operations()
    return dict(Counter(operation.type for operation in operations).most_common())
