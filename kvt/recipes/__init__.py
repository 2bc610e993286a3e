"""The only TensorFlow of the project: modules whose text becomes the sections of a script. kvt never imports them."""
