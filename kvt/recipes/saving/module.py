"""Keep what was learned: a SavedModel, and its weights for anyone who reads NumPy."""

import numpy as np
import tensorflow as tf

from kvt.recipes.settings import KEEP_STATE, SHAPE


def save(model: tf.Module, optimizer: tf.Module if KEEP_STATE else None) -> None:
    np.savez("weights.npz", *[variable.numpy() for variable in model.weights])
    serve = tf.function(lambda x: model(x, training=False), input_signature=[tf.TensorSpec([None, *SHAPE])])
    tf.saved_model.save(model, "model", signatures=serve)
    if KEEP_STATE:
        # All that a run which goes on from here must know: the optimizer's state, too, and that of the dropout.
        np.savez("state.npz", *[variable.numpy() for variable in [*model.variables, *optimizer.variables]])
