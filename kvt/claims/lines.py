"""How much code a script takes: lines that do something, without blanks, comments and docstrings."""

import ast

from kvt.script import sections


def section(script: str, name: str) -> str:
    """The text of the script's section of that name; '' if there is none."""
    return next((part.text for part in sections(script) if part.name == name), "")


def training_lines(script: str) -> int:
    return code_lines(section(script, "Training"))


def code_lines(text: str) -> int:
    """Lines of `text` with code on them. What is not Python is counted line by line."""
    silent = _docstring_lines(text)
    lines = enumerate(text.splitlines(), 1)
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and number not in silent for number, line in lines
    )


def keras_names(text: str) -> list[str]:
    """What `text` calls of Keras's own, each once, such as 'keras.layers.Dense'; annotations do not count."""
    calls = [ast.unparse(node.func) for node in ast.walk(_parsed(text)) if isinstance(node, ast.Call)]
    return list(dict.fromkeys(name for name in calls if name.startswith(("keras.", "tf.keras."))))


def _docstring_lines(text: str) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(_parsed(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines |= set(range(node.lineno, node.end_lineno + 1 if node.end_lineno else node.lineno + 1))
    return lines


def _parsed(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.Module([], [])
