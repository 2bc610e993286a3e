"""A run is a folder: its files, what they say, and where they lie."""
