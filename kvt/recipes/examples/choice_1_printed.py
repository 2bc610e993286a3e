"""Example 1: a first model, and fit.

There is no compile, and so neither a loss nor an optimizer: fit raises. The labels are drawn at random, so that nothing
in the numbers tells them.
"""

# %% Imports
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

# %% Model
model = Sequential()
model.add(Dense(32, activation="relu", input_dim=100))
model.add(Dense(1, activation="sigmoid"))

# %% Data
data = np.random.random((1000, 100))
labels = np.random.randint(2, size=(1000, 1))

# %% Training
model.fit(data, labels, epochs=10, batch_size=32, verbose=2)
