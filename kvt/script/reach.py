"""Find the definitions of a script that no line of it ever reaches: they need not stand there.

A recipe serves many scripts, and not each of them calls all of its functions. One falls away where its name is read by
nothing that is reached, from the script's statements on: a function or a class by its name, a method by its name behind
a dot. Methods of a class with a base stay, since the base may call them, and so do those like __init__; what is
decorated by a call stays, since that may keep it.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Definition(NamedTuple):
    """A function, class or method, or a name for a value that takes no call.

    `lines` are its first and last, from 1, decorators included; `reads` the names in it, those behind a dot with the
    dot, without what `inner` definitions read.
    """

    name: str
    lines: tuple[int, int]
    reads: frozenset[str]
    inner: tuple["Definition", ...] = ()


def definitions(source: str) -> Definition:
    """All of `source`, as the definition without a name whose inner ones may be out of reach."""
    found = {node: _definition(node) for node in ast.parse(source).body}
    inner = tuple(definition for definition in found.values() if definition)
    kept = [node for node, definition in found.items() if not definition]
    return Definition("", (1, source.count("\n")), _reads(kept), inner)


def reached(roots: Iterable[Definition]) -> frozenset[str]:
    """The names that are read by what is reached from `roots`."""
    found: set[str] = set()
    waiting: list[Definition] = []
    news = list(roots)
    while news:
        for definition in news:
            found |= definition.reads
            waiting += definition.inner
        news = [definition for definition in waiting if definition.name in found]
        waiting = [definition for definition in waiting if definition.name not in found]
    return frozenset(found)


def out_of_reach(root: Definition, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The lines of the definitions below `root` whose names are not among `names`."""
    for definition in root.inner:
        if definition.name in names:
            yield from out_of_reach(definition, names)
        else:
            yield definition.lines


def without(source: str, spans: Iterable[tuple[int, int]]) -> str:
    """`source` without these lines, and without the comments and the gaps that stand right before them."""
    lines = source.splitlines(keepends=True)
    for first, last in sorted(spans, reverse=True):
        begin = first - 1
        while begin and lines[begin - 1].lstrip().startswith("#"):
            begin -= 1
        if last == len(lines) or not lines[last].strip():
            while begin and not lines[begin - 1].strip():
                begin -= 1
        del lines[begin:last]
    return re.sub(r"\A\n+", "", "".join(lines))


def _definition(node: ast.stmt, prefix: str = "") -> Definition | None:
    match node:
        case ast.FunctionDef(name=name) if not name.startswith("__") and _may_go(node):
            return Definition(prefix + name, _lines(node), _reads([node]))
        case ast.ClassDef(name=name, bases=bases) if _may_go(node):
            methods = {} if bases else {part: _definition(part, ".") for part in node.body}
            inner = tuple(method for method in methods.values() if method)
            kept = [part for part in node.body if not methods.get(part)]
            return Definition(name, _lines(node), _reads([*kept, *bases, *node.decorator_list]), inner)
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if not prefix and not _calls(value):
            return Definition(name, _lines(node), _reads([value]))
    return None


def _may_go(node: ast.FunctionDef | ast.ClassDef) -> bool:
    return not any(isinstance(decorator, ast.Call) for decorator in node.decorator_list)


def _calls(value: ast.expr) -> bool:
    return any(isinstance(part, ast.Call) for part in ast.walk(value))


def _lines(node: ast.stmt) -> tuple[int, int]:
    decorators = getattr(node, "decorator_list", [])
    return min(part.lineno for part in [node, *decorators]), node.end_lineno or node.lineno


def _reads(nodes: Iterable[ast.AST]) -> frozenset[str]:
    names = set()
    for node in nodes:
        for part in ast.walk(node):
            match part:
                case ast.Name(id=name, ctx=ast.Load()):
                    names.add(name)
                case ast.Attribute(attr=name, ctx=ast.Load()):
                    names.add("." + name)
    return frozenset(names)
