"""Topics of document 1, hyperparameters."""

TOPICS = ()
