"""The same text as a notebook: one cell a section."""

import json

from kvt.script.join import split_sections


def notebook(text: str) -> str:
    """An .ipynb (nbformat 4.5) whose code cells, joined, are `text` to the letter."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"section-{number}",
            "metadata": {},
            "outputs": [],
            "source": section.text.splitlines(keepends=True),
        }
        for number, section in enumerate(split_sections(text))
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
