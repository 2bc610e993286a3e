"""What to search and how: the fields with their ranges, the sampler, the pruner, the budget."""

from dataclasses import replace
from typing import Any, get_args

import streamlit as st

from kvt.spec import OWNERS, Knob, titles
from kvt.sweeps import search as searches
from kvt.sweeps import space as spaces
from kvt.sweeps.dimension import Dimension, suggested
from kvt.sweeps.search import NOTES, OBJECTIVES, PRUNERS, SAMPLERS, Search
from kvt.views import state

WORDS: dict[str, dict[str, str]] = {"sampler": SAMPLERS, "pruner": PRUNERS, "objective": OBJECTIVES}


def choose_fields(page: str) -> None:
    """Which fields differ from trial to trial, and over which range each."""
    chosen = state.experiment(page)
    space = _search(page).space
    offered = spaces.searchable(chosen.base, space)
    key = state.tell(f"{page}/fields", [dimension.path for dimension in space if dimension.path in offered])
    st.multiselect(
        "Search these",
        list(offered),
        key=key,
        max_selections=spaces.MOST_FIELDS,
        format_func=lambda path: f"{_called(offered, path)} · {OWNERS[offered[path].owner].partition(':')[0]}",
        placeholder="choose a field",
        label_visibility="collapsed",
        **state.callback(_take_fields, page, key),
    )


def choose_ranges(page: str) -> None:
    """A field to type each range into, three in a row; and how to search, behind a click."""
    space = _search(page).space
    offered = spaces.searchable(state.experiment(page).base, space)
    for start in range(0, max(1, len(space)), 3):
        row = space[start : start + 3]
        columns = st.columns([3, 3, 3, 3], vertical_alignment="bottom")
        if start == 0:
            search = _search(page)
            label = f"{SAMPLERS[search.sampler]}, {search.trials} trials"
            with columns[3].popover(label, icon=":material/tune:", width="stretch"):
                _choose_means(page)
        for column, dimension in zip(columns, row, strict=False):
            key = state.tell(f"{page}/range/{dimension.path}", str(dimension))
            column.text_input(
                f"{_called(offered, dimension.path)}{', logarithmic' if dimension.log else ''}",
                key=key,
                max_chars=200,
                help="A range as low..high, or values between commas; sizes of layers as 8-8.",
                **state.callback(_take_range, page, dimension.path, key),
            )


def _choose_means(page: str) -> None:
    """Sampler, pruner and budget."""
    _select(page, st, "sampler")
    st.caption(NOTES[_search(page).sampler])
    _select(page, st, "pruner")
    trials, repeats = st.columns(2)
    _number(page, trials, "trials")
    _number(page, repeats, "repeats")
    _number(page, st, "minutes")
    _select(page, st, "objective")
    key = _told(page, "route", state.experiment(page).routes[0])
    names = titles("route")
    st.selectbox(
        "Trained by", list(names), key=key, format_func=names.__getitem__, **state.callback(_take_route, page, key)
    )


def _told(page: str, name: str, value: Any) -> str:
    """Told at each drawing: while the popover is closed the browser forgets what it was told before."""
    return state.tell(f"{page}/{name}", value, always=True)


def _select(page: str, place: Any, name: str) -> None:
    field = Search.model_fields[name]
    words = WORDS[name]
    key = _told(page, name, getattr(_search(page), name))
    place.selectbox(
        str(field.title),
        list(get_args(field.annotation)),
        key=key,
        format_func=lambda option: words[option],
        help=field.description,
        **state.callback(_take, page, name, key),
    )


def _number(page: str, place: Any, name: str) -> None:
    field = Search.model_fields[name]
    value = getattr(_search(page), name)
    kind = int if field.annotation is int else float
    key = _told(page, name, kind(value))
    place.number_input(
        str(field.title),
        min_value=kind(_bound(field, "ge")),
        max_value=kind(_bound(field, "le")),
        step=kind(1),
        key=key,
        help=field.description,
        **({"format": "%g"} if kind is float else {}),
        **state.callback(_take, page, name, key),
    )


def _bound(field: Any, name: str) -> float:
    return next(getattr(bound, name) for bound in field.metadata if hasattr(bound, name))


def _take(page: str, name: str, key: str) -> None:
    value = state.heard(key)
    if value is None:
        state.complain(page, ("A field was left empty, and keeps its value.",))
        return
    search, sentence = searches.changed(_search(page), name, value)
    _put(page, search, sentence)


def _take_route(page: str, key: str) -> None:
    state.choose(page, replace(state.experiment(page), routes=(state.heard(key),)))


def _take_fields(page: str, key: str) -> None:
    """What was searched keeps its range; what is new gets one to begin with."""
    paths = list(state.heard(key) or ())
    search, base = _search(page), state.experiment(page).base
    known = {dimension.path: dimension for dimension in search.space}
    offered = spaces.searchable(base, search.space)
    kept = tuple(known[path] if path in known else suggested(offered[path]) for path in paths if path in offered)
    _put(page, search.model_copy(update={"space": kept}))


def _take_range(page: str, path: str, key: str) -> None:
    search, base = _search(page), state.experiment(page).base
    asked = {dimension.path: str(dimension) for dimension in search.space} | {path: str(state.heard(key) or "")}
    space, sentences = spaces.read(asked, base)
    kept: tuple[Dimension, ...] = search.space if sentences else space
    _put(page, search.model_copy(update={"space": kept}), *sentences)


def _put(page: str, search: Search, *sentences: str) -> None:
    chosen = replace(state.experiment(page), search=search)
    state.choose(page, chosen, tuple(sentence for sentence in sentences if sentence))


def _search(page: str) -> Search:
    return state.experiment(page).search or Search()


def _called(offered: dict[str, Knob], path: str) -> str:
    return offered[path].label if path in offered else path
