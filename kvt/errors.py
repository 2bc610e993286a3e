"""Every error that kvt raises on purpose. The message says what happened, then what to do."""


class KvtError(Exception):
    """What a person did or met, told in a sentence.

    * SpecError: a value that cannot be trained with
        * ClashError: values that do not go together
    * DataError: a file of data that cannot be learned from
    * RunError: a run that is not there, or not as it should be
    * JobError: a job that cannot be started or stopped
    """


class SpecError(KvtError):
    """A value that is unknown, out of bounds or of the wrong kind."""


class ClashError(SpecError):
    """Values that are each fine and do not go together."""


class DataError(KvtError):
    """A file of data that cannot be learned from: empty, ragged, of one class …"""


class RunError(KvtError):
    """A run that does not exist, is damaged, or belongs to somebody else."""


class JobError(KvtError):
    """A job that cannot be started, found or stopped."""
