"""How every page that races begins: the question, what to look for, the presets, and the one button."""

from collections.abc import Callable, Sequence

import streamlit as st

from kvt.runs.run import Run
from kvt.views import state
from kvt.views.form import form
from kvt.views.presets import Preset, choose_preset, choose_routes
from kvt.views.race import control, say_problems, shown_runs
from kvt.views.table_upload import complete


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
    words = st.empty()  # filled when the presets below it are known
    chosen = choose_preset(page, presets)
    look = f"**Look for:** {chosen.why}" if chosen else "**Your own experiment:** press Race and compare the runs."
    words.markdown(f"{about} {look}")
    runs = shown_runs(page)
    control(page, runs, choose)
    say_problems(page)
    state.publish(page)
    return runs
