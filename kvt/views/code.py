"""Two routes' scripts side by side: sections aligned, what differs marked, the whole of each behind one click."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby

import streamlit as st

from kvt.claims.lines import code_lines
from kvt.claims.words import count
from kvt.errors import ClashError, KvtError
from kvt.runs.run import Run
from kvt.script import Section, script, sections
from kvt.spec import Spec, keys, titles
from kvt.views import state
from kvt.views.alignment import Pair, align
from kvt.views.experiment import Experiment, on_route
from kvt.views.highlight import html_lines
from kvt.views.owners import plain

# Sections that open by themselves where they differ: what a reader came for. Where none of them does, all that differ.
SHOWN = ("Convolution", "Layers", "Model", "Loss", "Optimizer", "Metric", "Training")
BESIDE, WHOLE = "What differs", "Whole scripts"


def draw_code(page: str, runs: Sequence[Run]) -> None:
    """The two panes. A finished run shows its own train.py; before any run the text that would be run."""
    chosen = state.experiment(page)
    specs = _specs(chosen)
    first, other = _beginning(chosen, list(specs))
    ran = dict(zip(keys([run.spec for run in runs]), runs, strict=True)) if runs else {}
    columns = st.columns(2, gap="small")
    left = _choose(columns[0], page, "left", list(specs), first)
    right = _choose(columns[1], page, "right", list(specs), other)
    view = st.segmented_control(
        "View",
        [BESIDE, WHOLE],
        key=state.tell(f"{page}/view", state.kept(f"{page}/view", (BESIDE, WHOLE))),
        required=True,
        label_visibility="collapsed",
    )
    try:
        texts = _text(left, specs, ran), _text(right, specs, ran)
    except ClashError:
        st.caption("There is no script while the settings do not go together.")
        return
    except KvtError as error:
        st.info(plain(str(error)), icon=":material/code_off:")
        return
    if view == WHOLE:
        for column, text in zip(st.columns(2, gap="small"), texts, strict=True):
            column.code(text, language="python", line_numbers=True, height=600)
        return
    beside(*texts, specs[left].route.way, specs[right].route.way)


def beside(left: str, right: str, left_way: str, right_way: str) -> None:
    """Two scripts, sections aligned and what differs marked in the ways' colours ("both" for neither)."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f'<div class="kvt-code kvt-{theme}">{_beside(left, right, left_way, right_way)}</div>')


def _specs(chosen: Experiment) -> dict[str, Spec]:
    """What can be read: the racers where a value varies, else every route, raced or not."""
    if chosen.vary:
        found = chosen.specs()
        return dict(zip(keys(found), found, strict=True))
    return {kind: on_route(chosen.spec, kind) for kind in titles("route")}


def _beginning(chosen: Experiment, names: Sequence[str]) -> tuple[str, str]:
    """What stands beside each other at first: the first racer, and the loop by hand nearest to it, if it is raced."""
    if chosen.vary:
        return names[0], names[min(1, len(names) - 1)]
    routes = chosen.routes or names
    return routes[0], _other(routes)


def _other(routes: Sequence[str]) -> str:
    return "tape_graph" if "tape_graph" in routes[1:] or len(routes) < 2 else routes[1]


def _choose(column, page: str, side: str, names: Sequence[str], first: str) -> str:
    key = f"{page}/{side}"
    chosen = state.kept(key, names) if state.heard(key) in names else first
    with column:
        return st.selectbox(
            side,
            names,
            key=state.tell(key, chosen),
            label_visibility="collapsed",
            format_func=lambda name: titles("route").get(name, name),
        )


def _text(name: str, specs: Mapping[str, Spec], ran: Mapping[str, Run]) -> str:
    return ran[name].script if name in ran else script(specs[name])


@lru_cache(maxsize=64)
def _beside(left: str, right: str, left_way: str, right_way: str) -> str:
    pairs = align(_bodies(left), _bodies(right))
    differing = {pair.name for pair in pairs if not pair.same}
    opened = differing & set(SHOWN) or differing
    parts = []
    for same, run in groupby(pairs, key=lambda pair: pair.same):
        group = list(run)
        parts += (
            [_equal(group)] if same else [_different(pair, left_way, right_way, pair.name in opened) for pair in group]
        )
    return "".join(parts)


def _bodies(text: str) -> list[Section]:
    """The sections under their headings, which stand above the panes; what comes before the first is left out."""
    parts = [Section(part.name, part.text.partition("\n")[2].strip("\n")) for part in sections(text)]
    return [part for part in parts if part.name != "About"]


def _equal(group: Sequence[Pair]) -> str:
    """Neighbouring sections that are the same in both, folded away together."""
    names = " · ".join(escape(pair.name) for pair in group)
    lines = sum(code_lines(pair.left) for pair in group)
    panes = "".join(f'<div class="kvt-sides">{_pane(pair, True, "both")}</div>' for pair in group)
    return f"<details><summary>{names}<span>the same in both, {count(lines, 'line')}</span></summary>{panes}</details>"


def _different(pair: Pair, left_way: str, right_way: str, is_open: bool) -> str:
    name = escape(pair.name)
    left, right = code_lines(pair.left), code_lines(pair.right)
    title = f"{name}<span>{count(left, 'line')} against {right}</span>"
    panes = _pane(pair, True, left_way) + _pane(pair, False, right_way)
    return (
        f'<details{" open" if is_open else ""}><summary>{title}</summary><div class="kvt-sides">{panes}</div></details>'
    )


def _pane(pair: Pair, is_left: bool, way: str) -> str:
    lines = html_lines(pair.left if is_left else pair.right)
    parts = []
    for row in pair.rows:
        number = row.left if is_left else row.right
        if number is None:
            parts.append('<div class="kvt-gap"> </div>')
        else:
            parts.append(f'<div class="{"kvt-line" if row.same else "kvt-line kvt-new"}">{lines[number] or " "}</div>')
    return f'<div class="kvt-side kvt-{way}"><div class="kvt-lines">{"".join(parts)}</div></div>'
