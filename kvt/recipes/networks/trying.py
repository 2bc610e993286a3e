"""Try what may fail, and keep what it says."""

import re
from collections.abc import Callable


def what_it_says(attempt: Callable) -> str:
    """The error that `attempt` raises, without the terminal's colours; "" if it raises none."""
    try:
        attempt()
    except Exception as error:
        message = re.sub("\x1b\\[[0-9;]*m", "", str(error))
        return f"{type(error).__name__}: {message}"
    return ""
