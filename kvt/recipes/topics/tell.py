"""Write down what was found."""

import json
import time

events = open("events.jsonl", "w", encoding="utf-8")


def tell(kind: str, **values) -> None:
    """One JSON object a line in events.jsonl."""
    events.write(json.dumps({"kind": kind, "time": time.time(), **values}) + "\n")
    events.flush()
