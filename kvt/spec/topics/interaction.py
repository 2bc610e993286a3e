"""Topics of document 3, how Keras interacts with TensorFlow."""

TOPICS = ()
