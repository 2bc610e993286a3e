"""Write what stands in brackets on one line, where it fits."""

import ast
import io
import re
import tokenize
from typing import NamedTuple

WIDTH = 120
# A line at the left that begins a statement, rather than going on with one.
BEGINS = re.compile(r"^(?=[^\s)\]}])(?!(?:else|elif|except|finally)\b)", re.MULTILINE)


class Bracket(NamedTuple):
    """Offsets of an opening bracket and of the one that closes it."""

    opens: int
    closes: int


def close_up(source: str, offset: int) -> str:
    """`source` with the widest brackets around `offset` closed up that fit: on their line, or on one of their own.

    Brackets with comments or text of several lines in them stay, and so does all that stands on one line already.
    """
    if not _goes_on(source, offset):
        return source
    start, end = _statement(source, offset)
    text = source[start:end]
    meaning = ast.dump(ast.parse(text))
    for bracket in _around(text, offset - start):
        for closed in _candidates(text, bracket):
            if ast.dump(ast.parse(closed)) == meaning:
                return source[:start] + closed + source[end:]
    return source


def _statement(source: str, offset: int) -> tuple[int, int]:
    """Where the outermost statement around `offset` begins and ends: no more than that need be read."""
    start = end = 0
    for found in BEGINS.finditer(source):
        start, end = end, found.start()
        if end > offset:
            return start, end
    return end, len(source)


def _goes_on(source: str, offset: int) -> bool:
    """Whether the line at `offset` seems to stand between brackets: most do not, which a look at its ends can tell."""
    start = source.rfind("\n", 0, offset) + 1
    line, before = source[start : source.find("\n", offset)], source[max(0, start - 200) : start]
    return line.rstrip()[-1:] in ("(", "[", "{", ",") or before.rstrip()[-1:] in ("(", "[", "{", ",")


def _around(source: str, offset: int) -> list[Bracket]:
    """The brackets around `offset` that close on another line and hold no comment, the widest first."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    opened: list[list] = []  # offset, line, whether it must stay
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        place = starts[token.start[0] - 1] + token.start[1]
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.start[0] != token.end[0]):
            for bracket in opened:
                bracket[2] = True
        elif token.type == tokenize.OP and token.string in "([{":
            opened.append([place, token.start[0], False])
        elif token.type == tokenize.OP and token.string in ")]}":
            opens, line, stays = opened.pop()
            if opens < offset <= place and line != token.start[0] and not stays:
                found.append(Bracket(opens, place))
    return sorted(found)


def _candidates(source: str, bracket: Bracket) -> list[str]:
    """The ways to close it up that are not too wide, the shortest first."""
    opens, closes = bracket
    content = " ".join(part for line in source[opens + 1 : closes].splitlines() if (part := line.strip()))
    for opening in "([{":
        content = content.replace(f"{opening} ", opening)
    for closing in ")]}":
        content = content.replace(f", {closing}", closing).replace(f" {closing}", closing)
    start = source.rfind("\n", 0, opens) + 1
    end = source.find("\n", closes)
    before, after = source[start : opens + 1], source[closes:end]
    column = len(before) - len(before.lstrip())
    short = content.removesuffix(",")
    apart = f"{before}\n{' ' * (column + 4)}{short}\n{' ' * column}{after}"
    ways = [before + short + after, before + content + after, apart]  # the comma stays where it makes the tuple
    return [
        source[:start] + way + source[end:]
        for way in ways
        if max(map(len, way.split("\n"))) <= WIDTH and way != source[start:end]
    ]
