"""A file that is replaced whole, so that no reader ever sees half of it."""

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Put `text` in the place of what `path` holds. Raises OSError (a full disk), and then leaves all as it was."""
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
