"""kvt: Keras vs TensorFlow, a laboratory in a browser."""
