"""One module a dataset, named by its kind; `load()` gives samples and targets as NumPy arrays."""
