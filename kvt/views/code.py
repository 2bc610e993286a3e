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
from kvt.spec import Spec, titles, variants
from kvt.views import state
from kvt.views.alignment import Pair, align
from kvt.views.experiment import on_route
from kvt.views.highlight import html_lines
from kvt.views.owners import plain

# Sections that open by themselves where they differ: what a reader came for.
SHOWN = ("Model", "Loss", "Optimizer", "Metric", "Training")
BESIDE, WHOLE = "What differs", "Whole scripts"


def draw_code(page: str, runs: Sequence[Run]) -> None:
    """The two panes. A finished run shows its own train.py; before any run the text that would be run."""
    routes = state.experiment(page).routes or tuple(titles("route"))
    ran = {run.spec.route.kind: run for run in runs}
    columns = st.columns(2, gap="small")
    left = _choose(columns[0], page, "left", routes[0])
    right = _choose(columns[1], page, "right", _other(routes))
    view = st.segmented_control(
        "View",
        [BESIDE, WHOLE],
        key=state.tell(f"{page}/view", state.kept(f"{page}/view", (BESIDE, WHOLE))),
        required=True,
        label_visibility="collapsed",
    )
    try:
        texts = _text(page, left, ran), _text(page, right, ran)
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
    ways = WAYS_OF[left], WAYS_OF[right]
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f'<div class="kvt-code kvt-{theme}">{_beside(*texts, *ways)}</div>')


def _other(routes: Sequence[str]) -> str:
    """What to read beside the first route: the loop by hand that is nearest to it, if it is raced."""
    return "tape_graph" if "tape_graph" in routes[1:] or len(routes) < 2 else routes[1]


def _choose(column, page: str, side: str, first: str) -> str:
    kinds = list(titles("route"))
    key = f"{page}/{side}"
    chosen = state.kept(key, kinds) if state.heard(key) in kinds else first
    with column:
        return st.selectbox(
            side,
            kinds,
            key=state.tell(key, chosen),
            label_visibility="collapsed",
            format_func=lambda kind: titles("route")[kind],
        )


def _text(page: str, route: str, ran: Mapping[str, Run]) -> str:
    return ran[route].script if route in ran else script(on_route(state.experiment(page).spec, route))


@lru_cache(maxsize=64)
def _beside(left: str, right: str, left_way: str, right_way: str) -> str:
    pairs = align(_bodies(left), _bodies(right))
    parts = []
    for same, run in groupby(pairs, key=lambda pair: pair.same):
        group = list(run)
        parts += [_equal(group)] if same else [_different(pair, left_way, right_way) for pair in group]
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


def _different(pair: Pair, left_way: str, right_way: str) -> str:
    name = escape(pair.name)
    left, right = code_lines(pair.left), code_lines(pair.right)
    title = f"{name}<span>{count(left, 'line')} against {right}</span>"
    panes = _pane(pair, True, left_way) + _pane(pair, False, right_way)
    is_open = " open" if pair.name in SHOWN else ""
    return f'<details{is_open}><summary>{title}</summary><div class="kvt-sides">{panes}</div></details>'


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


WAYS_OF: dict[str, str] = {kind: cls.way for kind, cls in variants(Spec.model_fields["route"].annotation).items()}
