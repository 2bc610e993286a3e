"""The same convolutional network without Keras: variables and TensorFlow's own operations."""

import tensorflow as tf

from kvt.recipes.models.convolve import convolve
from kvt.recipes.models.module.augmentation import Augmentation
from kvt.recipes.models.module.layers import BatchNormalization, Dense, Dropout, activate, initial, penalty
from kvt.recipes.settings import (
    AUGMENTATION,
    BATCH_NORMALIZATION,
    CONVOLUTION,
    DROPOUT,
    FILTERS,
    KERNEL_SIZE,
    L1,
    L2,
    OUTPUTS,
    POOLING,
    UNITS,
    WEIGHTS_SEED,
)


class Convolution(tf.Module):
    """x [batch, height, width, channels] -> one sum a filter at each pixel [batch, height, width, filters]."""

    def __init__(self, channels: int, filters: int, seed: int) -> None:
        super().__init__()
        self.kernel = tf.Variable(initial([KERNEL_SIZE, KERNEL_SIZE, channels, filters], seed), name="kernel")
        if BATCH_NORMALIZATION:
            self.normalize = BatchNormalization(filters)
        else:
            self.bias = tf.Variable(tf.zeros([filters]), name="bias")

    if BATCH_NORMALIZATION:

        def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
            if CONVOLUTION == "direct":
                x = tf.nn.conv2d(x, self.kernel, strides=1, padding="SAME")
            else:
                x = convolve(x, self.kernel)
            return self.normalize(x, training)

    else:

        def __call__(self, x: tf.Tensor) -> tf.Tensor:
            if CONVOLUTION == "direct":
                return tf.nn.conv2d(x, self.kernel, strides=1, padding="SAME") + self.bias
            else:
                return convolve(x, self.kernel) + self.bias


class Cnn(tf.Module):
    """Images float32 [batch, height, width, channels] -> logits float32 [batch, OUTPUTS]."""

    def __init__(self, height: int, width: int, channels: int) -> None:
        super().__init__()
        if AUGMENTATION:
            self.augment = Augmentation(seed=WEIGHTS_SEED)
        sizes = [channels, *FILTERS]
        self.blocks = [
            Convolution(inputs, filters, seed=WEIGHTS_SEED + layer)
            for layer, (inputs, filters) in enumerate(zip(sizes, FILTERS))
        ]
        if POOLING == "none":
            self.features = height * width * FILTERS[-1]
        else:
            # Each pooling halves both sides; an odd row or column at the end is left out.
            self.features = (height >> len(FILTERS)) * (width >> len(FILTERS)) * FILTERS[-1]
        if UNITS:
            self.dense = Dense(self.features, UNITS, seed=WEIGHTS_SEED + len(FILTERS))
        if DROPOUT:
            self.dropout = Dropout(seed=WEIGHTS_SEED)
        self.output = Dense(UNITS or self.features, OUTPUTS, seed=WEIGHTS_SEED + len(FILTERS) + 1)

    def maps(self, x: tf.Tensor, training: bool) -> list[tf.Tensor]:
        """What each convolution and each pooling makes of images, first to last."""
        found = []
        for convolution in self.blocks:
            x = activate(convolution(x, training) if BATCH_NORMALIZATION else convolution(x))
            found.append(x)
            if POOLING == "max":
                x = tf.nn.max_pool2d(x, ksize=2, strides=2, padding="VALID")
                found.append(x)
            elif POOLING == "average":
                x = tf.nn.avg_pool2d(x, ksize=2, strides=2, padding="VALID")
                found.append(x)
        return found

    def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
        if AUGMENTATION and training:
            x = self.augment(x)
        x = self.maps(x, training)[-1]
        x = tf.reshape(x, [tf.shape(x)[0], self.features])
        if UNITS:
            x = activate(self.dense(x))
        if DROPOUT and training:
            x = self.dropout(x)
        return self.output(x)

    @property
    def weights(self) -> list[tf.Variable]:
        """What is trained, layer by layer, in the order in which Keras lists it."""
        if BATCH_NORMALIZATION:
            layers = [(block.kernel, block.normalize.gamma, block.normalize.beta) for block in self.blocks]
        else:
            layers = [(block.kernel, block.bias) for block in self.blocks]
        if UNITS:
            layers.append((self.dense.kernel, self.dense.bias))
        return [variable for layer in layers for variable in layer] + [self.output.kernel, self.output.bias]

    if L1 or L2:

        @property
        def losses(self) -> list[tf.Tensor]:
            """The penalty of each hidden kernel."""
            return [penalty(layer.kernel) for layer in ([*self.blocks, self.dense] if UNITS else self.blocks)]


def build(shape: tuple[int, ...]) -> Cnn:
    """A network for images of this shape: height, width, channels."""
    return Cnn(*shape)
