"""What the layers of Keras's networks have in common."""

import keras

from kvt.recipes.settings import INITIALIZER, L1, L2

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

if L1 and L2:
    regularizer = keras.regularizers.L1L2(L1, L2)
elif L1:
    regularizer = keras.regularizers.L1(L1)
elif L2:
    regularizer = keras.regularizers.L2(L2)
else:
    regularizer = None
