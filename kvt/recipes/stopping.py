"""Early stopping written out, as Keras's callback does it."""

import tensorflow as tf

from kvt.recipes.settings import MIN_DELTA, PATIENCE, RESTORE_BEST


class EarlyStopping:
    if MIN_DELTA:
        """Over when the validation loss has not fallen by more than MIN_DELTA for PATIENCE epochs."""
    else:
        """Over when the validation loss has not fallen for PATIENCE epochs."""

    def __init__(self, variables: list[tf.Variable]) -> None:
        self.lowest = float("inf")
        self.waited = 0
        if RESTORE_BEST:
            self.variables = variables
            self.best = [variable.numpy() for variable in variables]

    def is_over(self, val_loss: float) -> bool:
        if val_loss < (self.lowest - MIN_DELTA if MIN_DELTA else self.lowest):
            self.lowest = val_loss
            self.waited = 0
            if RESTORE_BEST:
                self.best = [variable.numpy() for variable in self.variables]
        else:
            self.waited += 1
        return self.waited >= PATIENCE

    if RESTORE_BEST:

        def restore(self) -> None:
            for variable, value in zip(self.variables, self.best):
                variable.assign(value)
