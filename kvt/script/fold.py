"""Resolve, in a recipe's text, every choice that the settings have already made.

A recipe is an ordinary module and says `if DROPOUT: …`. Where DROPOUT is a known constant, the question need not stand
in the script: the branch that is taken stays, word for word, and the other one goes. Three forms are folded, whenever
their test reads nothing but settings:

    if TEST: … elif TEST: … else: …      the branch taken, moved to the left
    A if TEST else B      A or B         the operand taken
    f(x, name=CHOICE)                    no argument at all, if the choice folds to None

Everything else stays as it was written, comments too; so a comment on a choice belongs inside its branch. Only brackets
out of which something was taken are closed up, if what is left fits on one line.
"""

import ast
import re
from collections.abc import Mapping
from typing import Any

from kvt.script.close_up import close_up

# How a line begins that opens a block; one that ends in a colon within a docstring does not.
OPENING = r"[ \t]*(?:(?:class|def|if|elif|else|for|while|with|try|except|finally)\b|\))"
Settings = Mapping[str, Any]
Edit = tuple[int, int, str]


def fold(source: str, settings: Settings) -> str:
    """`source` with all choices resolved that depend on `settings` alone."""
    while edit := _next_edit(source, settings):
        start, end, text = edit
        source = close_up(source[:start] + text + source[end:], start)
    source = re.sub(r"\n{2,}(?=[ \t]+\S)", "\n\n", source)  # at most one blank line inside a function …
    source = re.sub(rf"^({OPENING}.*:)\n\n(?=[ \t]+\S)", r"\1\n", source, flags=re.MULTILINE)  # … none at its start
    source = re.sub(r"(?<=\S)\n\n(?=def |class |@)", "\n\n\n", source)  # what was nested in a choice stands apart now
    return re.sub(r"\n{4,}", "\n\n\n", source).rstrip("\n") + "\n" if source else source


def names_asked(source: str) -> set[str]:
    """The names that any choice in `source` asks: what folding comes to depends on no others."""
    asked = [
        node.test if isinstance(node, ast.If | ast.IfExp) else node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.If | ast.IfExp | ast.BoolOp)
    ]
    return {node.id for test in asked for node in ast.walk(test) if isinstance(node, ast.Name)}


def names_read(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _next_edit(source: str, settings: Settings) -> Edit | None:
    text = _Text(source)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.If() if _known(node.test, settings):
                return text.branch(node, bool(_value(node.test, settings)))
            case ast.keyword(value=ast.IfExp() | ast.BoolOp() as value) if _operand(value, settings) is not None:
                operand = _operand(value, settings)
                if isinstance(operand, ast.Constant) and operand.value is None:
                    return text.without_argument(node)
                return text.replaced(value, operand)
            case ast.BoolOp(values=[first, second, _, *_]) if _known(first, settings) and not _decides(node, settings):
                return text.span(first)[0], text.span(second)[0], ""
            case ast.IfExp() | ast.BoolOp():
                operand = _operand(node, settings)
                if operand is not None:
                    return text.replaced(node, operand)
    return None


def _known(node: ast.expr, settings: Settings) -> bool:
    names = [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    plain = not any(isinstance(inner, ast.Call | ast.Attribute | ast.Subscript) for inner in ast.walk(node))
    return bool(names) and plain and all(name in settings for name in names)


def _value(node: ast.expr, settings: Settings) -> Any:
    """The value of a test that reads settings alone; recipes are kvt's own, so nothing foreign is evaluated here."""
    return eval(compile(ast.Expression(node), "<setting>", "eval"), {"__builtins__": {}}, dict(settings))


def _operand(node: ast.expr, settings: Settings) -> ast.expr | None:
    """The operand that a conditional expression comes down to; None if that is not known yet."""
    if isinstance(node, ast.IfExp) and _known(node.test, settings):
        return node.body if _value(node.test, settings) else node.orelse
    if isinstance(node, ast.BoolOp) and _known(node.values[0], settings):
        if _decides(node, settings):
            return node.values[0]
        return node.values[1] if len(node.values) == 2 else None
    return None


def _decides(node: ast.BoolOp, settings: Settings) -> bool:
    """Whether the first operand, which is known, settles the whole: a true one of `or`, a false one of `and`."""
    return bool(_value(node.values[0], settings)) == isinstance(node.op, ast.Or)


class _Text:
    """A source with its lines' offsets, so that what stands at a node can be cut out. Sources are ASCII or better."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = source.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def offset(self, line: int, column: int) -> int:
        """Character offset of ast's (line from 1, column in UTF-8 bytes)."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def span(self, node: Any) -> tuple[int, int]:
        return self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)

    def replaced(self, node: ast.expr, operand: ast.expr) -> Edit:
        start, end = self.span(node)
        first, last = self.span(operand)
        if self.source[start - 1 : start] == "(" and self.source[end : end + 1] == ")" and self._only_groups(start - 1):
            start, end = start - 1, end + 1
        return start, end, self.source[first:last]

    def _only_groups(self, bracket: int) -> bool:
        """Whether the bracket at this offset groups an expression rather than holding arguments."""
        return not re.search(r"[\w\])]\s*$", self.source[:bracket]) or bool(
            re.search(r"\b(return|in|and|or|not|if|else)\s*$", self.source[:bracket])
        )

    def without_argument(self, keyword: ast.keyword) -> Edit:
        start, end = self.span(keyword)
        after = re.compile(r"\s*,[ \t]*").match(self.source, end)
        line_start = self.source.rfind("\n", 0, start) + 1
        if after and not self.source[line_start:start].strip() and self.source[after.end() : after.end() + 1] == "\n":
            return line_start, after.end() + 1, ""
        if after:
            return start, after.end(), ""
        before = re.search(r",\s*$", self.source[:start])
        return (before.start() if before else start), end, ""

    def branch(self, node: ast.If, taken: bool) -> Edit:
        """Put the taken branch in the statement's place, moved to the statement's own column."""
        first, last = node.lineno, node.end_lineno or node.lineno
        start, end = self.starts[first - 1], self.starts[last]
        if taken:
            return start, end, self._moved(node.test.end_lineno + 1, node.body[-1].end_lineno, node)
        if not node.orelse:
            return start, end, ""
        other = node.orelse[0]
        if isinstance(other, ast.If) and self.lines[other.lineno - 1].lstrip().startswith("elif"):
            text = "".join(self.lines[other.lineno - 1 : last])
            return start, end, text.replace("elif", "if", 1)
        line = next(n for n in range(node.body[-1].end_lineno, last) if self.lines[n].strip().startswith("else:"))
        return start, end, self._moved(line + 2, last, node)

    def _moved(self, first: int, last: int, node: ast.If) -> str:
        body = self.lines[first - 1 : last]
        column = min(len(line) - len(line.lstrip()) for line in body if line.strip())
        return "".join(line[column - node.col_offset :] if line.strip() else line for line in body)
