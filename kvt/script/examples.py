"""The documents' printed examples: which there are, and their scripts, each a recipe word for word."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

from kvt.errors import ClashError
from kvt.spec import Spec

FOLDER = Path(__file__).parent.parent / "recipes" / "examples"


class Words(NamedTuple):
    """The docstring of an example: its first line, and the rest in one paragraph ("" if there is no more)."""

    title: str
    about: str


def numbers(document: str) -> list[int]:
    """The examples of `document` that kvt has, each as printed and repaired."""
    found = (re.fullmatch(rf"{re.escape(document)}_(\d)_printed\.py", path.name) for path in FOLDER.iterdir())
    return sorted(int(match[1]) for match in found if match)


def example(spec: Spec) -> str:
    """The script of the example that `spec.topic` names. Raises ClashError if kvt has no such example."""
    topic = spec.topic
    try:
        return (FOLDER.parent / f"{topic.recipe}.py").read_text("utf-8")
    except FileNotFoundError:
        there = ", ".join(map(str, numbers(topic.document))) or "none"
        raise ClashError(
            f"There is no example {topic.number} of “{topic.document}”: those that there are: {there}."
        ) from None


def words(text: str) -> Words:
    title, _, about = (ast.get_docstring(ast.parse(text)) or "").partition("\n")
    return Words(title.rstrip("."), " ".join(about.split()))
