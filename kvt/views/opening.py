"""How every page that races begins: the question, what to look for, the presets, and the one button."""

from collections.abc import Callable, Sequence

import streamlit as st

from kvt.runs.run import Run
from kvt.views import state
from kvt.views.form import form
from kvt.views.presets import Preset, choose_preset, choose_routes, chosen_preset
from kvt.views.race import control, say_problems, shown_runs
from kvt.views.table_upload import complete

CHANGED = ":material/history: **The settings have changed since.**"


def open_race(
    page: str,
    presets: Sequence[Preset],
    *,
    question: str,
    about: str,
    choose: Callable[[str], None] = choose_routes,
    beside: Sequence[str] = (),
) -> list[Run]:
    """Draw all down to the button, and return the runs that the page shows. The first preset is where it begins.

    `choose` draws who is to race, beside the button; `beside` are parameters of the page's own in the address.
    """
    state.open_page(page, presets[0].experiment, beside=beside)
    complete(page)
    form(page)
    st.title(question, anchor=False)
    runs = shown_runs(page)
    # At once, and in one line: whatever is filled in or taken away later moves all that is below it.
    chosen = chosen_preset(page, presets)
    look = f"**Look for:** {chosen.why}" if chosen else "**Your own experiment:** press Race and compare the runs."
    st.markdown(f"{CHANGED if is_of_other_settings(page, runs) else about} {look}")
    choose_preset(page, presets)
    control(page, runs, choose)
    say_problems(page)
    state.publish(page)
    return runs


def is_of_other_settings(page: str, runs: Sequence[Run]) -> bool:
    """Results stay on the page when a knob is turned; then they are of other settings, and that is said."""
    return bool(runs) and [run.spec for run in runs] != state.experiment(page).specs()
