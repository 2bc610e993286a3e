"""Search the spec's own fields for what learns best: spaces, studies, and the one that conducts them."""
