"""A script with lines marked in it: the one that went bad, and those that led there."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

import streamlit as st

from kvt.script import sections
from kvt.views.highlight import html_lines

AROUND = 7  # lines that are shown before and after the one that went bad
NEAR = 2  # and around those that led there


def draw_marked(script: str, line: int, led: Sequence[int], note: str) -> None:
    """The neighbourhoods of `line` (from 1) and of the lines that `led` there; `note` stands beside `line`."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f'<div class="kvt-code kvt-{theme}">{marked(script, line, tuple(led), note)}</div>')


@lru_cache(maxsize=32)
def marked(script: str, line: int, led: tuple[int, ...], note: str) -> str:
    """HTML; every character of script and note escaped."""
    shown = html_lines(script)
    near = set(range(line - AROUND, line + AROUND + 1))
    near |= {number for mark in led for number in range(mark - NEAR, mark + NEAR + 1)}
    parts = []
    for name, first, last in _sections(script):
        here = [number for number in range(first, last + 1) if number in near]
        if not here or not any(first <= mark <= last for mark in (line, *led)):
            continue
        rows = []
        for before, number in zip([None, *here], here, strict=False):
            if before is not None and number > before + 1:
                rows.append('<div class="kvt-gap"> </div>')
            rows.append(_row(shown[number - 1], number, number == line, number in led, note))
        parts.append(
            f"<details open><summary>{escape(name)}<span>lines {here[0]} to {here[-1]}</span></summary>"
            f'<div class="kvt-sides"><div class="kvt-side kvt-tensorflow"><div class="kvt-lines">{"".join(rows)}</div>'
            "</div></div></details>"
        )
    return "".join(parts)


def _row(html: str, number: int, is_bad: bool, is_led: bool, note: str) -> str:
    name = " kvt-bad" if is_bad else " kvt-new" if is_led else ""
    told = f'<span class="kvt-note">◀ {escape(note)}</span>' if is_bad else ""
    return f'<div class="kvt-line{name}"><span class="kvt-number">{number}</span>{html or " "}{told}</div>'


def _sections(script: str) -> Iterator[tuple[str, int, int]]:
    """Each section's name and its first and last line, from 1."""
    first = 1
    for section in sections(script):
        last = first + section.text.count("\n") - 1
        yield section.name, first, last
        first = last + 1
