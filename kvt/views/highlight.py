"""Python text as HTML: every character escaped, tokens coloured by class. What cannot be read stays plain."""

import io
import keyword
import tokenize
from html import escape

CLASSES = {tokenize.COMMENT: "com", tokenize.STRING: "str", tokenize.NUMBER: "num", tokenize.OP: "op"}
FRAMEWORKS = {"keras": "keras", "tf": "tf"}


def html_lines(text: str) -> list[str]:
    """One HTML string a line of `text`, without newlines. `keras` and `tf` get their way's own class."""
    lines = text.splitlines()
    spans: list[list[tuple[int, int, str]]] = [[] for _ in lines]
    for token in _tokens(text):
        name = _class(token)
        if not name:
            continue
        (first, start), (last, end) = token.start, token.end
        for row in range(first, min(last, len(lines)) + 1):
            left = start if row == first else 0
            right = end if row == last else len(lines[row - 1])
            spans[row - 1].append((left, right, name))
    return [_marked(line, found) for line, found in zip(lines, spans, strict=True)]


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    found: list[tokenize.TokenInfo] = []
    try:
        found.extend(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        # A piece of a script may end inside a bracket: what was read so far is coloured.
        return found
    return found


def _class(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        if token.string in FRAMEWORKS:
            return FRAMEWORKS[token.string]
        return "word" if keyword.iskeyword(token.string) else ""
    # f-strings come in pieces from Python 3.12 on.
    if tokenize.tok_name[token.type].startswith("FSTRING"):
        return "str"
    return CLASSES.get(token.type, "")


def _marked(line: str, spans: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for left, right, name in spans:
        if left < at:
            continue
        parts += [escape(line[at:left]), f'<span class="kvt-{name}">{escape(line[left:right])}</span>']
        at = right
    return "".join(parts) + escape(line[at:])
