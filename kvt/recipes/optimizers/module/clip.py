"""Bounded gradients, written out."""

import tensorflow as tf

from kvt.recipes.settings import CLIP, CLIP_LIMIT


def clip(gradients: list[tf.Tensor]) -> list[tf.Tensor]:
    if CLIP == "value":
        return [tf.clip_by_value(gradient, -CLIP_LIMIT, CLIP_LIMIT) for gradient in gradients]
    elif CLIP == "norm":
        return [tf.clip_by_norm(gradient, CLIP_LIMIT) for gradient in gradients]
    else:
        return tf.clip_by_global_norm(gradients, CLIP_LIMIT)[0]
