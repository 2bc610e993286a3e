"""Resolve, in a recipe's text, every choice that the settings have already made.

A recipe is an ordinary module and says `if DROPOUT: …`. Where DROPOUT is a known constant, the question need not stand
in the script: the branch that is taken stays, word for word, and the other one goes. Four forms are folded, whenever
their test reads nothing but settings:

    if TEST: … elif TEST: … else: …      the branch taken, moved to the left
    A if TEST else B      A or B         the operand taken
    f(x, CHOICE)      f(x, name=CHOICE)  no argument at all, if the choice folds to None
    def f(x, name: CHOICE)               no parameter at all, if the choice of its type folds to None

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
    while True:
        before = source
        while edits := _branches(source, settings):
            for start, end, text in sorted(edits, reverse=True):
                source = source[:start] + text + source[end:]
        while edit := _next_edit(source, settings):
            start, end, text = edit
            source = close_up(source[:start] + text + source[end:], start)
        if source == before:
            break
    source = re.sub(r"\n{2,}(?=[ \t]+\S)", "\n\n", source)  # at most one blank line inside a function …
    source = re.sub(rf"^({OPENING}.*:)\n\n(?=[ \t]+\S)", r"\1\n", source, flags=re.MULTILINE)  # … none at its start
    source = re.sub(r"(?<=\S)\n\n(?=def |class |@)", "\n\n\n", source)  # what was nested in a choice stands apart now
    return re.sub(r"\n{4,}", "\n\n\n", source).rstrip("\n") + "\n" if source else source


def names_asked(source: str) -> set[str]:
    """The names that any choice in `source` asks: what folding comes to depends on no others.

    Settings are written in capitals: a question that reads anything else is left to the run.
    """
    asked: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.If(test=test) | ast.IfExp(test=test):
                asked.append(test)
            case ast.BoolOp(values=values):
                asked += values
    names = [{node.id for node in ast.walk(test) if isinstance(node, ast.Name)} for test in asked]
    return {name for together in names if all(map(str.isupper, together)) for name in together}


def _branches(source: str, settings: Settings) -> list[Edit]:
    """All questions that are settled, but for those within others: whole lines each, so that none disturbs the next."""
    text = _Text(source)
    edits: list[Edit] = []
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and _known(node.test, settings):
            edits.append(text.branch(node, bool(_value(node.test, settings))))
        elif isinstance(node, ast.stmt | ast.mod | ast.ExceptHandler | ast.match_case):
            waiting += ast.iter_child_nodes(node)
    return edits


def _next_edit(source: str, settings: Settings) -> Edit | None:
    """The next expression that is settled, the outermost first."""
    text = _Text(source)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.keyword(value=value) | ast.arg(annotation=value) if _is_left_out(value, settings):
                return text.without_argument(node)
            case ast.Call(args=args) if left_out := [arg for arg in args if _is_left_out(arg, settings)]:
                return text.without_argument(left_out[0])
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


def _is_left_out(node: ast.expr | None, settings: Settings) -> bool:
    """Whether an argument, or the type of a parameter, is a choice that comes down to None."""
    operand = _operand(node, settings) if isinstance(node, ast.IfExp | ast.BoolOp) else None
    return isinstance(operand, ast.Constant) and operand.value is None


def _decides(node: ast.BoolOp, settings: Settings) -> bool:
    """Whether the first operand, which is known, settles the whole: a true one of `or`, a false one of `and`."""
    return bool(_value(node.values[0], settings)) == isinstance(node.op, ast.Or)


def _same(source: str, other: str) -> bool:
    try:
        return ast.dump(ast.parse(source)) == ast.dump(ast.parse(other))
    except SyntaxError:
        return False


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
        text = self.source[first:last]
        if self.source[start - 1 : start] == "(" and self.source[end : end + 1] == ")":
            bare = self.source[: start - 1] + text + self.source[end + 1 :]
            if _same(bare, self.source[:start] + text + self.source[end:]):
                return start - 1, end + 1, text
        return start, end, text

    def without_argument(self, argument: ast.keyword | ast.arg | ast.expr) -> Edit:
        start, end = self.span(argument)
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
