"""A row of experiments that are worth a look, each one click away; and the routes to race."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from kvt.spec import titles, variants
from kvt.spec.spec import Spec
from kvt.sweeps.search import Search
from kvt.views import state
from kvt.views.experiment import Experiment, read
from kvt.views.owners import WAYS, colored


@dataclass(frozen=True)
class Preset:
    """`settings` are those of a URL, `vary` among them, on top of kvt's defaults; `why` says what to look for."""

    name: str
    why: str
    routes: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def experiment(self) -> Experiment:
        """Raises SpecError (a defect of the page, found by its test) if a setting is not taken."""
        from kvt.errors import SpecError

        beginning = Experiment(Spec(), self.routes, search=Search() if "search" in self.settings else None)
        found = read(self.settings, beginning)
        if found.problems:
            raise SpecError(" ".join(found.problems))
        return found.experiment


def chosen_preset(page: str, presets: Sequence[Preset]) -> Preset | None:
    """The one that equals the page's experiment, None if the visitor went on from it."""
    return next((preset for preset in presets if preset.experiment == state.experiment(page)), None)


def choose_preset(page: str, presets: Sequence[Preset]) -> Preset | None:
    """Pills, one a preset; the one that equals the page's experiment is lit."""
    current = chosen_preset(page, presets)
    by_name = {preset.name: preset for preset in presets}
    key = state.tell(f"{page}/preset", current.name if current else None, always=True)

    def take() -> None:
        chosen = by_name.get(state.heard(key) or (current.name if current else ""))
        if chosen:
            state.choose(page, chosen.experiment)

    st.pills("Try", list(by_name), key=key, label_visibility="collapsed", on_change=take, wrap=True)
    return current


def choose_routes(page: str) -> None:
    """Which ways of training take part; at least one stays."""
    key = state.tell(f"{page}/routes", list(state.experiment(page).routes), always=True)

    def take() -> None:
        chosen = set(state.heard(key) or ())
        order = tuple(kind for kind in titles("route") if kind in chosen)
        if order:
            state.choose(page, replace(state.experiment(page), routes=order))

    classes = variants(Spec.model_fields["route"].annotation)
    st.pills(
        "Routes to race",
        list(classes),
        selection_mode="multi",
        key=key,
        on_change=take,
        label_visibility="collapsed",
        wrap=True,
        format_func=lambda kind: f"{colored('■', WAYS[classes[kind].way])} {classes[kind].title}",
    )
