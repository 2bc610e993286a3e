"""What the layers of Keras's networks have in common."""

import keras

from kvt.recipes.settings import INITIALIZER

if INITIALIZER == "glorot_uniform":
    initializer = keras.initializers.GlorotUniform
elif INITIALIZER == "glorot_normal":
    initializer = keras.initializers.GlorotNormal
elif INITIALIZER == "he_uniform":
    initializer = keras.initializers.HeUniform
elif INITIALIZER == "he_normal":
    initializer = keras.initializers.HeNormal
elif INITIALIZER == "lecun_uniform":
    initializer = keras.initializers.LecunUniform
else:
    initializer = keras.initializers.LecunNormal
