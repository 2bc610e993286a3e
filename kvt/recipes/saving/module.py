"""Keep what was learned: a SavedModel, and its weights for anyone who reads NumPy."""

import numpy as np
import tensorflow as tf

from kvt.recipes.settings import SHAPE


def save(model: tf.Module) -> None:
    np.savez("weights.npz", *[variable.numpy() for variable in model.weights])
    serve = tf.function(lambda x: model(x, training=False), input_signature=[tf.TensorSpec([None, *SHAPE])])
    tf.saved_model.save(model, "model", signatures=serve)
