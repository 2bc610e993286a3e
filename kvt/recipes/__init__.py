"""The only TensorFlow of the project: modules whose text becomes the sections of a script. Read as text, never imported by kvt."""
