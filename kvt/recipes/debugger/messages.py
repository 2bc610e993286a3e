"""Read what check_numerics says."""

import re
import traceback
from pathlib import Path


def named(error: Exception) -> dict:
    """The operation that check_numerics names, and the innermost line of this script that it tells of."""
    op = re.search(r"of (?:graph|eagerly-executing) op \"(\w+)", str(error))
    here = named.__code__.co_filename
    lines = re.findall(rf"{re.escape(Path(here).name)}(?: \(L|\", line )(\d+)", str(error))
    # Of an operation that Python ran itself the message tells no lines, but Python does.
    ran = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == here]
    return {"op": op[1] if op else "", "line": int(lines[-1]) if lines else ran[-1] if ran else None}
