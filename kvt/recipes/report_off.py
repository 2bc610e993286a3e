"""A report that keeps quiet: the yardstick for what reporting costs."""


class Report:
    """Takes all that a report takes and does nothing with it."""

    is_over = False
    reason = "completed"
    ended = ()

    def __init__(self, *_) -> None:
        self.begin_epoch = self.step = self.steps = self.end_epoch = self.end_epochs = lambda *_: None
        self.end_training = self.end = lambda: None
        self.write = lambda *_, **__: None
