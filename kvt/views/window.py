"""How wide the visitor's window is: whether it is a phone's, which only the browser knows."""

from functools import cache
from typing import Any

import streamlit as st

from kvt.views import state

WIDTH = 640  # CSS pixels; a window up to this wide gets what a phone can show

# Tells the server only what it does not know yet: a wide window never costs a rerun.
JS = """
export default ({ data: [known, width], parentElement, setStateValue }) => {
  const query = matchMedia(`(max-width: ${width}px)`);
  let told = known;
  const tell = () => query.matches === told || setStateValue("narrow", (told = query.matches));
  parentElement.closest(".stElementContainer").style.position = "absolute";  // it takes no room
  query.addEventListener("change", tell);
  tell();
  return () => query.removeEventListener("change", tell);
};
"""


def is_narrow(page: str) -> bool:
    """Whether the window is a phone's; False until the browser has said so, which draws the page again."""
    known = bool(state.held(page, "narrow"))
    result = _component()(
        key=f"{page}/window",
        data=[known, WIDTH],
        default={"narrow": known},
        on_narrow_change=_heard,
    )
    state.hold(page, "narrow", result.narrow)
    return bool(result.narrow)


@cache
def _component() -> Any:
    return st.components.v2.component("kvt_window", js=JS, isolate_styles=False)


def _heard() -> None:
    """Streamlit keeps a component's state only for who listens; the answer is in the result."""
